import { beforeAll, expect, test } from "vitest"
import { house } from "#src/capabilities.ts"
import { type Hit, searched } from "#src/pages/search/queries.ts"
import { questionIn } from "#src/pages/search/question.ts"
import { done, draftNotice, multipart, onNotice, onReport } from "#test/support/acts.ts"
import { LOWER_WORDS, onLower } from "#test/support/breakdowns.ts"
import { onPaper } from "#test/support/bulletins.ts"
import { PDF } from "#test/support/files.ts"
import { furnished } from "#test/support/routes.ts"
import { CAST, type Login, type World } from "#test/support/world.ts"

/*
 * Whatever anybody finds is found by whoever may open the page that has it, and by nobody else: each source is held against
 * the pages of its capability, for everybody.
 */

const kinds = house.searched()
const LOGINS = (Object.keys(CAST) as Login[]).filter((login) => !["admin", "security", "auditor"].includes(login))

type Found = Hit & { href: string }

let w: World
let found: Map<Login, Map<string, Found>>
/** A notice whose answer lies with the office. */
let answered: number
type Readers = { reads: Login[]; finds: Login[] }
/** Who read and found what 外事处 had sent while 办公室 had not. */
let before: Readers

/** Who reads these words on one of the pages, and who finds them. */
async function readersOf(text: string, paths: string[], kind: string): Promise<Readers> {
  const readers: Readers = { reads: [], finds: [] }
  for (const login of LOGINS) {
    const pages = await Promise.all(paths.map(async (path) => (await w.as(login).get(path)).text()))
    if (pages.some((html) => html.includes(text))) readers.reads.push(login)
    if ((await foundBy(login, { q: text, kind })).size > 0) readers.finds.push(login)
  }
  return readers
}

async function foundBy(login: Login, query: Record<string, string>): Promise<Map<string, Found>> {
  const all = new Map<string, Found>()
  for (let page = 1; ; page++) {
    const question = questionIn({ ...query, page: String(page) }, kinds)
    const { found: one } = await searched(w.database, kinds, w.actor(login), question)
    for (const hit of one?.hits ?? []) {
      const kind = kinds.find(({ kind: name }) => name === hit.kind)
      all.set(`${hit.kind} ${hit.key.join("/")}`, { ...hit, href: kind?.href(hit) ?? "" })
    }
    if ((one?.hits.length ?? 0) === 0) return all
  }
}

beforeAll(async () => {
  w = (await furnished()) as unknown as World
  await done(onLower(w, "zhao", "report"))
  // Not with the office yet: what stands behind it is the two bodies' own.
  before = await readersOf(LOWER_WORDS.achieved, ["/breakdowns/1", "/plans/1/tasks/1?round=1"], "breakdown")
  await done(onReport(w, "wang", 1, "report"))
  await done(
    w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "telephoned", text: "电话请抓紧。" }),
  )
  await done(
    w.as("wang").post("/assignments/1/planning", {
      version: String((await w.assignment(1)).version),
      measures: "每月碰头。",
      office: "",
      personInCharge: "王某",
    }),
  )
  await done(w.as("lin").post("/plans/1/tasks/2/summary", { round: "1", latest: "0", text: "总体按期。" }))
  const file = (name: string) => multipart({}, { files: [{ name, bytes: PDF }] })
  await done(w.as("wang").post("/notices/1/attachments", file("答复附件.pdf")))
  await done(draftNotice(w, { assignments: ["6"], title: "抓紧整改" }))
  answered = (await w.database.client.execute("select max(id) as id from notices")).rows[0]?.id as number
  await done(onNotice(w, "wang", "answer", { text: "整改已经到位。" }, answered))
  // A 经办人 who sees the part that was handed over, and nothing else of the plan.
  await w.database.client.execute({
    sql: "update assignments set handler_id = ? where id = 1",
    args: [w.actor("zhao").id],
  })
  found = new Map()
  for (const login of LOGINS) found.set(login, await foundBy(login, { plan: "1" }))
}, 60_000)

/** Everything that anybody finds. */
const anybody = () => new Map([...found.values()].flatMap((all) => [...all]))

