import { beforeEach, describe, expect, test } from "vitest"
import { activityOf, enterActivity, newestActivity, onActivity } from "#test/support/activities.ts"
import { done, draftOf, type Fields, multipart, onReport, openRound, refused, trailOf } from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { CAST, type Login, TODAY, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const LEDGER = "/years/2026/activities"
/** Who sees what 办公室 did alone: itself, the office, leadership. */
const SEE: Login[] = ["wang", "head", "lin", "lin2", "boss"]
const OTHERS = (Object.keys(CAST) as Login[]).filter((login) => !SEE.includes(login))

describe("登记活动", () => {
  test("a liaison enters what was held: numbers as they were told, laws one by one, and the trail says so", async () => {
    const response = await enterActivity(w)
    expect(response.headers.get("location")).toBe("/activities/1")
    expect(await activityOf(w)).toMatchObject({
      state: "held",
      unitId: 1,
      year: 2026,
      kind: "主题宣传",
      themed: true,
      fromOn: TODAY,
      untilOn: TODAY,
      sessions: 1,
      sessionsApprox: null,
      copies: 6000,
      copiesApprox: "over",
      consulted: null,
      byOffice: false,
      units: ["1 host"],
      laws: [{ title: "宪法" }, { title: "民法典" }],
    })
    expect(await trailOf(w, "activity:1")).toMatchObject([
      { action: "activity_entered", particulars: { to: "held", title: "宪法进社区", units: "办公室" } },
    ])
    const shown = await page("wang", "/activities/1")
    expect(shown).toContain("6000余")
    expect(shown).toContain("《民法典》")
  })

  test("the form of a phone asks for three things: kind, name and day; the unit is one's own, the day today", async () => {
    const form = await page("wang", "/activities/new")
    expect(form).toMatch(/<input type="hidden" name="unit" value="1"/)
    expect(form).toMatch(new RegExp(`name="fromOn"[^>]*value="${TODAY}"`))
    expect(form).toMatch(/name="state" value="held" checked/)
    expect(form.match(/ required[= >]/g)).toHaveLength(3)
    expect(form).not.toMatch(/type="file"/)
    await done(enterActivity(w, { laws: "", audience: "", place: "", sessions: "", copies: "" }))
    expect(await activityOf(w)).toMatchObject({ sessions: null, copies: null, laws: [] })
  })

  test("one of several units is one activity that each of them reads, and only the host and the office change", async () => {
    await done(enterActivity(w, { joint: ["2", "3"] }))
    expect((await activityOf(w))?.units).toEqual(["1 host", "2 joint", "3 joint"])
    for (const login of ["wang", "zhou", "yan"] as const) expect(await page(login, LEDGER)).toContain("宪法进社区")
    await refused(w, () => onActivity(w, "zhou", "revision"), 403)
    await done(onActivity(w, "lin", "revision", { title: "宪法进校园" }))
    expect(await activityOf(w)).toMatchObject({ title: "宪法进校园", units: ["1 host"] })
  })

  test("the office enters for a unit, marked as such", async () => {
    expect(await page("lin", "/activities/new")).toMatch(/<select name="unit"/)
    await done(enterActivity(w, { unit: "2" }, "lin"))
    expect(await activityOf(w)).toMatchObject({ unitId: 2, byOffice: true })
    expect(await page("zhou", "/activities/1")).toContain("普法办代为登记")
  })

  test.each<[string, Fields, RegExp]>([
    ["no name", { title: " " }, /请填写活动名称/],
    ["no kind", { kind: "" }, /请填写活动形式/],
    ["a kind that is not in the list", { kind: "跳舞" }, /请从列表中选择活动形式/],
    ["a number that is none", { copies: "很多" }, /没有看懂发放份数/],
    ["a day to come that was held", { fromOn: "2026-10-01" }, /日期还没有到/],
    ["a day that is over and planned", { state: "planned", fromOn: "2026-09-01" }, /日期已经过去/],
    ["an end before its beginning", { untilOn: "2026-09-01" }, /结束日期不能早于开始日期/],
    ["a year that is not open", { fromOn: "2025-12-04" }, /2025年的普法年度还没有开启/],
    ["a day that is none", { fromOn: "2026-02-30" }, /没有30日/],
    ["another unit", { unit: "2" }, /请选择参加2026年普法年度的本单位/],
    ["a partner without a part in the year", { joint: "4" }, /请从本年度的责任单位中勾选/],
    ["itself as partner", { joint: "1" }, /主办单位不必再勾选/],
    ["a tag of nobody's list", { tags: "进太空" }, /请从列表中勾选/],
    ["a day of nobody's list", { keyDay: "999" }, /请从本年度的普法节点中选择/],
  ])("%s is said at the field, with the words kept", async (_, over, words) => {
    const response = await enterActivity(w, { note: "我写的备注", ...over })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toMatch(words)
    expect(text).toContain("我写的备注")
    expect(await newestActivity(w)).toBe(0)
  })

  test("who has no part in the year finds no such page; who sees it without entering is told so", async () => {
    for (const login of ["zhao", "admin", "security", "auditor", "jing"] as const) {
      await refused(w, () => enterActivity(w, {}, login), 404)
      expect((await w.as(login).get("/activities/new")).status, login).toBe(404)
      expect((await w.as(login).get(LEDGER)).status, login).toBe(404)
    }
    await refused(w, () => enterActivity(w, {}, "boss"), 403)
  })
})

describe("one activity", () => {
  beforeEach(() => done(enterActivity(w)))

  test("is there for its unit, the office and leadership, and for nobody else", async () => {
    for (const login of SEE) expect((await w.as(login).get("/activities/1")).status, login).toBe(200)
    for (const login of OTHERS) expect((await w.as(login).get("/activities/1")).status, login).toBe(404)
    expect(await page("zhou", LEDGER)).not.toContain("宪法进社区")
  })

  test("its 行业主管部门 sees it too", async () => {
    await w.database.client.execute("update bodies set supervisor_unit_id = 2 where unit_id = 1")
    expect((await w.as("zhou").get("/activities/1")).status).toBe(200)
    expect(await page("zhou", LEDGER)).toContain("宪法进社区")
    await refused(w, () => onActivity(w, "zhou", "effect"), 403)
  })

  test("is put right, and the trail keeps what it said before", async () => {
    await done(onActivity(w, "head", "revision", { copies: "5800", laws: "宪法" }))
    expect(await activityOf(w)).toMatchObject({
      copies: 5800,
      copiesApprox: null,
      laws: [{ title: "宪法" }],
      version: 2,
    })
    expect((await trailOf(w, "activity:1")).at(-1)).toMatchObject({
      action: "activity_revised",
      particulars: { copies: { before: 6000, after: 5800 }, copiesApprox: { before: "over", after: null } },
    })
  })

  test("twice from one page: the second is told that something has changed", async () => {
    await done(onActivity(w, "wang", "effect"))
    await refused(w, () => onActivity(w, "wang", "effect", { version: "1" }), 409)
  })

  test("an effect needs by what it was measured, and is told apart", async () => {
    const response = await onActivity(w, "wang", "effect", { effectMeasure: "" })
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(/请写明凭什么看出这个效果/)
    await done(onActivity(w, "wang", "effect"))
    expect(await activityOf(w)).toMatchObject({ effectMeasure: "现场测试96人" })
  })

  test("entered by mistake it is discarded with a reason, stays to be read and counts nowhere", async () => {
    expect((await onActivity(w, "wang", "discarding", { reason: " " })).status).toBe(422)
    await done(onActivity(w, "wang", "discarding"))
    expect(await activityOf(w)).toMatchObject({ state: "discarded", reason: "重复登记。" })
    expect(await page("wang", LEDGER)).not.toContain("宪法进社区")
    expect(await page("wang", `${LEDGER}?state=discarded`)).toContain("宪法进社区")
    await refused(w, () => onActivity(w, "wang", "revision"), 409)
    await refused(w, () => onActivity(w, "wang", "effect"), 409)
    await refused(w, () => onActivity(w, "wang", "discarding"), 409)
  })

  test.each(["revision", "holding", "cancellation", "discarding", "effect"])("%s is nobody else's", async (act) => {
    await refused(w, () => onActivity(w, "boss", act), 403)
    for (const login of OTHERS) await refused(w, () => onActivity(w, login, act), 404)
  })

  test("evidence is taken, never asked for, and read by whoever reads the activity", async () => {
    const files = multipart(
      { address: "https://example.gov.cn/v", addressName: "视频" },
      {
        files: [{ name: "a.pdf", bytes: PDF }],
      },
    )
    await done(w.as("wang").post("/activities/1/attachments", files))
    expect(await page("lin", "/activities/1")).toContain("https://example.gov.cn/v")
    for (const login of SEE) expect((await w.as(login).get("/attachments/1")).status, login).toBe(200)
    for (const login of OTHERS) expect((await w.as(login).get("/attachments/1")).status, login).toBe(404)
    await refused(w, () => w.as("boss").post("/activities/1/attachments", files), 403)
  })
})

describe("拟开展", () => {
  beforeEach(() => done(enterActivity(w, { state: "planned", fromOn: "2026-12-04", sessions: "", copies: "" })))

  test("waits for its day, and is held with its numbers", async () => {
    expect(await activityOf(w)).toMatchObject({ state: "planned", sessions: null })
    const early = await onActivity(w, "wang", "holding", { fromOn: "2026-12-04" })
    expect(early.status).toBe(422)
    expect(await early.text()).toMatch(/日期还没有到/)
    await w.travel("2026-12-08")
    expect(await page("wang", LEDGER)).toContain("待登记开展情况")
    await done(onActivity(w, "wang", "holding", { fromOn: "2026-12-04" }))
    expect(await activityOf(w)).toMatchObject({ state: "held", sessions: 2, reached: 300, reachedApprox: "about" })
    await refused(w, () => onActivity(w, "wang", "holding"), 409)
    await refused(w, () => onActivity(w, "wang", "cancellation"), 409)
  })

  test("is cancelled with a reason", async () => {
    await refused(w, () => onActivity(w, "wang", "discarding"), 409)
    await done(onActivity(w, "wang", "cancellation"))
    expect(await activityOf(w)).toMatchObject({ state: "cancelled", reason: "因汛情取消。" })
    expect(await page("wang", "/activities/1")).toContain("因汛情取消。")
  })
})

describe("写进本期进展", () => {
  beforeEach(async () => {
    await done(openRound(w))
    await done(enterActivity(w, { joint: "2" }))
  })

  test("its day, name and numbers stand in the draft below what was written, and both say where they come from", async () => {
    await done(onReport(w, "wang", 1, "draft", { achieved: "原来写的。" }))
    const form = await page("wang", "/activities/1")
    expect(form).toContain(
      "2026年9月21日在和平社区开展“宪法进社区”活动，面向社区居民，宣传《宪法》《民法典》，开展1场，发放资料6000余份。（据活动台账）",
    )
    await done(onActivity(w, "wang", "telling"))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: "原来写的。\n9月21日在和平社区开展宪法宣传。", revision: 2 })
    expect(await page("wang", "/activities/1")).toMatch(/已写进第三季度.*任务（一）/)
    expect((await trailOf(w, "activity:1")).at(-1)).toMatchObject({
      action: "activity_told",
      particulars: { task: "（一）", round: "第三季度" },
    })
    expect(await page("wang", "/todo?item=1-1")).toContain("9月21日在和平社区开展宪法宣传。")
    await refused(w, () => onActivity(w, "wang", "telling"), 409, /已经写进这一项/)
  })

  test("a joint unit puts it into its own report, nobody into another unit's", async () => {
    await done(onActivity(w, "zhou", "telling", { item: "2-1" }))
    expect(await draftOf(w, 2)).toMatchObject({ achieved: "9月21日在和平社区开展宪法宣传。" })
    for (const item of ["2-1", "99-1", ""]) expect((await onActivity(w, "wang", "telling", { item })).status).toBe(422)
    expect(await draftOf(w, 1)).toBeNull()
    for (const login of ["lin", "boss"] as const) await refused(w, () => onActivity(w, login, "telling"), 403)
    await refused(w, () => onActivity(w, "zhao", "telling"), 404)
  })

  test("not into what has been sent, nor of what was not held", async () => {
    await done(onReport(w, "wang", 1, "report"))
    expect((await onActivity(w, "wang", "telling")).status).toBe(422)
    await done(onActivity(w, "wang", "discarding"))
    await refused(w, () => onActivity(w, "wang", "telling", { item: "6-1" }), 403)
  })
})

