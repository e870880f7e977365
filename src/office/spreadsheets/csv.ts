/** A spreadsheet takes such a beginning for a formula, also in full width. */
const FORMULA = /^[\s]*[=+\-@\t\r\0＝＋－﹣＠]/u

/** One cell by RFC 4180; what a spreadsheet could run is made text by a quote in front. */
export function csvCell(value: string | number): string {
  const text = typeof value === "number" ? String(value) : FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A whole file, with the mark by which Excel knows UTF-8. */
export const csvFile = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`
