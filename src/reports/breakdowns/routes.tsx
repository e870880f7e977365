import type { Context } from "hono"
import { dateOf } from "#src/clock.ts"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { clashShown, savedIn, unsaved } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { ensureCurrent } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { clashOf } from "#src/drafting/draft.ts"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { belowPath, breakdownPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { saysSomething } from "#src/reports/report/words.ts"
import { BreakdownPage, type LowerFlaws } from "#views/breakdowns/breakdown.tsx"
import { PassingPage } from "#views/breakdowns/passing.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { dayWords } from "#views/words.ts"
import {
  ACCEPT,
  breakdown,
  DECLINE,
  type FoundReport,
  PASS_DOWN,
  PASS_ON,
  PASSING,
  REPORTING,
  RETURN,
  REVISE,
  TAKE_BACK,
  TAKE_OFF,
  URGE,
} from "./acts.ts"
import { lowerDraft, saveLowerDraft, sendUp, takingUp } from "./commands.ts"
import { latestBy, proposedBy } from "./days.ts"
import { belowIn, Drafting, Reporting } from "./input.ts"
import type { FoundBreakdown, FoundPassing, LowerReport } from "./queries.ts"
import { lastSent, notUnchanged, takenFrom, withRolledUp } from "./roll_up.ts"

type C = Context<Env>

function showPassing(c: C, found: FoundPassing, flaws?: Flaws) {
  const { today, calendar } = c.var
  const latest = latestBy(found.round, found.daysBefore)
  return page(
    c,
    { title: "分解落实", status: flaws ? 422 : 200 },
    <PassingPage
      found={found}
      latest={latest}
      proposed={proposedBy(found.round, found.daysBefore, today, calendar)}
      today={today}
      flaws={flaws}
    />,
  )
}

const passed = { again: showPassing, onward: ({ below }: FoundPassing) => belowPath(below) }

function show(c: C, found: FoundBreakdown, flaws?: LowerFlaws) {
  const { actor, today, calendar } = c.var
  return page(
    c,
    { title: "上级单位交办", status: flaws ? (flaws.clash ? 409 : 422) : 200 },
    <BreakdownPage
      found={found}
      actor={actor}
      resubmitBy={addWorkingDays(calendar, today, 2)}
      today={today}
      flaws={flaws}
    />,
  )
}

const placeOf = ({ breakdown }: FoundBreakdown, round?: LowerReport) =>
  `${breakdownPath(breakdown.id)}${round ? `#round-${round.round.number}` : ""}`

const back = (c: C, found: FoundBreakdown, round: LowerReport) => onward(c, placeOf(found, round))

/** The form of one act on the page of the breakdown, which also shows what was done. */
const onOne = (at: string) => ({
  again: (c: C, found: FoundBreakdown, flaws: Flawed) => show(c, found, { at, ...flaws }),
  onward: (found: FoundBreakdown) => placeOf(found),
})

/** The same of its report for one round. */
const onRound = (act: string) => ({
  again: (c: C, { found, one }: FoundReport, flaws: Flawed) =>
    show(c, found, { at: `${act}${one.round.number}`, ...flaws }),
  onward: ({ found, one }: FoundReport) => placeOf(found, one),
})

/** 分解落实: what a unit passes on to lower bodies, and what comes back from them. */
export const breakdowns = factory
  .createApp()
  .get("/assignments/:assignment/below", async (c) => showPassing(c, await reached(PASSING.assignment, askedOf(c))))
  .post("/assignments/:assignment/below", pressed(PASS_ON, passed))
  .get("/breakdowns/:breakdown/below", async (c) => showPassing(c, await reached(PASSING.breakdown, askedOf(c))))
  .post("/breakdowns/:breakdown/below", pressed(PASS_DOWN, passed))

  .get("/breakdowns/:breakdown", async (c) => {
    const found = await breakdown(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/breakdowns/:breakdown/acceptance", pressed(ACCEPT, onOne("answer")))
  .post("/breakdowns/:breakdown/declining", pressed(DECLINE, onOne("answer")))
  .post("/breakdowns/:breakdown/revision", pressed(REVISE, onOne("revision")))
  .post(
    "/breakdowns/:breakdown/withdrawal",
    pressed(TAKE_OFF, {
      ...onOne("withdrawal"),
      onward: ({ breakdown: { upperId, assignmentId } }) =>
        belowPath(upperId === null ? { assignmentId } : { upperId }),
    }),
  )
  .post("/breakdowns/:breakdown/urging", pressed(URGE, onOne("")))

  .post("/breakdowns/:breakdown/rounds/:round/draft", async (c) => {
    const { found, one } = await reached(REPORTING, askedOf(c))
    const form = await read(c, Drafting)
    const at = `round-${one.round.number}`
    if (!form.ok) return isPartial(c) ? unsaved(c, form.problems) : show(c, found, { at, ...form })
    const { revision, overwrite, below, ...boxes } = form.data
    const taken = below === undefined ? null : takenFrom(sentFromBelow(found, one), belowIn(below))
    const words = taken?.reduce((all, lower) => withRolledUp(all, lower.bodyShort, lower), boxes) ?? boxes
    const besides = taken ? takingUp(c.var.database, taken) : undefined
    const { answer: saved, clash } = await savedIn(c, revision, () =>
      saveLowerDraft(c.var.database, found, one, words, overwrite ?? revision, by(c), besides),
    )
    if (saved) return saved
    if (clash) {
      const problems = { "": ["另一个窗口刚保存了不同的内容。本页内容保留在下面，请核对后再保存。"] }
      return show(c, found, { at, typed: form.typed, problems, clash })
    }
    say(c, taken ? `rolled_up.${taken.length}` : "draft_saved")
    return back(c, found, one)
  })
  .post("/breakdowns/:breakdown/rounds/:round/report", async (c) => {
    const { found, one } = await reached(REPORTING, askedOf(c))
    const form = await read(c, Reporting)
    const at = `round-${one.round.number}`
    if (!form.ok) return show(c, found, { at, ...form })
    const { revision, overwrite, version, unchanged, ...typed } = form.data
    ensureCurrent(version, one.report?.version ?? 0)
    const before = lastSent(found, one)
    const refusal = unchanged
      ? notUnchanged({ report: one.report, draft: saysSomething(typed) ? typed : one.draft }, before?.words ?? null)
      : null
    if (refusal) return show(c, found, { at, typed: form.typed, problems: { "": [c.var.house.refusalWords(refusal)] } })
    const theirs = clashOf(lowerDraft(found, one), overwrite ?? revision)
    if (theirs) {
      return show(c, found, {
        at,
        typed: form.typed,
        problems: { "": ["这一项的草稿刚在别处改过，没有上报。请核对后勾选「以本页内容为准」，再上报。"] },
        clash: clashShown(c, revision, theirs),
      })
    }
    const boxes = unchanged && before ? unchangedBoxes(before, c.var.today) : typed
    await sendUp(c.var.database, found, one, boxes, by(c))
    say(c, "breakdown_report_sent")
    return back(c, found, one)
  })
  .post("/breakdowns/:breakdown/rounds/:round/retraction", pressed(TAKE_BACK, onRound("round-")))
  .post("/breakdowns/:breakdown/rounds/:round/return", pressed(RETURN, onRound("return-")))

/** 无变化 has to say since when. */
const unchangedBoxes = ({ round, words }: LowerReport, today: string) => ({
  achieved: `自${round.name}${words ? `（${dayWords(dateOf(words.at), today)}上报）` : ""}以来无变化，继续按原措施推进。`,
  problems: "",
  nextSteps: "",
  hasDifficulty: false,
})

/** What its own lower bodies have sent for one round. */
const sentFromBelow = ({ belowReports }: FoundBreakdown, { round }: LowerReport) =>
  belowReports.filter(({ roundId }) => roundId === round.id)
