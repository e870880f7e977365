import { beforeEach, describe, expect, test } from "vitest"
import { CASE_STATES, type CaseState, caseLaws } from "#db/schema.ts"
import { CASE_MOVES, type CaseMove, canMove } from "#src/year/cases/workflow.ts"
import { actions, done, type Fields, onlyOne, refused, sentence, trailOf } from "#test/support/acts.ts"
import { bringCase, caseOf, casesYear, collect, draftOfCase, onCase, WORDS, wordsOf } from "#test/support/cases.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { readDocx } from "../../outward/papers/reading.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await casesYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const status = async (login: Login, path: string) => (await w.as(login).get(path)).status

/** No mobile number begins so. */
const MOBILE = "15400000000"

describe("收集", () => {
  test("the unit's liaison collects, and may write at once", async () => {
    const response = await done(collect(w))
    expect(response.headers.get("location")).toBe("/cases/1")
    expect(await caseOf(w)).toMatchObject({ state: "collected", unitId: 1, year: 2026, latest: 1, reportedAt: null })
    expect(await trailOf(w, "case:1")).toMatchObject([
      { version: 1, action: "case_collected", particulars: { to: "collected", year: 2026, unit: "办公室" } },
    ])
    expect(await page("wang", "/cases/1")).toContain('name="reasoning"')
  })

  test.each<[string, Fields, RegExp]>([
    ["no title", { title: " " }, /请填写标题/],
    ["no kind", { kind: "other" }, /请选择案例类型/],
    ["a unit that is not theirs", { unit: "2" }, /请选择单位/],
    ["no unit", { unit: "" }, /请选择单位/],
    ["a title of two lines", { title: "一\n二" }, /请用一行写明/],
    ["a number in the title", { title: `电话${MOBILE}案` }, /第1段疑似手机号「154…00」/],
  ])("%s is said at the field", async (_, over, words) => {
    const response = await collect(w, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect(await actions(w)).not.toContain("case_collected")
  })

  test("who enters for no unit of the year does not; an outsider knows of no such year", async () => {
    for (const login of ["lin", "boss"] as const) await refused(w, () => collect(w, {}, login), 403)
    for (const login of ["zhao", "jing", "admin"] as const) await refused(w, () => collect(w, {}, login), 404)
    expect(await status("wang", "/years/2025/cases")).toBe(404)
    expect(await status("wang", "/years/2026/cases/new")).toBe(200)
  })
})

describe("writing", () => {
  test("saving is no event, marks what looks like a number, and is read by the unit alone", async () => {
    await done(collect(w))
    const before = (await w.events()).length
    await done(onCase(w, "wang", "draft", { ...WORDS, facts: `张某某留有电话${MOBILE}。` }))
    expect((await w.events()).length).toBe(before)
    expect(await page("head", "/cases/1")).toMatch(new RegExp(`第1段疑似手机号：<mark>${MOBILE}</mark>`))
    for (const login of ["lin", "lin2"] as const) {
      const html = await page(login, "/cases/1")
      expect(html).toContain(WORDS.title)
      expect(html).not.toContain(MOBILE)
      expect(html).not.toContain(WORDS.gist)
    }
    await refused(w, () => onCase(w, "lin", "draft", { facts: "督查人员写的" }), 403)
    for (const login of ["zhou", "boss", "zhao", "admin"] as const) expect(await status(login, "/cases/1")).toBe(404)
  })

  test("two people: the second is told with both texts, and may say which counts", async () => {
    await done(collect(w))
    await done(onCase(w, "head", "draft", { gist: "负责人写的要点" }))
    const clash = await onCase(w, "wang", "draft", { revision: "1", gist: "联络员写的要点" })
    expect(clash.status).toBe(409)
    const html = await clash.text()
    expect(html).toContain("负责人写的要点")
    expect(html).toContain("联络员写的要点")
    await done(onCase(w, "wang", "draft", { revision: "1", overwrite: "2", gist: "联络员写的要点" }))
    expect((await wordsOf(w)).gist).toBe("联络员写的要点")
    // Both have written in it since.
    expect(JSON.parse((await draftOfCase(w))?.writers ?? "[]")).toHaveLength(2)
  })

  test("each step keeps a version; an earlier one can be read", async () => {
    await bringCase(w, "edited")
    await done(onCase(w, "wang", "study", { gist: "研究后的要点" }))
    expect(await caseOf(w)).toMatchObject({ state: "studied", latest: 3 })
    expect(await page("lin", "/cases/1/versions/2")).toContain(WORDS.gist)
    expect(await page("lin", "/cases/1/versions/3")).toContain("研究后的要点")
    expect(await status("lin", "/cases/1/versions/4")).toBe(404)
    expect(await status("zhou", "/cases/1/versions/2")).toBe(404)
  })

  test("no version keeps a number, at whatever step; what was typed stays in the box", async () => {
    for (const act of ["edition", "study", "report"]) {
      w = await world()
      await casesYear(w)
      await bringCase(w, act === "edition" ? "collected" : act === "study" ? "edited" : "studied")
      const facts = `第一段。\n车牌京Z00000，手机${MOBILE}。`
      const response = await onCase(w, "wang", act, { ...WORDS, facts })
      expect(response.status).toBe(422)
      const html = await response.text()
      expect(html).toContain("第2段疑似车牌号「京Z0…00」，请删去或隐去；第2段疑似手机号「154…00」，请删去或隐去")
      expect(html).toContain(`车牌京Z00000，手机${MOBILE}。</textarea>`)
    }
  })

  test.each(["gist", "laws", "facts", "result", "reasoning", "keywords"])(
    "nothing is sent without %s",
    async (part) => {
      await bringCase(w, "studied")
      const response = await onCase(w, "wang", "report", { [part]: " " })
      expect(response.status).toBe(422)
      expect(await response.text()).toMatch(/请填写(要点|相关法条|基本案情|处理结果|释法说理|关键词)/)
      expect((await caseOf(w)).state).toBe("studied")
    },
  )

  test("keywords are at most seven; a part is as long as it may be", async () => {
    await bringCase(w, "studied")
    const many = await onCase(w, "wang", "report", { keywords: "一、二、三、四、五、六、七、八" })
    expect(many.status).toBe(422)
    expect(await many.text()).toContain("关键词最多 7 个，现有 8 个")
    expect((await onCase(w, "wang", "draft", { gist: "长".repeat(1001) })).status).toBe(422)
  })

  test("laws of the register are known again in 《》; a repealed one is warned of, an unknown one told", async () => {
    await bringCase(w, "edited", { laws: "《行政处罚法》第五条\n《某旧条例》第一条\n《没有的办法》第二条" })
    const [rows] = await w.database.read([w.database.db.select().from(caseLaws)])
    expect(rows.map(({ lawId }) => lawId)).toEqual([2, 3])
    const html = await page("wang", "/cases/1")
    expect(html).toMatch(/《某旧条例》<span class="tag">2025年1月1日起废止，现为《信访工作条例》/)
    expect(html).toContain("法律法规中没有《没有的办法》")
    expect(await page("wang", "/years/2026/cases?law=3")).toContain('id="case-1"')
    expect(await page("wang", "/years/2026/cases?law=1")).not.toContain('id="case-1"')
  })

  test("an emoji and a script are words like others", async () => {
    await bringCase(w, "edited", { reasoning: "🙂<script>alert(1)</script>" })
    expect(await page("lin", "/cases/1")).toContain("🙂&lt;script&gt;alert(1)&lt;/script&gt;")
  })
})

describe("with the office", () => {
  test("it is approved, signed by somebody else and published by a third", async () => {
    await bringCase(w, "published")
    expect(await caseOf(w)).toMatchObject({
      state: "published",
      publishedOn: "2026-09-21",
      publishedIn: "单位网站",
      checkedById: w.actor("lin2").id,
      publishedById: w.actor("lin").id,
    })
    expect((await trailOf(w, "case:1")).map(({ action }) => action)).toEqual([
      "case_collected",
      "case_edited",
      "case_studied",
      "case_reported",
      "case_approved",
      "case_checked",
      "case_published",
    ])
    // A library for all who take part in the year.
    expect(await page("zhou", "/cases/1")).toContain(WORDS.reasoning)
    expect(await status("zhao", "/cases/1")).toBe(404)
  })

  test("once it was sent leaders read it, other units do not", async () => {
    await bringCase(w, "reported")
    expect(await page("boss", "/cases/1")).toContain(WORDS.gist)
    expect(await status("zhou", "/cases/1")).toBe(404)
    expect(await draftOfCase(w)).toBeNull()
  })

  test("the unit takes back what nobody has decided, and goes on with its words", async () => {
    await bringCase(w, "reported")
    await done(onCase(w, "wang", "recall"))
    expect(await caseOf(w)).toMatchObject({ state: "studied" })
    expect(await wordsOf(w)).toEqual(WORDS)
    await done(onCase(w, "wang", "report"))
    await done(onCase(w, "lin", "approval"))
    await refused(w, () => onCase(w, "wang", "recall"), 409)
  })

  test("退回 needs its reason, which the unit reads, and the case is sent again in one step", async () => {
    await bringCase(w, "reported")
    const empty = await onCase(w, "lin", "return", { remark: " " })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain("请填写退回原因")
    await done(onCase(w, "lin", "return"))
    expect(await page("wang", "/cases/1")).toContain("案情写得太简单")
    await done(onCase(w, "wang", "report", { facts: "补充后的案情。" }))
    expect(await caseOf(w)).toMatchObject({ state: "reported", opinion: "", latest: 5 })
  })

  test("nothing is published that nobody has signed, and not by who signed", async () => {
    await bringCase(w, "approved")
    const unsigned = await onCase(w, "lin", "publication")
    expect(unsigned.status).toBe(409)
    expect(await sentence(await unsigned.text())).toContain("还没有脱敏核签")
    await done(onCase(w, "lin", "check"))
    const own = await onCase(w, "lin", "publication")
    expect(own.status).toBe(403)
    expect(await sentence(await own.text())).toContain("脱敏由您核签")
    await done(onCase(w, "lin2", "publication"))
  })

  test("a writer does not sign; another of the unit does, and once", async () => {
    await bringCase(w, "reported")
    await refused(w, () => onCase(w, "wang", "check"), 403)
    await refused(w, () => onCase(w, "boss", "check"), 403)
    await done(onCase(w, "head", "check"))
    const again = await onCase(w, "lin", "check")
    expect(again.status).toBe(409)
    expect(await sentence(await again.text())).toContain("已经有人核签")
  })

  test("who wrote a word of it signs no more, whoever pressed the button", async () => {
    await bringCase(w, "studied")
    await done(onCase(w, "head", "draft", { gist: "负责人改过的要点。" }))
    await done(onCase(w, "wang", "report"))
    await refused(w, () => onCase(w, "head", "check"), 403)
  })

  test("a signature falls when the text changes, and stands when it came back the same", async () => {
    await bringCase(w, "reported")
    await done(onCase(w, "lin2", "check"))
    await done(onCase(w, "lin", "return"))
    await done(onCase(w, "wang", "report"))
    await done(onCase(w, "lin", "approval"))
    expect(await page("lin", "/cases/1")).toContain("已核签：凌督查")
    await done(onCase(w, "lin", "return"))
    await done(onCase(w, "wang", "report", { result: "处理结果改了一字。" }))
    await done(onCase(w, "lin", "approval"))
    expect(await page("lin", "/cases/1")).toContain("文字在核签后改过")
    expect((await onCase(w, "lin", "publication")).status).toBe(409)
  })

  test("each doubt is ticked by whoever signs", async () => {
    await bringCase(w, "edited", { facts: "信访人张大明反映，订单202613990000000号。" })
    await done(onCase(w, "wang", "study"))
    await done(onCase(w, "wang", "report"))
    const html = await page("lin2", "/cases/1")
    expect(html).toContain("基本案情第1段（未隐去的姓名）「张大明」")
    const keys = [...html.matchAll(/name="cleared" value="([^"]+)"/g)].map(([, key = ""]) => key)
    expect(keys).toEqual(["facts-3-6", "facts-11-26"])
    const some = await onCase(w, "lin2", "check", { cleared: keys.slice(0, 1) })
    expect(some.status).toBe(422)
    const back = await some.text()
    expect(back).toContain("请逐处核对")
    expect(back.match(/name="cleared"[^>]*checked/g)).toHaveLength(1)
    await done(onCase(w, "lin2", "check", { cleared: keys }))
    expect((await trailOf(w, "case:1")).at(-1)?.particulars).toMatchObject({ doubts: 2 })
    expect(JSON.stringify(await trailOf(w, "case:1"))).not.toContain("张大明")
  })

  test.each<[string, Fields, RegExp]>([
    ["no day", { publishedOn: "" }, /请填写发布日期/],
    ["a day to come", { publishedOn: "2026-09-22" }, /发布日期不能晚于今天/],
    ["nowhere", { publishedIn: " " }, /请填写发布载体/],
    ["no address of the web", { address: "www.example" }, /请填写完整的网址/],
    ["an address with a password", { address: "https://a:b@example.gov.cn" }, /不能带用户名/],
    ["an address that is a script", { address: "javascript:alert(1)" }, /请填写完整的网址/],
  ])("%s is said at the field of 发布", async (_, over, words) => {
    await bringCase(w, "approved")
    await done(onCase(w, "lin2", "check"))
    const response = await onCase(w, "lin", "publication", over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect((await caseOf(w)).state).toBe("approved")
  })

  test("撤回 of what is out stays on record with its note, and other units read it no more", async () => {
    await bringCase(w, "published")
    expect((await onCase(w, "lin", "retraction", { remark: "" })).status).toBe(422)
    await done(onCase(w, "lin2", "retraction"))
    const html = await page("wang", "/cases/1")
    expect(html).toContain("当事人提出异议")
    expect(html).toContain(WORDS.reasoning)
    expect(await status("zhou", "/cases/1")).toBe(404)
    expect(await page("boss", "/years/2026/cases")).toContain('id="case-1"')
  })

  test("whose unit's case it is does not judge it as its office", async () => {
    await done(collect(w, { unit: "3" }, "yan"))
    await done(onCase(w, "yan", "edition", { ...WORDS }))
    await done(onCase(w, "yan", "study"))
    await done(onCase(w, "yan", "report"))
    await refused(w, () => onCase(w, "yan", "approval"), 403)
    await done(onCase(w, "lin", "approval"))
  })
})

/** Who does a move, who sees the case and may not, and to whom it does not exist. */
const ACTS: Record<CaseMove, { act: string; who: Login; not: Login }> = {
  edit: { act: "edition", who: "wang", not: "lin" },
  study: { act: "study", who: "wang", not: "lin" },
  report: { act: "report", who: "wang", not: "lin" },
  recall: { act: "recall", who: "wang", not: "lin" },
  discard: { act: "discarding", who: "wang", not: "lin" },
  approve: { act: "approval", who: "lin", not: "wang" },
  return: { act: "return", who: "lin", not: "wang" },
  publish: { act: "publication", who: "lin", not: "head" },
  retract: { act: "retraction", who: "lin", not: "wang" },
}
const FROM: Record<CaseMove, CaseState> = {
  edit: "collected",
  study: "edited",
  report: "studied",
  recall: "reported",
  discard: "returned",
  approve: "reported",
  return: "approved",
  publish: "approved",
  retract: "published",
}

const WRITES = ["edition", "study", "report"]

describe.each(CASE_MOVES)("%s", (move) => {
  const { act, who, not } = ACTS[move]

  test("is done; refused to who sees and may not, invisible to the outsider, stale, twice", async () => {
    await bringCase(w, FROM[move])
    if (move === "publish") await done(onCase(w, "lin2", "check"))
    await refused(w, () => onCase(w, not, act), 403)
    for (const login of ["zhao", "zhou", "admin"] as const) {
      if (move === "retract" && login === "zhou") await refused(w, () => onCase(w, login, act), 403)
      else await refused(w, () => onCase(w, login, act), 404)
    }
    await refused(w, () => onCase(w, null, act), 401)
    const stale = String((await caseOf(w)).version - 1)
    await refused(w, () => onCase(w, who, act, { version: stale }), 409)
    await onlyOne(
      w,
      () => onCase(w, who, act),
      () => onCase(w, who, act),
    )
    await refused(w, () => onCase(w, who, act), 409)
  })

  test("in every other state is a conflict", async () => {
    for (const state of CASE_STATES.filter((state) => !canMove(state, move))) {
      w = await world()
      await casesYear(w)
      await bringCase(w, state)
      await refused(w, () => onCase(w, who, act, WRITES.includes(act) ? { ...WORDS } : {}), 409)
    }
  })
})

describe("the register", () => {
  test("counts for each unit what opens as its rows; who takes part of its own will owes nothing", async () => {
    await bringCase(w, "published")
    await bringCase(w, "reported", {}, 2)
    await bringCase(w, "edited", {}, 3)
    await bringCase(w, "discarded", {}, 4)
    await bringCase(w, "retracted", {}, 5)
    const html = await page("lin", "/years/2026/cases")
    const row = html.match(/<tr data-row="unit"><th scope="row">办公室<\/th>.*?<\/tr>/s)?.[0] ?? ""
    const numbers = [...row.matchAll(/href="([^"]+)">(\d+)<\/a>/g)].map(
      ([, href = "", n]) => [href, Number(n)] as const,
    )
    expect(numbers.map(([, n]) => n)).toEqual([1, 2, 1])
    expect(row).toContain("/4")
    expect(row).toContain("还差3个")
    expect(html).toContain("参照执行，不作要求")
    for (const [href, n] of numbers) {
      expect((await page("lin", href.replaceAll("&amp;", "&"))).match(/data-row="case"/g) ?? []).toHaveLength(n)
    }
    await w.travel("2027-01-04")
    expect(await page("lin", "/years/2026/cases")).toContain('class="rate short"')
  })

  test("a unit sees its own and what is published; leaders all that was sent", async () => {
    await bringCase(w, "published")
    await bringCase(w, "edited", {}, 2)
    const rows = async (login: Login) =>
      ((await page(login, "/years/2026/cases")).match(/data-row="case"/g) ?? []).length
    expect([await rows("wang"), await rows("zhou"), await rows("boss"), await rows("lin")]).toEqual([2, 1, 1, 2])
    expect(await status("zhao", "/years/2026/cases")).toBe(404)
  })

  test("whoever is neither its unit nor the office reads what was sent, and why it came back only where that concerns them", async () => {
    await bringCase(w, "returned", { facts: "2026年3月，某村村民李某反映边界问题。" })
    const revised = { reasoning: "改写后的释法说理，尚未报送。", title: "另拟的案例标题", laws: "《某旧条例》第一条" }
    await done(onCase(w, "wang", "edition", revised))
    const html = await page("boss", "/cases/1")
    for (const path of ["/cases/1", "/cases", "/years/2026/cases"]) {
      expect(await page("boss", path), path).toContain(WORDS.title)
      expect(await page("boss", path), path).not.toContain("另拟的案例标题")
      expect(await page("wang", path), path).toContain("另拟的案例标题")
    }
    // That it names a repealed law is told to whoever reads that it does.
    expect([html, await page("lin", "/cases/1")].map((one) => one.includes("某旧条例"))).toEqual([false, true])
    expect(html).toContain("李某反映边界问题")
    expect(html).not.toContain("改写后的释法说理")
    expect(html).toContain("案情写得太简单")
    expect(await page("lin", "/cases/1")).toContain("改写后的释法说理")
    const sought = async (login: Login) => (await page(login, "/search?q=改写后的释法说理")).includes('href="/cases/1"')
    expect([await sought("boss"), await sought("lin")]).toEqual([false, true])

    await done(onCase(w, "wang", "study"))
    await done(onCase(w, "wang", "report"))
    await done(onCase(w, "lin", "approval"))
    await done(onCase(w, "head", "check"))
    await done(onCase(w, "lin2", "publication"))
    // 综合指导司 reads it because it is out: none of the words on the way, nor what the office said of them.
    expect(await page("zhou", "/cases/1")).toContain("改写后的释法说理")
    expect(await page("zhou", "/cases/1")).not.toContain("案情写得太简单")
    const versions = async (login: Login) =>
      Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => status(login, `/cases/1/versions/${number}`)))
    expect(await versions("zhou")).toEqual([404, 404, 404, 404, 404, 404, 200])
    expect(await versions("boss")).toEqual([404, 404, 404, 200, 404, 404, 200])
    expect(await versions("wang")).toEqual([200, 200, 200, 200, 200, 200, 200])
  })

  test("is kept by unit, state, kind; an unknown one is none", async () => {
    await bringCase(w, "edited")
    for (const query of ["unit=1", "state=open", "state=edited", "kind=petition", "kind=x", "state=x", "unit=x"])
      expect(await page("lin", `/years/2026/cases?${query}`)).toContain('id="case-1"')
    for (const query of ["unit=3", "state=out", "state=returned", "kind=justice"])
      expect(await page("lin", `/years/2026/cases?${query}`)).not.toContain('id="case-1"')
  })

  test("goes out as .xlsx and .csv, and the trail says who took it", async () => {
    await bringCase(w, "published")
    const csv = await w.as("lin").post("/years/2026/cases.csv?state=out")
    expect(csv.status).toBe(200)
    expect(await csv.text()).toContain(`1,${WORDS.title},办公室,信访,已发布,2026-09-21`)
    const xlsx = await w.as("zhou").post("/years/2026/cases.xlsx")
    expect(xlsx.status).toBe(200)
    expect(new Uint8Array(await xlsx.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([80, 75]))
    expect((await w.events()).filter(({ action }) => action === "case_register_taken")).toMatchObject([
      { particulars: { year: 2026, file: "csv", rows: 1 } },
      { particulars: { file: "xlsx", rows: 1 } },
    ])
    expect((await w.as("zhao").post("/years/2026/cases.csv")).status).toBe(404)
  })

  test("how many a year asks for is the office's to say", async () => {
    const set = (login: Login, over: Fields = {}) =>
      w.as(login).post("/years/2026/cases/rule", { version: "0", target: "2", ...over })
    await refused(w, () => set("wang"), 403)
    await refused(w, () => set("zhao"), 404)
    expect((await set("lin", { target: "100" })).status).toBe(422)
    expect((await set("lin", { target: "" })).status).toBe(422)
    await done(set("lin"))
    await refused(w, () => set("lin2"), 409)
    await bringCase(w, "published")
    expect(await page("lin", "/years/2026/cases")).toContain("还差1个")
  })
})

