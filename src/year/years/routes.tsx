import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { askedNumber, numberIn, pageNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { CSV_TYPE, csvFile } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE, workbook } from "#src/office/spreadsheets/workbook.ts"
import { bodyPath, yearPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { AddBodies } from "#views/years/adding.tsx"
import { BodiesPage } from "#views/years/bodies.tsx"
import { BodyPage } from "#views/years/body.tsx"
import { YearsPage } from "#views/years/list.tsx"
import { OpenYear } from "#views/years/open.tsx"
import { registerName, registerRows, registerSheet } from "#views/years/register.ts"
import { ADD, bodyAsked, LEAVE, NAME, OPEN, type Opens, REJOIN, SET, TAKE_CSV, TAKE_XLSX } from "./acts.ts"
import { bodyViewIn } from "./bodies.ts"
import { bodiesOfYear, type FoundBody, type FoundOutside, type WholeRegister, yearsSeen } from "./queries.ts"

type C = Context<Env>

const showOpening = (c: C, found: Opens, flaws?: Flaws) =>
  page(
    c,
    { title: "设立年度", status: flaws ? 422 : 200 },
    <OpenYear found={found} today={c.var.today} flaws={flaws} set={askedNumber(c, "set")} />,
  )

const showAdding = (c: C, found: FoundOutside, flaws?: Flaws) =>
  page(
    c,
    { title: `${found.year.year}年度增加责任单位`, status: flaws ? 422 : 200 },
    <AddBodies found={found} flaws={flaws} set={askedNumber(c, "set")} />,
  )

const showBody = (c: C, found: FoundBody, flaws?: Flaws, act?: "leaving") =>
  page(
    c,
    { title: `${found.unit.name} ${found.year.year}年度`, status: flaws ? 422 : 200 },
    <BodyPage found={found} actor={c.var.actor} today={c.var.today} flaws={flaws} act={act} />,
  )

const changed = { again: showBody, onward: ({ year }: FoundBody) => yearPath(year.year) }

const asWorkbook = (c: C, found: WholeRegister) =>
  c.body(
    workbook(registerSheet(found, c.var.today), registerRows(found)),
    200,
    download(`${registerName(found)}.xlsx`, WORKBOOK_TYPE),
  )

function asText(c: C, found: WholeRegister) {
  const { columns } = registerSheet(found, c.var.today)
  const rows = registerRows(found).map(({ cells }) => cells.map((cell) => (typeof cell === "object" ? cell.day : cell)))
  return c.body(
    csvFile([columns.map(({ heading }) => heading), ...rows]),
    200,
    download(`${registerName(found)}.csv`, CSV_TYPE),
  )
}

/** 普法年度 and its 责任单位. */
export const yearPages = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database } = c.var
    if (isAdministrator(actor)) throw missing()
    return page(c, { title: "普法" }, <YearsPage years={await yearsSeen(database, actor)} actor={actor} />)
  })
  .get("/new", async (c) => showOpening(c, await reached(OPEN, askedOf(c))))
  .post("/", pressed(OPEN, { again: showOpening, onward: (_found, _input, _next, made) => yearPath(made ?? 0) }))
  .get("/:year{[0-9]+}", async (c) => {
    const { actor, database, today } = c.var
    const asked = { year: numberIn(c, "year"), view: bodyViewIn(c.req.query("view")), page: pageNumber(c) }
    const found = await bodiesOfYear(database, actor, asked)
    if (!found) throw missing()
    return page(
      c,
      { title: `${asked.year}年度责任单位`, wide: true },
      <BodiesPage found={found} asked={asked} actor={actor} today={today} />,
    )
  })
  .post("/:year{[0-9]+}/bodies.xlsx", pressed(TAKE_XLSX, { again: nothingTyped, shows: asWorkbook }))
  .post("/:year{[0-9]+}/bodies.csv", pressed(TAKE_CSV, { again: nothingTyped, shows: asText }))
  .get("/:year{[0-9]+}/bodies/new", async (c) => showAdding(c, await reached(ADD, askedOf(c))))
  .post("/:year{[0-9]+}/bodies", pressed(ADD, { again: showAdding, onward: ({ year }) => yearPath(year.year) }))

/** One 责任单位 of a year. */
export const bodyPages = factory
  .createApp()
  .get("/:body{[0-9]+}", async (c) => {
    const found = await bodyAsked(askedOf(c))
    if (!found) throw missing()
    return showBody(c, found)
  })
  .post("/:body{[0-9]+}", pressed(SET, changed))
  .post("/:body{[0-9]+}/naming", pressed(NAME, changed))
  .post(
    "/:body{[0-9]+}/leaving",
    pressed(LEAVE, {
      again: (c, found, flaws) => showBody(c, found, flaws, "leaving"),
      onward: ({ year }) => yearPath(year.year, "", { view: "left" }),
    }),
  )
  .post("/:body{[0-9]+}/rejoining", pressed(REJOIN, { again: nothingTyped, onward: ({ body }) => bodyPath(body.id) }))
