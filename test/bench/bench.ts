import { randomBytes } from "node:crypto"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Client, InStatement } from "@libsql/client"
import { database as wrap } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { freePort, startServer } from "#db/server_process.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"
import { createApp } from "#src/app.ts"
import { instant } from "#src/clock.ts"
import { assetsOf } from "#src/door/assets.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { readInput } from "#src/plans/intake/reading/opening.ts"
import { planOf } from "#src/plans/intake/reading/read_plan.ts"
import { MOST_TASKS } from "#src/plans/intake/words/limits.ts"
import { docx, paragraph, run } from "#test/plans/intake/files/office.ts"
import type { Recorded } from "./ceiling.ts"
import { fill } from "./data.ts"
import { hostile } from "./hostile.ts"
import { type Figures, load, post } from "./load.ts"

/** `npm run bench`: starts what it needs, prints one table, and stops everything. Ratios of one run count, not figures. */

const NOW = "2026-11-23T09:00+08:00"
const AT = instant("2026-11-23", 9)
const DURATION = Number(process.env.BENCH_MS ?? 1500)
const CONNECTIONS = [1, 16]

/** Page kind → who looks, and where. */
const PAGES = {
  plan: ["yanjiushi", "/plans/1"],
  matrix: ["yanjiushi", "/plans/1/matrix"],
  task: ["yanjiushi", "/plans/1/tasks/6"],
  todo: ["bangongshi", "/todo"],
  desk: ["yanjiushi", "/desk"],
  overview: ["lingdao", "/overview?plan=1"],
} as const

/** Rounds opened only so that there are reports to post. */
const EXTRA_ROUNDS = 12

const folder = mkdtempSync(join(tmpdir(), "fengong-bench-"))
const cookieOf = (login: string) => `__Host-sid=${login}`

async function prepare(file: string, further: boolean) {
  const database = await openDatabase(`file:${file}`)
  const { client } = database
  await migrate(client)
  await seedReference(database)
  await seedDemo(database, AT)
  await client.batch(
    [
      `insert into sessions (token_hash, person_id, created_at, last_used_at, address, agent)
         select 'none', id, ${AT}, ${AT}, '', '' from people where 0`,
      ...["yanjiushi", "bangongshi", "lingdao", "yjs-lianluo"].map((login) => ({
        sql: `insert into sessions (token_hash, person_id, created_at, last_used_at, address, agent)
          select ?, id, ${AT}, ${AT}, '', '' from people where login = ?`,
        args: [hashToken(login), login],
      })),
      ...(further ? [] : []),
    ],
    "write",
  )
  if (further) await fill(client)
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
}

/** Rounds far in the future owe nothing today, and give the write its targets. */
async function openTargets(file: string): Promise<{ assignmentId: number; number: number }[]> {
  const { client } = await openDatabase(`file:${file}`)
  await client.batch(
    Array.from({ length: EXTRA_ROUNDS }, (_, i) => [
      `insert into rounds (plan_id, number, name, opens_on, due_by) values (1, ${100 + i}, '加期${i}', '2026-11-01', '2027-12-31')`,
      `insert into dues (round_id, assignment_id, plan_id, unit_id)
         select (select max(id) from rounds), a.id, 1, a.unit_id from assignments a join units u on u.id = a.unit_id
         where a.plan_id = 1 and u.code = 'yanjiushi' and a.state = 'active'`,
    ]).flat(),
    "write",
  )
  const { rows } = await client.execute(
    "select d.assignment_id, r.number from dues d join rounds r on r.id = d.round_id where r.number >= 100 order by r.number, d.assignment_id",
  )
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
  return rows.map((row) => ({ assignmentId: Number(row.assignment_id), number: Number(row.number) }))
}

const reportPath = ({ assignmentId, number }: { assignmentId: number; number: number }) =>
  `/assignments/${assignmentId}/rounds/${number}/report`
const reportBody = new URLSearchParams({
  achieved: "在网上受理、答复环节嵌入政策法规提示，引用法规依据答复1284件。",
  problems: "",
  nextSteps: "继续推进。",
  revision: "0",
  version: "0",
}).toString()

