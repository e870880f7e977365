import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { assignments } from "#db/schema.ts"
import { bring, done, type Fields, onAssignment, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/** 挂起 until Wednesday 11 November 2026, as 办公室's part of task 1. */
async function suspended(w: World) {
  await bring(w, 1, "active")
  await done(onAssignment(w, "lin", 1, "suspension", { untilOn: "2026-11-11" }))
}

const desk = async (w: World, queue: string) => (await w.as("lin").get(`/desk?queue=${queue}`)).text()

/** Task 1 stands in the queue. */
const stands = async (w: World, queue: string) => (await desk(w, queue)).includes("同部署、同检查、同落实")

describe("挂起到期", () => {
  test("comes up on the working day before its day, and stays until it is answered", async () => {
    const w = await world()
    await suspended(w)
    await w.travel("2026-11-09")
    expect(await stands(w, "resumptions")).toBe(false)
    await w.travel("2026-11-10")
    expect(await stands(w, "resumptions")).toBe(true)
    expect(await desk(w, "resumptions")).toContain("预计11月11日恢复")
    await w.travel("2026-11-16")
    expect(await desk(w, "resumptions")).toContain("已过期")
    await done(onAssignment(w, "lin", 1, "resumption", { next: "/desk?queue=resumptions" }))
    expect(await stands(w, "resumptions")).toBe(false)
    expect(await w.assignment(1)).toMatchObject({ state: "active" })
  })

  test("suspended again by a new decision it waits for the new day, and the trail says both", async () => {
    const w = await world()
    await suspended(w)
    await w.travel("2026-11-10")
    await done(onAssignment(w, "lin", 1, "prolongation"))
    expect(await w.assignment(1)).toMatchObject({ state: "suspended", suspendedUntil: "2026-11-30" })
    expect(await stands(w, "resumptions")).toBe(false)
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "assignment_suspension_prolonged",
      particulars: { from: "suspended", to: "suspended", untilOn: "2026-11-30", authority: "分管领导批示" },
    })
    await w.travel("2026-11-27")
    expect(await stands(w, "resumptions")).toBe(true)
  })

  test.each<[string, Fields, string]>([
    ["without a day", { untilOn: "" }, "请填写新的预计恢复日期"],
    ["until a day that has passed", { untilOn: "2026-09-01" }, "预计恢复日期不能早于今天"],
    ["without a reason", { remark: "" }, "请填写"],
    ["without whose decision it is", { authority: "" }, "请填写"],
  ])("suspended again %s is asked for again, with the words kept", async (_, over, words) => {
    const w = await world()
    await suspended(w)
    const html = await refused(
      w,
      () => onAssignment(w, "lin", 1, "prolongation", { remark: "等场地", ...over }),
      422,
      words,
    )
    if (over.remark === undefined) expect(html).toContain("等场地")
  })

  test("the unit may not, an outsider sees nothing, what is not suspended cannot be", async () => {
    const w = await world()
    await suspended(w)
    await refused(w, () => onAssignment(w, "wang", 1, "prolongation"), 403)
    await refused(w, () => onAssignment(w, "zhao", 1, "prolongation"), 404)
    await refused(w, () => onAssignment(w, "lin", 2, "prolongation"), 409)
  })

  test("two supervisors at once: one of them", async () => {
    const w = await world()
    await suspended(w)
    const version = String((await w.assignment(1))?.version)
    const prolong = (login: Login) => () =>
      w.as(login).post("/assignments/1/prolongation", {
        version,
        remark: "等场地",
        authority: "分管领导批示",
        untilOn: "2026-12-31",
      })
    await onlyOne(w, prolong("lin"), prolong("lin2"))
  })

  test("of the office's own part it takes two", async () => {
    const w = await world()
    const { db, write } = w.database
    await write([
      db.update(assignments).set({ state: "suspended", suspendedUntil: "2026-09-22" }).where(eq(assignments.id, 3)),
    ])
    expect(await stands(w, "resumptions")).toBe(true)
    await done(onAssignment(w, "lin", 3, "prolongation"))
    expect(await w.assignment(3)).toMatchObject({ suspendedUntil: "2026-09-22" })
    // It waits for its 复核 and not for anybody else.
    expect(await stands(w, "resumptions")).toBe(false)
    await done(onAssignment(w, "lin2", 3, "confirmation", { agrees: "yes", decision: "" }))
    expect(await w.assignment(3)).toMatchObject({ state: "suspended", suspendedUntil: "2026-11-30" })
  })
})

test("未签收 is a queue, with whom to ring, until the unit has taken its part", async () => {
  const w = await world()
  const html = await desk(w, "unacknowledged")
  expect(html).toContain("王联络")
  for (const part of [1, 6]) await done(onAssignment(w, "wang", part, "acknowledgement"))
  expect(await desk(w, "unacknowledged")).not.toContain("王联络")
})
