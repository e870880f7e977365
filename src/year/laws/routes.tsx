import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { pageNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { lawsPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { LawForm, LawPage } from "#views/laws/law.tsx"
import { LawsPage } from "#views/laws/list.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { ADD, BRING, CHANGE, lawAsked } from "./acts.ts"
import { lawFilterIn } from "./lists.ts"
import { lawsListed, type PickedLaw } from "./queries.ts"

type C = Context<Env>
type Found = NonNullable<Awaited<ReturnType<typeof lawAsked>>>

const showAdding = (c: C, _laws: PickedLaw[], flaws?: Flaws) =>
  page(c, { title: "添加法律法规", status: flaws ? 422 : 200 }, <LawForm law={null} flaws={flaws} />)

const showLaw = (c: C, found: Found, flaws?: Flaws) =>
  page(
    c,
    { title: found.law.title, status: flaws ? 422 : 200 },
    <LawPage law={found.law} actor={c.var.actor} today={c.var.today} flaws={flaws} />,
  )

/** 法律法规: what is taught, with its days. */
export const lawPages = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const filter = lawFilterIn(c.req.query())
    const number = pageNumber(c)
    const list = await lawsListed(database, filter, number, today)
    return page(
      c,
      { title: "法律法规" },
      <LawsPage list={list} filter={filter} page={number} actor={actor} today={today} />,
    )
  })
  .get("/new", async (c) => showAdding(c, await reached(ADD, askedOf(c))))
  .post("/", pressed(ADD, { again: showAdding, onward: () => lawsPath() }))
  .post("/common", pressed(BRING, { again: nothingTyped, onward: () => lawsPath() }))
  .get("/:law{[0-9]+}", async (c) => {
    const found = await lawAsked(askedOf(c))
    if (!found) throw missing()
    return showLaw(c, found)
  })
  .post("/:law{[0-9]+}", pressed(CHANGE, { again: showLaw, onward: () => lawsPath() }))