/** Runs every page and every write once in this process, over a copy, and keeps the statements and the HTML. */
async function record(file: string, targets: { assignmentId: number; number: number }[]): Promise<Recorded> {
  // Not over the other side's copy: what is left of its -wal would be read into this one.
  const copy = `${file}.recording`
  copyFileSync(file, copy)
  const opened = await openDatabase(`file:${copy}`)
  let batches: { mode: string; statements: InStatement[] }[] = []
  const recording = {
    batch: (statements: InStatement[], mode: "deferred" | "write") => {
      batches.push({ mode, statements })
      return opened.client.batch(statements, mode)
    },
    reconnect: () => opened.client.reconnect(),
  } as unknown as Client
  const app = createApp({
    database: () => wrap(recording),
    clock: () => AT,
    assets: assetsOf({}),
    baseUrl: null,
    demoPassword: null,
    mails: false,
    addressOf: () => "127.0.0.1",
    afterwards: (_, work) => void work,
  })
  const origin = "http://127.0.0.1:3000"
  const pages: Recorded["pages"] = {}
  for (const [login, path] of Object.values(PAGES)) {
    batches = []
    const response = await app.request(origin + path, { headers: { cookie: cookieOf(login) } })
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    pages[path.replace(/\?.*/, "")] = {
      batches: batches.map(({ statements }) => statements),
      html: await response.text(),
    }
  }
  const posts: Recorded["posts"] = {}
  for (const target of targets) {
    batches = []
    const response = await app.request(origin + reportPath(target), {
      method: "POST",
      headers: { cookie: cookieOf("yjs-lianluo"), origin, "content-type": "application/x-www-form-urlencoded" },
      body: reportBody,
    })
    if (response.status !== 303) throw new Error(`${reportPath(target)} answered ${response.status}`)
    const of = (mode: string) => batches.filter((batch) => batch.mode === mode).map(({ statements }) => statements)
    posts[reportPath(target)] = [of("deferred"), of("write")]
  }
  opened.client.close()
  return { pages, posts }
}

type Measured = Record<string, Figures>
type Side = { figures: Measured; memory: string }

async function measure(
  command: string,
  file: string,
  environment: Record<string, string>,
  targets: { assignmentId: number; number: number }[],
): Promise<Side> {
  const copy = join(folder, `${command.replaceAll("/", "_")}.db`)
  copyFileSync(file, copy)
  const port = await freePort()
  const server = await startServer({
    command: process.execPath,
    args: ["--import", "tsx", command],
    env: { ...process.env, PORT: String(port), DATABASE_URL: `file:${copy}`, NOW, DEMO: "1", ...environment },
    answersAt: `http://127.0.0.1:${port}/healthz`,
  })
  const base = `http://127.0.0.1:${port}`
  const figures: Measured = {}
  for (const connections of CONNECTIONS) {
    for (const [kind, [login, path]] of Object.entries(PAGES)) {
      figures[`${kind} ${connections}`] = await load(
        { url: base + path, cookie: cookieOf(login) },
        connections,
        DURATION,
      )
    }
  }
  const half = Math.floor(targets.length / 2)
  for (const [i, some] of [targets.slice(0, half), targets.slice(half)].entries()) {
    const posts = some.map((target) => ({
      url: base + reportPath(target),
      cookie: cookieOf("yjs-lianluo"),
      body: reportBody,
      origin: base,
    }))
    figures[`report ${CONNECTIONS[i]}`] = await post(posts, CONNECTIONS[i] ?? 1)
  }
  const memory = memoryOf(server.pid)
  await server.stop()
  for (const end of ["", "-wal", "-shm"]) rmSync(copy + end, { force: true })
  return { figures, memory }
}

function memoryOf(pid: number | undefined): string {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
    return `${Math.round(Number(kilobytes) / 1024)} MB`
  } catch {
    return "?"
  }
}

async function side(further: boolean) {
  const file = join(folder, further ? "further.db" : "plan.db")
  await prepare(file, further)
  const targets = await openTargets(file)
  const recorded = join(folder, "recorded.json")
  writeFileSync(recorded, JSON.stringify(await record(file, targets)))
  const ceiling = await measure("test/bench/ceiling.ts", file, { RECORDED: recorded }, targets)
  const program = await measure("src/node.ts", file, {}, targets)
  return { ceiling, program }
}

const cell = (value: number, digits = 1) => value.toFixed(digits).padStart(8)

