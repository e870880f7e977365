import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { completions, tasks } from "#db/schema.ts"
import { owedToday } from "#src/reports/breakdowns/owed_queries.ts"
import { actions, bring, done, onAssignment, onExtension, trailOf } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

/*
 * 每年完成 (3月底前备案, 年底前总结): judged year by year, and never closed for good by one of them.
 */

const schedule = (w: World, dueBy = "2026-12-01") =>
  done(w.as("lin").post("/plans/1/schedule", { tasks: ["1"], rhythm: "", deadline: "yearly", dueBy, sure: "yes" }))

const completed = async (w: World, assignment = 1) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(completions).where(eq(completions.assignmentId, assignment))])
  return rows.map(({ year, dueBy, claimedOn }) => [year, dueBy, claimedOn])
}

const days = async (w: World, today: string) => {
  const [owed] = await w.database.read([owedToday(w.database, today)])
  return owed.filter(({ what }) => what === "deadline").map(({ item, dueBy }) => [item, dueBy])
}

describe("每年完成", () => {
  test("a claim that is closed completes the year; the next day is the same day of the next year", async () => {
    const w = await world()
    await schedule(w)
    await bring(w, 1, "claimed")
    await w.travel("2026-11-28")
    const html = await (await w.as("lin").get("/desk?queue=claims")).text()
    expect(html).toContain("确认本年度完成")
    await done(onAssignment(w, "lin", 1, "verdict"))

    expect(await w.assignment(1)).toMatchObject({ state: "active" })
    expect(await completed(w)).toEqual([[2026, "2026-12-01", "2026-09-21"]])
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "assignment_year_completed",
      particulars: { from: "claimed", to: "active", year: 2026, dueBy: "2026-12-01", claimedOn: "2026-09-21" },
    })
    // The other units of the task still owe the year's day.
    expect(await days(w, "2026-12-02")).toEqual([
      ["deadline:2", "2026-12-01"],
      ["deadline:3", "2026-12-01"],
    ])
    expect((await days(w, "2027-11-30")).find(([item]) => item === "deadline:1")).toEqual(["deadline:1", "2027-12-01"])
  })

  test("the year after it is owed again, late when it is late, and completed as a year of its own", async () => {
    const w = await world()
    await schedule(w)
    await bring(w, 1, "claimed")
    await done(onAssignment(w, "lin", 1, "verdict"))
    await w.travel("2027-12-03")
    const late = await (await w.as("lin").get("/plans/1/tasks/1")).text()
    expect(late).toContain("超时限2个工作日")
    expect(late).toContain("2026年（2026年12月1日前）：2026年9月21日申请，已确认")
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "lin", 1, "verdict"))
    expect(await completed(w)).toEqual([
      [2026, "2026-12-01", "2026-09-21"],
      [2027, "2027-12-01", "2027-12-03"],
    ])
    const after = await (await w.as("lin").get("/plans/1/tasks/1")).text()
    expect(after).toContain("超期完成")
    expect(after).toContain("2028年12月1日")
  })

  test("a day that was granted for the year counts for it and not for the next", async () => {
    const w = await world()
    await schedule(w)
    await bring(w, 1, "active")
    await done(onAssignment(w, "wang", 1, "extension", { wantedBy: "2026-12-20" }))
    await done(onExtension(w, "lin", "decision", { grantedBy: "2026-12-20" }))
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "lin", 1, "verdict"))
    expect(await completed(w)).toEqual([[2026, "2026-12-20", "2026-09-21"]])
    expect((await days(w, "2027-11-30")).find(([item]) => item === "deadline:1")).toEqual(["deadline:1", "2027-12-01"])
  })

  test("what the office does itself is completed when somebody else has confirmed it", async () => {
    const w = await world()
    await schedule(w)
    await bring(w, 3, "claimed", { unit: "yan", office: "lin" })
    await done(onAssignment(w, "lin", 3, "verdict"))
    expect(await completed(w, 3)).toEqual([])
    await done(onAssignment(w, "lin2", 3, "confirmation", { agrees: "yes", decision: "" }))
    expect(await completed(w, 3)).toEqual([[2026, "2026-12-01", "2026-09-21"]])
    expect(await actions(w)).toContain("assignment_year_completed")
    expect(await w.assignment(3)).toMatchObject({ state: "active" })
  })

  test("the other answers are as for any claim, and a task that ends once is closed as before", async () => {
    const w = await world()
    await schedule(w)
    await bring(w, 1, "claimed")
    await done(onAssignment(w, "lin", 1, "verdict", { verdict: "hand_back", remark: "还差一次" }))
    expect(await completed(w)).toEqual([])
    const { db, write } = w.database
    await write([db.update(tasks).set({ deadline: "date" }).where(eq(tasks.id, 1))])
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "lin", 1, "verdict"))
    expect(await completed(w)).toEqual([])
    expect(await w.assignment(1)).toMatchObject({ state: "closed" })
  })

  test("two supervisors close it at once: one year, once", async () => {
    const w = await world()
    await schedule(w)
    await bring(w, 1, "claimed")
    const version = String((await w.assignment(1))?.version)
    const close = (login: "lin" | "lin2") =>
      w.as(login).post("/assignments/1/verdict", { version, verdict: "close", remark: "同意" })
    const statuses = (await Promise.all([close("lin"), close("lin2")])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([303, 409])
    expect(await completed(w)).toHaveLength(1)
  })

  test("the schedule shows the coming years", async () => {
    const w = await world()
    await schedule(w, "2028-02-29")
    const html = await (await w.as("lin").get("/plans/1/rounds")).text()
    expect(html).toContain("2028年2月29日，以后2029年2月28日、2030年2月28日")
  })
})
