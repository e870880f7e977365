import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { typing, withClash } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { belowPath, breakdownPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { BreakdownPage, type LowerFlaws } from "#views/breakdowns/breakdown.tsx"
import { PassingPage } from "#views/breakdowns/passing.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ACCEPT,
  breakdown,
  DECLINE,
  DRAFT,
  type FoundReport,
  PASS_DOWN,
  PASS_ON,
  PASSING,
  RETURN,
  REVISE,
  SEND_UP,
  TAKE_BACK,
  TAKE_OFF,
  URGE,
} from "./acts.ts"
import { latestBy, proposedBy } from "./days.ts"
import type { FoundBreakdown, FoundPassing, LowerReport } from "./queries.ts"

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

/** The form of one act on the page of the breakdown, which also shows what was done. */
const onOne = (at: string) => ({
  again: (c: C, found: FoundBreakdown, flaws: Flawed) => show(c, found, { at, ...flaws }),
  onward: (found: FoundBreakdown) => placeOf(found),
})

/** The same of its report for one round; `clashed`: what is said where another window has saved something else. */
const onRound = (act: string, clashed = "") => ({
  again: (c: C, { found, one }: FoundReport, flaws: Flawed) =>
    show(c, found, { at: `${act}${one.round.number}`, ...withClash(c, flaws, clashed) }),
  onward: ({ found, one }: FoundReport) => placeOf(found, one),
})

const drafted = typing(onRound("round-", "另一个窗口刚保存了不同的内容。本页内容保留在下面，请核对后再保存。"))
const sent = onRound("round-", "这一项的草稿刚在别处改过，没有上报。请核对后勾选「以本页内容为准」，再上报。")

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

  .post("/breakdowns/:breakdown/rounds/:round/draft", pressed(DRAFT, drafted))
  .post("/breakdowns/:breakdown/rounds/:round/report", pressed(SEND_UP, sent))
  .post("/breakdowns/:breakdown/rounds/:round/retraction", pressed(TAKE_BACK, onRound("round-")))
  .post("/breakdowns/:breakdown/rounds/:round/return", pressed(RETURN, onRound("return-")))
