import type { TrailFault } from "#src/trail/seal.ts"
import { ACTIVITY_STATE_LABEL, APPROX_LABEL, STAGE_LABEL } from "../activities/words.ts"
import {
  APPRAISAL_STATE_LABEL,
  JUROR_LABEL,
  RULING_LABEL,
  STANDARD_STATE_LABEL,
  TARGET_STATE_LABEL,
} from "../appraisals/words.ts"
import { BREAKDOWN_STATE_LABEL, LOWER_STANDING_LABEL } from "../breakdowns/words.ts"
import { BULLETIN_KIND_LABEL, BULLETIN_STATE_LABEL } from "../bulletins/words.ts"
import { CASE_STATE_LABEL } from "../cases/words.ts"
import { COMMENT_STATE_LABEL } from "../comments/words.ts"
import { DOCUMENT_KIND_LABEL, DOCUMENT_STATE_LABEL, MEDIUM_LABEL } from "../documents/words.ts"
import { RHYTHM_LABEL as DUTY_RHYTHM_LABEL, TIMING_LABEL } from "../duties/words.ts"
import { HANDOVER_CAUSE_LABEL, HANDOVER_STATE_LABEL } from "../handovers/words.ts"
import { CONCLUSION_STATE_LABEL, INSPECTION_STATE_LABEL, INSPECTION_VERDICT_LABEL } from "../inspections/words.ts"
import { INSTRUCTION_STATE_LABEL } from "../instructions/words.ts"
import { KEY_DAY_RULE_LABEL } from "../key_days/words.ts"
import {
  ANSWER_LABEL,
  DECISION_STATE_LABEL,
  MEETING_KIND_LABEL,
  MEETING_STATE_LABEL,
  TURN_LABEL,
} from "../meetings/words.ts"
import { NOTICE_KIND_LABEL } from "../notices/words.ts"
import { OFFER_STATE_LABEL, ORDER_STATE_LABEL } from "../orders/words.ts"
import { agentWords } from "../people/words.ts"
import { RHYTHM_LABEL } from "../plans/words.ts"
import { RELEASE_STATE_LABEL } from "../public/words.ts"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { RESET_STATE_LABEL } from "../resets/words.ts"
import { RESOURCE_KIND_LABEL, RESOURCE_STATE_LABEL } from "../resources/words.ts"
import { EXAM_LABEL, GRADE_LABEL, STATEMENT_LABEL } from "../results/words.ts"
import { DRAFT_RULE_STATE_LABEL } from "../rules/words.ts"
import { SATISFACTION_LABEL, SUGGESTION_KIND_LABEL, SUGGESTION_STATE_LABEL } from "../suggestions/words.ts"
import { SURVEY_KIND_LABEL } from "../surveys/words.ts"
import { SECOND_COPY_LABEL } from "../system/words.ts"
import { DEADLINE_LABEL } from "../tasks/words.ts"
import { RESULT_LABEL, VERIFICATION_STATE_LABEL } from "../verifying/words.ts"
import { POST_LABEL, UNIT_KIND_LABEL } from "../words/roles.ts"
import {
  ASSIGNMENT_STATE_LABEL,
  EXTENSION_STATE_LABEL,
  NOTICE_STATE_LABEL,
  REPORT_STATE_LABEL,
  VERDICT_LABEL,
} from "../words/states.ts"
import type { Naming } from "../words/told.tsx"
import { BODY_VALUE } from "../years/words.ts"

/** By the noun of what is in the state, where several things have one of that name and call it otherwise. */
const STATES_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  activity: ACTIVITY_STATE_LABEL,
  breakdown: BREAKDOWN_STATE_LABEL,
  breakdown_report: LOWER_STANDING_LABEL,
  case: CASE_STATE_LABEL,
  decision: DECISION_STATE_LABEL,
  draft_rule: DRAFT_RULE_STATE_LABEL,
  filing: DOCUMENT_STATE_LABEL,
  comment: COMMENT_STATE_LABEL,
  release: RELEASE_STATE_LABEL,
  meeting: MEETING_STATE_LABEL,
  suggestion: SUGGESTION_STATE_LABEL,
  resource: RESOURCE_STATE_LABEL,
  offer: OFFER_STATE_LABEL,
  order: ORDER_STATE_LABEL,
  verification: VERIFICATION_STATE_LABEL,
  standard: STANDARD_STATE_LABEL,
  appraisal: APPRAISAL_STATE_LABEL,
  appraisal_target: TARGET_STATE_LABEL,
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  ...BULLETIN_STATE_LABEL,
  ...RESET_STATE_LABEL,
  ...HANDOVER_STATE_LABEL,
  ...INSPECTION_VERDICT_LABEL,
  ...INSPECTION_STATE_LABEL,
  ...CONCLUSION_STATE_LABEL,
  ...INSTRUCTION_STATE_LABEL,
  ...EXTENSION_STATE_LABEL,
  ...NOTICE_STATE_LABEL,
  ...REPORT_STATE_LABEL,
  ...ASSIGNMENT_STATE_LABEL,
  ...VERDICT_LABEL,
}

