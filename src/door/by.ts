import type { PostKind } from "#db/schema.ts"
import { actingAs } from "#src/office/people/actor.ts"
import type { By } from "#src/trail/record.ts"
import type { Variables } from "./env.ts"

/**
 * Who asks, and when, as every command wants to know it. Recorded as all their posts; with `post` as that one alone, where
 * only it makes the act possible.
 */
export const by = ({ var: { actor, now, today } }: Asked, post?: PostKind): By => ({
  actor,
  at: now,
  today,
  ...(post && { as: actingAs(actor, post) }),
})

type Asked = { var: Pick<Variables, "actor" | "now" | "today"> }
