import { execFile } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { build, type Plugin } from "esbuild"
import type { TestProject } from "vitest/node"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))
const SCRIPTS = ["backup", "migrate", "restore", "verify"].map((name) => `src/bin/${name}.ts`)
const SEED = "test/support/seed.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in which the program and its scripts lie built, under their paths with .js. */
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
  // Inside node_modules: what is not bundled is looked for from there upwards.
  const cache = join(ROOT, "node_modules", ".cache")
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, "fengong-tests-"))
  await buildInto(folder)
  const seed = join(folder, SEED.replace(".ts", ".js"))
  const { stdout } = await promisify(execFile)(process.execPath, [seed, folder])
  return { folder, assignments: JSON.parse(stdout) }
}

/**
 * Builds the program with what tsx reads each source with: reading hundreds of them anew takes most of a start, and
 * tests start it dozens of times. That `npm start` and the scripts run from the sources is tested by
 * test/edge/node_on_server.test.ts and test/trail/verify_script.test.ts.
 */
const buildInto = (folder: string) =>
  build({
    absWorkingDir: ROOT,
    entryPoints: ["src/node.ts", ...SCRIPTS, SEED],
    outdir: folder,
    outbase: ROOT,
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: `node${process.versions.node}`,
    keepNames: true,
    plugins: [atHome],
  })

/** What a source looks for beside itself, it still finds there. */
const atHome: Plugin = {
  name: "at-home",
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8")
      if (!source.includes("import.meta.url")) return undefined
      const contents = source.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: path.endsWith("x") ? "tsx" : "ts" }
    })
  },
}