test("there is something of every kind", () => {
  const there = new Set([...anybody().values()].map(({ kind }) => kind))
  expect([...there].sort()).toEqual([
    "answer",
    "breakdown",
    "conclusion",
    "extension",
    "file",
    "finding",
    "inspection",
    "instruction",
    "notice",
    "paper",
    "part",
    "plan",
    "reminder",
    "report",
    "summary",
    "task",
  ])
})

const opens = async (login: Login, href: string) => (await w.as(login).get(href)).status === 200

test("each is found by whoever may open it, and by nobody else", async () => {
  const wrong: string[] = []
  for (const [key, { href, kind }] of anybody()) {
    // Of one page a person may see some and not others: held in search.test.ts, and below.
    if (["report", "finding", "conclusion", "summary", "breakdown", "reminder"].includes(kind)) continue
    for (const login of LOGINS) {
      const may = await opens(login, href)
      const finds = found.get(login)?.has(key) ?? false
      if (may !== finds) wrong.push(`${login} ${finds ? "finds" : "does not find"} ${key}, ${href} ${may}`)
    }
  }
  expect(wrong).toEqual([])
})

test("whoever finds something reads its words where it leads", async () => {
  const wrong: string[] = []
  for (const login of LOGINS) {
    for (const [key, { href, kind, words }] of found.get(login) ?? []) {
      if (kind === "file") continue
      const response = await w.as(login).get(href)
      const html = await response.text()
      const text = ["report", "answer", "breakdown", "reminder", "extension"].includes(kind) ? words[0] : ""
      if (response.status !== 200 || !html.includes(text || "<html")) wrong.push(`${login} ${key}, ${href}`)
    }
  }
  expect(wrong).toEqual([])
  expect(found.get("zhao")?.has("report 1/1")).toBe(true)
})

test("of an inspection each unit finds what was returned to it, and the office and leaders all", () => {
  const finds = (login: Login, kind: string) =>
    [...(found.get(login)?.values() ?? [])].filter((hit) => hit.kind === kind).map(({ unitId }) => unitId)
  for (const kind of ["finding", "conclusion"]) {
    expect(finds("lin", kind).sort()).toEqual([1, 2])
    expect(finds("boss", kind).sort()).toEqual([1, 2])
    expect(finds("wang", kind)).toEqual([1])
    expect(finds("zhou", kind)).toEqual([2])
    expect(finds("yan", kind)).toEqual([])
    expect(finds("zhao", kind)).toEqual([])
  }
})

test("a 综述 is found by the units of its task, the office and leaders, as it stands now", async () => {
  const finders = LOGINS.filter((login) => [...(found.get(login)?.keys() ?? [])].includes("summary 2/1"))
  expect(finders.sort()).toEqual(["boss", "lin", "lin2", "yan"])
  await done(w.as("lin").post("/plans/1/tasks/2/summary", { round: "1", latest: "1", text: "总体如期。" }))
  expect((await foundBy("lin", { q: "总体按期" })).size).toBe(0)
  expect((await foundBy("lin", { q: "总体如期" })).size).toBe(1)
})

test("an answer is found by those who read it, and one that was taken back only by its unit and the office", async () => {
  const differs = async () => {
    const wrong: string[] = []
    let readers = 0
    for (const login of LOGINS) {
      const reads = (await (await w.as(login).get(`/notices/${answered}`)).text()).includes("整改已经到位。</p>")
      const finds = (await foundBy(login, { q: "整改已经到位", kind: "answer" })).size === 1
      if (reads) readers++
      if (reads !== finds) wrong.push(`${login} ${reads ? "reads and does not find" : "finds and does not read"}`)
    }
    return { wrong, readers }
  }
  const sent = await differs()
  expect(sent.wrong).toEqual([])
  await done(onNotice(w, "wang", "withdrawal", {}, answered))
  const back = await differs()
  expect(back.wrong).toEqual([])
  expect(back.readers).toBeGreaterThan(0)
  expect(back.readers).toBeLessThan(sent.readers)
  expect((await foundBy("boss", { q: "整改已经到位" })).size).toBe(0)
})

test("what a lower body has sent is found by those who read it: the two bodies, then also whoever has the unit's own report", async () => {
  expect(before.finds).toEqual(before.reads)
  expect(before.finds.sort()).toEqual(["head", "wang", "zhao"])
  const sent = await readersOf(LOWER_WORDS.achieved, ["/breakdowns/1", "/plans/1/tasks/1?round=1"], "breakdown")
  expect(sent.finds).toEqual(sent.reads)
  expect(sent.finds.sort()).toEqual(["boss", "head", "lin", "lin2", "wang", "zhao"])
})

