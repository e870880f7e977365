import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { strFromU8, unzipSync } from "fflate"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { lean } from "#src/bin/building/lean.mjs"
import { announceSetup } from "#src/office/setup/commands.ts"
import { returnedIn } from "#src/outward/ledger/returning/returned.ts"
import { printOf } from "#src/outward/ledger/row_mark.ts"
import { verifyTrail } from "#src/trail/seal.ts"
import { readDocx } from "#test/outward/papers/reading.ts"
import { type Edge, startEdge } from "#test/support/edge.ts"
import { SCRIPTS, STYLES } from "#test/support/house.ts"
import { sheetOf } from "#test/support/ledger_sheets.ts"
import { hiddenIn, type Visitor, visitor } from "#test/support/visitor.ts"

/** 办公室's part of task 1: the demo leaves it unreported in the current round. */
const ASSIGNMENT = 1
const TASK = "/plans/1/tasks/1"
const REPORT = `/assignments/${ASSIGNMENT}/rounds/4/report`

let edge: Edge
let liaison: Visitor
let other: Visitor
let supervisor: Visitor
beforeAll(async () => {
  edge = await startEdge({ demo: true })
  liaison = visitor(edge.worker.url)
  other = visitor(edge.worker.url)
  supervisor = visitor(edge.worker.url)
})
afterAll(() => edge.stop())

const countOf = async (sql: string) => Number(Object.values((await edge.database.client.execute(sql)).rows[0] ?? {})[0])
const stateOf = async (sql: string) => Object.values((await edge.database.client.execute(sql)).rows[0] ?? {})[0]
/** The item that is open on 我的待办. */
const openItem = async (v: Visitor) => (await v.read("/todo")).match(/\/assignments\/(\d+)\/rounds\/4\/report"/)?.[1]

/** The page of the claims' queue that shows the form of this address. */
async function deskPage(v: Visitor, action: string): Promise<string> {
  const queue = "/desk?queue=claims"
  const links = [...(await v.read(queue)).matchAll(/href="(\/desk\?queue=claims[^"]*item=[^"]*)"/g)]
  for (const path of [queue, ...links.map(([, path = ""]) => path.replaceAll("&amp;", "&"))]) {
    if ((await v.read(path)).includes(`action="${action}"`)) return path
  }
  throw new Error(`no claim is judged at ${action}`)
}

test("the demo shows its password, and its pages are made of the same files as on Node", async () => {
  const html = await liaison.read("/login")
  expect(html).toContain(DEMO_PASSWORD)

  const paths = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "")
  const bodies = new Map<string, string>()
  for (const path of paths) {
    const response = await liaison.get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get("cache-control")).toContain("immutable")
    bodies.set(path.split("/").at(-1) ?? "", await response.text())
  }
  const part = (name: string) => lean(name, readFileSync(`views/assets/${name}`, "utf8"))
  expect(bodies.get("style.css")).toBe(STYLES.map(part).join("\n"))
  expect(bodies.get("app.js")).toBe(SCRIPTS.map(part).join("\n"))
  expect([...bodies.keys()].sort()).toEqual(["app.js", "htmx.js", "style.css"])
})

