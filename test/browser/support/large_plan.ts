import { eq } from "drizzle-orm"
import { openDatabase } from "#db/open_node.ts"
import { people, units } from "#db/schema.ts"
import type { Actor } from "#src/people/actor.ts"
import { issuePlan } from "#src/plans/commands.ts"
import { addUnit } from "#src/units/commands.ts"
import { NOW } from "./seed_demo.ts"

/** 200 tasks by 40 units, every cell filled: through the real command, into the running program's database. */
export async function issueLargePlan(databaseUrl: string): Promise<number> {
  const database = await openDatabase(databaseUrl)
  const at = Date.parse(NOW)
  const system = { actor: { id: 0, name: "测试", address: "" }, at }
  const [[office], [person], directory] = await database.read([
    database.db.select().from(units).where(eq(units.code, "yanjiushi")),
    database.db.select().from(people).where(eq(people.login, "yanjiushi")),
    database.db.select({ id: units.id }).from(units),
  ])
  if (!office || !person) throw new Error("the demo has a supervising office")
  const ids = directory.map(({ id }) => id)
  for (let n = ids.length + 1; n <= 40; n++) {
    const name = `第${n}单位`
    ids.push(await addUnit(database, { code: `u${n}`, name, shortName: name, aliases: [], kind: "internal" }, system))
  }
  const supervisor: Actor = {
    id: person.id,
    login: person.login,
    name: person.name,
    unitId: office.id,
    unitName: office.name,
    posts: [{ kind: "supervisor", unitId: office.id, unitName: office.name, standIn: false, beat: [] }],
    address: "",
    mustChangePassword: false,
  }
  const plan = await issuePlan(
    database,
    {
      title: "大方案",
      docNumber: null,
      issuer: "",
      basis: null,
      basisDocNumber: null,
      preamble: null,
      closing: null,
      issuedOn: "2026-11-20",
      supervisingUnitId: office.id,
      source: "",
      sourceName: "",
      sections: Array.from({ length: 20 }, (_, i) => `第${i + 1}部分`),
      tasks: Array.from({ length: 200 }, (_, i) => ({
        label: `（${i + 1}）`,
        text: `第${i + 1}项任务：建立健全普法责任制，明确具体责任部门和责任人员，定期研究部署。`,
        section: Math.floor(i / 10),
        deadlineText: null,
        units: ids.map((unitId) => ({ unitId, role: "lead" as const })),
      })),
    },
    { actor: supervisor, at },
  )
  database.client.close()
  return plan
}
