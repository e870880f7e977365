import type { Context } from "hono"
import { askedOf, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { suggestionPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { ObservedPage, ObservingPage, UninvitedPage } from "#views/observing/observing.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { GIVE } from "./acts.ts"
import { type ObservedYear, observedDocument, observedYear } from "./queries.ts"

type C = Context<Env>

const show = (c: C, found: ObservedYear, flaws?: Flaws) =>
  page(
    c,
    { title: "外部监督", status: flaws ? 422 : 200 },
    <ObservingPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 外部监督: what they read, and what they suggest. */
export const observing = factory
  .createApp()
  .use(only("observer"))
  .get("/", async (c) => {
    const { database, actor, today } = c.var
    const asked = askedNumber(c, "year")
    const found = await observedYear(database, actor, asked, today)
    if (found) return show(c, found)
    if (asked !== null) throw missing()
    return page(c, { title: "外部监督" }, <UninvitedPage />)
  })
  .post(
    "/suggestions",
    pressed(GIVE, { again: show, onward: (_found, _input, _next, made) => suggestionPath(made ?? 0) }),
  )
  .get("/filings/:document{[0-9]+}", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await observedDocument(database, actor, number("document"))
    if (!found) throw missing()
    return page(c, { title: found.content.title }, <ObservedPage found={found} today={c.var.today} />)
  })