test("a report is sent, accepted, its assignment claimed and closed by forms, and the trail says so", async () => {
  const before = await countOf("select max(id) from events")
  await liaison.signIn("bangongshi", DEMO_PASSWORD)
  await supervisor.signIn("yanjiushi", DEMO_PASSWORD)

  const typed = { achieved: "已将普法纳入年度工作要点，召开专题会议一次。", nextSteps: "继续推进。" }
  expect((await liaison.submit("/todo", REPORT, typed)).status).toBe(303)
  const desk = `/desk?queue=review&item=${ASSIGNMENT}-4`
  expect(await supervisor.read(desk)).toContain(typed.achieved)
  const acceptance = REPORT.replace("report", "acceptance")
  expect((await supervisor.submit(desk, acceptance, { opinion: "属实" })).status).toBe(303)
  const claim = await liaison.submit(TASK, `/assignments/${ASSIGNMENT}/claim`, { remark: "全部措施已落实，申请办结。" })
  expect(claim.status).toBe(303)
  const verdict = { verdict: "close", remark: "材料齐全，同意销号。" }
  const claims = await deskPage(supervisor, `/assignments/${ASSIGNMENT}/verdict`)
  expect((await supervisor.submit(claims, `/assignments/${ASSIGNMENT}/verdict`, verdict)).status).toBe(303)

  expect(await stateOf(`select state from assignments where id = ${ASSIGNMENT}`)).toBe("closed")
  const { rows } = await edge.database.client.execute({
    sql: "select action from events where id > ? and action not in ('signed_in') order by id",
    args: [before],
  })
  expect(rows.map(({ action }) => action)).toEqual([
    "report_sent",
    "report_accepted",
    "assignment_claimed",
    "assignment_closed",
  ])
})

test("a liaison reports by a link without signing in, and the link shows nothing else", async () => {
  const settings = {
    rollUp: "all",
    confirmer: "supervisor",
    noticeApprover: "none",
    urgency: "flat",
    handling: "internal",
    allowsLinks: "1",
  }
  expect((await supervisor.submit("/plans/1/settings", "/plans/1/settings", settings)).status).toBe(303)
  const page = await supervisor.read("/plans/1/rounds/4/links")
  const holder = page.match(/办信司[\s\S]*?name="holder" value="(\d+-\d+)"/)?.[1] ?? ""
  const made = await (await supervisor.post("/plans/1/rounds/4/links", { holder, version: "0" })).text()
  const link = made.match(/(\/link\/[\w-]{43})/)?.[1] ?? ""

  const guest = visitor(edge.worker.url)
  expect(await guest.read(link)).toContain("开始填报")
  expect((await guest.get("/todo")).status).toBe(401)
  expect((await guest.post(link, {})).headers.get("location")).toBe("/todo")
  const todo = await guest.read("/todo")
  expect(todo).toContain("办信司")
  const action = todo.match(/\/assignments\/\d+\/rounds\/4\/report/)?.[0] ?? ""
  expect((await guest.submit("/todo", action, { achieved: "凭链接报来的一句话。" })).status).toBe(303)
  expect(await stateOf("select acting_as from events where action = 'report_sent' order by id desc limit 1")).toMatch(
    /^liaison 办信司 \/ link \d+$/,
  )
  for (const path of ["/plans/1", "/desk", "/account", "/help", "/units"]) {
    expect((await guest.get(path)).status, path).toBe(404)
  }
})

test("a post from another origin is refused", async () => {
  const response = await liaison.post("/logout", {}, { headers: { origin: "https://elsewhere.example" } })
  expect(response.status).toBe(403)
})

test("10 MB of evidence goes through the server in pieces and comes back byte for byte", async () => {
  const item = await openItem(liaison)
  const bytes = new Uint8Array(10 * 1024 * 1024)
  for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 2654435761) >>> 24
  bytes.set(new TextEncoder().encode("%PDF-1.7\n"))
  const form = new FormData()
  form.append("files", new File([bytes], "会议纪要.pdf", { type: "application/pdf" }))

  expect((await liaison.post(`/assignments/${item}/rounds/4/attachments`, form)).status).toBe(303)
  const id = await countOf("select max(id) from attachments")
  expect(await countOf(`select count(*) from attachment_pieces where attachment_id = ${id}`)).toBe(20)
  const response = await liaison.get(`/attachments/${id}`)
  expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("会议纪要.pdf"))
  expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
})

test("the papers of a notice and of a reminder are made there as they are on Node", async () => {
  const reminders = await supervisor.read("/plans/1/rounds/4/reminders")
  const reminder = reminders.match(/href="(\/plans\/1\/rounds\/4\/reminders\/\d+\/paper)"/)?.[1] ?? ""
  for (const [path, kind] of [
    ["/notices/1/paper", "督办通知单"],
    [reminder, "催办单"],
  ] as const) {
    const response = await supervisor.get(path)
    expect([path, response.status]).toEqual([path, 200])
    const { paragraphs } = readDocx(new Uint8Array(await response.arrayBuffer()))
    expect(paragraphs.slice(0, 2)).toEqual(["国家信访局研究室", kind])
  }
})

