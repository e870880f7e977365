import type { Context } from "hono"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE } from "#src/office/spreadsheets/workbook.ts"
import { csvOf, type RegisterFile, workbookOf } from "#views/parts/register_file.ts"
import { download } from "./download.ts"

/** A register as it is downloaded. */
export const registerSent = <Row>(c: Context, file: RegisterFile<Row>, rows: readonly Row[], kind: "xlsx" | "csv") =>
  kind === "xlsx"
    ? c.body(workbookOf(file, rows), 200, download(`${file.title}.xlsx`, WORKBOOK_TYPE))
    : c.body(csvOf(file, rows), 200, download(`${file.title}.csv`, CSV_TYPE))
