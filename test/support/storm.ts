import { execFile } from "node:child_process"
import { copyFile, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { type Client, createClient } from "@libsql/client"
import { eq } from "drizzle-orm"
import { expect, onTestFinished } from "vitest"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { people, plans } from "#db/schema.ts"
import { DEMO_PASSWORD, seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"
import { addDays, dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { issuePlan } from "#src/plans/plan/commands.ts"
import { openRound } from "#src/plans/rounds/commands.ts"
import { acting } from "#src/trail/record.ts"
import { type Program, startProgram } from "./program.ts"
import { type Visitor, visitor } from "./visitor.ts"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))

/** Reports that 办公室 owes in the storm's plan, more than any test sends. */
const OWED = 400

/** A database file of the demo with a plan in which one unit owes hundreds of reports. */
export type StormBase = { folder: string; file: string; assignments: number[] }

export async function stormBase(): Promise<StormBase> {
  const folder = await mkdtemp(join(tmpdir(), "fengong-storm-"))
  const file = join(folder, "base.db")
  const database = await openDatabase(`file:${file}`)
  await migrate(database.client)
  await seedReference(database)
  const now = Date.now()
  await seedDemo(database, now)
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
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
  return { folder, file, assignments: rows.map(({ id }) => Number(id)) }
}

export const forget = ({ folder }: StormBase) => rm(folder, { recursive: true, force: true })

let copies = 0

/** The file for one test, and its URL. */
export async function freshFile({ folder, file }: StormBase): Promise<{ path: string; url: string }> {
  copies++
  const path = join(folder, `${copies}.db`)
  await copyFile(file, path)
  return { path, url: `file:${path}` }
}

/** The real program on a file, ended with the test. */
export async function programOn(url: string, limits: { largestFile?: number } = {}): Promise<Program> {
  const program = await startProgram({ DATABASE_URL: url, DEMO: "1" }, limits)
  onTestFinished(program.stop)
  return program
}

export async function liaisonAt(program: Program): Promise<Visitor> {
  const liaison = visitor(program.url)
  await liaison.signIn("bangongshi", DEMO_PASSWORD)
  return liaison
}

export const wordsOf = (assignment: number, more = "") => `第${assignment}项已按要求落实${more}。`

/** 报送 of one item of the storm's plan. */
export const report = (liaison: Visitor, assignment: number, achieved = wordsOf(assignment)) =>
  liaison.post(`/assignments/${assignment}/rounds/1/report`, { achieved, revision: "0", version: "0" })

/** Looks at the file as it is, from outside the program. */
export function lookInto(path: string): Client {
  const client = createClient({ url: `file:${path}`, timeout: 5000 })
  onTestFinished(() => client.close())
  return client
}

/** Every report that was acknowledged is in the file, once, in its words, with its event. */
export async function expectKept(path: string, acknowledged: Map<number, string>) {
  const client = lookInto(path)
  const { rows } = await client.execute(`
    select v.assignment_id, v.achieved, e.action from report_versions v join rounds r on r.id = v.round_id
    join events e on e.subject = 'report:' || v.assignment_id || '/' || v.round_id
    join dues d on d.assignment_id = v.assignment_id and d.round_id = v.round_id and d.reported_at is not null
    where r.name = '演练'`)
  const kept = new Map(rows.map((row) => [Number(row.assignment_id), String(row.achieved)]))
  const lost = [...acknowledged].filter(([assignment, achieved]) => kept.get(assignment) !== achieved)
  const doubled = rows.length - kept.size
  console.info(`storm: ${acknowledged.size} acknowledged, ${lost.length} lost, ${doubled} doubled, ${kept.size} kept`)
  expect(acknowledged.size).toBeGreaterThan(0)
  expect({ lost, doubled }).toEqual({ lost: [], doubled: 0 })
}

export type Ran = { code: number; out: string }

/** One of the program's scripts in a process of its own. */
export async function run(script: string, url: string, ...args: string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH, DATABASE_URL: url }
  try {
    const command = ["--import", import.meta.resolve("tsx"), `${ROOT}${script}`, ...args]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env, timeout: 30_000 })
    return { code: 0, out: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout + stderr }
  }
}

/** `npm run verify` has nothing to say against the file. */
export async function expectSound(url: string) {
  expect(await run("src/bin/verify.ts", url)).toMatchObject({ code: 0, out: expect.stringContaining("核验通过") })
}
