import type { Context } from "hono"
import { dateOf } from "#src/clock.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { clashShown, savedIn, unsaved } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { read, readWhole } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { clashOf } from "#src/drafting/draft.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { belowPath, breakdownPath } from "#src/paths.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { saysSomething } from "#src/reports/report/words.ts"
import { BreakdownPage, type LowerFlaws } from "#views/breakdowns/breakdown.tsx"
import { PassingPage } from "#views/breakdowns/passing.tsx"
import { DAY_PROBLEM_LABEL } from "#views/breakdowns/words.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { dayWords } from "#views/words.ts"
import {
  answer,
  lowerDraft,
  passAgain,
  passOn,
  returnDown,
  saveLowerDraft,
  sendUp,
  takeBackUp,
  takeOff,
  takingUp,
  urge,
} from "./commands.ts"
import { dayProblem, daysBefore, latestBy, proposedBy } from "./days.ts"
import { belowIn, Declining, Drafting, Ending, Passing, Reporting, Returning, Revising, Versioned } from "./input.ts"
import { mayAnswer, mayPass } from "./policy.ts"
import {
  type Below,
  type FoundBreakdown,
  type FoundPassing,
  findBreakdown,
  findPassing,
  type LowerReport,
} from "./queries.ts"
import { lastSent, notUnchanged, takenFrom, withRolledUp } from "./roll_up.ts"
import { unitsWithIt } from "./workflow.ts"

type C = Context<Env>

/** What is passed on from the address, or 404; whoever sees the part and is not of its unit is told 403. */
async function passingIn(c: C, below: Below): Promise<FoundPassing> {
  const found = await findPassing(c.var.database, c.var.actor, below, c.var.today)
  if (!found) throw missing()
  if (!mayPass(c.var.actor, found.unit.id)) throw forbidden()
  return found
}

const ofAssignment = (c: C): Below => ({ assignmentId: numberIn(c, "assignment") })
const ofBreakdown = (c: C): Below => ({ upperId: numberIn(c, "breakdown") })

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

async function pass(c: C, below: Below) {
  const found = await passingIn(c, below)
  ensureRunning(found.plan)
  const form = await read(c, Passing)
  if (!form.ok) return showPassing(c, found, form)
  const { units, office, handlerId, words, internalBy } = form.data
  const problems = problemsOf(c, found, form.data)
  if (Object.keys(problems).length > 0) return showPassing(c, found, { typed: form.typed, problems })
  await passOn(
    c.var.database,
    found,
    {
      unitIds: units,
      office,
      handlerId,
      words: words.trim(),
      daysBefore: daysBefore(internalBy, found.round, found.daysBefore),
    },
    by(c),
  )
  say(c, `breakdown_passed.${units.length + (handlerId === null ? 0 : 1)}`)
  return onward(c, belowPath(below))
}

/** What the choices of the form must be: bodies of this unit, each once, and a day that is of use. */
function problemsOf(
  c: C,
  { bodies, staff, passed, round, daysBefore: own }: FoundPassing,
  { units, handlerId, internalBy }: { units: number[]; handlerId: number | null; internalBy: string | null },
): Record<string, string[]> {
  const taken = unitsWithIt(passed)
  const isKnown = units.every((id) => bodies.some((one) => one.id === id))
  const day = dayProblem(internalBy, latestBy(round, own), c.var.today)
  return {
    ...(isKnown ? {} : { units: ["请从本单位的下级单位中选择"] }),
    ...(units.some((id) => taken.includes(id)) ? { units: ["所选单位中有的已经交办过，请在下面的列表中查看"] } : {}),
    ...(handlerId === null || staff.some(({ id }) => id === handlerId) ? {} : { handlerId: ["请从本单位人员中选择"] }),
    ...(day ? { internalBy: [DAY_PROBLEM_LABEL[day]] } : {}),
  }
}

/** The breakdown that the address names, or 404. */
async function breakdownIn(c: C): Promise<FoundBreakdown> {
  const found = await findBreakdown(c.var.database, c.var.actor, numberIn(c, "breakdown"), c.var.today)
  if (!found) throw missing()
  return found
}

/** Its report for the round that the address names, or 404. */
function reportIn(c: C, { reports }: FoundBreakdown): LowerReport {
  const number = numberIn(c, "round")
  const one = reports.find(({ round }) => round.number === number)
  if (!one) throw missing()
  return one
}

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