describe("elsewhere", () => {
  test("what waits for the office stands at its desk and first on its list", async () => {
    expect(await page("lin", "/desk")).not.toContain("待审案例")
    await bringCase(w, "reported")
    await bringCase(w, "edited", {}, 2)
    expect(await page("lin", "/desk")).toMatch(/待审案例.{0,80}1/s)
    const html = await page("lin", "/cases")
    expect(html).toContain("有1个案例等待审核")
    expect(html.indexOf('id="case-1"')).toBeLessThan(html.indexOf('id="case-2"'))
    expect(await status("admin", "/cases")).toBe(404)
  })

  test("it is found by its words within what one may see", async () => {
    await bringCase(w, "reported")
    const find = (login: Login) => page(login, `/search?q=${encodeURIComponent("宅基地确权")}`)
    expect(await find("lin")).toContain("/cases/1")
    expect(await find("boss")).toContain("/cases/1")
    expect(await find("zhou")).not.toContain("/cases/1")
  })

  test("it goes out as .docx in its seven parts, marked until it is published", async () => {
    await bringCase(w, "reported")
    const taken = await w.as("wang").post("/cases/1/document")
    expect(taken.status).toBe(200)
    const docx = readDocx(new Uint8Array(await taken.arrayBuffer()))
    const text = JSON.stringify(docx)
    for (const part of ["关键词", "要点", "相关法条", "基本案情", "处理结果", "释法说理", "未发布"])
      expect(text).toContain(part)
    expect((await w.events()).at(-1)).toMatchObject({ action: "case_taken", particulars: { state: "reported" } })
    expect((await w.as("zhao").post("/cases/1/document")).status).toBe(404)
  })
})
