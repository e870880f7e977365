import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { unzipSync, zipSync } from "fflate"
import { openDatabase } from "#db/open_node.ts"
import { freePort } from "#db/server_process.ts"
import { longPlan, ROWS } from "./ledger_data.ts"
import { words } from "./marks.ts"
import { residentOf } from "./memory.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { type Server, startBuild } from "./sides.ts"
import { cookieOf, HERE, unseen } from "./terms.ts"

const MOST = { seconds: 5, loopMs: 50, toPacking: 2, megabytes: 150 }
/** So long nobody asks for anything. */
const IDLE_MS = 1000
const LOGIN = "yanjiushi"
const WARMING = 3
const TIMES = 5
const PAGES_ASKED = 20

/** 台账: its page, of the demo's plan and of one of 10,000 tasks, and the .xlsx of the latter, beside what packing it takes. */
export async function ledger(): Promise<void> {
  const file = await copyOf(HERE, "small")
  const { client } = await openDatabase(`file:${file}`)
  const plan = await longPlan(client)
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
  const loopPort = await freePort()
  const server = await startBuild(HERE, file, {
    preloads: ["--import", "tsx", "--import", fileURLToPath(new URL("./loop_delay.ts", import.meta.url))],
    env: { BENCH_LOOP_PORT: String(loopPort) },
  })
  const blocked = async () => Number(await (await fetch(`http://127.0.0.1:${loopPort}`)).text())
  try {
    console.log(`\n台账: nothing kept, one request at a time; the long one has ${ROWS} tasks`)
    for (const path of ["/plans/1/ledger", `/plans/${plan}/ledger`, `/plans/${plan}/ledger?by=light&page=3`]) {
      const { typical, bytes } = await pages(server, path)
      console.log(`${path.padEnd(36)} p50 ${typical.toFixed(0).padStart(4)} ms, ${(bytes / 1024).toFixed(0)} KB`)
    }
    await files(server, `/plans/${plan}/ledger.xlsx`, blocked)
  } finally {
    await server.stop()
  }
}

const headers = (port: number) => ({ cookie: cookieOf(LOGIN), origin: `http://127.0.0.1:${port}` })

async function pages({ port }: Server, path: string) {
  let bytes = 0
  const taken: number[] = []
  for (let i = 0; i < WARMING + PAGES_ASKED; i++) {
    const from = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port}${unseen(path, i)}`, { headers: headers(port) })
    bytes = (await answer.arrayBuffer()).byteLength
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    if (i >= WARMING) taken.push(performance.now() - from)
  }
  return { typical: median(taken), bytes }
}

async function files({ port, pid }: Server, path: string, blocked: () => Promise<number>) {
  const taken: number[] = []
  const blocks: number[] = []
  const before = residentOf(pid)
  let bytes = new Uint8Array()
  for (let i = 0; i < WARMING + TIMES; i++) {
    await blocked()
    const from = performance.now()
    const body = new URLSearchParams()
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers: headers(port), body })
    bytes = new Uint8Array(await answer.arrayBuffer())
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    if (i < WARMING) continue
    taken.push(performance.now() - from)
    blocks.push(await blocked())
  }
  await blocked()
  await pause(IDLE_MS)
  const idle = await blocked()
  const [own, packer] = [median(taken), packing(bytes)]
  const told = [
    words(own / 1000, { most: MOST.seconds }, "s"),
    words(own / packer, { most: MOST.toPacking }, `× packing the same XML alone, ${packer.toFixed(0)} ms`),
    `${words(median(blocks), { most: MOST.loopMs }, "ms the longest block of one", 0)}; nobody asks: ${idle.toFixed(0)} ms`,
    words(residentOf(pid) - before, { most: MOST.megabytes }, "MB more in memory", 0),
  ]
  console.log(`.xlsx of ${ROWS} rows (${(bytes.length / 1024 / 1024).toFixed(1)} MB)`)
  for (const one of told) console.log(`${"".padEnd(24)} ${one}`)
}

/** What the same library takes for the same XML, which lies ready. */
function packing(bytes: Uint8Array): number {
  const decoder = new TextDecoder()
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, decoder.decode(part)] as const)
  const encoder = new TextEncoder()
  return timed(() => zipSync(Object.fromEntries(parts.map(([name, xml]) => [name, encoder.encode(xml)])), { level: 4 }))
}

/** The median of as many runs as the program had, in milliseconds. */
function timed(once: () => unknown): number {
  const taken: number[] = []
  for (let i = 0; i < WARMING + TIMES; i++) {
    const from = performance.now()
    once()
    if (i >= WARMING) taken.push(performance.now() - from)
  }
  return median(taken)
}
