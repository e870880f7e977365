import { beforeEach, describe, expect, test } from "vitest"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { onDocument, takeBoth } from "#test/support/documents.ts"
import { LIST_WORDS, onDuty } from "#test/support/duties.ts"
import {
  CONTENTS,
  claim,
  explain,
  recordList,
  setDay,
  tell,
  UNTRUE,
  verificationOf,
  verify,
  YEARLY,
} from "#test/support/verifying.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
  await recordList(w)
})

const page = async (login: Login, path = `${YEARLY}?unit=1`) => (await w.as(login).get(path)).text()
const status = async (login: Login, path = YEARLY) => (await w.as(login).get(path)).status
/** What the table says of 办公室: each number that opens a list. */
async function figures(login: Login) {
  const row = (await page(login, YEARLY)).match(/<tr data-row="unit">.*?<\/tr>/s)?.[0] ?? ""
  const found = [...row.matchAll(/href="([^"]+)" data-of="verifications">(\d+)</g)]
  return Object.fromEntries(
    found.map(([, href = "", n]) => [
      new URLSearchParams(href.replaceAll("&amp;", "&").split("?")[1]).get("view") ?? "all",
      Number(n),
    ]),
  )
}

describe("核实", () => {
  test("a whole list takes two presses: what is not as it should be, then the rest", async () => {
    await done(verify(w, [2], { result: "unmet", remark: "全年没有安排。" }))
    const rest = await verify(w, [], { result: "rest", pending: ["1.0", "3.0"] })
    expect(rest.headers.get("location")).toBe(`${YEARLY}?unit=1`)
    expect(await figures("lin")).toEqual({
      all: 3,
      pending: 0,
      verified: 3,
      fulfilled: 2,
      partly: 0,
      unmet: 1,
      untrue: 0,
      untold: 3,
      unexplained: 0,
    })
    expect(await verificationOf(w, 2)).toMatchObject({
      state: "verified",
      latest: 1,
      told: 0,
      results: [{ result: "unmet", basis: "查阅资料", verifiedOn: "2026-09-21" }],
    })
    expect(await trailOf(w, "verification:2")).toMatchObject([
      {
        action: "verification_found",
        particulars: { to: "verified", result: "unmet", unit: "办公室", duty_content: CONTENTS[1] },
      },
    ])
  })

  test("what is ticked is not among the rest", async () => {
    await done(verify(w, [1], { result: "rest", pending: ["1.0", "2.0", "3.0"] }))
    expect(await verificationOf(w, 1)).toBeNull()
    expect(await verificationOf(w, 3)).toMatchObject({ latest: 1 })
  })

  test("every number opens just the items that it counts", async () => {
    await done(verify(w, [1], UNTRUE))
    await done(verify(w, [2], { result: "partly" }))
    for (const [view, n] of Object.entries(await figures("lin"))) {
      const list = await page("lin", `${YEARLY}?unit=1&view=${view}`)
      expect(list.match(/data-row="verification"/g)?.length ?? 0, view).toBe(n)
      const whole = await page("lin", `${YEARLY}?view=${view}`)
      expect(whole.match(/data-row="verification"/g)?.length ?? 0, view).toBe(n)
    }
  })

  test("another result stands beside the first, with its reason", async () => {
    await done(verify(w))
    const again = await verify(w, [1], { result: "partly" })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain("1项已有核实结果，改动请写明原因")
    await done(verify(w, [1], { result: "partly", why: "复核台账少1场。" }))
    expect((await verificationOf(w))?.results).toMatchObject([
      { result: "fulfilled" },
      { result: "partly", why: "复核台账少1场。" },
    ])
  })

  test.each<[string, Fields, RegExp]>([
    ["不实 without a word", { result: "untrue" }, /核实为不实的，请写明核实情况/],
    ["a day to come", { verifiedOn: "2026-09-22" }, /核实日期不能晚于今天/],
    ["a day before the year", { verifiedOn: "2025-12-31" }, /核实日期不能早于2026年/],
    ["no day that is one", { verifiedOn: "2026-02-30" }, /2月没有30日/],
    ["no basis", { basis: " " }, /请填写核实方式/],
    ["no result", { result: "" }, /请选择核实结果/],
  ])("%s is told at the field, and what was ticked and typed is kept", async (_, over, words) => {
    const response = await verify(w, [1, 3], { why: "我写的原因", ...over })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toMatch(words)
    expect(text).toMatch(/value="3.0" form="verify" checked/)
    expect(text).not.toMatch(/value="2.0" form="verify" checked/)
  })

  test("a second press finds a stale page and not a change without a reason", async () => {
    const press = { take: [], pending: ["1.0", "2.0", "3.0"], result: "rest" }
    await done(verify(w, [], press))
    await refused(w, () => verify(w, [], press), 409)
    expect((await verificationOf(w))?.latest).toBe(1)
  })

  test("nothing ticked is told", async () => {
    expect(await (await verify(w, [])).text()).toContain("请勾选要核实的事项")
  })

  test("is the office's; not of what one has said oneself; not of what was verified meanwhile", async () => {
    for (const login of ["wang", "head", "boss"] as const) await refused(w, () => verify(w, [1], {}, login), 403)
    for (const login of ["admin", "zhao"] as const) await refused(w, () => verify(w, [1], {}, login), 404)
    await refused(w, () => verify(w, [], { take: ["1.7"] }), 409)
    await refused(w, () => verify(w, [], { take: ["9.0"] }), 409)
  })

  test("only what applies and stands in the recorded list is verified; what was found of it stays to be read", async () => {
    await done(verify(w, [3]))
    await done(onDocument(w, "wang", "version", {}, 1))
    await done(onDuty(w, "wang", "striking", {}, 3))
    await done(onDuty(w, "wang", "revision", { applies: "no", why: "职能划出。" }, 2))
    expect(await figures("lin")).toMatchObject({ all: 3, verified: 1 })
    await done(onDocument(w, "wang", "filing", { ...LIST_WORDS, change: "职能调整。" }, 1))
    await takeBoth(w, 1)
    await done(onDocument(w, "lin", "record", {}, 1))
    expect(await figures("lin")).toMatchObject({ all: 1, verified: 0 })
    expect(await page("lin", "/verifications/3")).toContain("属实完成")
    expect(await status("lin", "/verifications/2")).toBe(404)
    await refused(w, () => verify(w, [3], { why: "复核。" }), 409)
  })

  test("nobody verifies what they have said of their own unit", async () => {
    await done(claim(w))
    await w.database.client.execute(`update verification_claims set by_id = ${w.actor("lin").id}`)
    await refused(w, () => verify(w), 403)
    await done(verify(w, [2]))
  })
})