/** What a state is called of a thing that the trail calls so; without a noun, as most call it. */
export const stateWords = (state: string, noun = ""): string => STATES_OF[noun]?.[state] ?? STATE_WORDS[state] ?? state

const KIND_WORDS: Readonly<Record<string, string>> = {
  ...DOCUMENT_KIND_LABEL,
  ...BULLETIN_KIND_LABEL,
  ...POST_LABEL,
  ...UNIT_KIND_LABEL,
  ...REMINDER_KIND_LABEL,
  ...NOTICE_KIND_LABEL,
}

/** By the noun of what is of that kind, where several things call one so. */
const KINDS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  meeting: MEETING_KIND_LABEL,
  resource: RESOURCE_KIND_LABEL,
  suggestion: SUGGESTION_KIND_LABEL,
  survey: SURVEY_KIND_LABEL,
}

/** By the name of the particular. */
const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: KIND_WORDS,
  kinds: KIND_WORDS,
  rhythm: RHYTHM_LABEL,
  deadline: DEADLINE_LABEL,
  cause: HANDOVER_CAUSE_LABEL,
  medium: MEDIUM_LABEL,
  rule: KEY_DAY_RULE_LABEL,
  stage: STAGE_LABEL,
  duty_timing: TIMING_LABEL,
  duty_rhythm: DUTY_RHYTHM_LABEL,
  sessionsApprox: APPROX_LABEL,
  copiesApprox: APPROX_LABEL,
  consultedApprox: APPROX_LABEL,
  reachedApprox: APPROX_LABEL,
  reply: ANSWER_LABEL,
  satisfaction: SATISFACTION_LABEL,
  turn: TURN_LABEL,
  exam: EXAM_LABEL,
  statement: STATEMENT_LABEL,
  grade: GRADE_LABEL,
  result: RESULT_LABEL,
  juror: JUROR_LABEL,
  ruling: RULING_LABEL,
  secondCopy: SECOND_COPY_LABEL,
}

/** Of what was changed: it is called as the thing itself. */
const isVersion = (name: string) => name === "before" || name === "after"

/** A value of the trail in words, kept short; `noun`: what its event is about. */
export function valueWords(key: string, value: unknown, told: Naming, noun = ""): string {
  if (value === null || value === undefined || value === "") return "无"
  if (typeof value === "boolean") return value ? "是" : "否"
  const text = String(value)
  if (key === "agent") return agentWords(text)
  const ofBody = BODY_VALUE[key]
  if (ofBody && typeof value !== "object") return ofBody(text)
  if (Array.isArray(value)) return value.length === 0 ? "无" : value.map((one) => valueWords(key, one, told)).join("、")
  if (typeof value !== "object") {
    if (key === "to" || key === "verdict") return stateWords(text, noun)
    if (key === "kind" && KINDS_OF[noun]) return KINDS_OF[noun][text] ?? text
    return VALUE_WORDS[key]?.[text] ?? text
  }
  return Object.entries(value)
    .map(([name, one]) => `${told.particularWords(name)} ${valueWords(isVersion(name) ? key : name, one, told, noun)}`)
    .join("，")
}

export const TRAIL_FAULT_LABEL: Record<TrailFault, (at: number) => string> = {
  missing: (at) => `第 ${at} 条记录缺失，可能被删除。`,
  changed: (at) => `第 ${at} 条记录的内容与封存时不一致，可能被改动。`,
  recorded_changed: (at) => `第 ${at} 条记录的留底与封存时不一致：留底被改动，或当时以后有不经程序的写入。`,
  broken: (at) => `第 ${at} 条记录的封存值与前一条接不上，可能被插入或替换。`,
  unsealed_between: (at) => `第 ${at} 条记录之前有未封存的记录，封存值可能被删除。`,
  unknown_algorithm: (at) => `第 ${at} 条记录的封存算法不认识，请使用较新的程序核验。`,
  key_missing: (at) => `第 ${at} 条起的封存值用密钥计算：请设置同一个 SEAL_KEY 再核验。`,
  key_wrong: (at) => `第 ${at} 条起的封存值与 SEAL_KEY 不符：密钥不是当时的那一个，或封存值被重做。`,
  unkeyed: (at) => `第 ${at} 条记录的封存值没有使用密钥，可能是绕过程序重做的。`,
  backwards: (at) => `第 ${at} 条记录的时间早于前面的记录，又没有时钟回拨的标记，可能是插入的。`,
  cut_off_end: (at) => `第 ${at} 条记录有封存值而没有内容，末尾的记录可能被删除。`,
  seals_lost: (at) => `第 ${at} 条起的封存值与曾经封存到的位置不符，封存值可能被删除或重做。`,
}
