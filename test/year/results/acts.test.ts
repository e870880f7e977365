import { strFromU8, unzipSync } from "fflate"
import { beforeEach, expect, test } from "vitest"
import { enterActivity } from "#test/support/activities.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { bringResults, onResult, resultOf } from "#test/support/results.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const REGISTER = "/years/2026/results"
const page = async (login: Login, path = REGISTER) => (await w.as(login).get(path)).text()

test("what is read is shown with its doubts and stored by nobody until it is confirmed", async () => {
  const pasted = "姓名\t职务\t学法考试\n李主任\t主任\t九十\n"
  const response = await w.as("wang").post(`${REGISTER}/reading`, { pasted })
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(text).toContain("其中1人有疑问")
  expect(text).toMatch(/没有看懂，请写成/)
  expect(await page("wang")).not.toContain("李主任")
  expect((await w.as("wang").post(`${REGISTER}/reading`, { pasted: "" })).status).toBe(422)
})

test("names are read by their unit and the office; leaders and the others read no name anywhere", async () => {
  await done(bringResults(w))
  for (const login of ["wang", "head", "lin", "lin2"] as const) {
    expect(await page(login), login).toContain("李主任")
    expect((await w.as(login).get("/results/1")).status, login).toBe(200)
    expect(await page(login, "/search?q=李主任"), login).toMatch(/<mark>/)
    expect(await (await w.as(login).post(`${REGISTER}.csv`)).text(), login).toContain("李主任,主任,92.5分,书面,优秀")
  }
  expect(await page("boss")).toContain("92.5")
  for (const login of ["boss", "zhou", "yan", "zhao", "admin", "auditor"] as const) {
    expect(await page(login), login).not.toContain("李主任")
    expect((await w.as(login).get("/results/1")).status, login).toBe(404)
    if (login !== "admin" && login !== "auditor") {
      expect(await page(login, "/search?q=李主任"), login).not.toMatch(/<mark>/)
    }
  }
  await refused(w, () => w.as("boss").post(`${REGISTER}.csv`), 409)
  await refused(w, () => bringResults(w, [{}], "boss"), 403)
  await refused(w, () => bringResults(w, [{}], "zhao"), 404)
  for (const login of ["boss", "zhou"] as const) await refused(w, () => onResult(w, login, "removal"), 404)
})

test("a person's page has what they took, and the unit's year in figures", async () => {
  await done(bringResults(w))
  await done(enterActivity(w))
  const text = await page("wang", "/results/1")
  expect(text).toContain("92.5分")
  expect(text).toContain("书面述法，评议优秀")
  expect(text).toMatch(/data-of="activities">\s*1次\s*</)
})

test("is corrected with a reason; the trail tells what was taken and not whose it was", async () => {
  await done(bringResults(w))
  expect((await onResult(w, "wang", "revision", { remark: "" })).status).toBe(422)
  expect((await onResult(w, "wang", "revision", { remark: "李主任的成绩录错" })).status).toBe(422)
  await done(onResult(w, "head", "revision", { post: "一级调研员" }))
  expect(await resultOf(w)).toMatchObject({ score: 950, statement: "oral", post: "一级调研员" })
  const trail = await trailOf(w, "result:1")
  expect(trail.map(({ action }) => action)).toEqual(["result_entered", "result_revised"])
  expect(JSON.stringify(trail)).toContain("成绩录错")
  expect(JSON.stringify(trail)).not.toMatch(/李主任|一级调研员/)
})

test("removed, a person is in no row, no event and no imprint", async () => {
  await done(bringResults(w))
  await done(onResult(w, "lin", "removal"))
  expect(await resultOf(w)).toMatchObject({ name: "", post: "", score: null, grade: null })
  expect(await page("wang")).not.toContain("李主任")
  expect((await w.as("wang").get("/results/1")).status).toBe(404)
  await refused(w, () => onResult(w, "wang", "removal"), 404)
  for (const table of ["events", "imprints", "results", "deliveries"]) {
    const { rows } = await w.database.client.execute(`select * from ${table}`)
    expect(JSON.stringify(rows), table).not.toContain("李主任")
  }
  // Who was removed may be entered again.
  await done(bringResults(w))
})

test.each<[string, Fields, RegExp]>([
  ["an exam that is none", { exam: "九十" }, /没有看懂/],
  ["an identity number", { post: "主任110101199003078857" }, /不登记个人号码/],
  ["another's unit", { unit: "综合指导司" }, /只能登记本单位人员/],
])("%s is told at the row, with the words kept, and nothing is stored", async (_, over, words) => {
  const response = await bringResults(w, [{ name: "张三" }, over])
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(text).toMatch(words)
  expect(text).toContain("张三")
  expect(await page("wang")).not.toContain("张三")
  await done(bringResults(w, [{ name: "张三" }, over], "wang", ["0"]))
})