test("the package of a plan is made there too, with its evidence and its checker, and its hashes are true", async () => {
  const response = await supervisor.post("/plans/1/archive", {})
  expect(response.status).toBe(200)
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const sums = strFromU8(files.SHA256SUMS ?? new Uint8Array())
    .trim()
    .split("\n")
  expect(sums.length).toBeGreaterThan(8)
  for (const line of sums) {
    const hash = createHash("sha256").update(files[line.slice(66)] ?? "")
    expect([line.slice(66), hash.digest("hex")]).toEqual([line.slice(66), line.slice(0, 64)])
  }
  expect(strFromU8(files["index.html"] ?? new Uint8Array())).toContain("class Sha256")
})

test("a 台账 is made there while it is on its way, as on Node", async () => {
  await supervisor.signIn("yanjiushi", DEMO_PASSWORD)
  const answer = await supervisor.post("/plans/1/ledger.xlsx", {})
  expect(answer.status).toBe(200)
  const { rows } = returnedIn(new Uint8Array(await answer.arrayBuffer()))
  expect(rows).toHaveLength(63)
  expect(rows.every(({ mark, cells }) => mark !== null && !cells.achieved)).toBe(true)
})

test("and comes back there, filled: compared cell by cell, and what is ticked is entered", async () => {
  await supervisor.signIn("yanjiushi", DEMO_PASSWORD)
  const ledger = await supervisor.post("/plans/1/ledger.csv", {})
  const { rows } = returnedIn(new Uint8Array(await ledger.arrayBuffer()))
  // Of units for which nobody reports in what follows, and which the supervisor is not of.
  const unreported = rows.flatMap(({ mark, ordinal, unit }) =>
    mark?.prints.achieved === printOf("") && !["办公室", "研究室", "办信司"].includes(unit)
      ? [{ id: mark.assignment, round: mark.round, ordinal: Number(ordinal), unit, achieved: "在台账中填写的进展" }]
      : [],
  )
  const form = new FormData()
  form.append("file", new File([new Uint8Array(sheetOf(unreported))], "台账.xlsx"))

  const brought = await supervisor.post("/plans/1/ledger/imports", form)

  expect(brought.status).toBe(303)
  const path = brought.headers.get("location") ?? ""
  const html = await supervisor.read(path)
  const [, position = ""] = html.match(/name="take" value="(\d+)-achieved"/) ?? []
  const taken = await supervisor.post(`${path}/taking`, {
    version: html.match(/name="version" value="(\d+)"/)?.[1] ?? "",
    seen: html.match(new RegExp(`name="seen" value="(${position}-[^"]+)"`))?.[1] ?? "",
    take: `${position}-achieved`,
  })
  expect(taken.status).toBe(303)
  expect(await countOf("select count(*) from report_versions where achieved = '在台账中填写的进展'")).toBe(1)

  const wrong = new FormData()
  wrong.append("file", new File(["%PDF-1.7"], "台账.xlsx"))
  const refused = await supervisor.post("/plans/1/ledger/imports", wrong)
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain("这是 PDF 文件")
})

test("of two who send the same report at once, one is told and keeps the text", async () => {
  const item = await openItem(liaison)
  const path = `/assignments/${item}/rounds/4/report`
  const hidden = hiddenIn(await liaison.read("/todo"), path)
  const send = (achieved: string) => liaison.post(path, { ...hidden, achieved })

  const responses = await Promise.all([send("第一个窗口写的进展"), send("第二个窗口写的进展")])

  expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
  const loser = responses.find(({ status }) => status === 409)
  expect(await loser?.text()).toMatch(/第[一二]个窗口写的进展/)
  expect(await countOf(`select count(*) from report_versions where assignment_id = ${item} and round_id = 4`)).toBe(1)
})

