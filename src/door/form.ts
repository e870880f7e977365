import type { Context } from "hono"
import type * as z from "zod"
import type { Theirs } from "#src/drafting/draft.ts"
import type { DaysAsked } from "#src/office/calendar/day_told.ts"
import { LACKING } from "#src/office/typed/input.ts"
import { fromForm, type Problems, type Typed } from "#src/office/typed/spelling.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import type { Unfit } from "#src/refusal.ts"
import { bodyOf } from "./body.ts"

/**
 * A form that was not right: what was typed and what to do about it, field by field; or what is asked before it is taken.
 * `why` is there where a secret was tried: it was the wrong one, or too many were tried; `theirs` where another window has
 * saved a draft meanwhile.
 */
export type Flawed = {
  ok: false
  typed: Typed
  problems: Problems
  asks?: DaysAsked
  why?: Unfit["why"]
  theirs?: Theirs
}
export type Form<T> = { ok: true; data: T; typed: Typed } | Flawed

/** What was typed, with what is wrong with it that no schema can tell. */
export const flawed = (typed: Typed, problems: Problems, why?: Unfit["why"]): Flawed => ({
  ok: false,
  typed,
  problems,
  ...(why && { why }),
})

/** With which status a form comes back: too many tries are another thing than a wrong one. */
export const statusOf = ({ why }: Flawed): 422 | 429 => (why === "locked" ? 429 : 422)

/** What the page itself had put into the form did not come: without it nobody knows what the page has shown. */
export class Incomplete extends Error {
  override name = "Incomplete"
}

/**
 * Reads the posted form; `besides` stands in place of what was typed: a text that came as a file. Repeated fields arrive as
 * lists; files are left out (src/door/upload.ts). Where nothing is wrong but what the page itself should have brought,
 * there is no field to say it at: it is thrown.
 */
export async function read<S extends z.ZodType>(c: Context, schema: S, besides: Typed = {}): Promise<Form<z.infer<S>>> {
  const typed = { ...(await typedIn(c)), ...besides }
  const meant = fromForm(schema, typed)
  if (meant.ok) return { ok: true, data: meant.data, typed }
  if (
    Object.values(meant.problems)
      .flat()
      .every((message) => message === LACKING)
  )
    throw new Incomplete()
  return { ok: false, typed, problems: meant.problems }
}

/**
 * The text fields of the request's body, without what nobody can see; how much that was is told on the next page. The
 * body is read once, so this may be asked again by an error page.
 */
export async function typedIn(c: Context): Promise<Typed> {
  const { texts } = await bodyOf(c)
  let removed = 0
  const textOf = (name: string, value: string): string => {
    if (isPassword(name)) return value
    const clean = cleaned(value)
    removed += clean.removed
    return clean.text
  }
  const typed: Typed = {}
  for (const [name, value] of Object.entries(texts)) {
    typed[name] = Array.isArray(value) ? value.map((one) => textOf(name, one)) : textOf(name, value)
  }
  c.set("unseen", removed)
  return typed
}

/** Passwords count as they were typed. */
const isPassword = (name: string): boolean => /password/i.test(name)

/** What never comes back on a page. */
export const isSecret = (name: string): boolean => isPassword(name) || /secret/i.test(name)

/** The value of a field for putting it back into the form. */
export const typedText = (typed: Typed | undefined, field: string): string | undefined => {
  const value = typed?.[field]
  return Array.isArray(value) ? value[0] : value
}