describe("活动台账", () => {
  test("its totals say 余 where a part was told so, and each opens its rows", async () => {
    await done(enterActivity(w, { joint: "2" }))
    await done(enterActivity(w, { copies: "320", title: "以案释法", kind: "以案释法宣讲" }))
    await done(enterActivity(w, { copies: "", unit: "2", title: "旁听庭审", kind: "旁听庭审" }, "zhou"))
    const text = await page("lin", LEDGER)
    expect(text).toContain("已开展 3 次")
    expect(text).toContain("6320余")
    const behind = await page("lin", `${LEDGER}?state=held&told=copies`)
    expect(behind.match(/data-row="activity"/g)).toHaveLength(2)
    // One of two units counts once in all and once for each.
    expect(await page("lin", `${LEDGER}?unit=1`)).toContain("已开展 2 次")
    expect(await page("lin", `${LEDGER}?unit=2`)).toContain("已开展 2 次")
    expect(await page("lin", `${LEDGER}?kind=旁听庭审`)).toContain("已开展 1 次")
    expect(await page("lin", `${LEDGER}?month=8`)).toContain("没有符合的活动")
    expect(await page("lin", `${LEDGER}?law=民法典`)).toContain("已开展 3 次")
  })

  test("leaves as .csv and .xlsx: exact numbers as numbers, others as they were told; who took it stands in the trail", async () => {
    await done(enterActivity(w, { joint: "2" }))
    const csv = await w.as("wang").post(`${LEDGER}.csv`)
    expect(csv.status).toBe(200)
    expect(await csv.text()).toMatch(
      /2026-09-21,2026-09-21,办公室,综合指导司,主题宣传,宪法进社区,《宪法》《民法典》.*,1,6000余,/,
    )
    const xlsx = await w.as("lin").post(`${LEDGER}.xlsx`)
    expect(new Uint8Array(await xlsx.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]))
    const taken = (await w.events()).filter(({ action }) => action === "activities_taken")
    expect(taken).toMatchObject([{ particulars: { file: "csv", rows: 1 } }, { particulars: { file: "xlsx" } }])
    await refused(w, () => w.as("zhou").post(`${LEDGER}.csv?unit=1&kind=%E5%85%B6%E4%BB%96`), 409, /没有可下载的内容/)
    await refused(w, () => w.as("zhao").post(`${LEDGER}.csv`), 404)
  })
})

