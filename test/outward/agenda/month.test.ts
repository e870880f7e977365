import * as fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { addDays, weekdayOf } from "#src/clock.ts"
import { monthAfter, weeksOf } from "#src/outward/agenda/month.ts"
import { askForExtension, done, draftNotice, instruct, onExtension, onReport, openRound } from "#test/support/acts.ts"
import { bringInspection, planInspection } from "#test/support/inspections.ts"
import { type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, query: string) => {
  const response = await w.as(login).get(`/calendar?${query}`)
  expect(response.status).toBe(200)
  return response.text()
}

/** What stands on each day of the month that is asked for: 「2026-09-30」 → its lines. */
async function days(login: Login, query: string): Promise<Record<string, string[]>> {
  const html = await page(login, query)
  const cells = [...html.matchAll(/<td[^>]*id="day-([\d-]+)"[^>]*>([\s\S]*?)<\/td>/g)]
  return Object.fromEntries(
    cells.flatMap(([, day = "", cell = ""]) => {
      const lines = [...cell.matchAll(/<li[^>]*>([\s\S]*?)<\/li>/g)].map(([, line = ""]) =>
        line.replaceAll(/<[^>]+>/g, "").trim(),
      )
      return lines.length > 0 && query.includes(day.slice(0, 7)) ? [[day, lines]] : []
    }),
  )
}

const MONTH = "month=2026-09&unit=all"

describe("weeks", () => {
  test("of any month are whole, from Monday on, and hold every day of it once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2090 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const first = `${year}-${String(month).padStart(2, "0")}-01`
        const weeks = weeksOf(first)
        const all = weeks.flat()
        expect(weeks.every((week) => week.length === 7 && weekdayOf(week[0] ?? "") === 1)).toBe(true)
        expect(all.every((day, i) => i === 0 || day === addDays(all[i - 1] ?? "", 1))).toBe(true)
        expect(weeks[0]).toContain(first)
        expect(weeks.at(-1)?.some((day) => day.startsWith(first.slice(0, 7)))).toBe(true)
        expect(monthAfter(first, 1) > first.slice(0, 7)).toBe(true)
      }),
    )
  })
})

test("a round stands on its due day, and its cut-off on the working day that the settings name", async () => {
  await done(openRound(w))
  expect(await days("lin", MONTH)).toMatchObject({ "2026-09-30": ["报送期限 第三季度"] })
  // Over the National Day: the third working day after it.
  expect(await days("lin", "month=2026-10&unit=all")).toMatchObject({ "2026-10-10": ["统计封账 第三季度"] })
  const html = await page("lin", MONTH)
  expect(html).toContain('href="/plans/1?round=1&amp;report=due"')
  expect(html).toMatch(/id="day-2026-09-20"[\s\S]*?<b class="works">班<\/b>/)
  expect(html).toMatch(/id="day-2026-09-25"[\s\S]*?<b>休<\/b>/)
})

test("a unit that has reported is told of the round no more, and the others are", async () => {
  await done(openRound(w))
  expect(await days("zhou", "month=2026-09")).toHaveProperty("2026-09-30")
  await done(onReport(w, "zhou", 2, "report"))
  expect(await days("zhou", "month=2026-09")).toHaveProperty("2026-09-30")
  await done(onReport(w, "zhou", 5, "report"))
  expect(await days("zhou", "month=2026-09")).toEqual({})
  expect(await days("wang", "month=2026-09")).toHaveProperty("2026-09-30")
})

