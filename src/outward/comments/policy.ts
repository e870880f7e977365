import type { Comment } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { publishes } from "#src/outward/public/policy.ts"

/** Two pairs of eyes: who answered does not decide that everybody reads it. */
export const mayShow = (
  actor: Actor,
  of: { officeId: number },
  { answeredById }: Pick<Comment, "answeredById">,
): boolean => publishes(actor, of) && actor.id !== answeredById
