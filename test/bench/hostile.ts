import { type ChildProcess, spawn } from "node:child_process"
import { Agent, request } from "node:http"
import { setTimeout as pause } from "node:timers/promises"
import { get, load } from "./load.ts"
import { residentOf } from "./memory.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { startBuild } from "./sides.ts"
import { cookieOf, DURATION, HERE, PAGES, RUNS } from "./terms.ts"

/** What design.md 10 allows while somebody is hostile. */
const MOST_SLOWER = 5
const MOST_MEGABYTES = 150

const RUN_MS = Number(process.env.BENCH_HOSTILE_MS ?? 5000)
/** Between two questions of one browser. */
const PACE_MS = 20
/** Before it is measured an attack has reached its height. */
const LEAD_MS = 2000

const ATTACKS = {
  chunked: "190 MB in chunks without an account, 5 at once",
  sign_ins: "40 wrong sign-ins at once, from ever new addresses",
  phrases: "900 KB of one phrase",
  shared: "one string named by 20,000 cells",
  tasks: "a plan of 2,000 tasks, imported and looked at",
} as const

type Probe = { healthz: number; page: number; megabytes: number; unanswered: number }

/** The program under attack, beside itself in a quiet minute. */
export async function underAttack(): Promise<void> {
  const server = await startBuild(HERE, await copyOf(HERE, "small"))
  const [login, path] = PAGES.todo
  try {
    const page = { path, cookie: cookieOf(login) }
    const todo = get(server.port, path, page.cookie)
    await load(server.port, 1, DURATION, () => todo)
    if (!(await hostile(`http://127.0.0.1:${server.port}`, server.pid, page))) process.exitCode = 1
  } finally {
    await server.stop()
  }
}

/** Measures /healthz and a signed-in page beside a quiet minute, while one attack after another goes on. */
async function hostile(base: string, pid: number, page: { path: string; cookie: string }): Promise<boolean> {
  console.log(
    `hostile: p99 in ms, median of ${RUNS} runs of ${RUN_MS / 1000} s; limits ${MOST_SLOWER} × quiet, ${MOST_MEGABYTES} MB`,
  )
  const quiet = await probed(base, pid, page)
  show("quiet", quiet, null)
  let isKept = true
  for (const [name, words] of Object.entries(ATTACKS)) {
    const attacker = spawn(process.execPath, ["--import", "tsx", "test/bench/attacks.ts", name, base], {
      stdio: ["ignore", "ignore", "inherit"],
    })
    try {
      await pause(LEAD_MS)
      isKept = show(words, await probed(base, pid, page), quiet) && isKept
    } finally {
      await ended(attacker)
    }
    // What was begun is finished before the next.
    await pause(LEAD_MS * 2)
  }
  return isKept
}

function show(words: string, found: Probe, quiet: Probe | null): boolean {
  const slower = (what: "healthz" | "page") => (quiet ? found[what] / quiet[what] : 1)
  const grown = quiet ? found.megabytes - quiet.megabytes : 0
  const isKept =
    Math.max(slower("healthz"), slower("page")) <= MOST_SLOWER && grown <= MOST_MEGABYTES && found.unanswered === 0
  const cell = (what: "healthz" | "page") =>
    `${what} ${found[what].toFixed(0).padStart(5)} (${slower(what).toFixed(1)} ×)`
  console.log(
    `${words.padEnd(52)} ${cell("healthz")}  ${cell("page")}  memory ${found.megabytes} MB (+${grown})  unanswered ${found.unanswered}  ${isKept ? "kept" : "BEYOND"}`,
  )
  return isKept
}

async function probed(base: string, pid: number, page: { path: string; cookie: string }): Promise<Probe> {
  const runs: Probe[] = []
  for (let i = 0; i < RUNS; i++) {
    const memory = peak(pid)
    const [healthz, own] = await Promise.all([paced(`${base}/healthz`, ""), paced(base + page.path, page.cookie)])
    runs.push({
      healthz: healthz.p99,
      page: own.p99,
      megabytes: memory(),
      unanswered: healthz.unanswered + own.unanswered,
    })
  }
  return {
    healthz: median(runs.map(({ healthz }) => healthz)),
    page: median(runs.map(({ page }) => page)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
    unanswered: runs.reduce((sum, { unanswered }) => sum + unanswered, 0),
  }
}

/** One browser that asks again and again. */
async function paced(url: string, cookie: string): Promise<{ p99: number; unanswered: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const latencies: number[] = []
  let unanswered = 0
  const until = performance.now() + RUN_MS
  while (performance.now() < until) {
    const from = performance.now()
    if (!(await answers(url, cookie, agent))) unanswered++
    latencies.push(performance.now() - from)
    await pause(PACE_MS)
  }
  agent.destroy()
  latencies.sort((a, b) => a - b)
  return { p99: latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * 0.99))] ?? 0, unanswered }
}

function answers(url: string, cookie: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { cookie, "accept-encoding": "gzip" }
    const sent = request(url, { agent, headers }, (response) => {
      response.resume()
      response.on("end", () => resolve((response.statusCode ?? 500) < 300))
      response.on("error", () => resolve(false))
    })
    sent.on("error", () => resolve(false))
    sent.end()
  })
}

/** The most memory that the process has while this is watched, in megabytes. */
function peak(pid: number): () => number {
  let most = 0
  const look = () => {
    most = Math.max(most, Math.round(residentOf(pid)))
  }
  look()
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    look()
    return most
  }
}

async function ended(child: ChildProcess) {
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await gone
}