describe("告知", () => {
  test("nobody but the office and leaders reads a result before, in no list, page, file or search", async () => {
    await done(verify(w, [1], UNTRUE))
    for (const login of ["lin", "boss"] as const) {
      expect(await page(login), login).toContain("台账只有2场")
      expect(await page(login, "/verifications/1"), login).toContain("台账只有2场")
      expect(await page(login, "/search?q=台账只有"), login).toMatch(/<mark>/)
    }
    for (const login of ["wang", "head"] as const) {
      const seen = [await page(login), await page(login, "/verifications/1"), await page(login, "/search?q=台账只有")]
      for (const text of seen) {
        expect(text, login).not.toContain("2场")
        expect(text, login).not.toMatch(/<mark>|核实清单事项/)
      }
      expect(await (await w.as(login).post(`${YEARLY}.csv?unit=1`)).text()).not.toMatch(/不实|2场/)
      const counts = await figures(login)
      expect(counts).toMatchObject({ all: 3, pending: 3, verified: 0, untrue: 0 })
      expect(counts).not.toHaveProperty("untold")
    }
    expect(await page("wang", "/todo")).not.toContain("核实为不实")
    // Nor that there is something: the unit's own name finds no 督查核实 of which it reads nothing.
    expect(await page("wang", "/search?unit=1")).not.toContain("/verifications/")
    expect(await page("lin", "/search?unit=1")).toContain("/verifications/1")
  })

  test("a search for what was found shows the wording of the list, and not what the unit is writing", async () => {
    await done(verify(w, [1], UNTRUE))
    await done(onDocument(w, "wang", "version", {}, 1))
    await done(onDuty(w, "wang", "revision", { content: "还没有报送的措辞" }, 1))
    const found = await page("lin", "/search?q=台账只有")
    expect(found).toMatch(/<mark>/)
    expect(found).not.toContain("还没有报送的措辞")
  })

  test("then the unit reads it, and goes on reading it until it is told another one", async () => {
    await done(verify(w, [1], UNTRUE))
    await done(tell(w))
    expect(await verificationOf(w)).toMatchObject({ state: "told", told: 1 })
    expect(await page("wang")).toContain("台账只有2场")
    await done(verify(w, [1], { result: "partly", remark: "补报2场。", why: "补充了材料。" }))
    expect(await page("wang", "/verifications/1")).not.toMatch(/补报2场|补充了材料/)
    expect(await figures("wang")).toMatchObject({ untrue: 1, partly: 0 })
    expect(await figures("lin")).toMatchObject({ untrue: 0, partly: 1, untold: 1 })
    await done(tell(w))
    expect(await figures("wang")).toMatchObject({ untrue: 0, partly: 1 })
    expect(await page("wang", "/verifications/1")).toContain("台账只有2场")
  })

  test("is the office's, of what there is to tell", async () => {
    await refused(w, () => tell(w, 0), 409)
    await done(verify(w, [1, 2]))
    for (const login of ["wang", "boss"] as const) await refused(w, () => tell(w, 2, login), 403)
    await refused(w, () => tell(w, 1), 409)
    // Another result came meanwhile: the page that did not show it tells nothing.
    await done(verify(w, [1], { ...UNTRUE, why: "复核。" }, "lin2"))
    await refused(w, () => tell(w, 2), 409)
    await done(tell(w))
    await refused(w, () => tell(w, 0), 409)
  })
})

