import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { reports, tasks } from "#db/schema.ts"
import { NO_FILTER } from "#src/board/filter.ts"
import { instant } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { type ColumnKey, columnOf } from "#src/outward/ledger/columns.ts"
import { type Layout, PROGRESS, STANDARD } from "#src/outward/ledger/layouts.ts"
import { AS_PRINTED } from "#src/outward/ledger/order.ts"
import { ledgerPage } from "#src/outward/ledger/queries.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

const get = async (w: World, login: Login, query = "") => (await w.as(login).get(`/plans/1/ledger${query}`)).text()

const plain = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&amp;", "&")
    .trim()

/** The table as a spreadsheet takes it when it is copied: a cell that spans rows is there in each of them. */
function copied(html: string): { heads: string[]; rows: string[][] } {
  const heads = [...html.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, head = ""]) => plain(head))
  const rows: string[][] = []
  const open = new Map<number, { left: number; text: string }>()
  for (const [, row = ""] of (html.split("<tbody>")[1] ?? "").matchAll(/<tr>(.*?)<\/tr>/gs)) {
    const cells = [...row.matchAll(/<td([^>]*)>(.*?)<\/td>/gs)]
    const line = heads.map((_, column) => {
      const above = open.get(column)
      if (above && above.left > 0) {
        above.left--
        return above.text
      }
      const [, attributes = "", inner = ""] = cells.shift() ?? []
      const text = plain(inner)
      open.set(column, { left: Number(attributes.match(/rowspan="(\d+)"/)?.[1] ?? 1) - 1, text })
      return text
    })
    rows.push(line)
  }
  return { heads, rows }
}

/** What stands under a heading, by the task's number and the unit. */
function columnIn(html: string, key: ColumnKey, layout: Layout = STANDARD): Record<string, string> {
  const { heads, rows } = copied(html)
  const at = (one: ColumnKey) =>
    heads.indexOf(layout.columns.find((column) => column.key === one)?.heading ?? columnOf(one).heading)
  const [ordinal, unit, wanted] = [at("ordinal"), at("unit"), at(key)]
  return Object.fromEntries(rows.map((row) => [`${row[ordinal]} ${row[unit]}`, row[wanted] ?? ""]))
}