test("a deadline stands once for its task, and a day that was granted for its unit alone", async () => {
  await askForExtension(w)
  expect(await days("lin", "month=2026-10&unit=all")).toMatchObject({
    "2026-10-30": [
      "完成时限 任务（一） 办公室等3个单位",
      "完成时限 任务（二） 研究室",
      "完成时限 任务（三） 办公室、综合指导司",
    ],
  })
  await done(onExtension(w, "lin", "decision"))
  expect((await days("lin", "month=2026-10&unit=all"))["2026-10-30"]?.[0]).toBe(
    "完成时限 任务（一） 综合指导司、研究室",
  )
  expect(await days("lin", "month=2026-11&unit=all")).toEqual({ "2026-11-30": ["完成时限 任务（一） 办公室"] })
  expect(await days("wang", "month=2026-10")).toEqual({ "2026-10-30": ["完成时限 任务（三） 办公室"] })
  expect(await days("wang", "month=2026-11")).toEqual({ "2026-11-30": ["完成时限 任务（一） 办公室"] })
})

test("a notice, an instruction and an inspection stand for those who see them", async () => {
  await done(draftNotice(w))
  await done(instruct(w))
  await done(planInspection(w))
  const all = async (login: Login) =>
    Object.values(await days(login, MONTH))
      .flat()
      .join("\n")
  const boss = await all("boss")
  expect(boss).toContain("督办单反馈")
  expect(boss).toContain("批示回复 任务（一）")
  const lin = await days("lin", MONTH)
  for (const day of ["2026-09-21", "2026-09-22", "2026-09-25"])
    expect(lin[day]).toContainEqual("督查 第三季度抽查 研究室")
  const wang = await all("wang")
  expect(wang).toContain("督办单反馈")
  expect(wang).not.toMatch(/批示|督查 /)
  expect(await all("zhou")).not.toMatch(/督办单|批示|督查 /)
  expect(await all("zhao")).toBe("")
})

test("a return is between the unit and those close to it", async () => {
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return", { opinion: "请补充人数。", resubmitBy: "2026-09-28" }))
  const on = async (login: Login) => (await days(login, MONTH))["2026-09-28"] ?? []
  expect(await on("wang")).toEqual(["退回重报 任务（一） 办公室"])
  expect(await on("lin")).toEqual(["退回重报 任务（一） 办公室"])
  expect(await on("boss")).toEqual(["退回重报 任务（一） 办公室"])
  expect(await on("zhou")).toEqual([])
})

test("a conclusion's day for objections stands for its unit and the office, not for others", async () => {
  await bringInspection(w, "concluded")
  const found = async (login: Login) =>
    Object.values(await days(login, "month=2026-10&unit=all"))
      .flat()
      .filter((line) => line.startsWith("结论异议期限"))
  expect(await found("wang")).toEqual(["结论异议期限 第三季度抽查 办公室"])
  expect((await found("lin")).length).toBe(2)
  expect(await found("yan")).toEqual([])
})

test("what is over says so, a plan and a unit narrow it, and months lead to each other", async () => {
  await done(openRound(w, { dueBy: "2026-09-18" }))
  expect((await days("lin", MONTH))["2026-09-18"]).toEqual(["报送期限（已过） 第三季度"])
  expect(await days("lin", `${MONTH}&plan=9`)).toEqual({})
  expect(await days("lin", "month=2026-09&unit=4")).toEqual({})
  expect((await days("lin", "month=2026-09&unit=2"))["2026-09-18"]).toBeDefined()
  const html = await page("lin", "month=2026-12&unit=2")
  expect(html).toContain('href="/calendar?unit=2&amp;month=2027-01"')
  expect(html).toContain('href="/calendar?unit=2&amp;month=2026-11"')
  expect(html).toContain("2026年12月没有期限")
  // What is no month is this one.
  expect(await page("lin", "month=x")).toContain("<h1>2026年9月</h1>")
  // After this month days have five digits for their year: whoever goes on from day to day there does not come to an end.
  expect(await page("lin", "month=9999-12")).toContain("<h1>2026年9月</h1>")
  expect(await page("lin", "month=0000-01")).toContain("<h1>2026年9月</h1>")
})

test("the three administrators have no calendar of dues", async () => {
  for (const login of ["admin", "security", "auditor"] as const)
    expect((await w.as(login).get("/calendar")).status).toBe(404)
})
