import { beforeEach, expect, test } from "vitest"
import { Stale } from "#db/database.ts"
import { prepareRelease } from "#src/outward/public/commands.ts"
import { listToPrepare } from "#src/outward/public/queries.ts"
import { acting } from "#src/trail/record.ts"
import { done, refused, trailOf } from "#test/support/acts.ts"
import { bringComment } from "#test/support/comments.ts"
import { onDocument, takeBoth, versionOf } from "#test/support/documents.ts"
import { enterDuty, fileList, LIST_WORDS, onDuty } from "#test/support/duties.ts"
import { onRelease, releaseOf, take } from "#test/support/releases.ts"
import { tell, UNTRUE, verify } from "#test/support/verifying.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"
import { listBody } from "#views/public/made.ts"

/* 责任清单 of a unit before the public: what was recorded, through the same gate as all that is shown. */

const LIST = "/years/2026/publication/lists/1"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
  await done(enterDuty(w))
  await done(enterDuty(w, { content: "电子屏滚动播放", applies: "no", why: "没有对外的电子屏" }))
  await fileList(w)
})

async function recorded() {
  await takeBoth(w)
  await done(onDocument(w, "lin", "record"))
}

const prepare = (login: Login | null = "lin", version = "0", at = LIST) => w.as(login).post(at, { version })
const open = async (path = "/public/1") => w.as(null).get(path)
const read = async (path = "/public/1") => (await open(path)).text()
const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()

async function out() {
  await recorded()
  await done(prepare())
  await take(w, "released")
}

test("says what the form asks, without 科室, persons and what does not apply; as a file too", async () => {
  await out()
  const html = await read()
  const columns = ["普什么", "对谁普", "怎么普", "何时普", "工作标准", "具体措施", "指标"]
  expect([...html.matchAll(/<th scope="col">([^<]+)/g)].map(([, name]) => name)).toEqual(columns)
  const said = [
    "办公室2026年普法责任清单",
    "普备清〔2026〕1号，2026年9月21日备案",
    "《信访工作条例》",
    "每季度",
    "讲清受理范围",
  ]
  for (const words of said) expect(html).toContain(words)
  for (const inside of ["王五", "秘书处", "王联络", "电子屏"]) expect(html).not.toContain(inside)
  expect(await read("/public/1.csv")).toContain("普什么,对谁普")
  expect(await read("/public?kind=duty_list")).toContain("办公室2026年普法责任清单")
})

test("its filing is 公布 with it and 撤下 with it: nobody says so twice", async () => {
  await out()
  expect(await versionOf(w)).toMatchObject({ state: "released", address: "/public/1", releasedOn: "2026-09-21" })
  expect(await page("wang", "/filings/1")).toContain('<a href="/public/1">公开页面</a>')
  await done(onRelease(w, "lin", "withdrawal"))
  expect(await versionOf(w)).toMatchObject({ state: "withdrawn", note: "实施时间有变化，更正后重新公布。" })
  const told = (await trailOf(w, "filing:1/1")).slice(-2).map(({ action }) => action)
  expect(told).toEqual(["document_released", "document_withdrawn"])
})

test("what stands elsewhere too stays there", async () => {
  await recorded()
  await done(onDocument(w, "lin", "release"))
  await done(prepare())
  await take(w, "released")
  const elsewhere = { state: "released", address: "https://www.example.gov.cn/pf/1.html" }
  expect(await versionOf(w)).toMatchObject(elsewhere)
  await done(onRelease(w, "lin", "withdrawal"))
  expect(await versionOf(w)).toMatchObject(elsewhere)
})

test("one that was taken off is shown no more, nor prepared, nor released", async () => {
  await out()
  await done(prepare("lin", "1"))
  await done(onRelease(w, "lin2", "check", {}, 1, 2))
  await done(onDocument(w, "lin", "withdrawal"))
  expect((await open()).status).toBe(410)
  expect(await read("/public")).toContain("还没有公布的内容")
  await refused(w, () => onRelease(w, "lin", "release", {}, 1, 2), 409)
  await refused(w, () => prepare("lin", "2"), 404)
})

test("taken off while somebody prepares it, it does not land", async () => {
  await recorded()
  await done(onDocument(w, "lin", "release"))
  const found = await listToPrepare(w.database, w.actor("lin"), 2026, 1)
  if (!found) throw new Error("no list")
  await done(onDocument(w, "lin", "withdrawal"))
  const by = acting(w.actor("lin"), w.now())
  await expect(prepareRelease(w.database, found, listBody(found), by)).rejects.toThrow(Stale)
})

test("what was revised is out once it is recorded and prepared again", async () => {
  await out()
  await done(onDocument(w, "wang", "version"))
  await done(onDuty(w, "wang", "revision", { audience: "来访来信群众" }))
  await done(onDocument(w, "wang", "filing", { ...LIST_WORDS, change: "增加来信群众。" }))
  expect(await page("lin", LIST)).not.toContain("来访来信群众")
  await recorded()
  expect(await read()).not.toContain("来访来信群众")
  await done(prepare("lin", "1"))
  await take(w, "released", 1, 2)
  expect(await read()).toContain("来访来信群众")
  expect(await releaseOf(w)).toMatchObject({ state: "replaced" })
})

test("with what came of each item, once the unit was told", async () => {
  await recorded()
  expect(await page("lin", `${LIST}?ended=1`)).toContain("尚未核实")
  await done(verify(w, [1], UNTRUE))
  expect(await page("lin", `${LIST}?ended=1`)).toContain("尚未核实")
  await done(tell(w))
  const told = await page("lin", `${LIST}?ended=1`)
  expect(told).toContain("未完成")
  expect(told).not.toContain("台账只有2场")
  expect(await page("lin", LIST)).not.toContain("完成情况</th>")
})

test("before it is recorded, and of who is no office, there is none", async () => {
  await refused(w, () => prepare(), 404)
  await recorded()
  expect(await page("lin", "/years/2026/publication")).toContain('id="prepare-list-1"')
  expect(await page("lin", "/filings/1")).toContain('id="to-public"')
  for (const login of ["wang", "boss", "head"] as const) await refused(w, () => prepare(login), 403)
  await refused(w, () => prepare("zhao"), 404)
  await refused(w, () => prepare(null), 401)
  await refused(w, () => w.as("lin").post(LIST, {}), 422)
  await refused(w, () => prepare("lin", "0", "/years/2026/publication/lists/2"), 404)
  await done(prepare())
  expect(await page("lin", "/years/2026/publication")).not.toContain('id="prepare-list-1"')
  await refused(w, () => prepare("lin", "0"), 409)
})

test("搜索 finds it by any of its words: its office at once, its unit once it is out; what the public said only the office", async () => {
  const finds = async (login: Login, q: string, kind: string) =>
    page(login, `/search?q=${encodeURIComponent(q)}&kind=${kind}`)
  await recorded()
  await done(prepare())
  expect(await finds("lin", "讲清受理范围", "release")).toContain('href="/releases/1/1"')
  expect(await finds("wang", "讲清受理范围", "release")).not.toContain("/releases/1/1")
  await take(w, "released")
  await bringComment(w, "received")
  expect(await finds("wang", "讲清受理范围", "release")).toContain('href="/releases/1/1"')
  expect(await finds("lin", "社区多办", "comment")).toContain('href="/comments/1"')
  expect(await finds("wang", "社区多办", "comment")).not.toContain("/comments/1")
})
