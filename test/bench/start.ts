import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { freePort, startServer } from "#db/server_process.ts"
import { startArguments } from "./build.ts"
import { words } from "./marks.ts"
import { residentOf } from "./memory.ts"
import { copyOf, folder, SIZE_WORDS, SIZES, type Size } from "./prepared.ts"
import { median } from "./runs.ts"
import { BEFORE, HERE, NOW, RUNS } from "./terms.ts"

/*
 * The start: from the command, as package.json has it, to the first 200 of /healthz, and the resident memory after it, of
 * this build in turn with the one from before, each on its own database.
 *
 * Cold: nothing is there that an earlier start has kept. (What the operating system keeps of files is there.)
 * Warm: what the last start has kept is there.
 */

/** What the program does by itself right after its start has been done by then. */
const SETTLED_MS = 2000

const MOST_TIME = 0.5
const MOST_MEMORY = 0.75

type Start = { ms: number; megabytes: number }
type Temperature = "warm" | "cold"
type Starts = Record<"program" | "before", Start>

export async function start(): Promise<void> {
  if (!BEFORE) return console.log("\nstart: BENCH_BEFORE names no build from before to be beside")
  console.log(`\nstart: median of ${RUNS} in turn`)
  for (const size of SIZES) {
    console.log(SIZE_WORDS[size])
    const scratch = mkdtempSync(join(folder, "start-"))
    for (const temperature of ["cold", "warm"] as const)
      print(temperature, await measured(BEFORE, size, temperature, scratch))
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function measured(before: string, size: Size, temperature: Temperature, scratch: string): Promise<Starts> {
  const sides = { before: [before, await copyOf(before, size)], program: [HERE, await copyOf(HERE, size)] } as const
  const once = (side: keyof Starts) => started(...sides[side], join(scratch, side), temperature === "cold")
  const all: Record<keyof Starts, Start[]> = { before: [], program: [] }
  // The first warm start is one after a cold one, whatever was measured before.
  if (temperature === "warm") for (const side of ["before", "program"] as const) await once(side)
  for (let run = 0; run < RUNS; run++)
    for (const side of ["before", "program"] as const) all[side].push(await once(side))
  for (const [, file] of Object.values(sides)) rmSync(file)
  return { before: medians(all.before), program: medians(all.program) }
}

/** One start. Whatever it keeps goes into a folder of its own, by the names that tsx, esbuild and we look at. */
async function started(root: string, file: string, scratch: string, isCold: boolean): Promise<Start> {
  const kept = join(scratch, "kept")
  if (isCold) rmSync(kept, { recursive: true, force: true })
  mkdirSync(kept, { recursive: true })
  const data = mkdtempSync(join(scratch, "data-"))
  const copy = join(data, "fengong.db")
  copyFileSync(file, copy)
  const port = await freePort()
  const from = performance.now()
  const server = await startServer({
    command: process.execPath,
    args: startArguments(root),
    cwd: root,
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

const medians = (starts: Start[]): Start => ({
  ms: median(starts.map(({ ms }) => ms)),
  megabytes: median(starts.map(({ megabytes }) => megabytes)),
})

function print(temperature: Temperature, { program, before }: Starts) {
  const cells = ({ ms, megabytes }: Start) => `${ms.toFixed(0)} ms ${megabytes.toFixed(0)} MB`
  console.log(`${temperature.padEnd(24)} before ${cells(before)}  program ${cells(program)}`)
  const time = words(program.ms / before.ms, { most: MOST_TIME }, "× its time")
  const memory = words(program.megabytes / before.megabytes, { most: MOST_MEMORY }, "× its memory")
  console.log(`${"".padEnd(24)} ${time}   ${memory}`)
}
