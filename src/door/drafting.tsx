import type { Context } from "hono"
import type { Child } from "hono/jsx"
import { DraftConflict, type Theirs } from "#src/drafting/draft.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { DraftClash, SavedDraft, Unsaved } from "#views/drafting/draft.tsx"
import type { Env } from "./env.ts"
import { isPartial } from "./respond.tsx"

/** What the other window saved, as it stands in a form that comes back. */
export const clashShown = (c: Context<Env>, revision: number, theirs: Theirs) => (
  <DraftClash revision={revision} theirs={theirs} today={c.var.today} />
)

/**
 * Saves a draft by way of `save`, which resolves with its new revision. A page that saves while one types is answered at
 * once, also that another window has saved something else; for a form that was sent whole only the clash comes back.
 */
export async function savedIn(
  c: Context<Env>,
  revision: number,
  save: () => Promise<number>,
): Promise<{ answer?: Response; clash?: Child }> {
  try {
    const next = await save()
    if (!isPartial(c)) return {}
    const { now, today, unseen } = c.var
    return { answer: await c.html(<SavedDraft revision={next} at={now} today={today} unseen={unseen} />) }
  } catch (error) {
    if (!(error instanceof DraftConflict)) throw error
    const clash = clashShown(c, revision, error.current)
    return isPartial(c) ? { answer: await c.html(clash, 409) } : { clash }
  }
}

/** Of a page that saves while one types: what it sent is no draft yet. */
export const unsaved = (c: Context<Env>, problems: Problems) =>
  c.html(<Unsaved problem={Object.values(problems).flat()[0]} />, 422)