function print(small: Awaited<ReturnType<typeof side>>, large: Awaited<ReturnType<typeof side>>) {
  console.log(`Node ${process.version}; ${DURATION} ms a figure; ceiling: bare Hono, the same queries, ready HTML`)
  console.log(
    "                  | 22 tasks: program           bytes |  ceiling          | ratio | + 10,000 tasks, 50,000 reports:   | p99 to",
  )
  console.log(
    "page         conn |    req/s     p50     p99          |    req/s     p99  |       |    req/s     p50     p99   ratio  | 22 tasks",
  )
  for (const key of Object.keys(small.program.figures)) {
    const [kind = "", connections = ""] = key.split(" ")
    const [a, b, c, d] = [small.program, small.ceiling, large.program, large.ceiling].map(({ figures }) => figures[key])
    if (!a || !b || !c || !d) continue
    console.log(
      `${kind.padEnd(12)} ${connections.padStart(4)} |${cell(a.rps, 0)}${cell(a.p50)}${cell(a.p99)}${String(a.bytes).padStart(9)} |${cell(b.rps, 0)}${cell(b.p99)}  |${((a.rps / b.rps) * 100).toFixed(0).padStart(5)} % |${cell(c.rps, 0)}${cell(c.p50)}${cell(c.p99)}${((c.rps / d.rps) * 100).toFixed(0).padStart(6)} % |${(c.p99 / a.p99).toFixed(2).padStart(7)}`,
    )
  }
  console.log(
    `memory after the run: program ${small.program.memory} / ${large.program.memory}, ceiling ${small.ceiling.memory} / ${large.ceiling.memory}`,
  )
}

const ITEM = (i: number) => `落实第${i}项任务，健全制度，按时报送。`
/** With a picture in it, a .docx of nearly the largest size that is taken; random words keep it from packing smaller. */
const ITEMS_OF_5_MB = MOST_TASKS
/** Pieces of words in each, for the whole to have the same bytes. */
const PIECES_AN_ITEM = 9
const PICTURE = randomBytes(3 * 1024 * 1024)

/** Reading: the seed of 22 tasks, a text of 500, and a .docx of nearly 5 MB, from bytes to plan. */
function reading() {
  const seed = readFileSync(new URL("../../seeds/xinfang-division-of-work.txt", import.meta.url))
  const text = Array.from({ length: 500 }, (_, i) => `${i + 1}.${ITEM(i)}\n牵头单位：办公室、人事司`).join("\n")
  const noise = () =>
    Array.from({ length: 40 }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000))).join("")
  const items = Array.from({ length: ITEMS_OF_5_MB }, (_, i) =>
    paragraph(run(`${i + 1}.${Array.from({ length: PIECES_AN_ITEM }, noise).join("")}（责任单位：办公室、人事司）`)),
  )
  const documents: [string, Uint8Array, number][] = [
    ["22 tasks", seed, 20],
    ["500 tasks", new TextEncoder().encode(`某单位分工方案\n${text}`), 20],
    [".docx", docx(items.join(""), { "word/media/image1.png": PICTURE }), 3],
  ]
  for (const [name, bytes, times] of documents) {
    const read = () => {
      const input = readInput(bytes, "")
      return "problem" in input ? input.problem : planOf(input).tasks.length
    }
    const first = read()
    const taken = Array.from({ length: times }, () => {
      const from = performance.now()
      read()
      return performance.now() - from
    }).sort((a, b) => a - b)
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MB`
    console.log(
      `read ${name} (${size}): ${first} tasks, p50 ${taken[Math.floor(times / 2)]?.toFixed(1)} ms, worst ${taken.at(-1)?.toFixed(1)} ms`,
    )
  }
}

/** The program under attack, beside itself in a quiet minute. */
async function underAttack() {
  const file = join(folder, "hostile.db")
  await prepare(file, false)
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const server = await startServer({
    command: process.execPath,
    args: ["--import", "tsx", "src/node.ts"],
    env: { ...process.env, PORT: String(port), DATABASE_URL: `file:${file}`, NOW, DEMO: "1" },
    answersAt: `${base}/healthz`,
  })
  try {
    const [login, path] = PAGES.todo
    const page = { path, cookie: cookieOf(login) }
    await load({ url: base + path, cookie: page.cookie }, 1, DURATION)
    if (!(await hostile(base, server.pid, page))) process.exitCode = 1
  } finally {
    await server.stop()
  }
}

const PARTS = {
  reading: async () => reading(),
  pages: async () => print(await side(false), await side(true)),
  hostile: underAttack,
}

/** `npm run bench`: all parts; `npm run bench -- hostile`: one. */
const asked = process.argv.slice(2)

try {
  for (const [name, part] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(name)) await part()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
