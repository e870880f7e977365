import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { carriesFiles } from "#src/door/body.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { Incomplete } from "#src/door/form.ts"
import { askedNumber, numberIn, pageNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { withFile } from "#src/door/with_file.ts"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE, workbook } from "#src/office/spreadsheets/workbook.ts"
import { idOf } from "#src/office/typed/input.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { dutiesPath, dutyPath } from "#src/paths.ts"
import { endingsTaken } from "#src/plans/intake/files/endings.ts"
import { LARGEST_TABLES } from "#src/plans/intake/reading/tables.ts"
import { missing } from "#src/refusal.ts"
import { DutyComparison } from "#views/duties/comparison.tsx"
import { DutyPage } from "#views/duties/duty.tsx"
import { EnterDuty } from "#views/duties/entering.tsx"
import { PreviewDuties, ReadDuties } from "#views/duties/importing.tsx"
import { DutiesPage } from "#views/duties/register.tsx"
import { fileNameOf, sheetCsv, sheetOf, sheetRows } from "#views/duties/sheet.ts"
import { dutiesPaper, dutiesPaperName } from "#views/papers/duties.ts"
import { type Flaws, firstTyped } from "#views/parts/fields.tsx"
import { brief } from "#views/words.ts"
import {
  ADOPT,
  BRING,
  CARRY,
  DROP,
  duty,
  ENTER,
  MOVE,
  PLACE,
  READ,
  RESTORE,
  REVISE,
  STRIKE,
  TAKE_CSV,
  TAKE_PAPER,
  TAKE_XLSX,
  theUnits,
  yearAsked,
} from "./acts.ts"
import { filedLists } from "./comparing_queries.ts"
import { Reading, rowsTyped } from "./input.ts"
import { dutyFilterIn } from "./lists.ts"
import { type DutyChoices, dutyRegister, type FoundDuty, type WholeRegister } from "./queries.ts"
import type { ListRead } from "./sheet_reading.ts"

type C = Context<Env>

const showEntering = (c: C, found: DutyChoices, flaws?: Flaws) =>
  page(
    c,
    { title: "添加清单事项", status: flaws ? 422 : 200 },
    <EnterDuty found={found} unit={askedNumber(c, "unit")} today={c.var.today} flaws={flaws} />,
  )

const asWorkbook = (c: C, found: WholeRegister) =>
  c.body(workbook(sheetOf(found), sheetRows(found)), 200, download(`${fileNameOf(found)}.xlsx`, WORKBOOK_TYPE))

const asText = (c: C, found: WholeRegister) =>
  c.body(sheetCsv(found), 200, download(`${fileNameOf(found)}.csv`, CSV_TYPE))

const showReading = (c: C, found: DutyChoices, flaws?: Flaws) =>
  page(
    c,
    { title: "导入责任清单", status: flaws ? 422 : 200 },
    <ReadDuties found={found} unit={askedNumber(c, "unit")} endings={endingsTaken(c.var.ports).tables} flaws={flaws} />,
  )

const showPreview = (c: C, found: DutyChoices, unit: number, read: ListRead, flaws?: Flaws) =>
  page(
    c,
    { title: "核对读到的清单", status: flaws ? 422 : 200 },
    <PreviewDuties found={found} unit={unit} read={read} flaws={flaws} />,
  )

