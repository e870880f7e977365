import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people } from "#db/schema.ts"
import {
  bring,
  done,
  draftNotice,
  enter,
  type Fields,
  multipart,
  onAssignment,
  onNotice,
  onReport,
  openRound,
  settings,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/* 签字单: what the head signs is what is reported. 办公室 has assignments 1 (task 1) and 6 (task 3); it is unit 1. */

async function inRound(over: Fields = {}) {
  const w = await world()
  await done(openRound(w, over))
  return w
}

const sheet = async (w: World, of = "", login: Login = "wang") => {
  const response = await w.as(login).get(`/todo/sheet${of && `?of=${of}`}`)
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll(/\s+/g, " ")
}

/** The row of one task, as text. */
const row = (html: string, label: string) =>
  html
    .match(/<tr>.*?<\/tr>/g)
    ?.find((text) => text.includes(label) && text.includes("<td>"))
    ?.replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ") ?? ""

const BLANK = { achieved: "", problems: "", nextSteps: "" }

describe("the words as they stand", () => {
  test("an empty item prints room to write by hand, and no dash", async () => {
    const w = await inRound()
    const own = row(await sheet(w), "（一）")
    expect(own).toMatch(/未报送.*落实情况：.*存在问题：.*下步打算：.*□ 需要协调/)
    expect(own).not.toContain("—")
  })

  test("a draft, with its tick", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft", { ...BLANK, achieved: "文字甲", hasDifficulty: "1" }))
    expect(row(await sheet(w), "（一）")).toMatch(/草稿，未报送.*文字甲.*需要协调/)
  })

  test("after 报送 what was sent, with when", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report", { achieved: "文字乙" }))
    expect(row(await sheet(w), "（一）")).toMatch(/已报，9月21日 09:00报送.*文字乙/)
    await done(onReport(w, "lin", 1, "acceptance"))
    expect(row(await sheet(w), "（一）")).toMatch(/采纳，9月21日 09:00报送.*文字乙/)
  })

  test("taken back and written anew: the new words and not the withdrawn version", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report", { achieved: "文字乙" }))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await done(onReport(w, "wang", 1, "draft", { achieved: "文字丙" }))
    const own = row(await sheet(w), "（一）")
    expect(own).toContain("文字丙")
    expect(own).not.toContain("文字乙")
  })

  test("returned: what was sent until it is rewritten, then what is rewritten, with the opinion", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report", { achieved: "文字乙" }))
    await done(onReport(w, "lin", 1, "return"))
    expect(row(await sheet(w), "（一）")).toMatch(/退回，待重报.*退回意见：.*请写明人数。.*文字乙/)
    await done(onReport(w, "wang", 1, "draft", { achieved: "文字丁" }))
    const own = row(await sheet(w), "（一）")
    expect(own).toContain("文字丁")
    expect(own).not.toContain("文字乙")
  })

  test("what waits for the head's signature", async () => {
    const w = await inRound()
    await done(settings(w, { headSigns: "1" }))
    await done(onReport(w, "wang", 1, "report", { achieved: "文字戊" }))
    expect(row(await sheet(w, "", "head"), "（一）")).toMatch(/待审签.*文字戊/)
  })

  test("a report that the office entered from paper", async () => {
    const w = await inRound()
    await done(enter(w, "lin", 1, { achieved: "纸面上的内容" }))
    expect(row(await sheet(w), "（一）")).toMatch(/已报.*纸面上的内容.*佐证材料：\s*签字件.pdf/)
  })

  test("what the sheet says is what the box holds, whatever has happened", async () => {
    const w = await inRound()
    const box = async () =>
      (await (await w.as("wang").get("/todo?item=1-1")).text()).match(/id="write-1-1"[^>]*>\n([^<]*)</)?.[1] ?? ""
    const agree = async (text: string) => {
      expect(await box()).toBe(text)
      expect(row(await sheet(w), "（一）")).toContain(text)
    }
    await done(onReport(w, "wang", 1, "draft", { achieved: "一稿" }))
    await agree("一稿")
    await done(enter(w, "lin", 1, { achieved: "纸面" }))
    await done(onReport(w, "lin2", 1, "return"))
    await agree("一稿")
    await done(onReport(w, "wang", 1, "report", { achieved: "二稿" }))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await agree("二稿")
  })
})

