import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { resourcePath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { ResourceRegisterPage } from "#views/resources/list.tsx"
import { ResourcePage } from "#views/resources/resource.tsx"
import { resourcesFile } from "#views/resources/sheet.ts"
import { END, ENTER, pickedIn, RESUME, REVISE, register, taking, theResource } from "./acts.ts"
import type { FoundResource, ResourceRegister } from "./queries.ts"

type C = Context<Env>

const showRegister = (c: C, found: ResourceRegister, flaws?: Flaws) =>
  page(
    c,
    { title: `${found.year.year}年普法资源`, wide: true, status: flaws ? 422 : 200 },
    <ResourceRegisterPage
      found={found}
      picked={pickedIn(askedOf(c).query)}
      enters={c.req.query("enter") === "1"}
      page={pageIn(c)}
      flaws={flaws}
    />,
  )

/** 普法资源 of a year's units, mounted below the years. */
export const yearResources = factory
  .createApp()
  .get("/:year{[0-9]+}/resources", async (c) => {
    const found = await register(askedOf(c))
    if (!found) throw missing()
    return showRegister(c, found)
  })
  .post(
    "/:year{[0-9]+}/resources",
    pressed(ENTER, { again: showRegister, onward: (_found, _input, _next, made) => resourcePath(made ?? 0) }),
  )
  .post("/:year{[0-9]+}/resources.xlsx", taken("xlsx"))
  .post("/:year{[0-9]+}/resources.csv", taken("csv"))

function taken(file: "xlsx" | "csv") {
  return pressed(taking(file), {
    again: nothingTyped,
    shows: (c, { year, rows }) => registerSent(c, resourcesFile(year.year), rows, file),
  })
}

const show = (c: C, found: FoundResource, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: found.resource.name, status: flawed ? 422 : 200 },
    <ResourcePage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

const onOne = (act: string) => ({
  again: (c: C, found: FoundResource, flaws: Flaws) => show(c, found, { ...flaws, act }),
  onward: ({ resource }: FoundResource) => resourcePath(resource.id),
})

/** One of them. */
export const resourceRoutes = factory
  .createApp()
  .get("/:resource{[0-9]+}", async (c) => {
    const found = await theResource(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:resource{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:resource{[0-9]+}/ending", pressed(END, onOne("ending")))
  .post("/:resource{[0-9]+}/resuming", pressed(RESUME, onOne("resuming")))