const back = (c: C, { breakdown }: FoundBreakdown, round?: LowerReport) =>
  onward(c, `${breakdownPath(breakdown.id)}${round ? `#round-${round.round.number}` : ""}`)

const ensureLower = (c: C, found: FoundBreakdown) => {
  if (!mayAnswer(c.var.actor, found.breakdown)) throw forbidden()
}
const ensureUpper = (c: C, found: FoundBreakdown) => {
  if (!mayPass(c.var.actor, found.breakdown.fromUnitId)) throw forbidden()
}

/** 分解落实: what a unit passes on to lower bodies, and what comes back from them. */
export const breakdowns = factory
  .createApp()
  .get("/assignments/:assignment/below", async (c) => showPassing(c, await passingIn(c, ofAssignment(c))))
  .post("/assignments/:assignment/below", async (c) => pass(c, ofAssignment(c)))
  .get("/breakdowns/:breakdown/below", async (c) => showPassing(c, await passingIn(c, ofBreakdown(c))))
  .post("/breakdowns/:breakdown/below", async (c) => pass(c, ofBreakdown(c)))

  .get("/breakdowns/:breakdown", async (c) => show(c, await breakdownIn(c)))
  .post("/breakdowns/:breakdown/acceptance", async (c) => {
    const found = await breakdownIn(c)
    ensureLower(c, found)
    const form = await read(c, Versioned)
    if (!form.ok) return show(c, found, { at: "answer", ...form })
    ensureCurrent(form.data.version, found.breakdown.version)
    await answer(c.var.database, found, "accept", by(c))
    say(c, "breakdown_accepted")
    return back(c, found)
  })
  .post("/breakdowns/:breakdown/declining", async (c) => {
    const found = await breakdownIn(c)
    ensureLower(c, found)
    const form = await read(c, Declining)
    if (!form.ok) return show(c, found, { at: "answer", ...form })
    ensureCurrent(form.data.version, found.breakdown.version)
    await answer(c.var.database, found, "decline", by(c), form.data.remark)
    say(c, "breakdown_declined")
    return back(c, found)
  })
  .post("/breakdowns/:breakdown/revision", async (c) => {
    const found = await breakdownIn(c)
    ensureUpper(c, found)
    const form = await read(c, Revising)
    if (!form.ok) return show(c, found, { at: "revision", ...form })
    const { version, words, internalBy } = form.data
    ensureCurrent(version, found.breakdown.version)
    const problem = dayProblem(internalBy, latestBy(found.next, found.ownDaysBefore), c.var.today)
    if (problem) {
      const problems = { internalBy: [DAY_PROBLEM_LABEL[problem]] }
      return show(c, found, { at: "revision", typed: form.typed, problems })
    }
    const days =
      internalBy === null ? found.breakdown.daysBefore : daysBefore(internalBy, found.next, found.ownDaysBefore)
    await passAgain(c.var.database, found, { words: words.trim(), daysBefore: days }, by(c))
    say(c, "breakdown_passed_again")
    return back(c, found)
  })
  .post("/breakdowns/:breakdown/withdrawal", async (c) => {
    const found = await breakdownIn(c)
    ensureUpper(c, found)
    const form = await read(c, Ending)
    if (!form.ok) return show(c, found, { at: "withdrawal", ...form })
    ensureCurrent(form.data.version, found.breakdown.version)
    await takeOff(c.var.database, found, by(c), form.data.remark)
    say(c, found.wasSent ? "breakdown_ended" : "breakdown_withdrawn")
    const { upperId, assignmentId } = found.breakdown
    return onward(c, belowPath(upperId === null ? { assignmentId } : { upperId }))
  })
  .post("/breakdowns/:breakdown/urging", async (c) => {
    const found = await breakdownIn(c)
    ensureUpper(c, found)
    const { version } = await readWhole(c, Versioned)
    ensureCurrent(version, found.breakdown.version)
    await urge(c.var.database, found, by(c))
    say(c, "breakdown_urged")
    return back(c, found)
  })

  .post("/breakdowns/:breakdown/rounds/:round/draft", async (c) => {
    const found = await breakdownIn(c)
    const one = reportIn(c, found)
    ensureLower(c, found)
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
    const found = await breakdownIn(c)
    const one = reportIn(c, found)
    ensureLower(c, found)
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
  .post("/breakdowns/:breakdown/rounds/:round/retraction", async (c) => {
    const found = await breakdownIn(c)
    const one = reportIn(c, found)
    ensureLower(c, found)
    const { version } = await readWhole(c, Versioned)
    ensureCurrent(version, one.report?.version ?? 0)
    await takeBackUp(c.var.database, found, one, by(c))
    say(c, "breakdown_report_taken_back")
    return back(c, found, one)
  })
  .post("/breakdowns/:breakdown/rounds/:round/return", async (c) => {
    const found = await breakdownIn(c)
    const one = reportIn(c, found)
    ensureUpper(c, found)
    const form = await read(c, Returning)
    if (!form.ok) return show(c, found, { at: `return-${one.round.number}`, ...form })
    ensureCurrent(form.data.version, one.report?.version ?? 0)
    const problems = overAlready({ field: "resubmitBy", what: "重新上报日期", on: form.data.resubmitBy }, c.var.today)
    if (problems) return show(c, found, { at: `return-${one.round.number}`, typed: form.typed, problems })
    await returnDown(c.var.database, found, one, form.data, by(c))
    say(c, "breakdown_report_returned")
    return back(c, found, one)
  })

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