describe("自报", () => {
  test("a unit says of several items at once how far they are; only what is new is kept", async () => {
    await done(claim(w, { 1: "已开展宣传6场。", 2: "", 3: "学法4次。" }))
    await done(claim(w, { 1: "已开展宣传7场。", 3: "学法4次。" }))
    expect((await verificationOf(w))?.claimed.map(({ text }) => text)).toEqual(["已开展宣传6场。", "已开展宣传7场。"])
    expect(await verificationOf(w, 2)).toBeNull()
    expect((await verificationOf(w, 3))?.claimed).toHaveLength(1)
    for (const login of ["lin", "boss", "wang"] as const) expect(await page(login), login).toContain("已开展宣传7场")
    expect(await page("lin", "/search?q=宣传7场")).toMatch(/<mark>/)
  })

  test("goes on while the office verifies, which does not show; and ends when the result is told", async () => {
    await done(claim(w))
    const shown = ["1.1"]
    await done(verify(w))
    await done(w.as("wang").post(`${YEARLY}/claims?unit=1`, { item: shown, claim: ["又开展1场。"] }))
    expect(await verificationOf(w)).toMatchObject({ state: "verified", claims: 2 })
    await done(tell(w))
    await refused(w, () => claim(w, { 1: "又一场。" }), 409)
    expect(await page("wang")).not.toMatch(/value="1\.\d" form="claims"/)
  })

  test("is the unit's own; too long is told with what was typed", async () => {
    for (const login of ["lin", "boss", "zhou"] as const) await refused(w, () => claim(w, { 1: "做了。" }, login), 403)
    const long = await claim(w, { 1: "长".repeat(2001), 2: "留着的字" })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain("留着的字")
    await refused(w, async () => w.as("wang").post(`${YEARLY}/claims?unit=1`, { item: "1.4", claim: "做了。" }), 409)
  })
})

test("what a unit has not said yet is a line of 我的待办 from the day on, until it is said or told", async () => {
  expect(await page("wang", "/todo")).not.toContain("没有自报")
  await done(setDay(w))
  expect(await page("wang", "/todo")).toContain("2026年责任清单3项没有自报")
  expect(await page("zhou", "/todo")).not.toContain("没有自报")
  await done(claim(w, { 1: "已办。" }))
  await done(verify(w, [2]))
  await done(tell(w))
  expect(await page("wang", "/todo")).toContain("2026年责任清单1项没有自报")
  await done(claim(w, { 3: "已办。" }))
  expect(await page("wang", "/todo")).not.toContain("没有自报")
})

