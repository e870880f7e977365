import { type Asked, act } from "#src/door/act.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { forbidden } from "#src/refusal.ts"
import { ensureEnters, moveRule, noteRulesTaken, openRule } from "./commands.ts"
import { isShort } from "./days.ts"
import { Consulting, Enacting, Exempting, Explaining, Opening, Stopping, Taking, Telling } from "./input.ts"
import { type FoundRule, findRule, rulesOfYear, rulesToTake } from "./queries.ts"

/* 法规规章草案: told by the unit that drafts them. The pages are in routes.tsx. */

/** The register of the year in the address. */
export const register = ({ database, actor, number, query, asks }: Asked) =>
  rulesOfYear(database, actor, number("year"), { unit: asks("unit"), page: numberAsked(query.get("page") ?? "") || 1 })

export const OPEN = act({
  find: register,
  may: (_actor, { entered }) => {
    if (entered.length === 0) throw forbidden()
  },
  input: Opening,
  fits: (_asked, { entered }, { unit }) => (entered.some(({ id }) => id === unit) ? null : { unit: ["请选择单位"] }),
  does: async ({ database, by }, found, { unit: unitId, kind, title }) => ({
    said: "draft_rule_opened",
    made: await openRule(database, found, { unitId, kind, title }, by),
  }),
})

export const theDraft = ({ database, actor, number }: Asked) => findRule(database, actor, number("rule"))

const ofUnit = { find: theDraft, may: ensureEnters, version: ({ rule }: FoundRule) => rule.version }

/** A day that is told as past lies not ahead, nor before what it follows. */
function dayProblem(
  field: string,
  on: string,
  { today, after }: { today: string; after: string | null },
): Problems | null {
  if (on > today) return { [field]: ["日期不能晚于今天"] }
  if (after !== null && on < after) return { [field]: [`日期不能早于${after}`] }
  return null
}

export const CONSULT = act({
  ...ofUnit,
  input: Consulting,
  does: async ({ database, by }, found, { version: _, ...written }) => {
    await moveRule(database, found, "consult", written, written, by)
    return isShort(written) ? "draft_rule_short" : "draft_rule_consulted"
  },
})

export const TELL = act({
  ...ofUnit,
  input: Telling,
  fits: ({ today }, { rule }, { toldOn }) => dayProblem("toldOn", toldOn, { today, after: rule.consultFrom }),
  does: async ({ database, by }, found, { version: _, ...written }) => {
    await moveRule(database, found, "tell", written, written, by)
    return "draft_rule_told"
  },
})

export const EXEMPT = act({
  ...ofUnit,
  input: Exempting,
  does: async ({ database, by }, found, { remark }) => {
    await moveRule(database, found, "exempt", { exemptWhy: remark }, { remark }, by)
    return "draft_rule_exempted"
  },
})

export const STOP = act({
  ...ofUnit,
  input: Stopping,
  does: async ({ database, by }, found, { remark }) => {
    await moveRule(database, found, "stop", { stoppedWhy: remark }, { remark }, by)
    return "draft_rule_stopped"
  },
})

export const ENACT = act({
  ...ofUnit,
  input: Enacting,
  fits: ({ today }, { rule }, { enactedOn }) => dayProblem("enactedOn", enactedOn, { today, after: rule.consultFrom }),
  does: async ({ database, by }, found, { version: _, ...written }) => {
    await moveRule(database, found, "enact", written, written, by)
    return "draft_rule_enacted"
  },
})

export const EXPLAIN = act({
  ...ofUnit,
  input: Explaining,
  fits: ({ today }, { rule }, { explainedOn }) =>
    dayProblem("explainedOn", explainedOn, { today, after: rule.enactedOn }),
  does: async ({ database, by }, found, { version: _, ...written }) => {
    await moveRule(database, found, "explain", written, written, by)
    return "draft_rule_explained"
  },
})

const taking = (file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number, asks }: Asked) => rulesToTake(database, actor, number("year"), asks("unit")),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      await noteRulesTaken(database, { year: found.year.year, file, rows: found.rules.length }, by)
      return { said: null, made: found.rules.length }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
