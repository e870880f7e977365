import { fileURLToPath } from "node:url"
import { openFile } from "#db/files.ts"
import { freePort } from "#db/server_process.ts"
import { publicPath } from "#src/paths.ts"
import { get, load } from "./load.ts"
import { words } from "./marks.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { type Server, startBuild } from "./sides.ts"
import { CONNECTIONS, cookieOf, DURATION, HERE, PAGES, RUNS, unseen } from "./terms.ts"
import { ACTIVITIES, fillAppraisal, fillYear } from "./year_data.ts"

const YEAR = 2026
/** Of 600 units and nine jurors. */
const APPRAISED = 2024
const MOST = { loopMs: 50, bytes: 300 * 1024 }
/** Of the requests/s of the plan page; the public page is to be no slower. */
const LEAST = { kept: 0.8, public: 1 }
const WARMING = 5
const TIMES = 15

const OF_YEAR: readonly [login: string, path: string][] = [
  ["yanjiushi", ""],
  ["yanjiushi", "/filings"],
  ["bangongshi", "/filings"],
  ["yanjiushi", "/duties"],
  ["yanjiushi", "/activities"],
  ["lingdao", "/activities?kind=主题宣传"],
  ["yanjiushi", "/activities/figures"],
  ["lingdao", "/activities/figures"],
]

/** 普法年度 of 100 units × 6 kinds and 10,000 activities: its pages unkept, and kept beside the plan page; what is public beside it. */
export async function year(): Promise<void> {
  const file = await copyOf(HERE, "small")
  const client = openFile(file)
  try {
    await fillYear(client, YEAR)
    await fillAppraisal(client, APPRAISED, YEAR)
  } finally {
    client.close()
  }
  const port = await freePort()
  const server = await startBuild(HERE, file, {
    preloads: ["--import", fileURLToPath(new URL("./loop_delay.mjs", import.meta.url))],
    env: { BENCH_LOOP_PORT: String(port) },
  })
  const blocked = async () => Number(await (await fetch(`http://127.0.0.1:${port}`)).text())
  try {
    console.log(
      `\nyear: 100 units × 6 kinds, ${ACTIVITIES} activities; median of ${TIMES} pages unkept; kept beside the plan page`,
    )
    for (const [login, below] of OF_YEAR) await unkept(server, login, `/years/${YEAR}${below}`, blocked)
    for (const login of ["yanjiushi", "lingdao"]) await unkept(server, login, `/years/${APPRAISED}/appraisal`, blocked)
    for (const [login, below] of OF_YEAR)
      await kept(server, `${login} ${below || "责任单位"}`, `/years/${YEAR}${below}`, cookieOf(login), LEAST.kept)
    await kept(server, "公开", publicPath(), "", LEAST.public)
  } finally {
    await server.stop()
  }
}

let addresses = 0

async function unkept(server: Server, login: string, path: string, blocked: () => Promise<number>) {
  const [taken, blocks]: [number[], number[]] = [[], []]
  let bytes = 0
  for (let i = 0; i < WARMING + TIMES; i++) {
    await blocked()
    const from = performance.now()
    const address = `http://127.0.0.1:${server.port}${unseen(path, ++addresses)}`
    const response = await fetch(address, { headers: { cookie: cookieOf(login) } })
    bytes = (await response.arrayBuffer()).byteLength
    const time = performance.now() - from
    const block = await blocked()
    if (response.status !== 200) throw new Error(`${path} as ${login}: ${response.status}`)
    if (i < WARMING) continue
    taken.push(time)
    blocks.push(block)
  }
  const size = words(bytes / 1024, { most: MOST.bytes / 1024 }, "KB", 0)
  const loop = words(median(blocks), { most: MOST.loopMs }, "ms blocked", 0)
  console.log(`${`${login} ${path}`.padEnd(44)} ${median(taken).toFixed(1)} ms, ${loop}, ${size}`)
}

/** Requests/s beside the plan page's, in turn. */
async function kept({ port }: Server, name: string, path: string, cookie: string, least: number) {
  const [login, plan] = PAGES.plan
  const [own, beside]: [number[], number[]] = [[], []]
  const [asked, compared] = [get(port, encodeURI(path), cookie), get(port, plan, cookieOf(login))]
  for (let i = 0; i < RUNS; i++) {
    own.push((await load(port, CONNECTIONS, DURATION, () => asked)).rps)
    beside.push((await load(port, CONNECTIONS, DURATION, () => compared)).rps)
  }
  const [rps, most] = [median(own), median(beside)]
  console.log(`${name.padEnd(44)} ${rps.toFixed(0)}/s, ${words(rps / most, { least }, "× the plan page")}`)
}
