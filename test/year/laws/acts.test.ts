import { beforeEach, describe, expect, test } from "vitest"
import { COMMON_LAWS } from "#src/year/laws/common.ts"
import { done, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { addLaw, lawOf } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const rows = async (path: string) => (await page("wang", path)).match(/data-row="law"/g)?.length ?? 0

const OLD = {
  title: "婚姻法",
  issuedOn: "1980-09-10",
  effectiveOn: "1981-01-01",
  repealedOn: "2021-01-01",
  successor: "《民法典》",
}

describe("法律法规", () => {
  test("a supervisor enters one, everybody of business reads it", async () => {
    await done(addLaw(w))
    expect(await lawOf(w)).toMatchObject({ title: "中华人民共和国民法典", effectiveOn: "2021-01-01", amendedOn: null })
    expect((await trailOf(w, "law:1")).at(-1)).toMatchObject({
      action: "law_added",
      particulars: { title: "中华人民共和国民法典", rank: "law" },
    })
    for (const login of ["wang", "zhao", "boss", "jing"] as const)
      expect(await page(login, "/laws")).toContain("中华人民共和国民法典")
    for (const login of ["admin", "security", "auditor"] as const)
      expect((await w.as(login).get("/laws")).status).toBe(404)
    await refused(w, () => addLaw(w, { title: "某法" }, "wang"), 403)
    await refused(w, () => addLaw(w, { title: "某法" }, "boss"), 403)
    await refused(w, () => addLaw(w, { title: "某法" }, "admin"), 404)
  })

  test.each([
    [{ title: "民法典" }, "已有《中华人民共和国民法典》"],
    [{ title: "" }, "请填写名称"],
    [{ title: "某法", repealedOn: "2020-12-31" }, "废止日期早于施行日期"],
    [{ title: "某法", effectiveOn: "", repealedOn: "2020-05-27" }, "废止日期早于公布日期"],
    [{ title: "某法", successor: "民法典" }, "请填写废止日期"],
    [{ title: "某法", amendedOn: "去年" }, "没有看懂最近修改日期"],
    [{ title: "某法", category: "其他" }, "请选择类别"],
  ])("%o is refused at its field", async (over, said) => {
    await done(addLaw(w))
    const back = await addLaw(w, over)
    expect(back.status).toBe(422)
    const html = await back.text()
    expect(html).toContain(said)
    expect(html).toContain(`value="${over.title}"`)
  })

  test("one that is repealed stays, muted, and says what stands in its place", async () => {
    await done(addLaw(w))
    await done(addLaw(w, { ...OLD, repealedOn: "", successor: "" }))
    expect(await rows("/laws?view=repealed")).toBe(0)
    await done(addLaw(w, { ...OLD, version: "1" }, "lin", "/laws/2"))
    expect((await trailOf(w, "law:2")).at(-1)).toMatchObject({
      action: "law_changed",
      particulars: { title: "婚姻法", repealedOn: { before: null, after: "2021-01-01" } },
    })
    const html = await page("wang", "/laws?view=repealed")
    expect(html).toMatch(/class="off"[\s\S]*2021年1月1日起废止，现为《民法典》/)
    expect(await rows("/laws?view=force")).toBe(1)
    expect(await rows("/laws")).toBe(2)
    expect(await page("wang", "/laws/2")).toContain("现为《民法典》")
    expect(await page("wang", "/laws/2")).not.toContain("保存")
    await refused(w, () => addLaw(w, { ...OLD, version: "2" }, "wang", "/laws/2"), 403)
    expect((await addLaw(w, { ...OLD, version: "1" }, "lin", "/laws/2")).status).toBe(409)
    expect((await addLaw(w, { ...OLD, version: "1" }, "lin", "/laws/9")).status).toBe(404)
  })

  test("is picked by category and words, and every number counts its rows", async () => {
    await done(addLaw(w))
    await done(addLaw(w, { title: "信访工作条例", category: "party", effectiveOn: "2022-05-01" }))
    await done(addLaw(w, { title: "某某条例", category: "local", effectiveOn: "2027-01-01", issuedOn: "2026-09-01" }))
    expect(await rows("/laws?category=party")).toBe(1)
    expect(await rows("/laws?q=条例")).toBe(2)
    expect(await rows("/laws?q=%E3%80%8A民法典%E3%80%8B")).toBe(1)
    expect(await rows("/laws?q=%25")).toBe(0)
    expect(await rows("/laws?view=coming")).toBe(1)
    const html = await page("wang", "/laws?q=条例")
    const counted = (view: string) => new RegExp(`id="view-${view}"[\\s\\S]*?<b[^>]*>(\\d+)<`).exec(html)?.[1]
    for (const view of ["all", "force", "coming", "repealed"])
      expect([view, String(await rows(`/laws?q=条例&view=${view}`))]).toEqual([view, counted(view)])
  })
})

describe("带入常用法律法规", () => {
  const bring = () => w.as("lin").post("/laws/common")

  test("brings those that are not there, once, and says which", async () => {
    await done(addLaw(w, { title: "民法典", issuedOn: "" }))
    expect(await page("lin", "/laws")).toContain("带入常用法律法规")
    expect(await page("wang", "/laws")).not.toContain("带入常用法律法规")
    await done(bring())
    expect(await rows("/laws")).toBe(COMMON_LAWS.length)
    expect(await lawOf(w)).toMatchObject({ title: "民法典", issuedOn: null, version: 1 })
    const brought = (await w.events()).at(-1)
    expect(brought).toMatchObject({ action: "laws_brought" })
    expect(JSON.stringify(brought?.particulars)).toContain("信访工作条例")
    await refused(w, bring, 409, "常用法律法规都已列入")
    await refused(w, () => w.as("wang").post("/laws/common"), 403)
  })

  test("two at once bring nothing twice", async () => {
    const both = await Promise.all([bring(), bring()])
    expect(both.every(({ status }) => status === 303 || status === 409)).toBe(true)
    expect(await rows("/laws")).toBe(COMMON_LAWS.length)
  })
})

test("a law is found by its title", async () => {
  await done(addLaw(w))
  expect(await page("wang", "/search?q=民法典")).toContain('href="/laws/1"')
  expect(await page("wang", "/search?q=刑法典")).not.toContain('href="/laws/1"')
})

test("two who change one law: the second is told", async () => {
  await done(addLaw(w))
  const change = (amendedOn: string) => () => addLaw(w, { title: "民法典", amendedOn, version: "1" }, "lin", "/laws/1")
  await onlyOne(w, change("2026-01-01"), change("2026-02-01"))
})
