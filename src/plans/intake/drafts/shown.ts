import * as z from "zod"
import { DEADLINES, ROLES } from "#db/schema.ts"
import type { Review } from "./review.ts"

/** A draft as others are shown it: its words with every unit by the name of the directory. */
export type ShownDocument = z.infer<typeof ShownDocument>
export type ShownTask = ShownDocument["tasks"][number]

const ShownDocument = z.object({
  preamble: z.string().nullable(),
  closing: z.string().nullable(),
  tasks: z.array(
    z.object({
      /** In the draft, where it stays the same whatever is corrected. */
      id: z.number(),
      ordinal: z.number(),
      label: z.string(),
      section: z.string().nullable(),
      text: z.string(),
      deadline: z.object({ kind: z.enum(DEADLINES), text: z.string().nullable(), dueBy: z.string().nullable() }),
      /** Null: a unit that the directory does not have yet. */
      units: z.array(z.object({ unitId: z.number().nullable(), name: z.string(), role: z.enum(ROLES) })),
    }),
  ),
})

/** A document as it was kept. */
export const keptDocument = (kept: unknown): ShownDocument => ShownDocument.parse(kept)

type Reading = { plan: { preamble: string | null; closing: string | null } }

export function documentOf(
  { plan, parts }: Review,
  { plan: read }: Reading,
  directory: readonly { id: number; name: string }[],
): ShownDocument {
  const names = new Map(directory.map(({ id, name }) => [id, name]))
  const headings = new Map(plan.sections.map(({ id, text }) => [id, text]))
  return {
    preamble: read.preamble,
    closing: read.closing,
    tasks: plan.tasks.map(({ id, label, section, text, deadline }, i) => ({
      id,
      ordinal: i + 1,
      label,
      section: section === null ? null : (headings.get(section) ?? null),
      text,
      deadline,
      units: (parts.get(id) ?? []).map(({ unit, name, role }) => ({
        unitId: typeof unit === "number" ? unit : null,
        name: typeof unit === "number" ? (names.get(unit) ?? name) : name,
        role,
      })),
    })),
  }
}
