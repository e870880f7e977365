import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { plans, tasks } from "#db/schema.ts"
import { actions, done, onAssignment, onReport, openRound, refused } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { readDocx } from "./reading.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await done(openRound(w))
})

const path = (unit: number | string = 1, round: number | string = 1) =>
  `/plans/1/rounds/${round}/reminders/${unit}/paper`

async function paper(unit = 1, login: Login = "lin") {
  const response = await w.as(login).get(path(unit))
  expect(response.status).toBe(200)
  const name = decodeURIComponent(response.headers.get("content-disposition")?.split("''")[1] ?? "")
  const { paragraphs } = readDocx(new Uint8Array(await response.arrayBuffer()))
  const lines = paragraphs.filter(Boolean)
  return { name, lines, opening: lines[4] ?? "", text: paragraphs.join("\n") }
}

const remind = (units: string[], kind = "shown") =>
  done(w.as("lin").post("/plans/1/rounds/1/reminders", { units, kind, text: "请报送。" }))

describe("催办单", () => {
  test("names what one unit has not reported, how long that is overdue, and by when it is expected now", async () => {
    await w.travel("2026-10-10")
    const { lines, name } = await paper()
    expect(lines).toEqual([
      ...["研究室", "催办单", "编号：催办〔2026〕　号\t签发：", "办公室："],
      "《普法责任制分工方案》第三季度落实情况应于2026年9月30日前报送。截至2026年10月10日，你单位尚有2项未报送，均已逾期。",
      ...["任务", "任务内容", "职责", "报送期限"],
      ...["（一）", "把普法纳入工作总体布局，同部署、同检查、同落实。", "牵头", "2026年9月30日", "逾期3个工作日"],
      ...["（三）", "健全完善学法制度。", "牵头", "2026年9月30日", "逾期3个工作日"],
      ...["请于2026年10月14日前补报上述事项的落实情况；确有困难的，请说明原因和预计完成时间。"],
      ...["研究室", "2026年10月10日", "（联系人：林督查）"],
      ...["催办单回执", "事项：第三季度落实情况（2项）", "承办单位", "办公室", "报送期限", "2026年10月14日"],
      ...["签收人", "签收时间", "办理情况或", "未报原因", "预计报送时间", "承办单位", "负责人审签", "（盖章）"],
      ...["签字：　　　　　　　年　月　日", "注：已在系统中报送的，不必再报本回执。"],
    ])
    expect(name).toBe("催办单 办公室 第三季度.docx")
  })

  test("counts by the official calendar: the National Day holiday is no working day", async () => {
    await w.travel("2026-10-08")
    expect((await paper()).lines).toContain("逾期1个工作日")
  })

  test("before the day it reminds, on the day it still does", async () => {
    const early = await paper()
    expect(early.name).toBe("提醒单 办公室 第三季度.docx")
    expect(early.lines).toContain("提醒单")
    expect(early.lines).toContain("还有6个工作日")
    expect(early.opening).toMatch(/你单位尚有2项未报送。$/)
    expect(early.text).toContain("请于2026年9月30日前报送上述事项的落实情况")
    await w.travel("2026-09-30")
    expect((await paper()).lines).toContain("今日到期")
  })

  test("leaves out what has been reported, and keeps what came back with its own day", async () => {
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 6, "report"))
    await done(onReport(w, "lin", 6, "return", { resubmitBy: "2026-10-12" }))
    await w.travel("2026-10-09")
    const { lines, opening } = await paper()
    expect(opening).toContain("你单位尚有1项未报送。")
    await w.travel("2026-10-13")
    expect((await paper()).opening).toContain("你单位尚有1项未报送，已逾期。")
    expect(lines).not.toContain("（一）")
    const from = lines.indexOf("（三）")
    expect(lines.slice(from + 3, from + 6)).toEqual(["2026年10月12日", "退回待重报", "还有2个工作日"])
    expect(lines).toContain("提醒单")
  })

  test("says how many of several are overdue", async () => {
    await done(onReport(w, "wang", 6, "report"))
    await done(onReport(w, "lin", 6, "return", { resubmitBy: "2026-10-12" }))
    await w.travel("2026-10-09")
    expect((await paper()).opening).toContain("你单位尚有2项未报送，其中1项已逾期。")
  })

  test("says when the unit was asked before, and not when others were", async () => {
    await remind(["2"])
    expect((await paper()).opening).not.toContain("催办")
    await remind(["1"])
    await w.travel("2026-09-28")
    await remind(["1", "2"], "telephoned")
    expect((await paper()).opening).toContain("此前已于9月21日、9月28日催办2次。")
    for (const day of ["2026-09-29", "2026-09-30"]) {
      await w.travel(day)
      await remind(["1"])
    }
    expect((await paper()).opening).toContain("此前已催办4次，最近一次为9月30日。")
  })

  test("asks for the head's signature where the plan does, and cites its number", async () => {
    const asked = "反馈材料须经你单位负责人审签。"
    expect((await paper()).text).not.toContain(asked)
    const rules = { headSigns: true, docNumber: "研〔2026〕5号" }
    await w.database.write([w.database.db.update(plans).set(rules).where(eq(plans.id, 1))])
    const { text } = await paper()
    expect(text).toContain(asked)
    expect(text).toContain("《普法责任制分工方案》（研〔2026〕5号）第三季度")
  })

  test("emoji, scripts and any length are words like others", async () => {
    const words = `🙂<script>alert(1)</script>\u0001${"长".repeat(9000)}`
    await w.database.write([w.database.db.update(tasks).set({ text: words }).where(eq(tasks.ordinal, 1))])
    expect((await paper()).lines).toContain(words.replace("\u0001", ""))
  })
})

