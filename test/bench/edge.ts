import { createServer, request } from "node:http"
import { createClient } from "@libsql/client"
import { freePort } from "#db/server_process.ts"
import { startSqld } from "#db/sqld.ts"
import { edgeBuildAt } from "./build.ts"
import { type Figures, get, load } from "./load.ts"
import { words } from "./marks.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { BEFORE, CONNECTIONS, cookieOf, DURATION, HERE, NOW, PAGES, RUNS, unseen } from "./terms.ts"

/** The plan page in workerd, over a libSQL server: its speed, and how often it goes to the server for one page. */

type Edge = { name: "before" | "program"; port: number; trips: Trips; stop: () => Promise<void> }
type Trips = { kept: number; made: number }

/** For a page that is kept, and for one that is not. */
const MOST_TRIPS: Trips = { kept: 1, made: 2 }

export async function edge(): Promise<void> {
  if (!BEFORE) console.log("edge: BENCH_BEFORE names no build from before")
  const edges: Edge[] = []
  try {
    if (BEFORE) edges.push(await startEdge("before", BEFORE))
    edges.push(await startEdge("program", HERE))
    const runs: Record<Edge["name"], Figures[]> = { before: [], program: [] }
    for (const one of edges) await asking(one, DURATION / 2)
    for (let run = 0; run < RUNS; run++) for (const one of edges) runs[one.name].push(await asking(one, DURATION))
    for (const { name, trips } of edges) print(name, runs[name], trips)
  } finally {
    for (const one of edges) await one.stop()
  }
}

function asking({ port }: Edge, duration: number): Promise<Figures> {
  const [login, path] = PAGES.plan
  const page = get(port, path, cookieOf(login))
  return load(port, CONNECTIONS, duration, () => page)
}

function print(name: Edge["name"], runs: Figures[], { kept, made }: Trips) {
  const [rps, p50, p99] = (["rps", "p50", "p99"] as const).map((key) => median(runs.map((run) => run[key])))
  console.log(
    `edge, plan: ${name.padEnd(8)} ${rps?.toFixed(0)}/s p50 ${p50?.toFixed(1)} p99 ${p99?.toFixed(1)} ms, round trips ${made} then ${kept}`,
  )
  if (name !== "program") return
  const marks = [
    words(kept, { most: MOST_TRIPS.kept }, "round trips where it is kept", 0),
    words(made, { most: MOST_TRIPS.made }, "where it is made", 0),
  ]
  console.log(`${"".padEnd(24)} ${marks.join("   ")}`)
}

async function startEdge(name: Edge["name"], root: string): Promise<Edge> {
  const { startWorker, copyDatabase } = await edgeBuildAt(root)
  const server = await startSqld()
  try {
    const from = createClient({ url: `file:${await copyOf(root, "small")}` })
    const to = createClient({ url: server.url })
    await copyDatabase(from, to)
    from.close()
    to.close()
    const start = (url: string) => startWorker({ bindings: { DATABASE_URL: url, DEMO: "1", DEMO_PASSWORD: "-", NOW } })
    const trips = await counted(server.url, start)
    const worker = await start(server.url)
    const stop = async () => {
      await worker.stop()
      await server.stop()
    }
    return { name, port: Number(new URL(worker.url).port), trips, stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

type Worker = { url: string; stop: () => Promise<void> }

/** Counted by somebody between a worker and its server, whom the worker that is measured does not have. */
async function counted(server: string, start: (url: string) => Promise<Worker>): Promise<Trips> {
  const between = await passing(server)
  const worker = await start(between.url)
  const [login, path] = PAGES.plan
  const tripsOf = async (address: string) => {
    const before = between.trips()
    const response = await fetch(worker.url + address, { headers: { cookie: cookieOf(login) } })
    await response.text()
    if (response.status !== 200) throw new Error(`${address} answered ${response.status} in workerd`)
    return between.trips() - before
  }
  try {
    // An isolate looks at the schema once.
    await tripsOf(unseen(path, 1))
    return { made: await tripsOf(path), kept: await tripsOf(path) }
  } finally {
    await worker.stop()
    between.stop()
  }
}

/** Passes everything on to a server, and counts. */
async function passing(to: string) {
  let trips = 0
  const port = await freePort()
  const server = createServer((asked, answer) => {
    trips++
    const { method, url, headers } = asked
    const onward = request(to + url, { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    onward.on("error", () => answer.destroy())
    asked.pipe(onward)
  }).listen(port, "127.0.0.1")
  return {
    url: `http://127.0.0.1:${port}`,
    trips: () => trips,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
