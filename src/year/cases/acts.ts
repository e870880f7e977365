import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { forbidden } from "#src/refusal.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { numberProblem } from "#views/cases/words.ts"
import { pickedIn } from "./asked.ts"
import {
  approveCase,
  checkCase,
  collectCase,
  discardCase,
  ensureChecks,
  ensureDecides,
  ensurePublishes,
  ensureWrites,
  noteCopy,
  noteRegisterTaken,
  publishCase,
  recallCase,
  retractCase,
  returnCase,
  saveCase,
  setRule,
  takeStep,
} from "./commands.ts"
import { doubtKey, doubtsIn, numbersIn } from "./identifiers.ts"
import {
  Checking,
  Collecting,
  Publishing,
  Reporting,
  Retracting,
  Returning,
  Saving,
  SettingRule,
  Stepping,
  Taking,
  Versioned,
} from "./input.ts"
import {
  type CasesToTake,
  casesToTake,
  type FoundCase,
  findCase,
  type YearToRule,
  yearToCollect,
  yearToRule,
} from "./queries.ts"
import { type CaseText, EMPTY } from "./text.ts"
import type { Step } from "./workflow.ts"

/* 案例: collected and written by a unit, judged and published by the year's office. The pages are in routes.tsx. */

const theCase = ({ database, actor, number }: Asked) => findCase(database, actor, number("case"))

const version = ({ one }: FoundCase) => one.version

const theUnit = (actor: Actor, found: FoundCase) => ensureWrites(actor, found)

const toCollect = ({ database, actor, number }: Asked) => yearToCollect(database, actor, number("year"))

/** At each part, what keeps it from being kept. */
function numberProblems(text: CaseText): Problems | null {
  const problems: Problems = {}
  for (const one of numbersIn(text)) problems[one.part] = [...(problems[one.part] ?? []), numberProblem(one)]
  return Object.keys(problems).length > 0 ? problems : null
}

/** 收集. */
export const COLLECT = act({
  find: toCollect,
  may: (_actor, { units }) => {
    if (units.length === 0) throw forbidden()
  },
  input: Collecting,
  fits: (_asked, { units }, { unit, title }) =>
    units.some(({ id }) => id === unit) ? numberProblems({ ...EMPTY, title }) : { unit: ["请选择单位"] },
  does: async ({ database, by }, found, { unit: unitId, kind, title }) => ({
    said: "case_collected",
    made: await collectCase(database, found, { unitId, kind, title }, by),
  }),
})

const upon = ({ revision, overwrite }: { revision: number; overwrite?: number | undefined }) => overwrite ?? revision

const wordsIn = (typed: CaseText): CaseText => ({
  title: typed.title,
  keywords: typed.keywords,
  gist: typed.gist,
  laws: typed.laws,
  facts: typed.facts,
  result: typed.result,
  reasoning: typed.reasoning,
})

/** The case as it is being written; `made` is its new revision. */
export const SAVE = act({
  find: theCase,
  may: theUnit,
  input: Saving,
  does: async ({ database, by }, found, typed) => ({
    said: "draft_saved",
    made: await saveCase(database, found, wordsIn(typed), upon(typed), by),
  }),
})

const stepping = (name: Exclude<Step, "report">, said: "case_edited" | "case_studied") =>
  act({
    find: theCase,
    may: theUnit,
    input: Stepping,
    fits: (_asked, _found, typed) => numberProblems(wordsIn(typed)),
    version,
    does: async ({ database, by }, found, typed) => {
      await takeStep(database, found, name, wordsIn(typed), upon(typed), by)
      return said
    },
  })

export const EDIT = stepping("edit", "case_edited")
export const STUDY = stepping("study", "case_studied")

/** 报送. */
export const REPORT = act({
  find: theCase,
  may: theUnit,
  input: Reporting,
  fits: (_asked, _found, typed) => numberProblems(wordsIn(typed)),
  version,
  does: async ({ database, by }, found, typed) => {
    await takeStep(database, found, "report", wordsIn(typed), upon(typed), by)
    return "case_reported"
  },
})

export const RECALL = act({
  find: theCase,
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await recallCase(database, found, by)
    return "case_recalled"
  },
})

export const DISCARD = act({
  find: theCase,
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await discardCase(database, found, by)
    return "case_discarded"
  },
})

export const APPROVE = act({
  find: theCase,
  may: ensureDecides,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await approveCase(database, found, by)
    return "case_approved"
  },
})

export const RETURN = act({
  find: theCase,
  may: ensureDecides,
  input: Returning,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await returnCase(database, found, remark, by)
    return "case_returned"
  },
})

const UNREAD = "请逐处核对标出的疑似姓名和长数字，确认不能识别到人后勾选"

/** 脱敏核签. */
export const CHECK = act({
  find: theCase,
  may: ensureChecks,
  input: Checking,
  fits: (_asked, { latest }, { cleared }) =>
    doubtsIn(latest.text).every((doubt) => cleared.includes(doubtKey(doubt))) ? null : { cleared: [UNREAD] },
  version,
  does: async ({ database, by }, found, { cleared }) => {
    await checkCase(database, found, cleared, by)
    return "case_checked"
  },
})

/** 发布. */
export const PUBLISH = act({
  find: theCase,
  may: ensurePublishes,
  input: Publishing,
  fits: ({ today }, _found, { publishedOn }) =>
    publishedOn > today ? { publishedOn: ["发布日期不能晚于今天"] } : null,
  version,
  does: async ({ database, by }, found, { version: _, ...publication }) => {
    await publishCase(database, found, publication, by)
    return "case_published"
  },
})

/** 撤回 of what is out. */
export const RETRACT = act({
  find: theCase,
  may: (actor, { year }) => {
    if (!keepsYear(actor, year)) throw forbidden()
  },
  input: Retracting,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await retractCase(database, found, remark, by)
    return "case_retracted"
  },
})

/** 下载: the trail says who took it, and in which state. */
export const TAKE = act({
  find: theCase,
  may: () => undefined,
  input: Taking,
  does: async ({ database, by }, found) => {
    await noteCopy(database, found, by)
    return { said: null, made: found.latest.text }
  },
})

const toTake = ({ database, actor, number, query }: Asked) =>
  casesToTake(database, actor, number("year"), pickedIn(Object.fromEntries(query)))

const taking = (file: "xlsx" | "csv") =>
  act({
    find: toTake,
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found: CasesToTake) => {
      await noteRegisterTaken(database, { year: found.year.year, file, rows: found.cases.length }, by)
      return { said: null, made: found.cases }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")

export const theRule = ({ database, actor, number }: Asked) => yearToRule(database, actor, number("year"))

export function theYearsOffice(actor: Actor, { year }: Pick<YearToRule, "year">) {
  if (!keepsYear(actor, year)) throw forbidden()
}

export const SET_RULE = act({
  find: theRule,
  may: theYearsOffice,
  input: SettingRule,
  version: ({ rule }) => rule.version,
  does: async ({ database, by }, found, { target }) => {
    await setRule(database, found, { target }, by)
    return "case_rule_set"
  },
})
