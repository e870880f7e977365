import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { freePort, startServer } from "#db/server_process.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"
import { instant } from "#src/clock.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { fill } from "./data.ts"

/*
 * The start: from the command, as package.json has it, to the first 200 of /healthz, and the resident memory after it, of
 * this build in turn with another one.
 *
 * Cold: nothing is there that an earlier start has kept. (What the operating system keeps of files is there.)
 * Warm: what the last start has kept is there.
 */

const HERE = fileURLToPath(new URL("../../", import.meta.url))
const RUNS = 5
/** What the program does by itself right after its start has been done by then. */
const SETTLED_MS = 2000

const NOW = "2026-11-23T09:00+08:00"
const AT = instant("2026-11-23", 9)

type Start = { ms: number; megabytes: number }
/** Medians, of what was measured in turn. */
export type Starts = Record<"warm" | "cold", Record<"now" | "before", Start>>

/** Measures on copies of a database file; `before` is the folder of the other build, with its packages in it. */
export async function measureStarts(before: string, file: string, runs = RUNS): Promise<Starts> {
  const scratch = mkdtempSync(join(tmpdir(), "fengong-start-"))
  const folders = { now: HERE, before: resolve(before) }
  const measured = (temperature: "warm" | "cold", side: "now" | "before") =>
    started(folders[side], join(scratch, side), file, temperature === "cold")
  try {
    const starts = {} as Starts
    for (const temperature of ["cold", "warm"] as const) {
      const all: Record<"now" | "before", Start[]> = { now: [], before: [] }
      for (let run = 0; run < runs; run++) {
        all.before.push(await measured(temperature, "before"))
        all.now.push(await measured(temperature, "now"))
      }
      starts[temperature] = { now: medians(all.now), before: medians(all.before) }
    }
    return starts
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** One start. Whatever it keeps goes into a folder of its own, by the names that tsx, esbuild and we look at. */
async function started(folder: string, scratch: string, file: string, isCold: boolean): Promise<Start> {
  const kept = join(scratch, "kept")
  if (isCold) rmSync(kept, { recursive: true, force: true })
  mkdirSync(kept, { recursive: true })
  const data = mkdtempSync(join(scratch, "data-"))
  const copy = join(data, "fengong.db")
  copyFileSync(file, copy)
  const port = await freePort()
  const [, ...args] = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).scripts.start.split(" ")
  const from = performance.now()
  const server = await startServer({
    command: process.execPath,
    args,
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: kept,
      CACHE_DIRECTORY: kept,
      PORT: String(port),
      DATABASE_URL: `file:${copy}`,
      DEMO: "1",
      NOW,
    },
    answersAt: `http://127.0.0.1:${port}/healthz`,
  })
  const ms = performance.now() - from
  try {
    await pause(SETTLED_MS)
    return { ms, megabytes: residentOf(server.pid) }
  } finally {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

const residentOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024

const medians = (starts: Start[]): Start => ({
  ms: median(starts.map(({ ms }) => ms)),
  megabytes: median(starts.map(({ megabytes }) => megabytes)),
})

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The lines of it. */
export const startWords = (starts: Starts): string[] =>
  (["warm", "cold"] as const).map((temperature) => {
    const { now, before } = starts[temperature]
    const time = `${now.ms.toFixed(0)} ms, before ${before.ms.toFixed(0)} ms, ${(now.ms / before.ms).toFixed(2)} ×`
    const memory = `${now.megabytes.toFixed(0)} MB, before ${before.megabytes.toFixed(0)} MB, ${(now.megabytes / before.megabytes).toFixed(2)} ×`
    return `start ${temperature}: ${time}; memory after it ${memory}`
  })

/** A database that has been lived in: the demo's year, or with years of use beside it. */
async function livedIn(file: string, further: boolean) {
  const database = await openDatabase(`file:${file}`)
  await migrate(database.client)
  await seedReference(database)
  await seedDemo(database, AT)
  if (further) await fill(database.client)
  await sealEvents(database, null)
  await database.client.execute("pragma wal_checkpoint(truncate)")
  database.client.close()
}

/** `tsx test/bench/start.ts BEFORE_DIR`. */
async function main(before: string | undefined) {
  if (!before) throw new Error("tsx test/bench/start.ts BEFORE_DIR")
  const folder = mkdtempSync(join(tmpdir(), "fengong-start-data-"))
  try {
    for (const [name, further] of [
      ["22 tasks", false],
      ["+ 10,000 tasks", true],
    ] as const) {
      const file = join(folder, `${further}.db`)
      await livedIn(file, further)
      console.log(`${name}; load ${loadavg()[0]?.toFixed(1)}`)
      for (const line of startWords(await measureStarts(before, file))) console.log(line)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2])
