import type { Plan, ReleaseVersion } from "#db/schema.ts"
import { type Actor, holds } from "#src/office/people/actor.ts"

/** A supervisor of the office whose release it is: prepares, checks, releases and withdraws. */
export const publishes = (actor: Actor, { officeId }: { officeId: number }): boolean =>
  !actor.link && holds(actor, "supervisor", officeId)

/** Two pairs of eyes: who prepared it does not check it. */
export const mayCheck = (
  actor: Actor,
  of: { officeId: number },
  { preparedById }: Pick<ReleaseVersion, "preparedById">,
): boolean => publishes(actor, of) && actor.id !== preparedById

/** `isPublicPlan` of scope.ts as a rule. */
export const isPublicPlan = ({ handling, state }: Pick<Plan, "handling" | "state">): boolean =>
  handling === "public" && (state === "issued" || state === "archived")