test("a 催办 and a request for a later day are found by those who read them", async () => {
  const reminded = await readersOf("电话请抓紧", ["/plans/1/tasks/3"], "reminder")
  expect(reminded.finds).toEqual(reminded.reads)
  expect(reminded.finds).toContain("wang")
  expect(reminded.finds).not.toContain("zhou")
  const asked = await readersOf("场地未落实", ["/extensions/1"], "extension")
  expect(asked.finds).toEqual(asked.reads)
  expect(asked.finds).toContain("lin")
  expect(asked.finds).not.toContain("zhou")
})

test("a unit is found by each of its names and stands first; of what was taken off the evidence is found no more", async () => {
  const [first] = (await foundBy("wang", { q: "研究室" })).values()
  expect(first).toMatchObject({ kind: "unit", href: "/units/3" })
  expect([...(await foundBy("wang", { q: "a.pdf" })).keys()]).toEqual(["file 1/0"])
  const { client } = w.database
  await client.execute("update attachments set removed_at = 1 where id = 1")
  expect((await foundBy("wang", { q: "a.pdf" })).size).toBe(0)
})

test("a notice and a paper are found by the names that pages print", async () => {
  expect([...(await foundBy("wang", { q: "督办通知〔2026〕1号" })).keys()]).toEqual(["notice 1/0"])
  const [paper] = (await foundBy("lin", { kind: "paper", plan: "1" })).values()
  expect(paper?.title).toMatch(/^督查通报/)
  await w.database.client.execute("update bulletins set year = 2026, number = 3 where id = 1")
  expect([...(await foundBy("lin", { q: "督查通报〔2026〕第3期" })).keys()]).toEqual(["paper 1/0"])
})

test("the reports of one plan are walked by its own index, the newest first", async () => {
  const asked: string[] = []
  const told = w.database.toldOf((sql) => void asked.push(sql))
  await searched(told, kinds, w.actor("lin"), questionIn({ plan: "1" }, kinds))
  const [statement] = asked.filter((sql) => sql.includes("sought_reports"))
  const args = [...(statement ?? "").matchAll(/\?/g)].map(() => 1)
  const { rows } = await w.database.client.execute({ sql: `explain query plan ${statement}`, args })
  const plan = rows.map(({ detail }) => String(detail))
  expect(plan.filter((step) => /sought_reports/.test(step))).toEqual([
    expect.stringMatching(/SEARCH sought_reports USING (COVERING )?INDEX sought_reports_plan/),
  ])
})

test("what was recalled to be written anew is found no more by its old words", async () => {
  const finds = async () => (await foundBy("lin", { kind: "paper", plan: "1" })).size
  expect(await finds()).toBe(1)
  await done(onPaper(w, "lin", "recall"))
  expect(await finds()).toBe(0)
})

test("of a unit the inspections of it are found, by whoever sees its part, and the notices that were issued to it", async () => {
  const of = async (login: Login, unit: number, kind: string) =>
    (await foundBy(login, { unit: String(unit), kind })).size
  expect(await of("lin", 1, "inspection")).toBe(1)
  expect(await of("lin", 2, "inspection")).toBe(1)
  expect(await of("wang", 1, "inspection")).toBe(1)
  expect(await of("wang", 2, "inspection")).toBe(0)
  await w.database.client.execute(`update notices set unit_id = 2, issued_to_id = 1 where id = ${answered}`)
  expect((await foundBy("lin", { unit: "1", kind: "notice" })).has(`notice ${answered}/0`)).toBe(true)
  expect((await foundBy("lin", { unit: "2", kind: "notice" })).has(`notice ${answered}/0`)).toBe(true)
})

test("a notice is found by its number, an overall conclusion by nobody of a unit", async () => {
  expect([...(await foundBy("wang", { q: "〔2026〕1号", kind: "notice" })).keys()]).toEqual(["notice 1/0"])
  await w.database.client.execute("update inspections set conclusion = '总的看进展不一'")
  expect((await foundBy("lin", { q: "进展不一" })).size).toBe(1)
  expect((await foundBy("wang", { q: "进展不一" })).size).toBe(0)
})
