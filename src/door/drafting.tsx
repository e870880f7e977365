import type { Context } from "hono"
import { DraftClash, type DraftFlaws, SavedDraft, Unsaved } from "#views/drafting/draft.tsx"
import type { Pages } from "./act.ts"
import type { Env } from "./env.ts"
import { type Flawed, typedText } from "./form.ts"
import { isPartial } from "./respond.tsx"

type C = Context<Env>

/**
 * The form of a draft. A page that saves while one types is answered at once with how far it is saved, also that another
 * window has saved something else; a form that was sent whole is one like any other.
 */
export const typing = <Found, Input>(browser: Pages<Found, Input>): Pages<Found, Input> => ({
  ...browser,
  again: (c, found, flaws) => (isPartial(c) ? unsaved(c, flaws) : browser.again(c, found, flaws)),
  done: async (c, did) => {
    if (!isPartial(c)) return (await browser.done?.(c, did)) ?? null
    const { now, today, unseen } = c.var
    return c.html(<SavedDraft revision={did.made ?? 0} at={now} today={today} unseen={unseen} />)
  },
})

/** What it sent is no draft yet. */
function unsaved(c: C, flaws: Flawed) {
  const clash = clashIn(c, flaws)
  if (clash) return c.html(clash, 409)
  return c.html(<Unsaved problem={Object.values(flaws.problems).flat()[0]} />, 422)
}

const clashIn = (c: C, { typed, theirs }: Flawed) =>
  theirs && <DraftClash revision={Number(typedText(typed, "revision"))} theirs={theirs} today={c.var.today} />

/** A form that comes back; after a clash of two tabs with what the other one saved, and `sentence` above it. */
export function withClash(c: C, flaws: Flawed, sentence: string): DraftFlaws {
  const clash = clashIn(c, flaws)
  return clash ? { ...flaws, problems: { "": [sentence], ...flaws.problems }, clash } : flaws
}
