export const CSV_TYPE = "text/csv; charset=utf-8"

/** A spreadsheet takes such a beginning for a formula, also in full width. One that is guarded already is guarded once more. */
const FORMULA = /^'*[\s]*[=+\-@\t\r\0＝＋－﹣＠]/u

/** One cell by RFC 4180; what a spreadsheet could run is made text by a quote in front. */
export function csvCell(value: string | number): string {
  const text = typeof value === "number" ? String(value) : FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a cell means that was guarded so. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text

/** The mark by which Excel knows UTF-8; it stands once, at the beginning. */
export const MARK_OF_UTF8 = "\uFEFF"

export const csvRows = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")

/** A whole file. */
export const csvFile = (rows: readonly (readonly (string | number)[])[]): string => MARK_OF_UTF8 + csvRows(rows)
