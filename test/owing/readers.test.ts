import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import {
  ASSIGNMENT_STATES,
  type AssignmentState,
  assignments,
  deliveries,
  dues,
  events,
  extensions,
  instructions,
  NOTICE_STATES,
  type NoticeState,
  noticeAnswers,
  noticeItems,
  notices,
  PLAN_STATES,
  plans,
  proposals,
  REPORT_STATES,
  reminderItems,
  reminders,
  reports,
  rounds,
} from "#db/schema.ts"
import { boardOf } from "#src/board/queries.ts"
import { instant } from "#src/clock.ts"
import { countToConfirm } from "#src/confirming/queries.ts"
import { claimedDeliveries } from "#src/messages/queries.ts"
import { roundsOf } from "#src/pages/rounds/queries.ts"
import { todoOf } from "#src/pages/todo/queries.ts"
import { countExtensions } from "#src/supervision/extensions/queries.ts"
import { awaitsDecision } from "#src/supervision/extensions/scope.ts"
import { instructionsOf } from "#src/supervision/instructions/queries.ts"
import { supervisionOf } from "#src/supervision/log/log_queries.ts"
import { noticeCandidates } from "#src/supervision/notices/queries.ts"
import { officialCalendar } from "#test/support/calendar.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

/*
 * Who reads a condition, over every state: a condition that is right and is not asked says as little as one that is wrong.
 */

const PART = 1
const PAST = "2026-09-11"
const CUT_OFF = instant("2026-09-15", 9)
/** Another row that is always open, so that nothing is right by being empty. */
const AWAITING: NoticeState[] = ["issued", "acknowledged", "failed"]
const OPEN: NoticeState[] = [...AWAITING, "answered"]

async function withNotice(w: World, state: NoticeState) {
  const { db, write } = w.database
  await write([
    db.delete(noticeItems),
    db.delete(notices),
    db.insert(notices).values({
      id: 1,
      planId: 1,
      officeId: 3,
      unitId: 1,
      kind: "demand",
      source: "assignment",
      year: 2026,
      number: 1,
      title: "督办",
      demand: "请报",
      firstDueBy: PAST,
      dueBy: PAST,
      state,
      draftedById: 1,
      draftedAt: 0,
      issuedAt: instant("2026-09-01", 9),
      version: 1,
    }),
    db.insert(noticeItems).values({ noticeId: 1, assignmentId: PART }),
  ])
}

async function withRound(w: World, cutOffAt: number | null) {
  const { db, write } = w.database
  await write([
    db.insert(rounds).values({
      id: 1,
      planId: 1,
      number: 1,
      name: "第三季度",
      opensOn: "2026-09-01",
      dueBy: "2026-09-10",
      cutOffAt,
    }),
    db
      .insert(dues)
      .values([PART, 2].map((assignmentId) => ({ roundId: 1, assignmentId, planId: 1, unitId: assignmentId }))),
  ])
}

/** What the trail says of a subject, before the cut-off or after it. */
const moved = (w: World, subject: string, version: number, to: string, at = CUT_OFF - 1) =>
  w.database.write([
    w.database.db.insert(events).values({
      subject,
      version,
      action: "assignment_suspended",
      at,
      actorName: "",
      address: "",
      actingAs: "",
      planId: 1,
      particulars: { to, answerBy: PAST },
    }),
  ])

const reading = { now: instant(TODAY, 9), today: TODAY, calendar: officialCalendar, settings: { dueSoonDays: 3 } }

