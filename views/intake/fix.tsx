import type { Child } from "hono/jsx"
import { draftActPath } from "#src/paths.ts"
import type { CorrectionKind } from "#src/plans/intake/drafts/corrections.ts"

/** Of which draft, and of which state of it, the page was made. */
export type Made = { key: string; revision: number }

type FixProps = {
  made: Made
  kind: CorrectionKind | "same_units" | "same_role" | "match_all"
  fields?: Record<string, string | number>
  id: string
  class?: string
  label?: string
  children: Child
}

export const Hidden = ({ made, fields = {} }: { made: Made; fields?: Record<string, string | number> }) => (
  <>
    <input type="hidden" name="revision" value={made.revision} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
  </>
)

/** A correction that takes one click. */
export const Fix = ({ made, kind, fields, id, class: name, label, children }: FixProps) => (
  <form method="post" action={draftActPath(made.key, "corrections")} class="fix" id={`${id}-form`}>
    <Hidden made={made} fields={{ kind, ...fields }} />
    <button type="submit" class={name} id={id} aria-label={label}>
      {children}
    </button>
  </form>
)
