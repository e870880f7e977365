import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import {
  calledFor,
  callFits,
  callMeeting,
  cancelMeeting,
  changeMeetingFiles,
  ensureConvenes,
  holdingFits,
  holdMeeting,
  issueFits,
  issueMinutes,
  noteMeetingsTaken,
  noteMinutesTaken,
  planMeeting,
  replyToCall,
  reviseMeeting,
  roomOf,
  wordsFit,
  wordsOf,
} from "./commands.ts"
import { addDecision, decisionFits } from "./decision_commands.ts"
import { Calling, Cancelling, Deciding, Holding, Issuing, Planning, Replying, Revising, Taking } from "./input.ts"
import { meetingsPickedIn } from "./picked.ts"
import { type FoundMeeting, findMeeting, meetingsToTake, yearToPlan } from "./queries.ts"

/* 会议: arranged, called, held and told of by the year's office, answered by units. The pages are in routes.tsx. */

export const toPlan = ({ database, actor, number }: Asked) => yearToPlan(database, actor, number("year"))

export const PLAN = act({
  find: toPlan,
  may: ensureConvenes,
  input: Planning,
  fits: ({ by }, found, { call, ...words }) => wordsFit(found, words) ?? (call ? callFits(words, by) : null),
  does: async ({ database, by }, found, { call, ...words }) => ({
    said: call ? "meeting_called" : "meeting_planned",
    made: await planMeeting(database, found, words, by, { call }),
  }),
})

export const theMeeting = ({ database, actor, number, today }: Asked) =>
  findMeeting(database, actor, number("meeting"), today)

const ofOffice = {
  find: theMeeting,
  may: ensureConvenes,
  version: ({ meeting }: FoundMeeting) => meeting.version,
}

export const REVISE = act({
  ...ofOffice,
  input: Revising,
  fits: ({ by }, found, { version: _, ...words }) =>
    wordsFit(found, words) ?? (found.meeting.state === "called" ? callFits(words, by) : null),
  does: async ({ database, by }, found, { version: _, ...words }) =>
    (await reviseMeeting(database, found, words, by)) ? "meeting_moved" : "meeting_revised",
})

/** What is lacking is told where it is filled in: on the form of the words. */
export const CALL = act({
  ...ofOffice,
  input: Calling,
  fits: ({ by }, found) => callFits(wordsOf(found), by),
  does: async ({ database, by }, found) => {
    await callMeeting(database, found, by)
    return "meeting_called"
  },
})

/** Whoever answers for one of the units that were called. */
function repliesForSome(actor: Actor, found: FoundMeeting) {
  if (!found.called.some(({ unit }) => calledFor(found, actor, unit.id))) throw forbidden()
}

export const REPLY = act({
  find: theMeeting,
  may: repliesForSome,
  input: Replying,
  fits: ({ actor }, found, { unit }) => (calledFor(found, actor, unit) ? null : { unit: ["请选择本单位"] }),
  version: ({ called }, { unit }) => called.find((one) => one.unit.id === unit)?.attendance.version ?? 0,
  does: async ({ database, by }, found, { unit, answer, post, remark }) => {
    await replyToCall(database, found, unit, { answer, post, remark }, by)
    return "meeting_replied"
  },
})

export const HOLD = act({
  ...ofOffice,
  input: Holding,
  fits: ({ today }, found, held) => holdingFits(found, held, today),
  does: async ({ database, by }, found, { version: _, ...held }) => {
    await holdMeeting(database, found, held, by)
    return found.meeting.state === "held" ? "meeting_noted" : "meeting_held"
  },
})

export const ISSUE = act({
  ...ofOffice,
  input: Issuing,
  fits: ({ today }, found, issue) => issueFits(found, issue, today),
  does: async ({ database, by }, found, { version: _, ...issue }) => {
    await issueMinutes(database, found, issue, by)
    return "meeting_issued"
  },
})

export const CANCEL = act({
  ...ofOffice,
  input: Cancelling,
  does: async ({ database, by }, found, { remark }) => {
    await cancelMeeting(database, found, remark, by)
    return "meeting_cancelled"
  },
})

export const EVIDENCE = evidence({
  room: roomOf,
  listed: ({ files }: FoundMeeting) => files,
  keep: ({ database, by }, found, change) => changeMeetingFiles(database, found, change, by),
})

export const ATTACH = act({
  find: theMeeting,
  may: ensureConvenes,
  input: Attaching,
  does: async () => "attached.0",
})

export const DECIDE = act({
  find: theMeeting,
  may: ensureConvenes,
  input: Deciding,
  fits: (_asked, found, { unit: unitId, dueBy }) => decisionFits(found, { unitId, dueBy }),
  does: async ({ database, by }, found, { unit: unitId, ...words }) => {
    await addDecision(database, found, { unitId, ...words }, by)
    return "decision_entered"
  },
})

/** 下载: whoever reads the minutes. */
export const TAKE_MINUTES = act({
  find: async (asked: Asked) => {
    const found = await theMeeting(asked)
    return found?.readsMinutes ? found : null
  },
  may: () => undefined,
  input: Taking,
  does: async ({ database, by }, found) => {
    await noteMinutesTaken(database, found, by)
    return { said: null, made: 1 }
  },
})

const taking = (file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number, query }: Asked) =>
      meetingsToTake(database, actor, number("year"), meetingsPickedIn(Object.fromEntries(query))),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      const rows = found.meetings.length + found.decisions.length
      await noteMeetingsTaken(database, { year: found.year.year, file, rows }, by)
      return { said: null, made: rows }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