describe("说明", () => {
  test("不实 is on 我的待办 once it is told, and answered once", async () => {
    await refused(w, () => explain(w), 409)
    await done(verify(w, [1], UNTRUE))
    await done(tell(w))
    expect(await page("wang", "/todo")).toContain("核实为不实")
    expect((await explain(w, { explanation: " " })).status).toBe(422)
    for (const login of ["lin", "boss"] as const) await refused(w, () => explain(w, {}, login), 403)
    expect(await figures("lin")).toMatchObject({ unexplained: 1 })
    await done(explain(w))
    expect(await verificationOf(w)).toMatchObject({ state: "explained" })
    expect(await page("wang", "/todo")).not.toContain("核实为不实")
    expect(await figures("lin")).toMatchObject({ unexplained: 0 })
    for (const login of ["lin", "boss", "wang"] as const)
      expect(await page(login, "/verifications/1")).toContain("把2025年的场次算入了")
    await refused(w, () => explain(w), 409)
  })

  test("of another result there is nothing to explain", async () => {
    await done(verify(w, [1], { result: "unmet" }))
    await done(tell(w))
    await refused(w, () => explain(w), 409)
  })

  test("what was told is explained even if the office has found otherwise since, which does not show", async () => {
    await done(verify(w, [1], UNTRUE))
    await done(tell(w))
    await done(verify(w, [1], { result: "partly", why: "补充了材料。" }))
    await done(explain(w))
    expect(await verificationOf(w)).toMatchObject({
      state: "verified",
      results: [{ answer: expect.stringMatching("场次") }, { answer: "" }],
    })
  })
})

describe("待核实", () => {
  const waits = async () => (await page("lin", "/desk")).includes("待核实")

  test("waits at the desk from the day that the office has set", async () => {
    expect(await waits()).toBe(false)
    expect((await w.as("lin").get("/verifications")).headers.get("location")).toBe("/years")
    expect((await setDay(w, { fromOn: "2028-01-01" })).status).toBe(422)
    for (const login of ["wang", "boss"] as const) await refused(w, () => setDay(w, {}, login), 403)
    await done(setDay(w))
    await refused(w, () => setDay(w), 409)
    expect(await waits()).toBe(true)
    expect((await w.as("lin").get("/verifications")).headers.get("location")).toBe(`${YEARLY}?view=pending`)
    expect(await page("wang", "/calendar?month=2026-09")).toContain("2026年责任清单督查核实")
    await done(verify(w, [1, 2, 3]))
    expect(await waits()).toBe(false)
  })
})

test("files hold what whoever takes them reads, and who took them stands in the trail", async () => {
  await done(verify(w, [1], UNTRUE))
  const csv = await (await w.as("boss").post(`${YEARLY}.csv?unit=1&view=untrue`)).text()
  expect(csv).toContain("台账只有2场")
  expect(csv.trim().split("\n")).toHaveLength(2)
  expect((await w.as("lin").post(`${YEARLY}.xlsx`)).headers.get("content-type")).toContain("spreadsheetml")
  await refused(w, () => w.as("wang").post(`${YEARLY}.csv?view=untrue`), 409)
})

test("what was found wanting leads the office on to 限期整改, of the assignment that carries the item out", async () => {
  const following = async (login: Login = "lin", id = 1) =>
    (await page(login, `/verifications/${id}`)).match(/id="following">.*?href="([^"]+)"/)?.[1]?.replaceAll("&amp;", "&")
  await done(verify(w, [1], UNTRUE))
  await done(verify(w, [2]))
  expect(await following()).toBe(undefined)
  await done(tell(w))
  expect(await following()).toBe("/duties/1")
  await done(onDuty(w, "wang", "adoption", { assignment: "1" }))
  const onward = (await following()) ?? ""
  expect(onward).toBe("/plans/1/notices/new?assignment=1&kind=rectification")
  expect(await page("lin", onward)).toMatch(/value="rectification"[^>]*(selected|checked)/)
  for (const [login, id] of [
    ["lin", 2],
    ["wang", 1],
    ["boss", 1],
  ] as const)
    expect(await following(login, id)).toBe(undefined)
})
