import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { publicationPath, releasePath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { PlanPublicationPage, WaitingReleasesPage, YearPublicationPage } from "#views/public/list.tsx"
import { PreparePage } from "#views/public/prepare.tsx"
import { ReleasePage } from "#views/public/release.tsx"
import {
  CHECK,
  DROP,
  type PlanPublication,
  PREPARE_ANNOUNCEMENT,
  PREPARE_APPRAISAL,
  PREPARE_CASE,
  PREPARE_LIST,
  PREPARE_PLAN,
  type Prepared,
  READ_PLAN,
  RELEASE,
  WITHDRAW,
} from "./acts.ts"
import { publishes } from "./policy.ts"
import { type FoundRelease, findRelease, publicationOfYear, releasesToSee } from "./queries.ts"

type C = Context<Env>

/** What would be prepared, as everybody would read it. */
const showPrepared = (c: C, found: Prepared, flaws?: Flaws) =>
  page(
    c,
    { title: "拟公布", status: flaws ? 422 : 200 },
    <PreparePage found={found} action={c.req.path} ended={c.req.query("ended") === "1"} />,
  )

const preparing = {
  again: showPrepared,
  onward: (_found: Prepared, _input: unknown, _next: string | null, made: { id: number; number: number } | null) =>
    made === null ? "/" : releasePath(made.id, made.number),
}

/** 公开 of a year, mounted below the years. */
export const yearPublication = factory
  .createApp()
  .get("/:year{[0-9]+}/publication", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await publicationOfYear(database, actor, number("year"), pageIn(c))
    if (!found) throw missing()
    return page(
      c,
      { title: `${found.year.year}年度公开` },
      <YearPublicationPage
        found={found}
        page={pageIn(c)}
        actor={actor}
        keeps={publishes(actor, found.year)}
        today={c.var.today}
      />,
    )
  })
  .get("/:year{[0-9]+}/publication/announcement", async (c) =>
    showPrepared(c, await reached(PREPARE_ANNOUNCEMENT, askedOf(c))),
  )
  .post("/:year{[0-9]+}/publication/announcement", pressed(PREPARE_ANNOUNCEMENT, preparing))
  .get("/:year{[0-9]+}/publication/lists/:unit{[0-9]+}", async (c) =>
    showPrepared(c, await reached(PREPARE_LIST, askedOf(c))),
  )
  .post("/:year{[0-9]+}/publication/lists/:unit{[0-9]+}", pressed(PREPARE_LIST, preparing))
  .get("/:year{[0-9]+}/publication/cases/:case{[0-9]+}", async (c) =>
    showPrepared(c, await reached(PREPARE_CASE, askedOf(c))),
  )
  .post("/:year{[0-9]+}/publication/cases/:case{[0-9]+}", pressed(PREPARE_CASE, preparing))

  .get("/:year{[0-9]+}/publication/appraisal", async (c) =>
    showPrepared(c, await reached(PREPARE_APPRAISAL, askedOf(c))),
  )
  .post("/:year{[0-9]+}/publication/appraisal", pressed(PREPARE_APPRAISAL, preparing))

/** 公开 of a plan, mounted below the plans. */
export const planPublication = factory
  .createApp()
  .get("/:plan{[0-9]+}/publication", async (c) => showPlan(c, await reached(READ_PLAN, askedOf(c))))
  .post(
    "/:plan{[0-9]+}/publication",
    pressed(PREPARE_PLAN, {
      again: showPlan,
      onward: ({ ids }, _input, _next, made) =>
        made === null ? publicationPath({ plan: ids.planId }) : releasePath(made.id, made.number),
    }),
  )

function showPlan(c: C, found: PlanPublication, flaws?: Flaws) {
  const { actor, today } = c.var
  return page(
    c,
    { title: `公开 · ${found.board.plan.title}`, status: flaws ? 422 : 200 },
    <PlanPublicationPage found={found} page={pageIn(c)} actor={actor} today={today} />,
  )
}

const show = (c: C, found: FoundRelease, act: string | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: found.version.title, status: flaws ? 422 : 200 },
    <ReleasePage found={found} actor={c.var.actor} today={c.var.today} flawed={act && flaws && { ...flaws, act }} />,
  )

/** The form of one act on the page of the version. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundRelease, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ release, version }: FoundRelease) => releasePath(release.id, version.number),
})

/** One version, from 拟公布 to 公布 and 撤下. */
export const releaseRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database } = c.var
    if (isAdministrator(actor)) throw missing()
    const found = await releasesToSee(database, actor, pageIn(c))
    return page(
      c,
      { title: "公开内容" },
      <WaitingReleasesPage found={found} page={pageIn(c)} actor={actor} today={c.var.today} />,
    )
  })
  .get("/:release{[0-9]+}/:number{[0-9]+}", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await findRelease(database, actor, number("release"), number("number"))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:release{[0-9]+}/:number{[0-9]+}/check", pressed(CHECK, onOne("check")))
  .post("/:release{[0-9]+}/:number{[0-9]+}/release", pressed(RELEASE, onOne("release")))
  .post("/:release{[0-9]+}/:number{[0-9]+}/dropping", pressed(DROP, onOne("dropping")))
  .post("/:release{[0-9]+}/:number{[0-9]+}/withdrawal", pressed(WITHDRAW, onOne("withdrawal")))
