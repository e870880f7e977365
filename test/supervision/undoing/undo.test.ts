import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { rounds } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { roundsOf } from "#src/pages/rounds/queries.ts"
import { Unfit } from "#src/refusal.ts"
import { UNDO_FOR } from "#src/reports/report/undo.ts"
import { undoCutOff } from "#src/supervision/undoing/commands.ts"
import { undoingCutOff } from "#src/supervision/undoing/undo.ts"
import { acting } from "#src/trail/record.ts"
import { done, draftNotice, onlyOne, onReport, openRound, refused, trailOf } from "#test/support/acts.ts"
import { ACTIONS } from "#test/support/house.ts"
import { allowLinks, linksIn, madeLink } from "#test/support/links.ts"
import { type Login, type World, world } from "#test/support/world.ts"

test("封账 is undone by whoever did it, for two minutes, while nothing rests on it; else it says why not", () => {
  const AT = 1_000_000_000
  const cases = ACTIONS.flatMap((action) =>
    [1, 2, null].flatMap((actorId) =>
      [0, 1, UNDO_FOR, UNDO_FOR + 1, 86_400_000].flatMap((after) =>
        [false, true].map((followed) => ({ action, actorId, after, followed })),
      ),
    ),
  )
  for (const { action, actorId, after, followed } of cases) {
    const expected =
      action !== "round_cut_off"
        ? "not_cut_off"
        : actorId === null
          ? followed
            ? "cut_off_followed"
            : null
          : actorId !== 1
            ? "others_cut_off"
            : after > 120_000
              ? "undo_cut_off_too_late"
              : followed
                ? "cut_off_followed"
                : null
    const answer = undoingCutOff({ action, actorId, at: AT }, { by: 1, at: AT + after, followed })
    expect(answer, JSON.stringify({ action, actorId, after, followed })).toBe(expected)
  }
  expect(undoingCutOff(null, { by: 1, at: AT, followed: false })).toBe("not_cut_off")
})

const DAY = "2026-10-10"

const roundOf = async (w: World, number = 1) => {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(rounds).where(eq(rounds.number, number))])
  if (!row) throw new Error(`no round ${number}`)
  return row
}
const cutOff = async (w: World, login: Login = "lin") =>
  w.as(login).post("/plans/1/rounds/1/cut-off", { version: String((await roundOf(w)).version) })
const undo = async (w: World, login: Login = "lin", number = 1) =>
  w.as(login).post(`/plans/1/rounds/${number}/cut-off/undoing`, { version: String((await roundOf(w, number)).version) })

const pageOf = async (w: World, path: string, login: Login = "lin") => (await w.as(login).get(path)).text()
const ROUNDS = "/plans/1/rounds"
/** The page without the numbers that count acts. */
const shown = async (w: World, path: string, login?: Login) =>
  (await pageOf(w, path, login)).replace(/name="version" value="\d+"/g, "")

/** Round 1 is late for everybody but 办公室, and nobody has cut it off. */
async function running() {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await w.travel(DAY, 10)
  return w
}

