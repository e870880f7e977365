import { execFile } from "node:child_process"
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { TestProject } from "vitest/node"
import { buildInto } from "#src/bin/building/build.mjs"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))
const SEED = "test/support/seed.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in which the program and its scripts lie built, as `npm start` builds them. */
    program: string
    /** A database file with the demo's year in it, to be copied. */
    demoDatabase: string
    /** A database file with the demo as it is today, to be copied. */
    todaysDemo: string
    /** The same with a plan in which one unit owes hundreds of reports, for the assignments of these ids. */
    storm: { file: string; assignments: number[] }
  }
}

type Prepared = { folder: string; assignments: number[] }

/** Of the process, which reads this file once for each project. */
const ours = globalThis as { prepared?: Promise<Prepared> }

/** Once before the tests that start the program in processes of its own: builds it, and lives the demo's years. */
export default async function prepareOnce(project: TestProject) {
  ours.prepared ??= prepare()
  const { folder, assignments } = await ours.prepared
  project.provide("program", folder)
  project.provide("demoDatabase", join(folder, "year.db"))
  project.provide("todaysDemo", join(folder, "today.db"))
  project.provide("storm", { file: join(folder, "storm.db"), assignments })
  return () => rm(folder, { recursive: true, force: true })
}

async function prepare(): Promise<Prepared> {
  const cache = join(ROOT, "node_modules", ".cache")
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, "fengong-tests-"))
  await buildInto(ROOT, folder, [SEED])
  const seed = join(folder, basename(SEED).replace(".ts", ".js"))
  const { stdout } = await promisify(execFile)(process.execPath, [seed, folder])
  return { folder, assignments: JSON.parse(stdout) }
}