/** 责任清单 of a year, mounted below the years. */
export const yearDuties = factory
  .createApp()
  .get("/:year{[0-9]+}/duties", async (c) => {
    const { database, actor, today } = c.var
    const asked = { year: numberIn(c, "year"), filter: dutyFilterIn(c.req.query()), page: pageNumber(c) }
    const register = await dutyRegister(database, actor, asked, today)
    if (!register) throw missing()
    return page(
      c,
      { title: `${asked.year}年普法责任清单`, wide: true },
      <DutiesPage register={register} asked={asked} today={today} />,
    )
  })
  .get("/:year{[0-9]+}/duties/new", async (c) =>
    showEntering(c, await reached({ find: yearAsked, may: theUnits }, askedOf(c))),
  )
  .post(
    "/:year{[0-9]+}/duties",
    pressed(ENTER, {
      again: showEntering,
      onward: ({ choices }, { unit }) => dutiesPath(choices.year, { unit }),
    }),
  )
  .post(
    "/:year{[0-9]+}/duties/carrying",
    pressed(CARRY, {
      again: nothingTyped,
      onward: ({ choices }, { unit }) => dutiesPath(choices.year, { unit }),
    }),
  )
  .get("/:year{[0-9]+}/duties/reading", async (c) =>
    showReading(c, await reached({ find: yearAsked, may: theUnits }, askedOf(c))),
  )
  .post(
    "/:year{[0-9]+}/duties/reading",
    carriesFiles(LARGEST_TABLES),
    pressed(READ, {
      reads: withFile(Reading),
      again: showReading,
      shows: (c, found, { unit }, read) => showPreview(c, found, unit, read),
    }),
  )
  .post(
    "/:year{[0-9]+}/duties/bringing",
    pressed(BRING, {
      again: (c, found, flaws) => {
        const rows = rowsTyped(flaws.typed)
        if (rows.length === 0) throw new Incomplete()
        return showPreview(c, found, idOf(firstTyped(flaws, "unit") ?? ""), { rows, left: [] }, flaws)
      },
      onward: ({ choices }, { unit }) => dutiesPath(choices.year, { unit }),
    }),
  )
  .post("/:year{[0-9]+}/duties.xlsx", pressed(TAKE_XLSX, { again: nothingTyped, shows: asWorkbook }))
  .post(
    "/:year{[0-9]+}/duties/:unit{[0-9]+}/paper",
    pressed(TAKE_PAPER, {
      again: nothingTyped,
      shows: (c, { found }, _input, unit) => {
        const { settings, today } = c.var
        const paper = dutiesPaper({ found, unit, organisation: settings.organisation, today })
        return c.body(docxOf(paper), 200, download(dutiesPaperName(unit, found), DOCX_TYPE))
      },
    }),
  )
  .get("/:year{[0-9]+}/duties/:unit{[0-9]+}/comparison", async (c) => {
    const { database, actor, today } = c.var
    const [from = "", to = ""] = [c.req.query("from"), c.req.query("to")]
    const found = await filedLists(database, actor, numberIn(c, "unit"), [from, to])
    if (!found) throw missing()
    return page(
      c,
      { title: `清单比较 · ${found.unit.shortName}`, wide: true },
      <DutyComparison found={found} year={numberIn(c, "year")} today={today} />,
    )
  })
  .post("/:year{[0-9]+}/duties.csv", pressed(TAKE_CSV, { again: nothingTyped, shows: asText }))

const show = (c: C, found: FoundDuty, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: brief(found.text.content, 24), status: flawed ? 422 : 200 },
    <DutyPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

/** The form of one act on the page of the item. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundDuty, flaws: Flaws) => show(c, found, { ...flaws, act }),
  onward: ({ duty }: FoundDuty) => dutyPath(duty.id),
})

/** One 清单事项. */
export const dutyPages = factory
  .createApp()
  .get("/:duty{[0-9]+}", async (c) => {
    const found = await duty(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:duty{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:duty{[0-9]+}/striking", pressed(STRIKE, onOne("striking")))
  .post("/:duty{[0-9]+}/restoring", pressed(RESTORE, { ...onOne("restoring"), again: nothingTyped }))
  .post(
    "/:duty{[0-9]+}/moving",
    pressed(MOVE, {
      again: nothingTyped,
      onward: ({ duty: { id, year, unitId } }) => `${dutiesPath(year, { unit: unitId })}#duty-${id}`,
    }),
  )
  .post("/:duty{[0-9]+}/adoption", pressed(ADOPT, onOne("adoption")))
  .post("/:duty{[0-9]+}/placing", pressed(PLACE, onOne("placing")))
  .post("/:duty{[0-9]+}/dropping", pressed(DROP, { ...onOne("dropping"), again: nothingTyped }))