describe("撤销封账", () => {
  test("gives back the round as it was, and the trail keeps both", async () => {
    const w = await running()
    const pages = [ROUNDS, "/plans/1", "/plans/1?round=1", "/plans/1/matrix", "/plans/1/tasks/1?round=1"]
    const before = await Promise.all(pages.map((path) => shown(w, path)))
    const at = w.now()
    await done(cutOff(w))
    expect(await shown(w, ROUNDS)).not.toBe(before[0])
    expect(await pageOf(w, ROUNDS)).toContain("10:02 前可撤销")

    await w.travel(DAY, 10, 2)
    const response = await done(undo(w))
    expect(response.headers.get("location")).toBe(ROUNDS)
    expect(await roundOf(w)).toMatchObject({ cutOffAt: null, version: 3 })
    expect((await trailOf(w, "round:1/1")).at(-1)).toMatchObject({
      action: "round_cut_off_undone",
      actorId: 1,
      particulars: { name: "第三季度", before: { cutOffAt: at }, after: { cutOffAt: null } },
    })
    await w.travel(DAY, 10)
    expect(await Promise.all(pages.map((path) => shown(w, path)))).toEqual(before)
    // And it can be cut off again, and that be undone.
    await done(cutOff(w))
    await done(undo(w))
  })

  test("a report sent meanwhile was 迟报 by the cut-off, and is judged by the due day again", async () => {
    const w = await running()
    await done(cutOff(w))
    await w.travel(DAY, 10, 1)
    await done(onReport(w, "zhou", 2, "report"))
    const late = async (path: string) => (await pageOf(w, path)).match(/<span class="(tag|light [a-z]+)">迟报/) !== null
    const pages = ["/plans/1", "/plans/1/tasks/1", "/plans/1?report=late"]
    for (const path of pages) expect([path, await late(path)]).toEqual([path, true])
    await done(undo(w))
    for (const path of pages) expect([path, await late(path)]).toEqual([path, false])
    // It counts among those that were reported, as any before the cut-off.
    expect(await pageOf(w, ROUNDS)).toMatch(/report=reported">2<\/a>/)
  })

  test("an answer that was given before can be undone again", async () => {
    const w = await running()
    await done(onReport(w, "lin", 1, "acceptance"))
    await w.travel(DAY, 10, 1)
    await done(cutOff(w))
    await refused(w, () => onReport(w, "lin", 1, "undoing"), 409, "已经有了新的办理")
    await done(undo(w))
    await done(onReport(w, "lin", 1, "undoing"))
  })

  test("a link made meanwhile ends when it would have ended without it", async () => {
    const w = await running()
    await allowLinks(w)
    // Before the due day a cut-off brings the end of links forward.
    await w.database.write([w.database.db.update(rounds).set({ dueBy: addDays(DAY, 30) })])
    await madeLink(w, "wang")
    await done(cutOff(w))
    await w.travel(DAY, 10, 1)
    await madeLink(w, "zhou")
    const ends = async () => (await linksIn(w)).map(({ expiresAt }) => expiresAt)
    const [made = 0, usual = 0] = await ends()
    expect(made).toBeLessThan(usual)
    await done(undo(w))
    expect(await ends()).toEqual([usual, usual])
  })

  test("is refused after two minutes with a sentence, and no longer offered", async () => {
    const w = await running()
    await done(cutOff(w))
    await w.travel(DAY, 10, 3)
    expect(await pageOf(w, ROUNDS)).not.toContain("撤销封账")
    await refused(w, () => undo(w), 409, "已经超过2分钟")
  })

  test("is refused to whoever did not cut it off, and not offered to them", async () => {
    const w = await running()
    await done(cutOff(w))
    expect(await pageOf(w, ROUNDS, "lin2")).not.toContain("撤销封账")
    await refused(w, () => undo(w, "lin2"), 403, "只有封账的人本人")
  })

  test.each<[Login, number]>([
    ["wang", 403],
    ["head", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
  ])("nor may %s: %i", async (login, status) => {
    const w = await running()
    await done(cutOff(w))
    await refused(w, () => undo(w, login), status)
  })

  describe("of what came by itself", () => {
    const automatic = async () => {
      const w = await running()
      await w.travel("2026-10-20", 9)
      expect((await sweep(w.database, w.now())).cutOff).toBe(1)
      return w
    }
    const withReason = async (w: World, login: Login = "lin", remark = "服务器时间有误，未到封账时间。") =>
      w.as(login).post("/plans/1/rounds/1/cut-off/undoing", { version: String((await roundOf(w)).version), remark })

    test("any supervisor undoes it with a reason, days later, and it does not come by itself again", async () => {
      const w = await automatic()
      await w.travel("2026-10-22", 9)
      expect(await pageOf(w, ROUNDS, "lin2")).toContain("撤销自动封账")
      await done(withReason(w, "lin2"))
      expect(await roundOf(w)).toMatchObject({ cutOffAt: null, version: 3 })
      expect((await trailOf(w, "round:1/1")).at(-1)).toMatchObject({
        action: "round_cut_off_undone",
        actorId: w.actor("lin2").id,
        particulars: { remark: "服务器时间有误，未到封账时间。" },
      })
      expect(await sweep(w.database, w.now() + 60_000)).toMatchObject({ cutOff: 0 })
      expect(await pageOf(w, ROUNDS)).toContain("待封账，由督查人员封账")
      await done(cutOff(w))
    })

    test("undone before its instant, as after a leap of the clock, it comes when its time has come", async () => {
      const w = await automatic()
      const { cutOffAt } = await roundOf(w)
      await w.travel(DAY, 11)
      await done(w.as("admin").post("/admin/system/clock", { version: "0" }))
      await done(withReason(w))
      expect(await sweep(w.database, (cutOffAt ?? 0) + 1)).toMatchObject({ cutOff: 1 })
    })

    test("without a reason it is 422 at the field", async () => {
      const w = await automatic()
      await refused(w, () => withReason(w, "lin", " "), 422, "请填写撤销封账的理由")
      // Nor by another door: the command asks the same.
      const found = await roundsOf(w.database, w.actor("lin"), 1, DAY)
      const [row] = found?.rounds ?? []
      if (!found || !row) throw new Error("no round")
      const by = acting(w.actor("lin"), w.now())
      const rules = { calendar: calendarOf([]), ...DEFAULTS }
      await expect(undoCutOff(w.database, found.plan, row, by, rules, " ")).rejects.toThrow(Unfit)
      expect(await roundOf(w)).toMatchObject({ version: 2 })
    })

    test.each<[Login, number]>([
      ["wang", 403],
      ["boss", 403],
      ["zhao", 404],
      ["admin", 404],
    ])("%s does not: %i", async (login, status) => {
      const w = await automatic()
      await refused(w, () => withReason(w, login), status)
    })

    test("nor anybody once the next round is open, or twice", async () => {
      const w = await automatic()
      await onlyOne(
        w,
        () => withReason(w),
        () => withReason(w, "lin2"),
      )
      const followed = await automatic()
      await done(openRound(followed, { name: "第四季度", opensOn: "2026-10-20", dueBy: "2026-12-31" }))
      await refused(followed, () => withReason(followed), 409, "已经开启了下一期")
    })
  })

  test("is refused once the next round is open, also in the same moment", async () => {
    const w = await running()
    await done(cutOff(w))
    await done(openRound(w, { name: "第四季度", opensOn: DAY, dueBy: "2026-12-31" }, "lin2"))
    expect(await pageOf(w, ROUNDS)).not.toContain("撤销封账")
    await refused(w, () => undo(w), 409, "已经开启了下一期")
  })

  test("is refused once a 督办单 was drafted on it; one that was discarded holds up nothing", async () => {
    const w = await running()
    await done(cutOff(w))
    await done(draftNotice(w, { send: "", dueBy: "2026-10-30" }))
    await refused(w, () => undo(w), 409, "拟办了督办单")
    await done(w.as("lin").post("/notices/1/discarding", { version: "1" }))
    await done(undo(w))
  })

  test("is refused where nothing was cut off, on an old page, twice, and of no round", async () => {
    const w = await running()
    await refused(w, () => undo(w), 409, "没有封账")
    await done(cutOff(w))
    await refused(w, () => w.as("lin").post("/plans/1/rounds/1/cut-off/undoing", { version: "1" }), 409, "新的变化")
    await onlyOne(
      w,
      () => undo(w),
      () => undo(w),
    )
    await refused(w, () => w.as("lin").post("/plans/1/rounds/9/cut-off/undoing", { version: "1" }), 404)
  })
})
