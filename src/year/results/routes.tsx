import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { carriesFiles } from "#src/door/body.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { Incomplete } from "#src/door/form.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { withFile } from "#src/door/with_file.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { resultPath, yearResultsPath } from "#src/paths.ts"
import { endingsTaken } from "#src/plans/intake/files/endings.ts"
import { LARGEST_TABLES } from "#src/plans/intake/reading/tables.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { resultPaper, resultPaperName } from "#views/papers/result.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { PreviewResults, ReadResults } from "#views/results/importing.tsx"
import { ResultRegisterPage } from "#views/results/list.tsx"
import { ResultPage } from "#views/results/result.tsx"
import { resultsFile } from "#views/results/sheet.ts"
import {
  BRING,
  bringable,
  pickedIn,
  READ,
  REMOVE,
  REVISE,
  register,
  TAKE_PAPER,
  taking,
  theKeepers,
  theResult,
  yearRead,
} from "./acts.ts"
import { Reading, rowsTyped } from "./input.ts"
import type { FoundResult, ResultsToBring } from "./queries.ts"
import { resultsIn } from "./reading.ts"
import type { ResultRow } from "./sheet_reading.ts"

type C = Context<Env>

const showReading = (c: C, found: ResultsToBring, flaws?: Flaws) =>
  page(
    c,
    { title: "导入学法述法成绩", status: flaws ? 422 : 200 },
    <ReadResults year={found.year.year} endings={endingsTaken(c.var.ports).tables} flaws={flaws} />,
  )

const showPreview = (c: C, found: ResultsToBring, rows: readonly ResultRow[], flaws?: Flaws) =>
  page(
    c,
    { title: "核对读到的成绩", wide: true, status: flaws ? 422 : 200 },
    <PreviewResults
      year={found.year.year}
      rows={rows}
      doubts={resultsIn(rows, yearRead(found)).map(({ doubts }) => doubts)}
      flaws={flaws}
    />,
  )

const filed = (file: "xlsx" | "csv") =>
  pressed(taking(file), {
    again: nothingTyped,
    shows: (c, { year, people }) => registerSent(c, resultsFile(year.year), people, file),
  })

/** 学法 and 述法 of a year, mounted below the years. */
export const yearResults = factory
  .createApp()
  .get("/:year{[0-9]+}/results", async (c) => {
    const found = await register(askedOf(c))
    if (!found) throw missing()
    return page(
      c,
      { title: `${found.year.year}年学法述法`, wide: true },
      <ResultRegisterPage found={found} picked={pickedIn(askedOf(c))} page={pageIn(c)} today={c.var.today} />,
    )
  })
  .get("/:year{[0-9]+}/results/reading", async (c) =>
    showReading(c, await reached({ find: bringable, may: theKeepers }, askedOf(c))),
  )
  .post(
    "/:year{[0-9]+}/results/reading",
    carriesFiles(LARGEST_TABLES),
    pressed(READ, {
      reads: withFile(Reading),
      again: showReading,
      shows: (c, found, _input, rows) => showPreview(c, found, rows),
    }),
  )
  .post(
    "/:year{[0-9]+}/results/bringing",
    pressed(BRING, {
      again: (c, found, flaws) => {
        const rows = rowsTyped(flaws.typed)
        if (rows.length === 0) throw new Incomplete()
        return showPreview(c, found, rows, flaws)
      },
      onward: ({ year }) => yearResultsPath(year.year),
    }),
  )
  .post("/:year{[0-9]+}/results.xlsx", filed("xlsx"))
  .post("/:year{[0-9]+}/results.csv", filed("csv"))

const show = (c: C, found: FoundResult, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: `${found.year.year}年述职学法用法情况`, status: flawed ? 422 : 200 },
    <ResultPage found={found} today={c.var.today} flawed={flawed} />,
  )

const onOne = (act: string) => (c: C, found: FoundResult, flaws: Flaws) => show(c, found, { ...flaws, act })

/** One person's. */
export const resultRoutes = factory
  .createApp()
  .get("/:result{[0-9]+}", async (c) => {
    const found = await theResult(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post(
    "/:result{[0-9]+}/paper",
    pressed(TAKE_PAPER, {
      again: nothingTyped,
      shows: (c, found) => {
        const paper = resultPaper(found, c.var.settings.organisation, c.var.today)
        return c.body(docxOf(paper), 200, download(resultPaperName(found), DOCX_TYPE))
      },
    }),
  )
  .post(
    "/:result{[0-9]+}/revision",
    pressed(REVISE, { again: onOne("revision"), onward: ({ result }) => resultPath(result.id) }),
  )
  .post(
    "/:result{[0-9]+}/removal",
    pressed(REMOVE, { again: onOne("removal"), onward: ({ year }) => yearResultsPath(year.year) }),
  )
