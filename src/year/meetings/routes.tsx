import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { addressTyped, evidenceAlone } from "#src/door/evidence.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { decisionPath, meetingPath, yearMeetingsPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { DecisionFiles, DecisionPage } from "#views/meetings/decision.tsx"
import { DecisionRegisterPage, WaitingDecisionsPage } from "#views/meetings/decisions.tsx"
import { MeetingRegisterPage } from "#views/meetings/list.tsx"
import { MeetingFiles, MeetingPage } from "#views/meetings/meeting.tsx"
import { NewMeetingPage } from "#views/meetings/new.tsx"
import { meetingRows, meetingsFile } from "#views/meetings/sheet.ts"
import { minutesName, minutesPaper } from "#views/papers/minutes.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ATTACH,
  CALL,
  CANCEL,
  DECIDE,
  EVIDENCE,
  HOLD,
  ISSUE,
  PLAN,
  REPLY,
  REVISE,
  TAKE_CSV,
  TAKE_MINUTES,
  TAKE_XLSX,
  theMeeting,
} from "./acts.ts"
import {
  ANSWER,
  ASSIGN,
  ATTACH_ANSWER,
  CLOSE,
  DECISION_EVIDENCE,
  DEMAND,
  DROP,
  REOPEN,
  RETURN,
  REVISE_DECISION,
  STRIKE,
  theDecision,
} from "./decision_acts.ts"
import type { FoundDecision } from "./decision_queries.ts"
import { meetingsPickedIn, shownIn } from "./picked.ts"
import { convenes } from "./policy.ts"
import {
  decisionsOfYear,
  decisionsTogether,
  type FoundMeeting,
  type MeetingsToTake,
  meetingsOfYear,
  type YearToPlan,
} from "./queries.ts"
import { decisionsWaiting } from "./scope.ts"

type C = Context<Env>

const showNew = (c: C, found: YearToPlan, flaws?: Flaws) =>
  page(c, { title: "安排会议", status: flaws ? 422 : 200 }, <NewMeetingPage found={found} flaws={flaws} />)

const takenAs = (kind: "xlsx" | "csv") => ({
  again: nothingTyped,
  shows: (c: C, found: MeetingsToTake) => registerSent(c, meetingsFile(found, c.var.today), meetingRows(found), kind),
})

/** 会议 and 议定事项 of a year, mounted below the years. */
export const yearMeetings = factory
  .createApp()
  .get("/:year{[0-9]+}/meetings", async (c) => {
    const { database, actor, today } = c.var
    const asked = { picked: meetingsPickedIn(c.req.query()), page: pageIn(c), today }
    const found = await meetingsOfYear(database, actor, numberIn(c, "year"), asked)
    if (!found) throw missing()
    return page(
      c,
      { title: `${found.year.year}年会议` },
      <MeetingRegisterPage found={found} {...asked} keeps={convenes(actor, found.year)} />,
    )
  })
  .get("/:year{[0-9]+}/meetings/new", async (c) => showNew(c, await reached(PLAN, askedOf(c))))
  .post(
    "/:year{[0-9]+}/meetings",
    pressed(PLAN, {
      again: showNew,
      onward: ({ year }, _input, _next, made) => (made === null ? yearMeetingsPath(year.year) : meetingPath(made)),
    }),
  )
  .post("/:year{[0-9]+}/meetings.xlsx", pressed(TAKE_XLSX, takenAs("xlsx")))
  .post("/:year{[0-9]+}/meetings.csv", pressed(TAKE_CSV, takenAs("csv")))
  .get("/:year{[0-9]+}/decisions", async (c) => {
    const { database, actor, today } = c.var
    const picked = { show: shownIn(c.req.query()), unit: askedNumber(c, "unit") }
    const asked = { picked, page: pageIn(c), today }
    const found = await decisionsOfYear(database, actor, numberIn(c, "year"), asked)
    if (!found) throw missing()
    return page(c, { title: `${found.year.year}年议定事项` }, <DecisionRegisterPage found={found} {...asked} />)
  })

/** The page of a meeting; after a flawed form with what was typed, in the act that it belongs to. */
const show = (c: C, found: FoundMeeting, act: string | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: found.meeting.title, status: flaws ? 422 : 200 },
    <MeetingPage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

