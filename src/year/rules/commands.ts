import type { Database } from "#db/database.ts"
import { type DraftRule, type DraftRuleKind, draftRules } from "#db/schema.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { entersFor } from "#src/year/years/policy.ts"
import { type FoundRule, MOST_TAKEN, type RuleRegister } from "./queries.ts"
import { canMove, type DraftRuleMove, MOVES, nextOf } from "./workflow.ts"

const ACTION_OF: Record<DraftRuleMove, Action> = {
  consult: "draft_rule_consulted",
  tell: "draft_rule_told",
  exempt: "draft_rule_exempted",
  enact: "draft_rule_enacted",
  explain: "draft_rule_explained",
  stop: "draft_rule_stopped",
}

type Found = Pick<FoundRule, "rule">

export function ensureEnters(actor: By["actor"], { rule }: Found) {
  if (!entersFor(actor, rule.unitId)) throw forbidden()
}

/** 登记 of a draft rule. Resolves with its id. */
export async function openRule(
  database: Database,
  { year, entered }: Pick<RuleRegister, "year" | "entered">,
  { unitId, kind, title }: { unitId: number; kind: DraftRuleKind; title: string },
  by: By,
): Promise<number> {
  const unit = entered.find(({ id }) => id === unitId)
  if (!unit || !entersFor(by.actor, unitId)) throw forbidden()
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: "draft_rule_opened",
        subject: nextSubject("draft_rule", draftRules),
        version: 1,
        particulars: { to: "drafting", year: year.year, unit: unit.name, title },
      },
    ],
    [
      database.db
        .insert(draftRules)
        .values({
          year: year.year,
          unitId,
          kind,
          title,
          state: "drafting",
          openedById: by.actor.id,
          openedAt: by.at,
        })
        .returning({ id: draftRules.id }),
    ],
  )
  if (!made) throw new Error("a draft rule without a row")
  return made.id
}

/** What each move writes down beside the state. */
export type Written = Partial<
  Pick<
    DraftRule,
    | "consultFrom"
    | "consultUntil"
    | "consultAddress"
    | "toldOn"
    | "opinions"
    | "taken"
    | "toldAddress"
    | "exemptWhy"
    | "docNumber"
    | "enactedOn"
    | "explainedOn"
    | "explainedAddress"
    | "stoppedWhy"
  >
>

/** One move of one draft rule, with what it writes down; `particulars`: how the trail tells it. */
export async function moveRule(
  database: Database,
  { rule }: Found,
  move: DraftRuleMove,
  written: Written,
  particulars: Record<string, unknown>,
  by: By,
) {
  ensureEnters(by.actor, { rule })
  if (!canMove(rule.state, move)) throw conflict("wrong_state", { state: rule.state, noun: "draft_rule" })
  const { to } = MOVES[move]
  const after = { ...rule, ...written, state: to }
  const event = {
    action: ACTION_OF[move],
    subject: `draft_rule:${rule.id}`,
    particulars: { from: rule.state, to, ...particulars },
  }
  const doneOn = nextOf(after) === null ? by.today : null
  const { act, change } = step(database, draftRules, rule, event, { ...written, state: to, doneOn })
  await record(database, by, [act], [change])
}

/** The register goes out as a file: who took it stands in the trail. */
export async function noteRulesTaken(
  database: Database,
  taken: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) {
  if (taken.rows > MOST_TAKEN) throw conflict("rules_too_many", { most: String(MOST_TAKEN) })
  await recordOnce(database, by, { action: "draft_rules_taken", subject: "draft_rule_register", particulars: taken })
}
