import type { Law } from "#db/schema.ts"

/** What whoever names a law has to know of it on a day. `revised`: it is in force, its newest text not yet. */
export type LawWarning =
  | { kind: "repealed"; on: string; successor: string }
  | { kind: "coming" | "revised"; on: string }

type Dated = Pick<Law, "effectiveOn" | "amendedOn" | "repealedOn" | "successor">

/** Whether a law is in force on a day: null, or why it is to be looked at again. */
export function lawWarning({ effectiveOn, amendedOn, repealedOn, successor }: Dated, today: string): LawWarning | null {
  if (repealedOn !== null && repealedOn <= today) return { kind: "repealed", on: repealedOn, successor }
  if (effectiveOn === null || effectiveOn <= today) return null
  return { kind: amendedOn === null ? "coming" : "revised", on: effectiveOn }
}
