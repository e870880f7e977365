import { eq } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { deliveries } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { circularCandidates } from "#src/supervision/log/circular.ts"
import { addRobot, askForExtension, bringNotice, done, instruct, onReport, openRound } from "#test/support/acts.ts"
import { officialCalendar } from "#test/support/calendar.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const shown = async (w: World, login: Login, query = "") => {
  const response = await w.as(login).get(`/plans/1/supervision${query}`)
  expect(response.status).toBe(200)
  return response.text()
}
const rows = (html: string, kind = "urging") => html.split(`<tr data-row="${kind}"`).length - 1
const remind = (w: World, units: string[], kind = "sent") =>
  w.as("lin").post("/plans/1/rounds/1/reminders", { units, kind, text: "请尽快报送" })

async function urged() {
  const w = await world()
  await done(openRound(w))
  await done(addRobot(w))
  await w.travel("2026-09-28", 10)
  await sweep(w.database, instant("2026-09-28", 10))
  await done(remind(w, ["1", "2"]))
  return w
}

describe("催办记录", () => {
  test("what the program and what a supervisor urged, whom it reached, what is left", async () => {
    const w = await urged()
    const html = await shown(w, "lin")
    expect(rows(html)).toBe(5)
    expect(html).toMatch(/系统催办[\s\S]*2 项未办/)
    expect(html).toContain("第三季度：2 项。请尽快报送")
    expect(html).toContain("等待发送")

    await done(onReport(w, "wang", 1, "report"))
    expect(await shown(w, "lin", "?unit=1")).toContain("1 项未办")
    await done(onReport(w, "wang", 6, "report"))
    const after = await shown(w, "lin", "?unit=1")
    expect(rows(after)).toBe(2)
    expect(after.split("均已办理").length - 1).toBe(2)
  })

  test("a unit sees what concerns itself, leaders see all, outsiders nothing", async () => {
    const w = await urged()
    const own = await shown(w, "zhou")
    expect(rows(own)).toBe(2)
    expect(own).not.toContain("办公室群")
    expect(rows(await shown(w, "zhou", "?unit=1"))).toBe(0)
    expect(rows(await shown(w, "boss"))).toBe(5)
    expect((await w.as("zhao").get("/plans/1/supervision")).status).toBe(404)
    expect((await w.as("admin").get("/plans/1/supervision")).status).toBe(404)
    expect((await w.as("lin").get("/plans/99/supervision")).status).toBe(404)
  })

  test("督办单, 延期 and 批示 of the plan stand with it, each for those who may see it", async () => {
    const w = await world()
    await done(instruct(w))
    await bringNotice(w, "issued")
    await askForExtension(w)
    const office = await shown(w, "lin")
    expect(office).toContain("发出 1 份")
    expect(rows(office, "extension")).toBe(1)
    expect(office).toContain('id="instructions"')
    const other = await shown(w, "zhou")
    expect(other).not.toContain("发出 1 份")
    expect(rows(other, "extension")).toBe(0)
    expect(other).not.toContain('id="instructions"')
  })
})

describe("before and after it is sent", () => {
  test("the preview names whom a message reaches; the unit's own page what the program last said, until it is done", async () => {
    const w = await urged()
    const preview = await (await w.as("lin").get("/plans/1/rounds/1/reminders")).text()
    expect(preview).toMatch(/接收人：王[^<]*（未登记邮箱）、办公室督办群（群消息）/)

    const todo = async () => (await w.as("wang").get("/todo")).text()
    expect(await todo()).toContain("9月28日提醒的事项还有 2 项未办。")
    await done(onReport(w, "wang", 1, "report"))
    expect(await todo()).toContain("9月28日提醒的事项还有 1 项未办。")
    await done(onReport(w, "wang", 6, "report"))
    expect(await todo()).not.toContain("系统催办")
    expect(await (await w.as("zhao").get("/todo")).text()).not.toContain("系统催办")
  })

  test("the unit reads that its head has been told only when a message has reached the head", async () => {
    const w = await world()
    const { db, write } = w.database
    await done(openRound(w))
    await w.travel("2026-10-14", 10)
    await sweep(w.database, instant("2026-10-14", 10))
    const todo = async () => (await w.as("wang").get("/todo")).text()
    // It was meant for the head, and no mail server is set.
    expect(await todo()).toContain("还有 2 项未办。")
    await write([db.update(deliveries).set({ outcome: "sent", doneAt: 1 }).where(eq(deliveries.audience, "head"))])
    expect(await todo()).toContain("还有 2 项未办；已告知单位负责人。")
  })
})

describe("可建议通报", () => {
  test("after the setting's working days, for the office only, until a proposal is under way", async () => {
    const w = await world()
    await done(openRound(w))
    // Ten working days after 30 September: 1 to 7 October are off, 10 October is worked.
    await w.travel("2026-10-19", 10)
    expect(rows(await shown(w, "lin"), "circular")).toBe(0)
    await w.travel("2026-10-20", 10)
    const html = await shown(w, "lin")
    expect(rows(html, "circular")).toBe(3)
    expect(html).toContain("逾期 10 个工作日")
    expect(rows(await shown(w, "boss"), "circular")).toBe(0)
    expect(rows(await shown(w, "wang"), "circular")).toBe(0)

    const path = /href="([^"]*kind=circular[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const form = await (await w.as("lin").get(path)).text()
    expect(form).toMatch(/<option value="circular" selected/)
    expect(form.split("checked").length - 1).toBe(2)
    const ids = [...path.matchAll(/assignment=(\d+)/g)].map(([, id]) => id ?? "")
    await done(
      w.as("lin").post("/plans/1/notices", {
        assignments: ids,
        kind: "circular",
        dueBy: "2026-10-30",
        title: "逾期未报",
        basis: "方案",
        facts: "第三季度进展至今未报",
        demand: "请说明情况",
        contact: "林",
        again: "1",
      }),
    )
    expect(rows(await shown(w, "lin"), "circular")).toBe(2)
  })

  const overdue = (dueBy: string, unitId = 1, proposed = false) => ({
    planId: 1,
    item: `report:1/${unitId}`,
    dueBy,
    unitId,
    unit: `单位${unitId}`,
    ordinal: 1,
    label: "（一）",
    assignmentId: 1,
    proposed,
  })

  test("never before the days are full, never what is proposed, never when it is switched off", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(30), fc.boolean(), (back, after, proposed) => {
        const day = new Date(Date.UTC(2026, 10, 20) - back * 86_400_000).toISOString().slice(0, 10)
        const found = circularCandidates([overdue(day, 1, proposed)], {
          after,
          today: "2026-11-20",
          calendar: officialCalendar,
        })
        const items = found.flatMap(({ items }) => items)
        expect(items.every(({ days }) => days >= after)).toBe(true)
        if (proposed || after === 0) expect(found).toEqual([])
        else if (back >= after * 2 + 4) expect(items).toHaveLength(1)
      }),
    )
  })
})
