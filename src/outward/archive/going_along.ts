import { type Learns, nounOf } from "#src/trail/about.ts"

/*
 * Which events of a plan go along with its package whole: the office takes away what it may read. Of what a unit does inside
 * itself only the seal goes along, so that the chain can be followed.
 */

/** Events that are no part of a task's course, and the office's own or told to it. Anything new is the unit's until named. */
const OFFICE_NOUNS = [
  "plan",
  "round",
  "digest",
  "reminder",
  "notice",
  "inspection",
  "conclusion",
  "signed_sheet",
  "talk",
  "transfer",
  "bulletin",
  "bulletin_copy",
  "bulletin_rule",
  "export",
  "archive",
  // Of a 普法年度; filings and lists are their unit's until they are sent.
  "year",
  "body",
  "group",
  "resource",
  "filing_rule",
  "filing_reminder",
  "verification",
  "verification_day",
  "standard",
  "appraisal",
  "appraisal_target",
  "appraisal_draw",
  "appraisal_juror",
  "appraisal_ballot",
  "appraisal_record",
  "appraisal_ruling",
  "activity",
  "activity_lists",
  "case",
  "case_rule",
  "draft_rule",
  "meeting",
  "attendance",
  "decision",
  "offer",
  "order",
  "suggestion",
  "survey",
  "outcome",
  "release",
  "comment",
]

/** Whether the words of an event go along. */
export function goesAlong({ subject }: { subject: string }, learns: Learns): boolean {
  if (learns === null) return OFFICE_NOUNS.includes(nounOf(subject))
  return learns.fact !== "within" && learns.remark !== "within"
}
