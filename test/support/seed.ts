import { join } from "node:path"
import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { people, plans } from "#db/schema.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"
import { addDays, dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { issuePlan } from "#src/plans/plan/commands.ts"
import { openRound } from "#src/plans/rounds/commands.ts"
import { acting } from "#src/trail/record.ts"
import { NOW } from "./demo_day.ts"

/*
 * A script of its own, built and run by test/support/prepare.ts with the folder for what it makes: year.db, the demo's
 * year at NOW; today.db, the demo as it is today; storm.db, that with a plan on which storms of reports come down.
 * Prints the ids of that plan's assignments as JSON.
 */

/** Reports that 办公室 owes in the storm's plan, more than any test sends. */
const OWED = 400

const [folder = "."] = process.argv.slice(2)

async function livedAt(now: number): Promise<Database> {
  const database = await openDatabase(":memory:")
  await migrate(database.client)
  await seedReference(database)
  await seedDemo(database, now)
  return database
}

const keepAs = ({ client }: Database, name: string) =>
  client.execute({ sql: "vacuum into ?", args: [join(folder, name)] })

/** A plan of which 办公室 owes the reports of one round; the ids of its assignments. */
async function oweReports(database: Database, now: number): Promise<number[]> {
  const { db, read, client } = database
  const [[supervisor], [demo]] = await read([
    db.select().from(people).where(eq(people.login, "yanjiushi")),
    db.select().from(plans).where(eq(plans.id, 1)),
  ])
  const [unit] = (await client.execute("select id from units where code = 'bangongshi'")).rows
  if (!supervisor || !demo || !unit) throw new Error("the demo has changed")

  const office = {
    kind: "supervisor" as const,
    unitId: demo.supervisingUnitId,
    unitName: null,
    standIn: false,
    beat: [],
  }
  const actor = { ...supervisor, unitName: null, posts: [office], address: "" } satisfies Actor
  const by = acting(actor, now)
  const planId = await issuePlan(
    database,
    {
      title: "演练方案",
      docNumber: null,
      issuer: "",
      basis: null,
      basisDocNumber: null,
      preamble: null,
      closing: null,
      issuedOn: dateOf(now),
      supervisingUnitId: demo.supervisingUnitId,
      source: "",
      sourceName: "",
      sections: [],
      tasks: Array.from({ length: OWED }, (_, i) => ({
        label: `${i + 1}.`,
        text: `第${i + 1}项任务。`,
        section: null,
        deadlineText: null,
        units: [{ unitId: Number(unit.id), role: "lead" as const }],
      })),
    },
    by,
  )
  const [[plan]] = await read([db.select().from(plans).where(eq(plans.id, planId))])
  if (!plan) throw new Error("no plan")
  const round = { name: "演练", opensOn: dateOf(now), dueBy: addDays(dateOf(now), 30), evidenceRequired: false }
  await openRound(database, plan, [], round, by)
  const { rows } = await client.execute(`select id from assignments where plan_id = ${planId} order by id`)
  return rows.map(({ id }) => Number(id))
}

await keepAs(await livedAt(Date.parse(NOW)), "year.db")
const now = Date.now()
const today = await livedAt(now)
await keepAs(today, "today.db")
const assignments = await oweReports(today, now)
await keepAs(today, "storm.db")
console.log(JSON.stringify(assignments))
