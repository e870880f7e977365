import { eq, sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { deliveries, digests, tasks } from "#db/schema.ts"
import { bring, done, onAssignment, onExtension } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const due = (w: World, dueBy: string) => {
  const { db, write } = w.database
  return write([db.update(tasks).set({ deadline: "date", dueBy }).where(eq(tasks.id, 1))])
}

const todo = async (w: World, login: Login = "wang", query = "") => (await w.as(login).get(`/todo${query}`)).text()

/** TODAY is Monday 21 September; the 25th to 27th are off. */
describe("完成时限 in 我的待办", () => {
  test.each<[string, string, boolean]>([
    ["has passed", "2026-09-18", true],
    ["is today", "2026-09-21", true],
    ["is the last that counts as near", "2026-09-24", true],
    ["is the first that does not", "2026-09-28", false],
  ])("one that %s", async (_, dueBy, stands) => {
    const w = await world()
    await bring(w, 1, "active")
    await due(w, dueBy)
    expect((await todo(w)).includes("item-deadline-1")).toBe(stands)
  })

  test("can be answered there: 申请办结 in the page, 申请延期 on its own while it is in time", async () => {
    const w = await world()
    await bring(w, 1, "active")
    await due(w, "2026-09-23")
    const page = await todo(w)
    expect(page).toContain("1 项完成时限将到或已过")
    expect(page).toContain("1项任务请于9月23日前完成")
    expect(page).toContain('action="/assignments/1/claim"')
    expect(page).toContain('href="/assignments/1/extension"')
    await done(onAssignment(w, "wang", 1, "claim", { next: "/todo" }))
    expect(await todo(w)).not.toContain("item-deadline-1")
  })

  test("past its day it says so and offers no extension", async () => {
    const w = await world()
    await bring(w, 1, "active")
    await due(w, "2026-09-18")
    const page = await todo(w)
    expect(page).toContain("1项任务已逾期")
    expect(page).toContain("时限已过，不能再申请延期")
    expect(page).not.toContain('href="/assignments/1/extension"')
  })

  test("a day that was granted counts, and while one is asked for it says so", async () => {
    const w = await world()
    await bring(w, 1, "active")
    await due(w, "2026-09-23")
    await done(onAssignment(w, "wang", 1, "extension", { wantedBy: "2026-11-30" }))
    expect(await todo(w)).toContain("待批复")
    await done(onExtension(w, "lin", "decision"))
    expect(await todo(w)).not.toContain("item-deadline-1")
  })

  test("who has not taken the part yet is asked for 签收 first; nobody else's part stands here", async () => {
    const w = await world()
    await due(w, "2026-09-23")
    const page = await todo(w)
    expect(page).toContain("请先签收本项分工")
    expect(page).not.toContain("item-deadline-2")
    expect(await todo(w, "zhao")).not.toContain("item-deadline-")
  })
})

test("系统催办 says of nobody that they were told before the message has gone out", async () => {
  const w = await world()
  const { db, write } = w.database
  await bring(w, 1, "active")
  await due(w, "2026-09-01")
  await write([
    db.insert(digests).values({ id: 1, unitId: 1, day: "2026-09-20", at: 0 }),
    db.run(sql`insert into digest_items (digest_id, item, plan_id, assignment_id, due_by, step, audience)
      values (1, 'deadline:1', 1, 1, '2026-09-01', 'overdue:10', 'leader')`),
  ])
  expect(await todo(w)).toContain("还有 1 项未办。")
  const sent = {
    channel: "mail" as const,
    about: "digest" as const,
    aboutId: 1,
    unitId: 1,
    personId: 4,
    at: 0,
    nextAttemptAt: 0,
  }
  await write([db.insert(deliveries).values({ ...sent, key: "a", audience: "leader", outcome: "dropped", doneAt: 1 })])
  expect(await todo(w)).toContain("还有 1 项未办。")
  await write([
    db.insert(deliveries).values({ ...sent, key: "b", personId: 5, audience: "head", outcome: "sent", doneAt: 1 }),
  ])
  expect(await todo(w)).toContain("还有 1 项未办；已告知单位负责人。")
})