describe("what stands on it", () => {
  test("plan, round, unit, liaison with telephone, names of the evidence, signature and seal", async () => {
    const w = await inRound()
    const { db, write } = w.database
    await write([db.update(people).set({ contact: "8015" }).where(eq(people.login, "wang"))])
    const files = multipart({}, { files: [{ name: "会议照片.pdf", bytes: PDF }] })
    await done(w.as("wang").post("/assignments/1/rounds/1/attachments", files))
    const html = await sheet(w)
    expect(html).toContain("<h1>办公室落实情况报送签字单</h1>")
    expect(html).toContain("《普法责任制分工方案》")
    expect(html).toContain("第三季度，9月30日前报送")
    expect(html).toContain("王联络 8015")
    expect(row(html, "（一）")).toContain("会议照片.pdf")
    expect(html).toMatch(/单位负责人（签字）.*公章.*年 月 日/)
  })

  test("reported and unreported items alike, in the plan's order; not what was suspended unreported", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 6, "report"))
    let html = await sheet(w)
    expect(html.indexOf("（一）")).toBeLessThan(html.indexOf("（三）"))
    await bring(w, 1, "active")
    await done(onAssignment(w, "lin", 1, "suspension"))
    await done(onAssignment(w, "lin", 6, "suspension"))
    html = await sheet(w)
    expect(row(html, "（一）")).toBe("")
    expect(row(html, "（三）")).toContain(WORDS.achieved)
  })

  test("a 督办单 that waits for an answer: its draft, or room; not one that is answered", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    expect(row(await sheet(w), "督办通知")).toMatch(/未反馈.*办理情况：/)
    await done(onNotice(w, "wang", "draft", { text: "正在整改" }))
    expect(row(await sheet(w), "督办通知")).toMatch(/草稿，未反馈.*正在整改/)
    await done(onNotice(w, "wang", "answer", { text: "已整改" }))
    expect(await sheet(w)).not.toContain("督办通知")
  })
})

describe("any round", () => {
  const twoRounds = async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report", { achieved: "三季度的内容" }))
    await done(onReport(w, "wang", 6, "draft", { achieved: "没有报出去的草稿" }))
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31" }))
    await done(draftNotice(w))
    return w
  }

  test("the running one by itself, a former one when it is chosen", async () => {
    const w = await twoRounds()
    const now = await sheet(w)
    expect(now).toContain("第四季度，12月31日前报送")
    expect(now).not.toContain("三季度的内容")
    expect(now).toContain('<option value="1-1-1"')
    const former = await sheet(w, "1-1-1")
    expect(former).toContain("第三季度，9月30日前报送")
    expect(row(former, "（一）")).toContain("三季度的内容")
    // Too late to be written, on paper too; and what is asked for now goes with what is reported now.
    expect(row(former, "（三）")).toMatch(/草稿，未报送.*没有报出去的草稿/)
    expect(former).not.toContain("督办通知")
    expect(now).toContain("督办通知")
  })

  test("is reached from the receipts", async () => {
    const w = await twoRounds()
    expect(await (await w.as("wang").get("/todo")).text()).toContain("/todo/sheet?of=1-1-1")
  })

  test("one that has not opened is on no sheet", async () => {
    const w = await inRound({ opensOn: "2026-09-25" })
    expect(await sheet(w)).toContain("没有可打印的签字单")
  })

  test("of another plan: named in the choice, on a sheet of its own", async () => {
    const w = await twoRounds()
    await anotherPlan(w)
    await done(
      w
        .as("lin")
        .post("/plans/2/rounds", { name: "第四季度", opensOn: "2026-09-01", dueBy: "2026-12-25", inside: "1" }),
    )
    const next = await sheet(w)
    expect(next).toContain("《基层治理任务分工》")
    expect(next).toContain("健全基层治理工作机制")
    expect(next).not.toContain("把普法纳入工作总体布局")
    expect(next).toMatch(/<option value="2-1-1"[^>]*>第四季度 · 基层治理任务分工/)
    expect(await sheet(w, "1-2-1")).not.toContain("健全基层治理工作机制")
  })
})

describe("who may", () => {
  test.each<[Login, string, number]>([
    ["wang", "1-1-1", 200],
    ["head", "1-1-1", 200],
    ["zhou", "1-1-1", 404],
    ["zhao", "1-1-1", 404],
    ["lin", "1-1-1", 403],
    ["boss", "1-1-1", 403],
    ["admin", "1-1-1", 403],
    ["wang", "1-9-1", 404],
    ["wang", "1-1-2", 404],
    ["wang", "all", 404],
    ["wang", "1-1-1;", 404],
  ])("%s, %s: %i", async (login, of, status) => {
    const w = await inRound()
    expect((await w.as(login).get(`/todo/sheet?of=${of}`)).status).toBe(status)
  })

  test("who was handed one item prints that one", async () => {
    const w = await inRound()
    await done(onAssignment(w, "wang", 1, "handler"))
    const html = await sheet(w, "", "jing")
    expect(row(html, "（一）")).not.toBe("")
    expect(row(html, "（三）")).toBe("")
  })
})
