import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { carriesFiles } from "#src/door/body.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { withFile } from "#src/door/with_file.ts"
import { standardPath } from "#src/paths.ts"
import { endingsTaken } from "#src/plans/intake/files/endings.ts"
import { LARGEST_TABLES } from "#src/plans/intake/reading/tables.ts"
import { missing } from "#src/refusal.ts"
import { EnteringStandard, ReadingStandard, StandardPage } from "#views/appraisals/standard.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { ensureKeeps } from "./commands.ts"
import { Reading } from "./input.ts"
import type { StandardRead } from "./sheet_reading.ts"
import { bringable, CHANGE, ENTER, NEXT_EDITION, OPEN, READ, theStandard } from "./standard_acts.ts"
import type { FoundStandard, YearToBring } from "./standard_queries.ts"

type C = Context<Env>

const showReading = (c: C, { year }: YearToBring, flaws?: Flaws) =>
  page(
    c,
    { title: "导入评估标准", status: flaws ? 422 : 200 },
    <ReadingStandard year={year.year} endings={endingsTaken(c.var.ports).tables} flaws={flaws} />,
  )

const showEntering = (c: C, { year }: YearToBring, read: StandardRead, flaws?: Flaws) =>
  page(
    c,
    { title: "核对评估标准", status: flaws ? 422 : 200 },
    <EnteringStandard year={year.year} read={read} flaws={flaws} />,
  )

const NOTHING_READ: StandardRead = { text: "", findings: [] }

/** 评估标准 that are brought into a year, mounted below the years. */
export const yearStandards = factory
  .createApp()
  .get("/:year{[0-9]+}/standards/reading", async (c) =>
    showReading(c, await reached({ find: bringable, may: ensureKeeps }, askedOf(c))),
  )
  .post(
    "/:year{[0-9]+}/standards/reading",
    carriesFiles(LARGEST_TABLES),
    pressed(READ, {
      reads: withFile(Reading),
      again: showReading,
      shows: (c, found, _input, read) => showEntering(c, found, read),
    }),
  )
  .get("/:year{[0-9]+}/standards/new", async (c) =>
    showEntering(c, await reached({ find: bringable, may: ensureKeeps }, askedOf(c)), NOTHING_READ),
  )
  .post(
    "/:year{[0-9]+}/standards",
    pressed(ENTER, {
      again: (c, found, flaws) => showEntering(c, found, NOTHING_READ, flaws),
      onward: (_found, _input, _next, id) => standardPath(id ?? 0),
    }),
  )

const show = (c: C, found: FoundStandard, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: found.standard.title, wide: true, status: flawed ? 422 : 200 },
    <StandardPage found={found} flawed={flawed} />,
  )

const onOne = (act: string) => ({
  again: (c: C, found: FoundStandard, flaws: Flaws) => show(c, found, { ...flaws, act }),
  onward: ({ standard }: FoundStandard) => standardPath(standard.id),
})

/** One of them. */
export const standardRoutes = factory
  .createApp()
  .get("/:standard{[0-9]+}", async (c) => {
    const found = await theStandard(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:standard{[0-9]+}", pressed(CHANGE, onOne("change")))
  .post("/:standard{[0-9]+}/opening", pressed(OPEN, onOne("opening")))
  .post(
    "/:standard{[0-9]+}/edition",
    pressed(NEXT_EDITION, { again: nothingTyped, onward: (_found, _input, _next, id) => standardPath(id ?? 0) }),
  )
