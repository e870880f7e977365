import { describe, expect, test } from "vitest"
import { dateOf, instant } from "#src/clock.ts"
import { decideAssignment, judgeClaim } from "#src/plans/assignments/commands.ts"
import { findAssignment } from "#src/plans/assignments/queries.ts"
import { Unfit } from "#src/refusal.ts"
import { judgeReport } from "#src/reports/report/commands.ts"
import { findReport } from "#src/reports/report/queries.ts"
import { askExtension, decideExtension, targetOfAssignment } from "#src/supervision/extensions/commands.ts"
import { findExtendable, findExtension } from "#src/supervision/extensions/queries.ts"
import { askAgain, giveInstruction } from "#src/supervision/instructions/commands.ts"
import { findInstruction } from "#src/supervision/instructions/queries.ts"
import { judgeNotice, reviseNotice } from "#src/supervision/notices/commands.ts"
import { findNotice } from "#src/supervision/notices/queries.ts"
import { acting, type By } from "#src/trail/record.ts"
import { askForExtension, bring, bringNotice, bringReport, done, onInstruction, openRound } from "#test/support/acts.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

/*
 * The rules about days are the commands': whoever calls one, by whatever door, is told at the field, and nothing is done.
 */

const OVER = "2026-09-18"
const GIVEN = { text: "请说明。", followUp: true, replyBy: OVER, leaderName: "领导", givenOn: TODAY }

type Found<T> = Exclude<T, null>
function there<T>(found: T): Found<T> {
  if (found === null) throw new Error("not found")
  return found as Found<T>
}

const KINDS: [
  name: string,
  field: string,
  lived: (w: World) => Promise<unknown>,
  by: Login,
  act: (w: World, by: By) => Promise<unknown>,
][] = [
  [
    "要求整改",
    "answerBy",
    (w) => bring(w, 1, "claimed"),
    "lin",
    async (w, by) =>
      judgeClaim(w.database, there(await findAssignment(w.database, by.actor, 1)), "rectify", by, {
        remark: "补",
        answerBy: OVER,
      }),
  ],
  [
    "挂起",
    "untilOn",
    (w) => bring(w, 1, "active"),
    "lin",
    async (w, by) =>
      decideAssignment(w.database, there(await findAssignment(w.database, by.actor, 1)), "suspend", by, {
        remark: "等",
        authority: "主任",
        untilOn: OVER,
      }),
  ],
  [
    "退回进展",
    "resubmitBy",
    async (w) => {
      await done(openRound(w))
      await bringReport(w, "submitted")
    },
    "lin",
    async (w, by) =>
      judgeReport(w.database, there(await findReport(w.database, by.actor, 1, 1)), "return", by, {
        opinion: "补",
        resubmitBy: OVER,
      }),
  ],
  [
    "申请延期",
    "wantedBy",
    (w) => askForExtension(w),
    "wang",
    async (w, by) => {
      const target = targetOfAssignment(there(await findExtendable(w.database, by.actor, 1)))
      return askExtension(w.database, target, { wantedBy: OVER, reason: "忙", progress: "半" }, by)
    },
  ],
  [
    "同意延期",
    "grantedBy",
    (w) => askForExtension(w),
    "lin",
    async (w, by) =>
      decideExtension(w.database, there(await findExtension(w.database, by.actor, 1)), "grant", by, {
        remark: "同意",
        grantedBy: OVER,
      }),
  ],
  [
    "批示",
    "replyBy",
    async () => undefined,
    "boss",
    (w, by) =>
      giveInstruction(
        w.database,
        { id: 1, supervisingUnitId: 3 },
        { ...GIVEN, taskId: null, about: "", assignmentIds: [] },
        by,
      ),
  ],
  [
    "再批示",
    "replyBy",
    async (w) => {
      await done(w.as("boss").post("/plans/1/instructions", { text: "请说明。", followUp: "1", tasks: "1" }))
      await done(onInstruction(w, "lin", "reply"))
    },
    "boss",
    async (w, by) =>
      askAgain(
        w.database,
        there(await findInstruction(w.database, by.actor, 1)),
        { remark: "再说", replyBy: OVER },
        by,
      ),
  ],
  [
    "修改督办单",
    "dueBy",
    (w) => bringNotice(w, "draft"),
    "lin",
    async (w, by) => {
      const found = there(await findNotice(w.database, by.actor, 1))
      return reviseNotice(w.database, found, { ...found.notice, dueBy: OVER }, by)
    },
  ],
  [
    "督办单不通过",
    "answerBy",
    (w) => bringNotice(w, "answered"),
    "lin",
    async (w, by) =>
      judgeNotice(w.database, there(await findNotice(w.database, by.actor, 1)), "fail", by, {
        remark: "不实",
        answerBy: OVER,
      }),
  ],
]

describe.each(KINDS)("%s", (_, field, lived, login, act) => {
  test("with a day that makes no sense is refused by the command itself, at the field", async () => {
    const w = await world()
    await lived(w)
    const before = await w.events()
    const by = acting(w.actor(login), instant(TODAY, 9))
    expect(by.today).toBe(dateOf(by.at))
    const refusal = await act(w, by).then(
      () => null,
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(Unfit)
    expect((refusal as Unfit).problems).toEqual({ [field]: [expect.stringMatching(/[一-龥]/)] })
    expect(await w.events()).toEqual(before)
  })
})