test("who failed counts among those who took an exam, whatever the score; no score is without a result", async () => {
  await done(
    bringResults(w, [
      { name: "张三", exam: "75（不合格）" },
      { name: "李四", exam: "88" },
      { name: "王五", exam: "55" },
    ]),
  )
  const [totals = ""] = /办公室<\/th>[\s\S]*?<\/tr>/.exec(await page("boss")) ?? []
  expect([...totals.matchAll(/class="number"[^>]*>(?:<a[^>]*>)?([\d.]+)/g)].map(([, n]) => n)).toEqual([
    "3",
    "3",
    "1",
    "72.7",
    "3",
    "3",
  ])
  const text = await (await onResult(w, "wang", "revision", { exam: "", score: "80" })).text()
  expect(text).toContain("填了成绩，请选择考试结果")
  const none = await onResult(w, "wang", "revision", { exam: "", score: "", statement: "", grade: "" })
  expect(await none.text()).toContain("不必登记")
  await done(onResult(w, "wang", "revision", { name: "张 三" }))
  expect((await resultOf(w)).name).toBe("张三")
})

test("a file holds whom the page shows", async () => {
  await done(bringResults(w, [{ name: "张三" }]))
  await done(bringResults(w, [{ name: "李四", unit: "研究室" }], "lin"))
  const file = async (query: string) => (await w.as("lin").post(`${REGISTER}.csv${query}`)).text()
  expect(await file("?unit=3")).toContain("李四")
  expect(await file("?unit=3")).not.toContain("张三")
  expect(await file("")).toContain("张三")
})

const BARE = { exam: "", statement: "", grade: "", happenedOn: "" }

test("a second table fills what the first had not, and leaves what is there", async () => {
  await done(bringResults(w, [{ statement: "", grade: "" }]))
  await done(
    bringResults(w, [
      { ...BARE, statement: "口头", grade: "良好", post: "局长", happenedOn: "2026-12-20" },
      { name: "张三" },
    ]),
  )
  expect(await resultOf(w)).toMatchObject({
    ...{ score: 925, statement: "oral", grade: "good", post: "主任", happenedOn: "2026-06-20", version: 2 },
  })
  expect(await resultOf(w, 2)).toMatchObject({ name: "张三", version: 1 })
  expect((await trailOf(w, "result:1")).map(({ action }) => action)).toEqual(["result_entered", "result_revised"])
  expect((await bringResults(w, [{ ...BARE, grade: "优秀" }])).status).toBe(422)
})

test("of two who enter the same person at once one lands", async () => {
  const twice = await Promise.all([bringResults(w), bringResults(w, [{ name: "张三" }, {}], "head")])
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 409])
  const { rows } = await w.database.client.execute("select name from results where name = '李主任'")
  expect(rows).toHaveLength(1)
  const fills = { ...BARE, name: "李主任" }
  await done(onResult(w, "lin", "revision", { statement: "", grade: "" }))
  const filled = await Promise.all([
    bringResults(w, [{ ...fills, grade: "良好" }]),
    bringResults(w, [{ ...fills, grade: "优秀" }], "lin"),
  ])
  expect(filled.map(({ status }) => status).sort()).toEqual([303, 409])
})

test("each figure of a unit opens whom it counts, and the file holds them", async () => {
  await done(
    bringResults(w, [
      { name: "张三", exam: "", grade: "良好" },
      { name: "李四", exam: "55", statement: "", grade: "" },
    ]),
  )
  const [totals = ""] = /办公室<\/th>[\s\S]*?<\/tr>/.exec(await page("wang")) ?? []
  const links = [...totals.matchAll(/href="([^"#]+)#people">([\d.]+)</g)].map(([, href = "", n]) => [href, n] as const)
  expect(links.map(([, n]) => n)).toEqual(["2", "1", "0", "55.0", "1", "0"])
  const named = async (path: string) =>
    [...(await page("wang", path.replaceAll("&amp;", "&"))).matchAll(/id="result-(\d)"/g)].map(([, id]) => id)
  expect(await Promise.all(links.map(([href]) => named(href)))).toEqual([["1", "2"], ["2"], [], ["2"], ["1"], []])
  const taken = await (await w.as("wang").post(`${REGISTER}.csv?unit=1&shown=stated`)).text()
  expect(taken).toContain("张三")
  expect(taken).not.toContain("李四")
  expect(await page("boss")).not.toContain("#people")
})

test("a person's page leaves as a paper for 述职, and no event says whose", async () => {
  await done(bringResults(w))
  const response = await w.as("wang").post("/results/1/paper")
  expect(response.headers.get("content-type")).toContain("wordprocessingml")
  const { "word/document.xml": words } = unzipSync(new Uint8Array(await response.arrayBuffer()))
  for (const one of ["李主任", "92.5分", "书面述法", "备案普法文件"])
    expect(strFromU8(words ?? new Uint8Array())).toContain(one)
  const trail = await w.events()
  expect(trail.at(-1)).toMatchObject({ action: "register_taken", particulars: { file: "docx", rows: 1 } })
  expect(JSON.stringify(trail)).not.toContain("李主任")
  await refused(w, () => w.as("zhou").post("/results/1/paper"), 404)
})

test("nobody is entered twice", async () => {
  await done(bringResults(w))
  const again = await bringResults(w)
  expect(again.status).toBe(422)
  expect(await again.text()).toMatch(/已经登记/)
  expect((await bringResults(w, [{}], "wang", [])).status).toBe(422)
})