describe("lists of a year", () => {
  const list = (login: Login, over: Fields = {}) =>
    w.as(login).post(`${LEDGER}/lists`, {
      version: "0",
      kinds: "主题宣传\n法治夜校",
      themed: "主题宣传",
      channels: "",
      tags: "进网络\n进小区",
      topics: "",
      ...over,
    })

  test("are the office's to change, for what is entered afterwards", async () => {
    await done(enterActivity(w, { tags: "进机关", kind: "法治讲座" }))
    await done(list("lin"))
    const form = await page("wang", "/activities/new")
    expect(form).toContain("法治夜校")
    expect(form).not.toContain("进乡村")
    // What was entered by the old list may keep its words.
    await done(onActivity(w, "wang", "revision", { tags: "进机关", kind: "法治讲座", copies: "9" }))
    expect(await activityOf(w)).toMatchObject({ tags: ["进机关"], kind: "法治讲座", copies: 9 })
    expect((await enterActivity(w, { tags: "进机关" })).status).toBe(422)
    await refused(w, () => list("lin"), 409)
    await done(list("lin", { version: "1" }))
  })

  test("one year takes those of the year before", async () => {
    await done(list("lin"))
    await openYear(w, { year: "2027" })
    await w.travel("2027-01-10")
    expect(await page("wang", "/activities/new")).toContain("法治夜校")
  })

  test("are refused to units, and a themed kind has to be one of the kinds", async () => {
    await refused(w, () => list("wang"), 403)
    await refused(w, () => list("zhao"), 404)
    const response = await list("lin", { themed: "跳舞" })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("「跳舞」不在上面的活动形式中")
  })
})