describe.each(NOTICE_STATES)("a 督办单 that is %s", (state) => {
  test("is awaited by the board of its part only while the unit owes an answer", async () => {
    const w = await world()
    await withNotice(w, state)
    await w.database.write([w.database.db.update(assignments).set({ state: "active" })])
    const board = await boardOf(w.database, w.actor("lin"), 1, null, reading)
    const light = board?.tasks[0]?.assignments[0]?.light
    expect(light?.reason).toBe(AWAITING.includes(state) ? "overdue_notice" : "no_deadline")
  })

  test("was awaited at the cut-off as the trail had it, whatever it is now", async () => {
    const w = await world()
    await withRound(w, CUT_OFF)
    await withNotice(w, state === "closed" ? "issued" : "closed")
    await moved(w, `assignment:${PART}`, 2, "active")
    await moved(w, "notice:1", 2, state)
    await moved(w, "report:1/1", 1, "accepted")
    const board = await boardOf(w.database, w.actor("lin"), 1, 1, reading)
    const light = board?.tasks[0]?.assignments[0]?.light
    expect(light?.reason).toBe(AWAITING.includes(state) ? "overdue_notice" : "on_track")
  })

  test("is named where another one is drafted, while it is open", async () => {
    const w = await world()
    await withNotice(w, state)
    const about = { assignments: [PART], ordinal: null, round: null, instruction: null, inspection: null }
    const found = await noticeCandidates(w.database, w.actor("lin"), 1, about, TODAY)
    expect(found?.parts[0]?.open.map(({ number }) => number)).toEqual(OPEN.includes(state) ? [1] : [])
  })

  test("counts in 督办记录 as what it is", async () => {
    const w = await world()
    await withNotice(w, state)
    const found = await supervisionOf(w.database, w.actor("lin"), 1, { unit: null, page: 1 }, TODAY)
    expect(found?.notices).toEqual({
      all: Number(!["draft", "approving", "discarded"].includes(state)),
      open: Number(OPEN.includes(state)),
      overdue: Number(AWAITING.includes(state)),
    })
  })

  test("gives an extension of its day something to decide while its answer is awaited", async () => {
    const w = await world()
    await withNotice(w, state)
    expect(await undecided(w, { noticeId: 1, target: "notice" })).toBe(AWAITING.includes(state) ? 1 : 0)
  })
})

const undecided = async (
  w: World,
  of: { target: "notice"; noticeId: number } | { target: "deadline"; assignmentId: number },
) => {
  const { db, read, write } = w.database
  await write([
    db.insert(extensions).values({
      ...of,
      planId: 1,
      unitId: 1,
      formerBy: PAST,
      wantedBy: "2026-10-30",
      reason: "因故",
      progress: "",
      state: "asked",
      askedById: 1,
      askedAt: 0,
    }),
  ])
  const [[counted]] = await read([countExtensions(w.database, awaitsDecision)])
  return counted?.n
}

describe.each(ASSIGNMENT_STATES)("a part that is %s", (state: AssignmentState) => {
  const isOut = state === "suspended" || state === "terminated"

  test("gives an extension of its day something to decide while it is at work", async () => {
    const w = await world()
    await w.database.write([w.database.db.update(assignments).set({ state }).where(eq(assignments.id, PART))])
    const isAtWork = ["awaiting", "active", "rectifying"].includes(state)
    expect(await undecided(w, { assignmentId: PART, target: "deadline" })).toBe(isAtWork ? 1 : 0)
  })

  test("counts in a round's figures unless it is out", async () => {
    const w = await world()
    await withRound(w, null)
    await w.database.write([w.database.db.update(assignments).set({ state }).where(eq(assignments.id, PART))])
    const found = await roundsOf(w.database, w.actor("lin"), 1, TODAY)
    expect(found?.rounds[0]?.owed).toBe(isOut ? 1 : 2)
  })

  test("counts in a frozen round as it stood at the cut-off", async () => {
    const w = await world()
    await withRound(w, CUT_OFF)
    await moved(w, `assignment:${PART}`, 2, state)
    await moved(w, `assignment:${PART}`, 3, isOut ? "active" : "terminated", CUT_OFF + 1)
    const found = await roundsOf(w.database, w.actor("lin"), 1, TODAY)
    expect(found?.rounds[0]?.owed).toBe(isOut ? 1 : 2)
  })
})

