import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { freePort } from "#db/server_process.ts"
import { words } from "./marks.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { type Server, startBuild } from "./sides.ts"
import { cookieOf, HERE, PAGES, unseen } from "./terms.ts"

const MOST_MS = 50

/** Each page is asked for so often before it is measured, and so often then. */
const WARMING = 15
const TIMES = 20
/** For comparison: so long nobody asks for anything. What the machine does meanwhile delays the loop as well. */
const IDLE_MS = 20

/** Whose further pages are looked at: all kinds that they are led to by links. */
const LOOKERS = ["yanjiushi", "bangongshi", "lingdao", "duchashi", "admin", "security", "auditor"]

/** For how long one page blocks the event loop on much data, when nothing of it is kept. */
export async function loop(): Promise<void> {
  const port = await freePort()
  const preload = fileURLToPath(new URL("./loop_delay.mjs", import.meta.url))
  const server = await startBuild(HERE, await copyOf(HERE, "large"), {
    preloads: ["--import", preload],
    env: { BENCH_LOOP_PORT: String(port) },
  })
  const blocked = async () => Number(await (await fetch(`http://127.0.0.1:${port}`)).text())
  const blocks = async (login: string, path: string) => {
    for (let i = 0; i < WARMING; i++) await open(server, login, path)
    return told(blocked, () => open(server, login, path))
  }
  try {
    console.log(`\nevent loop: blocks of ${TIMES} requests each, 10,000 further tasks, nothing kept`)
    print("nobody asks", await told(blocked, () => pause(IDLE_MS)))
    for (const [name, [login, path]] of Object.entries(PAGES)) printMark(name, await blocks(login, path))
    const others: Blocks[] = []
    for (const { login, path } of await furtherPages(server)) {
      const found = await blocks(login, path)
      if (found.longest > MOST_MS) print(`${path} as ${login}`, found)
      others.push(found)
    }
    const all = { typical: median(others.map(({ typical }) => typical)), longest: longestOf(others) }
    printMark(`${others.length} kinds of other pages`, all)
  } finally {
    await server.stop()
  }
}

/** In milliseconds, of several requests. */
type Blocks = { typical: number; longest: number }

/** What one request after another, or whatever is done, blocks. */
async function told(blocked: () => Promise<number>, once: () => Promise<unknown>): Promise<Blocks> {
  const all: number[] = []
  for (let i = 0; i < TIMES; i++) {
    await blocked()
    await once()
    all.push(await blocked())
  }
  return { typical: median(all), longest: Math.max(...all) }
}

const longestOf = (all: Blocks[]) => Math.max(0, ...all.map(({ longest }) => longest))

const print = (name: string, { typical, longest }: Blocks) =>
  console.log(`${name.padEnd(24)} typical ${typical.toFixed(1).padStart(5)} ms, longest ${longest.toFixed(1)} ms`)

const printMark = (name: string, { typical, longest }: Blocks) =>
  console.log(
    `${name.padEnd(24)} typical ${typical.toFixed(1).padStart(5)} ms, longest ${words(longest, { most: MOST_MS }, "ms", 1)}`,
  )

let addresses = 0

const open = async (server: Server, login: string, path: string) =>
  (await look(server, login, unseen(path, ++addresses))).text()

const look = (server: Server, login: string, path: string) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { cookie: cookieOf(login) }, redirect: "manual" })

const kindOf = (path: string) =>
  path
    .replace(/\?.*/, "")
    .replace(/\/people\/[^/]+/, "/people/x")
    .replaceAll(/\d+/g, "0")

/** One page of each kind that these people are offered, beside those that are measured by name. */
async function furtherPages(server: Server): Promise<{ login: string; path: string }[]> {
  const found: { login: string; path: string }[] = []
  const seen = new Set(Object.values(PAGES).map(([, path]) => kindOf(path)))
  for (const login of LOOKERS) {
    const ahead = ["/"]
    const looked = new Set<string>()
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      const kind = kindOf(path)
      if (looked.has(kind)) continue
      looked.add(kind)
      const response = await look(server, login, path)
      const elsewhere = response.headers.get("location")
      if (elsewhere) ahead.push(elsewhere)
      const html = response.headers.get("content-type")?.startsWith("text/html") ? await response.text() : ""
      if (!html) await response.body?.cancel()
      ahead.push(...linksIn(html))
      if (response.status !== 200 || !html || seen.has(kind)) continue
      seen.add(kind)
      found.push({ login, path })
    }
  }
  return found
}

const linksIn = (html: string) =>
  [...html.matchAll(/href="(\/(?!assets|link\/)[^"#]*)/g)].map(([, path = ""]) => path.replaceAll("&amp;", "&"))
