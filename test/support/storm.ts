import { execFile } from "node:child_process"
import { copyFile, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { type Client, createClient } from "@libsql/client"
import { expect, inject, onTestFinished } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { builtPath, type Program, startProgram } from "./program.ts"
import { type Visitor, visitor } from "./visitor.ts"

/** A database file of the demo with a plan in which one unit owes hundreds of reports. */
export type StormBase = { folder: string; file: string; assignments: number[] }

/** A folder of one's own with the file that test/support/prepare.ts made. */
export async function stormBase(): Promise<StormBase> {
  const { file: made, assignments } = inject("storm")
  const folder = await mkdtemp(join(tmpdir(), "fengong-storm-"))
  const file = join(folder, "base.db")
  await copyFile(made, file)
  return { folder, file, assignments }
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

/** One of the program's scripts, by the name of its source, in a process of its own. */
export const run = (script: string, url: string, ...args: string[]): Promise<Ran> => runWith({}, script, url, ...args)

/** The same with settings beside. */
export async function runWith(
  settings: Record<string, string>,
  script: string,
  url: string,
  ...args: string[]
): Promise<Ran> {
  const env = { PATH: process.env.PATH, DATABASE_URL: url, ...settings }
  try {
    const command = [builtPath(script), ...args]
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
