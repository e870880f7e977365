import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { keyDaysPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { KeyDaysPage } from "#views/key_days/days.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { ADD, END, keyDaysAsked, setsSome } from "./acts.ts"
import type { FoundKeyDays } from "./queries.ts"

const show = (c: Context<Env>, found: FoundKeyDays, flaws?: Flaws) =>
  page(
    c,
    { title: `${found.choices.year}年普法节点`, status: flaws ? 422 : 200 },
    <KeyDaysPage
      found={found}
      actor={c.var.actor}
      sets={setsSome(c.var.actor, found)}
      rule={c.req.query("rule") ?? null}
      today={c.var.today}
      flaws={flaws}
    />,
  )

/** 普法节点 of a year, mounted below the years. */
export const yearKeyDays = factory
  .createApp()
  .get("/:year{[0-9]+}/days", async (c) => {
    const found = await keyDaysAsked(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:year{[0-9]+}/days", pressed(ADD, { again: show, onward: ({ choices }) => keyDaysPath(choices.year) }))
  .post(
    "/:year{[0-9]+}/days/:day{[0-9]+}/ending",
    pressed(END, { again: nothingTyped, onward: ({ choices }) => keyDaysPath(choices.year) }),
  )