test("the server killed with -9 and started again has every report that was acknowledged", async () => {
  await other.signIn("banxinsi", DEMO_PASSWORD)
  const item = await openItem(other)
  const achieved = "服务器中断之前报送的进展"
  const path = `/assignments/${item}/rounds/4/report`
  expect((await other.submit("/todo", path, { achieved })).status).toBe(303)

  await edge.server.kill9()
  const away = await other.post(path, { achieved: "中断期间填写的进展", revision: "0", version: "0" })
  expect(away.status).toBe(503)
  expect(await away.text()).toContain("中断期间填写的进展")
  await edge.server.restart()

  expect(await other.read("/todo")).toContain("待办")
  const kept = await stateOf(
    `select achieved from report_versions where assignment_id = ${item} and round_id = 4 order by number desc`,
  )
  expect(kept).toBe(achieved)
  expect(await verifyTrail(edge.database)).toMatchObject({ ok: true })
})

test("a server that hangs is waited for five seconds and no longer, and the text comes back", async () => {
  const item = await openItem(other)
  process.kill(edge.server.pid, "SIGSTOP")
  onTestFinished(() => void process.kill(edge.server.pid, "SIGCONT"))

  const from = Date.now()
  const response = await other.post(`/assignments/${item}/rounds/4/report`, {
    achieved: "等不到的回答",
    revision: "0",
    version: "0",
  })

  expect(response.status).toBe(503)
  expect(Date.now() - from).toBeLessThan(8000)
  expect(await response.text()).toContain("等不到的回答")
})

test("two scheduled runs at once cut a round off once, seal every event once and clear the sessions", async () => {
  const month = new Date(Date.now() + 30 * 86_400_000)
  expect(await countOf("select count(*) from rounds where cut_off_at is null")).toBe(1)
  expect(await countOf("select count(*) from sessions")).toBeGreaterThan(0)

  await Promise.all([edge.worker.scheduled(month), edge.worker.scheduled(month)])
  await edge.worker.scheduled(month)

  expect(await countOf("select count(*) from events where subject = 'round:1/4' and action = 'round_cut_off'")).toBe(1)
  expect(await countOf("select count(*) from rounds where cut_off_at is null")).toBe(0)
  expect(await countOf("select count(*) from sessions")).toBe(0)
  const events = await countOf("select count(*) from events")
  expect(await verifyTrail(edge.database)).toMatchObject({ ok: true, events, sealed: events, tail: 0 })
})

test("an empty database leads to the set-up, and its code opens it", async () => {
  const empty = await startEdge({ demo: false })
  onTestFinished(empty.stop)
  const printed: string[] = []
  await announceSetup(empty.database, (line) => printed.push(line))
  const code = printed[0]?.match(/[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/)?.[0] ?? ""
  const first = visitor(empty.worker.url)

  expect((await first.get("/")).headers.get("location")).toBe("/setup")
  expect(await first.read("/login")).not.toContain(DEMO_PASSWORD)
  const people = {
    adminName: "甲",
    adminLogin: "admin",
    adminPassword: "Jia-kouling-1",
    securityName: "乙",
    securityLogin: "security",
    securityPassword: "Yi-kouling-22",
    auditorName: "丙",
    auditorLogin: "auditor",
    auditorPassword: "Bing-kouling-3",
    supervisorName: "丁",
    supervisorLogin: "ding",
    supervisorPassword: "Ding-kouling-4",
    secondName: "",
    secondLogin: "",
    secondPassword: "",
  }
  const office = { organisation: "某某局", units: "办公室\n研究室", supervising: "研究室" }
  const done = await first.post("/setup", { code, ...office, ...people })
  expect([done.status, done.headers.get("location")]).toEqual([303, "/login"])
  await first.signIn("ding", "Ding-kouling-4")
  expect((await first.get("/setup")).status).toBe(404)
})