describe.each(NOTICE_STATES)("a 督办单 of a 批示 that is %s", (state) => {
  test("is named with its answer only where the office has one that counts", async () => {
    const w = await world()
    const { db, read, write } = w.database
    await write([
      db.insert(instructions).values({
        id: 1,
        planId: 1,
        about: "方案",
        text: "抓紧",
        leaderName: "领导",
        givenOn: PAST,
        writtenById: 1,
        writtenAt: 0,
        state: "open",
      }),
    ])
    await withNotice(w, state)
    await write([
      db.update(notices).set({ instructionId: 1, latest: 1 }),
      db
        .insert(noticeAnswers)
        .values({ noticeId: 1, number: 1, text: "已办", writtenById: 1, sentById: 1, at: CUT_OFF }),
    ])
    const [[found]] = await read([instructionsOf(w.database, undefined, 1)])
    const counts = ["answered", "failed", "closed"].includes(state)
    const kept = state !== "discarded"
    expect(found?.notices.map(({ answer }) => answer)).toEqual(kept ? [counts ? "已办" : null] : [])
  })
})

describe.each(
  ASSIGNMENT_STATES.flatMap((state) => ([null, ...REPORT_STATES] as const).map((report) => [state, report] as const)),
)("a 催办 about a part that is %s, its report %s", (state, report) => {
  const isOwed =
    ["awaiting", "active", "claimed", "rectifying"].includes(state) && report !== "submitted" && report !== "accepted"

  test("is shown, logged and sent as something left to do only while the report is owed", async () => {
    const w = await world()
    const { db, write } = w.database
    await withRound(w, null)
    await write([
      db.update(assignments).set({ state }).where(eq(assignments.id, PART)),
      ...(report
        ? [
            db
              .insert(reports)
              .values({ assignmentId: PART, roundId: 1, planId: 1, unitId: 1, state: report, latest: 1, version: 1 }),
          ]
        : []),
      db
        .insert(reminders)
        .values({ id: 1, planId: 1, roundId: 1, unitId: 1, kind: "sent", text: "请报", byId: 1, at: CUT_OFF }),
      db.insert(reminderItems).values({ reminderId: 1, assignmentId: PART }),
      db.insert(deliveries).values({
        id: 1,
        key: "k",
        channel: "mail",
        about: "reminder",
        aboutId: 1,
        unitId: 1,
        audience: "liaison",
        personId: 3,
        at: CUT_OFF,
        nextAttemptAt: CUT_OFF,
      }),
    ])
    const todo = await todoOf(w.database, w.actor("wang"), {
      today: TODAY,
      soonEnds: "2026-09-25",
      approver: "none",
    })
    expect(todo.urged.length).toBe(Number(isOwed))
    const log = await supervisionOf(w.database, w.actor("lin"), 1, { unit: null, page: 1 }, TODAY)
    expect(log?.log.map(({ left }) => left)).toEqual([Number(isOwed)])
    const [claimed] = await claimedDeliveries(w.database, [1], TODAY)
    expect(claimed?.reminder?.left).toBe(Number(isOwed))
  })
})

test.each(PLAN_STATES)("a 初核 of a plan that is %s waits for its 复核 only while the plan runs", async (state) => {
  const w = await world()
  const { db, read, write } = w.database
  await write([
    db.update(plans).set({ state, confirmer: "supervisor" }),
    db.insert(proposals).values({
      subject: "assignment:3",
      planId: 1,
      verdict: "close",
      opinion: "可以",
      proposedById: w.actor("lin").id,
      proposedAt: CUT_OFF,
    }),
  ])
  const [[waiting]] = await read([countToConfirm(w.database, w.actor("lin2"))])
  expect(waiting?.n).toBe(state === "issued" ? 1 : 0)
})

test("the plan of these tests runs", async () => {
  const w = await world()
  const [[plan]] = await w.database.read([w.database.db.select({ state: plans.state }).from(plans)])
  expect(plan?.state).toBe("issued")
})
