import type { Plan, SignedSheet } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"

/** Records what came on paper, and sees of whom nothing has come: the supervising office. */
export const mayRecord = (actor: Actor, plan: Pick<Plan, "supervisingUnitId">): boolean => supervises(actor, plan)

/** Recorded, and not taken back as a mistake. */
export const isReceived = (sheet: Pick<SignedSheet, "receivedOn"> | null): boolean => sheet?.receivedOn != null
