/** Why an act is refused. Rules and commands throw a code with its facts; views/labels.ts turns it into a sentence. */
export type RefusalCode =
  | "not_found"
  | "not_yours"
  | "wrong_state"
  | "plan_ended"
  | "post_ended"
  | "draft_submitted"
  | "consultation_over"
  | "consultation_open"
  | "opinion_changed"
  | "draft_not_submitted"
  | "draft_changed"
  | "no_plan_approver"
  | "plan_running"
  | "plan_reported_on"
  | "still_open"
  | "continuing"
  | "claim_judged"
  | "own_report"
  | "own_unit"
  | "own_proposal"
  | "no_confirmer"
  | "proposal_open"
  | "nothing_to_send"
  | "nothing_before"
  | "words_written"
  | "answer_expected"
  | "already_sent"
  | "evidence_gone"
  | "all_sent"
  | "already_answered"
  | "evidence_missing"
  | "cut_off"
  | "round_ahead"
  | "sheet_received"
  | "no_sheet"
  | "not_opened"
  | "duplicate_unit"
  | "round_open"
  | "round_name_taken"
  | "already_listed"
  | "all_reported"
  | "not_silent"
  | "last_of_its_kind"
  | "exclusive_post"
  | "own_grant"
  | "own_account"
  | "duplicate_post"
  | "unit_needed"
  | "unit_forbidden"
  | "ends_before_it_begins"
  | "stand_in_without_end"
  | "begins_in_the_past"
  | "post_is_over"
  | "handover_open"
  | "reset_open"
  | "reset_not_yours"
  | "reset_needs_second"
  | "nobody_to_confirm"
  | "not_in_use"
  | "own_successor"
  | "already_set_up"
  | "too_many_attempts"
  | "lock_gone"
  | "clock_runs"
  | "nobody_addressed"
  | "no_approver"
  | "own_draft"
  | "due_in_the_past"
  | "unit_ended"
  | "head_answers"
  | "nothing_to_extend"
  | "asked_too_late"
  | "extension_open"
  | "nothing_inspected"
  | "redraw_reason"
  | "team_of_two"
  | "not_on_the_team"
  | "not_all_found"
  | "own_finding"
  | "objection_possible"
  | "objection_too_late"
  | "took_part"
  | "links_off"
  | "others_verdict"
  | "undo_too_late"
  | "undo_followed"
  | "own_stage"
  | "not_cut_off"
  | "others_cut_off"
  | "undo_cut_off_too_late"
  | "cut_off_followed"
  | "too_many_phrases"
  | "same_phrase"
  | "part_at_rest"
  | "nobody_below"
  | "breakdown_moved"
  | "breakdown_reported"
  | "nothing_owed_below"
  | "nothing_to_take_up"
  | "taken_up"

/** `forbidden`: seen, but not yours to do. `missing`: does not exist for you. `conflict`: not in this state. */
export type RefusalKind = "forbidden" | "missing" | "conflict"

export class Refusal extends Error {
  override name = "Refusal"
  constructor(
    readonly kind: RefusalKind,
    readonly code: RefusalCode,
    readonly facts: Record<string, string> = {},
  ) {
    super(code)
  }
}

/** What was given does not fit, told at the fields where it was given. */
export class Unfit extends Error {
  override name = "Unfit"
  constructor(readonly problems: Record<string, string[] | undefined>) {
    super("unfit")
  }
}

/** For a command: nothing is done with what does not fit. Null: it fits. */
export function ensureFits(problems: Unfit["problems"] | null) {
  if (problems) throw new Unfit(problems)
}

/** Nobody is signed in, or no longer. */
export class SignedOut extends Error {
  override name = "SignedOut"
}

export const missing = () => new Refusal("missing", "not_found")
export const forbidden = (code: RefusalCode = "not_yours", facts: Record<string, string> = {}) =>
  new Refusal("forbidden", code, facts)
export const conflict = (code: RefusalCode = "wrong_state", facts: Record<string, string> = {}) =>
  new Refusal("conflict", code, facts)