describe("who gets it", () => {
  test("the office; others of the plan are told so, outsiders know of no such plan", async () => {
    await paper(1, "lin2")
    for (const login of ["wang", "head", "zhou", "boss"] as const) await refused(w, () => w.as(login).get(path()), 403)
    for (const login of ["zhao", "admin", "security", "auditor"] as const) {
      await refused(w, () => w.as(login).get(path()), 404)
    }
    expect((await w.as(null).get(path())).status).toBe(401)
  })

  test("who has reported everything is asked for nothing", async () => {
    for (const assignment of [1, 6]) await done(onReport(w, "wang", assignment, "report"))
    await refused(w, () => w.as("lin").get(path()), 409, /均已报送|已经报送|已报送/)
    // What nobody follows any more is owed by nobody.
    await done(onAssignment(w, "zhou", 2, "acknowledgement"))
    await done(onAssignment(w, "lin", 2, "suspension"))
    expect((await paper(2)).lines).not.toContain("（一）")
  })

  test("of a unit without a part, a round or a plan that there is not, there is none", async () => {
    for (const missing of [
      path(4),
      path(99),
      path(1, 2),
      path("999999999999999999"),
      "/plans/9/rounds/1/reminders/1/paper",
    ]) {
      await refused(w, () => w.as("lin").get(missing), 404)
    }
  })

  test("twice is the same paper and no act: 催办 is what the trail has of it", async () => {
    const before = await actions(w)
    const [one, other] = [await w.as("lin").get(path()), await w.as("lin").get(path())]
    expect(await one.arrayBuffer()).toEqual(await other.arrayBuffer())
    expect(await actions(w)).toEqual(before)
  })

  test("the page of 催办 links to each unit's, by its name", async () => {
    const links = async () => {
      const html = await (await w.as("lin").get("/plans/1/rounds/1/reminders")).text()
      return [...html.matchAll(/<a href="([^"]*\/paper)" hx-boost="false"[^>]*>(.*?)<\/a>/gs)].map(([, href, text]) => [
        href,
        text?.trim(),
      ])
    }
    expect(await links()).toEqual([1, 2, 3].map((unit) => [path(unit), "提醒单（Word）"]))
    await w.travel("2026-10-09")
    expect(await links()).toEqual([1, 2, 3].map((unit) => [path(unit), "催办单（Word）"]))
  })
})
