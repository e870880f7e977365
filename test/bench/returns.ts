import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { unzipSync } from "fflate"
import { Parser } from "htmlparser2"
import { openDatabase } from "#db/open_node.ts"
import { freePort } from "#db/server_process.ts"
import { returning } from "#src/outward/ledger/returning/returned.ts"
import { atOnce } from "#src/plans/intake/files/steps.ts"
import { headers, taken } from "./ledger.ts"
import { longPlan, ROWS } from "./ledger_data.ts"
import { words } from "./marks.ts"
import { residentOf } from "./memory.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { type Server, startBuild } from "./sides.ts"
import { HERE } from "./terms.ts"

const MOST = { toBare: 2, loopMs: 50, megabytes: 150 }
/** So long nobody asks for anything. */
const IDLE_MS = 1000
const WARMING = 2
const TIMES = 5

/**
 * 台账回传: our own .xlsx of 10,000 rows in full width, as it left, beside whoever unpacks it by the same library, tells the
 * same parser to read the same parts, and does nothing at all with what it is told. Twice: what reading alone takes of the
 * processor, and how long the whole act takes, from the upload to what is kept of it.
 */
export async function returns(): Promise<void> {
  const file = await copyOf(HERE, "small")
  const { client } = await openDatabase(`file:${file}`)
  const plan = await longPlan(client)
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
  const loopPort = await freePort()
  const server = await startBuild(HERE, file, {
    preloads: ["--import", fileURLToPath(new URL("./loop_delay.mjs", import.meta.url))],
    env: { BENCH_LOOP_PORT: String(loopPort), READING_SECONDS: "60" },
  })
  // A connection that is kept may have been closed meanwhile.
  const blocked = async () =>
    Number(await (await fetch(`http://127.0.0.1:${loopPort}`, { headers: { connection: "close" } })).text())
  try {
    const bytes = await taken(server, `/plans/${plan}/ledger.xlsx`)
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MB`
    console.log(`\n台账回传: one after another; ${ROWS} rows, ${size}, beside unpacking and parsing alone`)
    await reading(bytes)
    await bringing(server, bytes, plan, blocked)
  } finally {
    await server.stop()
  }
}

function bare(bytes: Uint8Array) {
  const decoder = new TextDecoder()
  const nothing = { onopentag: () => undefined, onclosetag: () => undefined, ontext: () => undefined }
  for (const part of Object.values(unzipSync(bytes))) {
    const parser = new Parser(nothing, { xmlMode: true })
    parser.write(decoder.decode(part))
    parser.end()
  }
}

/** Milliseconds of the processor; what is collected afterwards counts for whoever left it. */
async function spent(work: () => unknown): Promise<number> {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  await pause(0)
  return (user + system) / 1000
}

async function reading(bytes: Uint8Array) {
  const [own, least]: [number[], number[]] = [[], []]
  for (let i = 0; i < WARMING + TIMES; i++) {
    const [ours, theirs] = [await spent(() => atOnce(returning(bytes))), await spent(() => bare(bytes))]
    if (i < WARMING) continue
    own.push(ours)
    least.push(theirs)
  }
  const [typical, typicalBare] = [median(own), median(least)]
  const ratio = words(typical / typicalBare, { most: MOST.toBare }, `× bare, ${typicalBare.toFixed(0)} ms`)
  console.log(`${"reading, of the processor".padEnd(26)} ${typical.toFixed(0)} ms, ${ratio}`)
}

async function bringing(server: Server, bytes: Uint8Array, plan: number, blocked: () => Promise<number>) {
  const before = residentOf(server.pid)
  const [own, least, blocks]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < WARMING + TIMES; i++) {
    await blocked()
    const from = performance.now()
    await brought(server, bytes, plan)
    const between = performance.now()
    const block = await blocked()
    const start = performance.now()
    bare(bytes)
    if (i < WARMING) continue
    own.push(between - from)
    least.push(performance.now() - start)
    blocks.push(block)
  }
  await blocked()
  await pause(IDLE_MS)
  const idle = await blocked()
  const [typical, typicalBare] = [median(own), median(least)]
  const ratio = words(typical / typicalBare, { most: MOST.toBare }, `× bare, ${typicalBare.toFixed(0)} ms`)
  console.log(`${"the whole act".padEnd(26)} ${typical.toFixed(0)} ms, ${ratio}`)
  const block = words(median(blocks), { most: MOST.loopMs }, "ms the longest block of one", 0)
  console.log(`${"".padEnd(26)} ${block}; nobody asks: ${idle.toFixed(0)} ms`)
  const more = words(residentOf(server.pid) - before, { most: MOST.megabytes }, "MB more in memory", 0)
  console.log(`${"".padEnd(26)} ${more}`)
}

async function brought({ port }: Server, bytes: Uint8Array, plan: number) {
  const body = new FormData()
  body.append("file", new File([new Uint8Array(bytes)], "台账.xlsx"))
  const path = `/plans/${plan}/ledger/imports`
  const init = { method: "POST", headers: headers(port), body, redirect: "manual" } as const
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, init)
  if (answer.status !== 303)
    throw new Error(`${path}: ${answer.status} ${(await answer.text()).match(/文件[^<]*/)?.[0] ?? ""}`)
  await answer.body?.cancel()
}
