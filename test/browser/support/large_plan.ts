import { eq, max } from "drizzle-orm"
import { openDatabase } from "#db/open_node.ts"
import { assignments, dues, people, rounds, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { addUnit } from "#src/office/units/commands.ts"
import { issuePlan } from "#src/plans/plan/commands.ts"
import { acting } from "#src/trail/record.ts"
import { NOW } from "#test/support/demo_day.ts"

/** 200 tasks by 40 units, every cell filled: through the real command, into the running program's database. */
export async function issueLargePlan(databaseUrl: string): Promise<number> {
  const database = await openDatabase(databaseUrl)
  const at = Date.parse(NOW)
  const system = acting({ id: 0, name: "测试", address: "" }, at)
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
    acting(supervisor, at),
  )
  database.client.close()
  return plan
}

/** Plans with a few tasks of the first nine units each; and a round of every plan but the demo's that is overdue. */
export async function issueOverduePlans(databaseUrl: string, titles: readonly string[]): Promise<void> {
  const database = await openDatabase(databaseUrl)
  const { db, read, write } = database
  const at = Date.parse(NOW)
  const [[office], directory] = await read([
    db.select().from(units).where(eq(units.code, "yanjiushi")),
    db.select({ id: units.id }).from(units).limit(9),
  ])
  for (const title of titles) {
    await issuePlan(
      database,
      {
        title,
        docNumber: "发〔2026〕12号",
        issuer: "",
        basis: null,
        basisDocNumber: null,
        preamble: null,
        closing: null,
        issuedOn: "2026-10-01",
        supervisingUnitId: office?.id ?? 0,
        source: "",
        sourceName: "",
        sections: [],
        tasks: [1, 2, 3].map((n) => ({
          label: `（${n}）`,
          text: `第${n}项任务。`,
          section: null,
          deadlineText: null,
          units: directory.map(({ id }) => ({ unitId: id, role: "lead" as const })),
        })),
      },
      acting({ id: 0, name: "测试", address: "" } as Actor, at),
    )
  }
  const [parts, [last]] = await read([db.select().from(assignments), db.select({ id: max(rounds.id) }).from(rounds)])
  const others = [...new Set(parts.map(({ planId }) => planId))].filter((planId) => planId !== 1)
  for (const [i, planId] of others.entries()) {
    const roundId = (last?.id ?? 0) + i + 1
    const own = parts.filter((part) => part.planId === planId).slice(0, 480)
    await write([
      db.insert(rounds).values({
        ...{ id: roundId, planId, number: 1, name: "2026年第四季度", opensOn: "2026-10-01", dueBy: "2026-11-20" },
      }),
      db.insert(dues).values(own.map(({ id, unitId }) => ({ roundId, assignmentId: id, planId, unitId }))),
    ])
  }
  database.client.close()
}
