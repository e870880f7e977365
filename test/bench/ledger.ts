import { copyFileSync, rmSync } from "node:fs"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import type { Client, InStatement } from "@libsql/client"
import { unzipSync, zipSync } from "fflate"
import { openDatabase } from "#db/open_node.ts"
import { freePort } from "#db/server_process.ts"
import { buildAt } from "./build.ts"
import { longPlan, ROWS } from "./ledger_data.ts"
import { words } from "./marks.ts"
import { residentOf } from "./memory.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { type Server, startBuild } from "./sides.ts"
import { AT, cookieOf, HERE, unseen } from "./terms.ts"

const MOST = { seconds: 5, loopMs: 50, toBare: 2, megabytes: 150 }
/** So long nobody asks for anything. */
const IDLE_MS = 1000
const LOGIN = "yanjiushi"
const WARMING = 3
const TIMES = 5
const PAGES_ASKED = 20

/** 台账: its page, of the demo's plan and of one of 10,000 tasks, and the .xlsx of the latter, beside whoever only sends its statements and packs its XML. */
export async function ledger(): Promise<void> {
  const file = await copyOf(HERE, "small")
  const { client } = await openDatabase(`file:${file}`)
  const plan = await longPlan(client)
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
  const path = `/plans/${plan}/ledger.xlsx`
  const bare = await bareOf(file, path)
  const loopPort = await freePort()
  const server = await startBuild(HERE, file, {
    preloads: ["--import", fileURLToPath(new URL("./loop_delay.mjs", import.meta.url))],
    env: { BENCH_LOOP_PORT: String(loopPort) },
  })
  // A connection that is kept may have been closed meanwhile.
  const blocked = async () =>
    Number(await (await fetch(`http://127.0.0.1:${loopPort}`, { headers: { connection: "close" } })).text())
  try {
    console.log(`\n台账: nothing kept, one request at a time; the long one has ${ROWS} tasks`)
    for (const page of ["/plans/1/ledger", `/plans/${plan}/ledger`, `/plans/${plan}/ledger?by=light&page=3`]) {
      const { typical, bytes } = await pages(server, page)
      console.log(`${page.padEnd(36)} p50 ${typical.toFixed(0).padStart(4)} ms, ${(bytes / 1024).toFixed(0)} KB`)
    }
    await files(server, bare, path, blocked)
  } finally {
    await server.stop()
  }
}

export const headers = (port: number) => ({ cookie: cookieOf(LOGIN), origin: `http://127.0.0.1:${port}` })

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

async function files(server: Server, bare: Bare, path: string, blocked: () => Promise<number>) {
  const before = residentOf(server.pid)
  const [own, least, blocks]: [number[], number[], number[]] = [[], [], []]
  let length = 0
  for (let i = 0; i < WARMING + TIMES; i++) {
    await blocked()
    const from = performance.now()
    const bytes = await taken(server, path)
    const spent = performance.now() - from
    length = bytes.length
    const block = await blocked()
    const bareSpent = await bare(bytes)
    if (i < WARMING) continue
    own.push(spent)
    least.push(bareSpent)
    blocks.push(block)
  }
  await blocked()
  await pause(IDLE_MS)
  const idle = await blocked()
  const [typical, typicalBare] = [median(own), median(least)]
  const told = [
    words(typical / 1000, { most: MOST.seconds }, "s"),
    words(typical / typicalBare, { most: MOST.toBare }, `× bare, ${typicalBare.toFixed(0)} ms`),
    `${words(median(blocks), { most: MOST.loopMs }, "ms the longest block of one", 0)}; nobody asks: ${idle.toFixed(0)} ms`,
    words(residentOf(server.pid) - before, { most: MOST.megabytes }, "MB more in memory", 0),
  ]
  console.log(`.xlsx of ${ROWS} rows (${(length / 1024 / 1024).toFixed(1)} MB)`)
  for (const one of told) console.log(`${"".padEnd(24)} ${one}`)
}

/** The .xlsx of a 台账. */
export async function taken({ port }: Server, path: string): Promise<Uint8Array> {
  const body = new URLSearchParams()
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers: headers(port), body })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** How long it takes to send the very statements and to pack the same XML, which lies ready, by fflate. */
type Bare = (bytes: Uint8Array) => Promise<number>

async function bareOf(file: string, path: string): Promise<Bare> {
  const copy = `${file}.bare`
  copyFileSync(file, copy)
  process.once("exit", () => rmSync(copy, { force: true }))
  const { createApp, assetsOf, database, openDatabase: open } = await buildAt(HERE)
  const { client } = await open(`file:${copy}`)
  const batches: InStatement[][] = []
  const recording = {
    protocol: "file",
    batch: (statements: InStatement[], mode: "deferred" | "write") => {
      if (mode === "deferred") batches.push(statements)
      return client.batch(statements, mode)
    },
    reconnect: () => client.reconnect(),
  } as unknown as Client
  const app = createApp({
    database: () => database(recording),
    clock: () => AT,
    assets: assetsOf({}),
    baseUrl: null,
    demoPassword: null,
    mails: false,
    keeps: 0,
    addressOf: () => "127.0.0.1",
    afterwards: (_, work) => void work,
  })
  const init = { method: "POST", headers: headers(3000), body: new URLSearchParams() }
  const answer = await app.request(`http://127.0.0.1:3000${path}`, init)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  await answer.arrayBuffer()
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  return async (bytes) => {
    const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, decoder.decode(part)] as const)
    const from = performance.now()
    for (const batch of batches) await client.batch(batch, "deferred")
    zipSync(Object.fromEntries(parts.map(([name, xml]) => [name, encoder.encode(xml)])))
    return performance.now() - from
  }
}