/** The form of one act on the page of the meeting, which also shows what was done. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundMeeting, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ meeting }: FoundMeeting) => meetingPath(meeting.id),
})

/** The files alone, for the page on which they are. */
const attached = evidenceAlone({
  brought: EVIDENCE,
  shown: (_c, found: FoundMeeting, flaws) => <MeetingFiles found={found} flaws={flaws} />,
  again: (c, found, { typed, ...flaws }) => show(c, found, "attachments", { ...flaws, typed: addressTyped(typed) }),
  onward: ({ meeting }) => meetingPath(meeting.id),
})

/** 会议: from 安排 to 印发纪要. */
export const meetingRoutes = factory
  .createApp()
  .get("/:meeting{[0-9]+}", async (c) => {
    const found = await theMeeting(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:meeting{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:meeting{[0-9]+}/call", pressed(CALL, onOne("call")))
  .post("/:meeting{[0-9]+}/reply", pressed(REPLY, onOne("reply")))
  .post("/:meeting{[0-9]+}/holding", pressed(HOLD, onOne("holding")))
  .post("/:meeting{[0-9]+}/decisions", pressed(DECIDE, onOne("decisions")))
  .post("/:meeting{[0-9]+}/issue", pressed(ISSUE, onOne("issue")))
  .post("/:meeting{[0-9]+}/cancellation", pressed(CANCEL, onOne("cancellation")))
  .post("/:meeting{[0-9]+}/attachments", carriesEvidence, pressed(ATTACH, attached))
  .post(
    "/:meeting{[0-9]+}/document",
    pressed(TAKE_MINUTES, {
      again: nothingTyped,
      shows: (c, found) => {
        const paper = minutesPaper(found, c.var.settings?.organisation ?? "", c.var.today)
        return c.body(docxOf(paper), 200, download(minutesName(found), DOCX_TYPE))
      },
    }),
  )

const showDecision = (c: C, found: FoundDecision, act: string | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: `议定事项 · ${found.meeting.title}`, status: flaws ? 422 : 200 },
    <DecisionPage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

const onDecision = (act: string) => ({
  again: (c: C, found: FoundDecision, flaws: Flaws) => showDecision(c, found, act, flaws),
  onward: ({ decision }: FoundDecision) => decisionPath(decision.id),
})

const answerAttached = evidenceAlone({
  brought: DECISION_EVIDENCE,
  shown: (_c, found: FoundDecision, flaws) => <DecisionFiles found={found} flaws={flaws} />,
  again: (c, found, { typed, ...flaws }) =>
    showDecision(c, found, "attachments", { ...flaws, typed: addressTyped(typed) }),
  onward: ({ decision }) => decisionPath(decision.id),
})

/** 议定事项: those that wait for the office, and one of them. */
export const decisionRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { database, actor, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const number = pageIn(c)
    const waiting = await decisionsTogether(database, decisionsWaiting(actor), number, today)
    return page(c, { title: "待办结的议定事项" }, <WaitingDecisionsPage {...waiting} page={number} today={today} />)
  })
  .get("/:decision{[0-9]+}", async (c) => {
    const found = await theDecision(askedOf(c))
    if (!found) throw missing()
    return showDecision(c, found)
  })
  .post("/:decision{[0-9]+}/revision", pressed(REVISE_DECISION, onDecision("revision")))
  .post(
    "/:decision{[0-9]+}/striking",
    pressed(STRIKE, {
      ...onDecision("striking"),
      onward: ({ meeting }) => meetingPath(meeting.id),
    }),
  )
  .post("/:decision{[0-9]+}/assignment", pressed(ASSIGN, onDecision("assignment")))
  .post("/:decision{[0-9]+}/notice", pressed(DEMAND, onDecision("notice")))
  .post("/:decision{[0-9]+}/answer", pressed(ANSWER, onDecision("answer")))
  .post("/:decision{[0-9]+}/attachments", carriesEvidence, pressed(ATTACH_ANSWER, answerAttached))
  .post("/:decision{[0-9]+}/closing", pressed(CLOSE, onDecision("closing")))
  .post("/:decision{[0-9]+}/return", pressed(RETURN, onDecision("return")))
  .post("/:decision{[0-9]+}/dropping", pressed(DROP, onDecision("dropping")))
  .post("/:decision{[0-9]+}/reopening", pressed(REOPEN, onDecision("reopening")))