/** Two rounds, the first cut off; what came after the cut-off is not of it. */
async function lively() {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  for (const a of [1, 2, 3]) await t.reports(a, first, "submitted", instant("2026-06-20", 9), { achieved: `上期${a}` })
  await t.reports(2, first, "accepted", instant("2026-06-26", 9))
  await t.cutsOff(first, instant("2026-06-30", 18))
  await t.reports(4, first, "submitted", instant("2026-07-02", 9), { achieved: "补报的" })
  const second = await t.opens({ number: 2, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-15" })
  await t.reports(1, second, "submitted", instant("2026-09-14", 9), {
    achieved: "办公室的新进展",
    hasDifficulty: true,
    problems: "缺人手",
    nextSteps: "再招人",
  })
  await t.reports(3, second, "submitted", instant("2026-09-14", 9), { unchanged: true, achieved: "" })
  await t.reminds(second, 1, [1, 6], instant("2026-09-10", 9))
  return { w, t, first, second }
}

const ALL = ["1 办公室", "1 综合指导司", "1 研究室", "2 研究室", "3 综合指导司", "3 办公室"]

describe("on the screen", () => {
  test("a row each part, in the columns of the layout, under their headings", async () => {
    const { w } = await lively()
    const html = await get(w, "lin")
    expect(copied(html).heads).toEqual(STANDARD.columns.map(({ heading }) => heading))
    expect(Object.keys(columnIn(html, "role"))).toEqual(ALL)
    expect(columnIn(html, "role")["1 办公室"]).toBe("第一牵头")
    expect(columnIn(html, "section")["3 办公室"]).toBe("二、学法")
    expect(columnIn(html, "task")["2 研究室"]).toBe("（二）制定年度普法计划。")
    expect(html).toContain("共6行")
  })

  test("本期 and 上期 fill themselves from the rounds, lights and states are words", async () => {
    const { w } = await lively()
    const html = await get(w, "lin")
    expect(columnIn(html, "achieved")).toMatchObject({ "1 办公室": "办公室的新进展", "1 研究室": "无变化。" })
    expect(columnIn(html, "before")).toMatchObject({ "1 办公室": "上期1", "2 研究室": "补报的", "3 办公室": "" })
    expect(columnIn(html, "problems")["1 办公室"]).toBe("缺人手")
    expect(columnIn(html, "nextSteps")["1 办公室"]).toBe("再招人")
    expect(columnIn(html, "coordination")).toMatchObject({ "1 办公室": "是", "1 研究室": "否", "2 研究室": "" })
    expect(columnIn(html, "light")).toMatchObject({ "1 办公室": "关注", "1 研究室": "正常", "2 研究室": "逾期" })
    expect(columnIn(html, "reason")["1 办公室"]).toBe("需要协调")
    expect(columnIn(html, "reportState")).toMatchObject({ "1 办公室": "已报", "2 研究室": "待报" })
    expect(columnIn(html, "reportedOn")["1 办公室"]).toBe("2026年9月14日")
    expect(columnIn(html, "period")["1 办公室"]).toBe("第三季度")
    expect(columnIn(html, "reminders")).toMatchObject({ "1 办公室": "1", "1 研究室": "0" })
    expect(columnIn(html, "liaison")["1 办公室"]).toBe("王联络")
  })

  test("上期 of an earlier round than the last one says which", async () => {
    const { w, t } = await lively()
    await t.opens({ number: 3, name: "九月下旬", opensOn: "2026-09-16", dueBy: "2026-09-30" })
    const before = columnIn(await get(w, "lin"), "before")
    expect(before).toMatchObject({ "1 办公室": "办公室的新进展", "1 综合指导司": "（第二季度）上期2" })
  })

  test("上期 is the round before by its number, whichever was made first", async () => {
    const w = await world()
    const t = trail(w.database)
    const third = await t.opens({ number: 3, name: "第三季度", opensOn: "2026-07-01", dueBy: "2026-07-31" })
    await t.reports(1, third, "submitted", instant("2026-07-20", 9), { achieved: "三" })
    const first = await t.opens({ number: 1, name: "第一季度", opensOn: "2026-01-01", dueBy: "2026-03-31" })
    await t.reports(1, first, "submitted", instant("2026-03-20", 9), { achieved: "一" })
    const second = await t.opens({ number: 2, name: "第二季度", opensOn: "2026-04-01", dueBy: "2026-06-30" })
    await t.reports(1, second, "submitted", instant("2026-06-20", 9), { achieved: "二" })
    const before = async (round: number) => columnIn(await get(w, "lin", `?round=${round}`), "before")["1 办公室"]
    expect(await Promise.all([1, 2, 3].map(before))).toEqual(["", "一", "二"])
  })

  test("进展对照 names the columns in its own words", async () => {
    const { w } = await lively()
    const html = await get(w, "lin", "?layout=progress")
    expect(copied(html).heads).toEqual(PROGRESS.columns.map(({ heading }) => heading))
    expect(columnIn(html, "achieved", PROGRESS)["1 办公室"]).toBe("办公室的新进展")
    // What there is no layout for shows the standard one.
    expect(copied(await get(w, "lin", "?layout=99")).heads).toEqual(STANDARD.columns.map(({ heading }) => heading))
  })

  test("a round that is cut off reads as of that instant", async () => {
    const { w, t, first } = await lively()
    await t.reports(1, first, "returned", instant("2026-07-03", 9), {}, { remark: "请补充" })
    await t.reports(1, first, "submitted", instant("2026-07-04", 9), { achieved: "后来改的" })
    const html = await get(w, "lin", "?round=1")
    expect(columnIn(html, "achieved")).toMatchObject({
      "1 办公室": "上期1",
      "1 综合指导司": "上期2",
      "2 研究室": "",
      "3 办公室": "",
    })
    expect(columnIn(html, "reportState")).toMatchObject({
      "1 办公室": "已报",
      "1 综合指导司": "采纳",
      "2 研究室": "待报",
    })
    expect(Object.values(columnIn(html, "reminders"))).toEqual(["0", "0", "0", "0", "0", "0"])
    expect(html).toContain("以下为封账时的情况")
  })

  test("a day is a day, whatever has none says so", async () => {
    const { w } = await lively()
    const { db, write } = w.database
    await write([db.update(tasks).set({ deadline: "date", dueBy: "2026-12-31" }).where(eq(tasks.ordinal, 2))])
    const days = columnIn(await get(w, "lin"), "deadline")
    expect(days).toMatchObject({ "2 研究室": "2026年12月31日", "1 办公室": "未定时限" })
  })
})

describe("whose words are read", () => {
  test.each<[Login, string, string, string]>([
    ["lin", "办公室的新进展", "上期1", "1"],
    ["boss", "办公室的新进展", "上期1", "1"],
    ["wang", "办公室的新进展", "上期1", "1"],
    // A co-unit of the task learns nothing of it before it is accepted.
    ["zhou", "", "", ""],
    ["yan", "", "", ""],
  ])("%s", async (login, now, before, reminders) => {
    const { w } = await lively()
    const html = await get(w, login)
    expect(columnIn(html, "achieved")["1 办公室"]).toBe(now)
    expect(columnIn(html, "before")["1 办公室"]).toBe(before)
    expect(columnIn(html, "reminders")["1 办公室"]).toBe(reminders)
    // Lights are for everybody who sees the plan.
    expect(columnIn(html, "light")["1 办公室"]).toBe("关注")
  })

  test("once it is accepted, the co-units of the task", async () => {
    const { w, t, second } = await lively()
    await t.reports(1, second, "accepted", instant("2026-09-16", 9), {}, { remark: "数字请再核" })
    const { db, write } = w.database
    await write([
      db
        .update(reports)
        .set({ judgedAt: instant("2026-09-16", 9) })
        .where(eq(reports.roundId, second)),
    ])
    const seen = await get(w, "zhou")
    expect(columnIn(seen, "achieved")["1 办公室"]).toBe("办公室的新进展")
    expect(columnIn(seen, "opinion")["1 办公室"]).toBe("")
    expect(columnIn(await get(w, "wang"), "opinion")["1 办公室"]).toBe("数字请再核")
  })

  test("what was taken back, and what is only being written, stands in nobody's", async () => {
    const { w, t, second } = await lively()
    await t.reports(1, second, "draft", instant("2026-09-15", 9))
    for (const login of ["lin", "wang"] as const) {
      const html = await get(w, login)
      expect(columnIn(html, "achieved")["1 办公室"]).toBe("")
      expect(columnIn(html, "reportState")["1 办公室"]).toBe("待报")
    }
  })

  test.each(["zhao", "jing", "admin", "security", "auditor"] as const)("%s sees none", async (login) => {
    const w = await world()
    expect((await w.as(login).get("/plans/1/ledger")).status).toBe(404)
  })
})

describe("filters and order", () => {
  test.each([
    ["?unit=1", ["1 办公室", "3 办公室"]],
    ["?part=red", ["1 综合指导司", "2 研究室", "3 综合指导司", "3 办公室"]],
    ["?report=reported", ["1 办公室", "1 研究室"]],
    ["?part=red&unit=1", ["3 办公室"]],
    ["?by=unit", ["1 办公室", "3 办公室", "1 综合指导司", "3 综合指导司", "1 研究室", "2 研究室"]],
    ["?by=unit&desc=1", ["1 研究室", "2 研究室", "1 综合指导司", "3 综合指导司", "1 办公室", "3 办公室"]],
    ["?by=light", ["1 综合指导司", "2 研究室", "3 综合指导司", "3 办公室", "1 办公室", "1 研究室"]],
    ["?desc=1", ["3 综合指导司", "3 办公室", "2 研究室", "1 办公室", "1 综合指导司", "1 研究室"]],
    ["?by=nothing&unit=x", ALL],
  ])("%s", async (query, rows) => {
    const { w } = await lively()
    expect(copied(await get(w, "lin", query)).rows.map((row) => `${row[0]} ${row[4]}`)).toEqual(rows)
  })

  test("what a link has chosen and the form has no field for stays chosen when the form is sent", async () => {
    const { w } = await lively()
    const hiddenIn = async (query: string) => {
      const [all = ""] = (await get(w, "lin", query)).match(/<form[^>]*id="ledger-filters".*?<\/form>/s) ?? []
      return [...all.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
        ([, name, value]) => `${name}=${value}`,
      )
    }
    expect(await hiddenIn("?unit=1&part=red&state=active&report=due&layout=progress")).toEqual([])
    expect(await hiddenIn("?round=2&light=red&difficulty=1&mine=1&led=x&by=unit&desc=1")).toEqual([
      "round=2",
      "light=red",
      "difficulty=1",
      "mine=1",
      "led=x",
      "by=unit",
      "desc=1",
    ])
  })

  test("nothing of that kind: said, and no empty table", async () => {
    const { w } = await lively()
    const html = await get(w, "lin", "?part=blue")
    expect(html).toContain("没有符合的分工")
    expect(html).not.toContain("<tbody>")
  })

  test("a heading puts in order, and turns round the order it has", async () => {
    const { w } = await lively()
    const html = await get(w, "lin", "?unit=1&layout=progress&by=deadline")
    expect(html).toContain('href="/plans/1/ledger?unit=1&amp;layout=progress&amp;by=unit" id="by-unit"')
    expect(html).toContain(
      'href="/plans/1/ledger?unit=1&amp;layout=progress&amp;by=deadline&amp;desc=1" id="by-deadline"',
    )
    expect(html).toMatch(/aria-sort="ascending"><a href="[^"]*" id="by-deadline"/)
  })
})

test("the words of one page that the database picks are those that are picked from all", async () => {
  const { w } = await lively()
  const reading = { now: instant(TODAY, 9), today: TODAY, calendar: calendarOf([]), settings: { dueSoonDays: 3 } }
  const asked = (over: object) => ({ planId: 1, filter: { ...NO_FILTER, ...over }, ordering: AS_PRINTED })
  for (const unit of [null, 1]) {
    const picked = await ledgerPage(w.database, w.actor("lin"), asked({ unit }), 1, reading)
    const all = await ledgerPage(w.database, w.actor("lin"), asked({ unit, round: 2 }), 1, reading)
    expect(picked?.rows.map(({ detail }) => detail)).toEqual(all?.rows.map(({ detail }) => detail))
    expect(picked?.rows[0]?.detail.words?.achieved).toBe("办公室的新进展")
  }
})
