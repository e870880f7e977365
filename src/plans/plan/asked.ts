import type { Context } from "hono"
import type { Reading } from "#src/board/queries.ts"
import type { Asked } from "#src/door/act.ts"
import type { Env } from "#src/door/env.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { numberAsked } from "#src/office/typed/figures.ts"

/** The plan's running number in the address. */
export const planIn = (c: Context): number => numberAsked(c.req.param("plan")) ?? 0

/** The page of a list in the address, from 1. */
export const pageIn = (c: Context): number => Math.max(1, numberAsked(c.req.query("page")) ?? 1)

export const readingOf = (c: Context<Env>): Reading & { settings: Settings } => {
  const { now, today, calendar, settings } = c.var
  return { now, today, calendar, settings }
}

/** The same for an act. */
export const readingAs = ({ by, today, calendar, settings }: Asked): Reading & { settings: Settings } => ({
  now: by.at,
  today,
  calendar,
  settings,
})
