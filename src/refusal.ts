import type { HOUSE } from "./capabilities.ts"
import type { RefusalOf } from "./trail/about.ts"

type Told = Extract<(typeof HOUSE)[number], { about: unknown }>["about"]

/** Why an act is refused: each capability names its own. Thrown with its facts; the capability's words make a sentence of it. */
export type RefusalCode = RefusalOf<Told>

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

/**
 * What was given does not fit, told at the fields where it was given. Of a secret also why: it is the `wrong` one, or too
 * many were tried and none is looked at for a while (`locked`), or it is the right one and its time is over (`lapsed`).
 */
export class Unfit extends Error {
  override name = "Unfit"
  constructor(
    readonly problems: Record<string, string[] | undefined>,
    readonly why?: "wrong" | "locked" | "lapsed",
  ) {
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
