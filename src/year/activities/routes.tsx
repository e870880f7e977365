import type { Context } from "hono"
import { yearOf } from "#src/clock.ts"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download, streamOf } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { evidenceAlone } from "#src/door/evidence.ts"
import { askedNumber, numberIn, pageNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { unitsOf } from "#src/office/people/actor.ts"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE, workbookInPieces } from "#src/office/spreadsheets/workbook.ts"
import { activitiesPath, activityPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { ActivityEvidence, ActivityPage } from "#views/activities/activity.tsx"
import { EnterActivity } from "#views/activities/entering.tsx"
import { FiguresPage } from "#views/activities/figures.tsx"
import { ActivitiesPage } from "#views/activities/ledger.tsx"
import { ListsPage } from "#views/activities/lists.tsx"
import { csvOf, fileNameOf, sheetOf, sheetRowsOf } from "#views/activities/sheet.ts"
import { type Flaws, firstTyped } from "#views/parts/fields.tsx"
import {
  ATTACH,
  activity,
  CANCEL,
  DISCARD,
  EFFECT,
  ENTER,
  EVIDENCE,
  enterable,
  HOLD,
  LIST,
  mayEnterSome,
  REVISE,
  TAKE_CSV,
  TAKE_XLSX,
  TELL,
  theOffice,
  yearAsked,
} from "./acts.ts"
import type { YearChoices } from "./choices_queries.ts"
import { yearFigures } from "./figures_queries.ts"
import { filterOf } from "./filter.ts"
import { overlooksYear } from "./policy.ts"
import { activityLedger, type FoundActivity } from "./queries.ts"

type C = Context<Env>

/** 活动台账 of a year, mounted below the years. */
export const yearActivities = factory
  .createApp()
  .get("/:year{[0-9]+}/activities", async (c) => {
    const { database, actor, today } = c.var
    const filter = filterOf(c.req.query())
    const asked = { year: numberIn(c, "year"), filter, page: pageNumber(c) }
    const ledger = await activityLedger(database, actor, asked, unitsOf(actor, "liaison", "head"))
    if (!ledger) throw missing()
    return page(
      c,
      { title: `${asked.year}年活动台账`, wide: true },
      <ActivitiesPage
        ledger={ledger}
        filter={filter}
        page={asked.page}
        overlooks={overlooksYear(actor, ledger.choices)}
        actor={actor}
        today={today}
      />,
    )
  })
  .post(
    "/:year{[0-9]+}/activities.xlsx",
    pressed(TAKE_XLSX, {
      again: nothingTyped,
      shows: (c, found, _, groups) => {
        const pieces = workbookInPieces(sheetOf(found), sheetRowsOf(groups))
        return c.body(streamOf(pieces), 200, download(`${fileNameOf(found)}.xlsx`, WORKBOOK_TYPE))
      },
    }),
  )
  .post(
    "/:year{[0-9]+}/activities.csv",
    pressed(TAKE_CSV, {
      again: nothingTyped,
      shows: (c, found, _, groups) =>
        c.body(streamOf(csvOf(groups)), 200, download(`${fileNameOf(found)}.csv`, CSV_TYPE)),
    }),
  )
  .get("/:year{[0-9]+}/activities/figures", async (c) => {
    const figures = await yearFigures(c.var.database, c.var.actor, numberIn(c, "year"))
    if (!figures) throw missing()
    return page(c, { title: `${figures.choices.year}年活动统计` }, <FiguresPage figures={figures} />)
  })
  .get("/:year{[0-9]+}/activities/lists", async (c) =>
    showLists(c, await reached({ find: yearAsked, may: theOffice }, askedOf(c))),
  )
  .post(
    "/:year{[0-9]+}/activities/lists",
    pressed(LIST, { again: showLists, onward: ({ year }) => activitiesPath(year) }),
  )

function showLists(c: C, year: YearChoices, flaws?: Flaws) {
  return page(c, { title: "活动形式和标签", status: flaws ? 422 : 200 }, <ListsPage year={year} flaws={flaws} />)
}

/** The year that the typed day falls in, else the one that is asked for, else today's, else the newest in which one may enter. */
function yearShown(c: C, years: readonly YearChoices[], flaws?: Flaws): YearChoices {
  const mine = years.filter(({ own }) => own.length > 0)
  const wanted = [yearOf(firstTyped(flaws, "fromOn") ?? ""), askedNumber(c, "year"), yearOf(c.var.today)]
  const found = wanted.map((year) => mine.find((one) => one.year === year)).find(Boolean) ?? mine.at(-1)
  if (!found) throw missing()
  return found
}

const showEntering = (c: C, years: YearChoices[], flaws?: Flaws) =>
  page(
    c,
    { title: "登记活动", status: flaws ? 422 : 200 },
    <EnterActivity
      year={yearShown(c, years, flaws)}
      own={unitsOf(c.var.actor, "liaison", "head")}
      day={askedNumber(c, "day")}
      today={c.var.today}
      flaws={flaws}
    />,
  )

const show = (c: C, found: FoundActivity, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: found.activity.title, status: flawed ? 422 : 200 },
    <ActivityPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

/** The form of one act on the page of the activity. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundActivity, flaws: Flaws) => show(c, found, { ...flaws, act }),
  onward: ({ activity }: FoundActivity) => activityPath(activity.id),
})

const attached = evidenceAlone({
  brought: EVIDENCE,
  shown: (_c, found: FoundActivity, flaws) => <ActivityEvidence found={found} flaws={flaws} />,
  again: (c, found, flaws) => show(c, found, { ...flaws, act: "attachments" }),
  onward: ({ activity }) => activityPath(activity.id),
})

/** One activity, from its entering on. */
export const activities = factory
  .createApp()
  .get("/new", async (c) => showEntering(c, await reached({ find: enterable, may: mayEnterSome }, askedOf(c))))
  .post("/", pressed(ENTER, { again: showEntering, onward: (_found, _input, _next, made) => activityPath(made ?? 0) }))
  .get("/:activity{[0-9]+}", async (c) => {
    const found = await activity(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:activity{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:activity{[0-9]+}/holding", pressed(HOLD, onOne("holding")))
  .post("/:activity{[0-9]+}/cancellation", pressed(CANCEL, onOne("cancellation")))
  .post("/:activity{[0-9]+}/discarding", pressed(DISCARD, onOne("discarding")))
  .post("/:activity{[0-9]+}/effect", pressed(EFFECT, onOne("effect")))
  .post("/:activity{[0-9]+}/telling", pressed(TELL, onOne("telling")))
  .post("/:activity{[0-9]+}/attachments", carriesEvidence, pressed(ATTACH, attached))
