import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { askedNumber } from "#src/door/params.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { draftRulePath, yearRulesPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { RuleRegisterPage } from "#views/rules/list.tsx"
import { RulePage } from "#views/rules/rule.tsx"
import { rulesFile } from "#views/rules/sheet.ts"
import { CONSULT, ENACT, EXEMPT, EXPLAIN, OPEN, register, STOP, TAKE_CSV, TAKE_XLSX, TELL, theDraft } from "./acts.ts"
import type { FoundRule, RuleRegister, RulesToTake } from "./queries.ts"
import type { DraftRuleMove } from "./workflow.ts"

type C = Context<Env>

const showRegister = (c: C, found: RuleRegister, flaws?: Flaws) =>
  page(
    c,
    { title: `${found.year.year}年法规规章草案`, status: flaws ? 422 : 200 },
    <RuleRegisterPage found={found} unit={askedNumber(c, "unit")} page={pageIn(c)} today={c.var.today} flaws={flaws} />,
  )

const takenAs = (kind: "xlsx" | "csv") => ({
  again: nothingTyped,
  shows: (c: C, found: RulesToTake) => registerSent(c, rulesFile(found, c.var.today), found.rules, kind),
})

/** 法规规章草案 of a year, mounted below the years. */
export const yearRules = factory
  .createApp()
  .get("/:year{[0-9]+}/rules", async (c) => {
    const found = await register(askedOf(c))
    if (!found) throw missing()
    return showRegister(c, found)
  })
  .post(
    "/:year{[0-9]+}/rules",
    pressed(OPEN, {
      again: showRegister,
      onward: ({ year }, _input, _next, made) => (made === null ? yearRulesPath(year.year) : draftRulePath(made)),
    }),
  )
  .post("/:year{[0-9]+}/rules.xlsx", pressed(TAKE_XLSX, takenAs("xlsx")))
  .post("/:year{[0-9]+}/rules.csv", pressed(TAKE_CSV, takenAs("csv")))

const show = (c: C, found: FoundRule, act: DraftRuleMove | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: found.rule.title, status: flaws ? 422 : 200 },
    <RulePage found={found} actor={c.var.actor} today={c.var.today} flawed={flaws && act ? { ...flaws, act } : null} />,
  )

/** The form of one act on the page of the draft rule, which also shows what was done. */
const onOne = (act: DraftRuleMove) => ({
  again: (c: C, found: FoundRule, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ rule }: FoundRule) => draftRulePath(rule.id),
})

export const ruleRoutes = factory
  .createApp()
  .get("/:rule{[0-9]+}", async (c) => {
    const found = await theDraft(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:rule{[0-9]+}/consultation", pressed(CONSULT, onOne("consult")))
  .post("/:rule{[0-9]+}/telling", pressed(TELL, onOne("tell")))
  .post("/:rule{[0-9]+}/exemption", pressed(EXEMPT, onOne("exempt")))
  .post("/:rule{[0-9]+}/enactment", pressed(ENACT, onOne("enact")))
  .post("/:rule{[0-9]+}/explanation", pressed(EXPLAIN, onOne("explain")))
  .post("/:rule{[0-9]+}/stopping", pressed(STOP, onOne("stop")))
