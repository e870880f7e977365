import { daysBetween } from "#src/clock.ts"
import { type Kind, STYLES, styleOf } from "./styles.ts"

/*
 * A sheet of a workbook as SpreadsheetML, row by row, so that nobody has to hold all of it: what stands before its rows,
 * its rows, and what stands after them.
 */

/** Text stays text whatever it begins with; a number and a day are such. */
export type SheetCell = string | number | { readonly day: string }

export type SheetColumn = {
  readonly heading: string
  /** In characters. */
  readonly width: number
  /** Short words and figures stand in the middle. */
  readonly centred?: true
  readonly hidden?: true
  /** To be filled in by whoever gets the sheet: shown by its ground. */
  readonly filled?: boolean
  /** What may be filled in. */
  readonly choices?: readonly string[]
}

export type SheetRow = {
  readonly cells: readonly SheetCell[]
  /** By column, over how many rows from this one on its cell reaches; 0: it lies within such a one. */
  readonly spans?: readonly (readonly number[] | null)[]
  /** Of this row within `spans`. */
  readonly at?: number
  /** In points, as it is shown until somebody writes into the row; `keepsHeight`: also then. */
  readonly height?: number
  readonly keepsHeight?: boolean
}

export type Sheet = {
  readonly name: string
  /** Lines above the headings, the first of them the title. */
  readonly lines?: readonly string[]
  readonly columns: readonly SheetColumn[]
  /** So many columns stay in view beside the headings. */
  readonly frozen: number
  readonly paper: "A3" | "A4"
  /** Arrows at the headings, by which rows are picked. */
  readonly picks?: boolean
  /** Name by which a column is found again when its heading was changed: the last one. */
  readonly marks?: string
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const PAPER = { A3: 8, A4: 9 } as const
const TITLE_HEIGHT = 30
/** In points; no program draws a higher row. */
const MOST_HEIGHT = 409

/** How high a row is with so many lines of words, in points. */
export const heightOf = (lines: number): number => Math.min(MOST_HEIGHT, lines * 16 + 3)

/** About how many lines a text takes in a column: a Chinese character is as wide as two others. */
export function linesIn(text: string, width: number): number {
  if (text.length * 2 < width) return 1
  let lines = 0
  for (const line of text.split("\n")) {
    let wide = 0
    for (let i = 0; i < line.length; i++) wide += line.charCodeAt(i) > 0xff ? 2 : 1
    lines += Math.max(1, Math.ceil(wide / (width - 1)))
  }
  return lines
}

/** `A`, `AB`: of the column so many after the first. */
export function letters(column: number): string {
  const first = Math.floor(column / 26)
  return (first > 0 ? letters(first - 1) : "") + String.fromCharCode(65 + (column % 26))
}

const linesOf = ({ lines }: Sheet) => lines ?? []
/** The row of the headings, from 1. */
export const headRow = (sheet: Sheet): number => linesOf(sheet).length + 1
const lastColumn = ({ columns }: Sheet) => letters(columns.length - 1)
/** The last one that can be seen. */
const lastShown = ({ columns }: Sheet) => letters(columns.findLastIndex(({ hidden }) => !hidden))
/** From the headings to the last row. */
export const filledRange = (sheet: Sheet, rows: number, absolute = false): string => {
  const mark = absolute ? "$" : ""
  const place = (column: string, row: number) => `${mark}${column}${mark}${row}`
  return `${place("A", headRow(sheet))}:${place(lastColumn(sheet), headRow(sheet) + rows)}`
}

/** What spreadsheets and XML cannot take as it stands. */
const STRANGE = /[&<>\ufffe\uffff]|[^\P{Cc}\t\n]|_x[0-9A-Fa-f]{4}_/u
const OUTSIDE = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu

export const escaped = (text: string): string =>
  STRANGE.test(text)
    ? text
        .replaceAll("\r\n", "\n")
        .replaceAll("\r", "\n")
        .replace(OUTSIDE, "")
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
    : text

const textCell = (place: string, style: number, text: string): string => {
  if (text === "") return `<c r="${place}" s="${style}"/>`
  const keeps = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ""
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${keeps}>${escaped(text)}</t></is></c>`
}

function cellXml(place: string, cell: SheetCell, { filled, centred }: SheetColumn): string {
  const style = (kind: Kind) => styleOf(kind, filled === true)
  if (typeof cell === "string") return textCell(place, style(centred ? "centred" : "text"), cell)
  if (typeof cell === "number") return `<c r="${place}" s="${style("number")}"><v>${cell}</v></c>`
  return `<c r="${place}" s="${style("day")}"><v>${daysBetween("1899-12-30", cell.day)}</v></c>`
}

/** What stands before the rows: how it is looked at and printed, widths, the lines above, the headings. */
export function openingOf(sheet: Sheet): string {
  const { columns, frozen } = sheet
  const head = headRow(sheet)
  const columnOf = ({ width, hidden }: SheetColumn, i: number) =>
    `<col min="${i + 1}" max="${i + 1}" width="${width + 0.83}" style="${STYLES.text}"${hidden ? ' hidden="1"' : ""} customWidth="1"/>`
  const topLeft = `${letters(frozen)}${head + 1}`
  const pane = `<pane${frozen > 0 ? ` xSplit="${frozen}"` : ""} ySplit="${head}" topLeftCell="${topLeft}" activePane="${frozen > 0 ? "bottomRight" : "bottomLeft"}" state="frozen"/>`
  const line = (text: string, i: number) => {
    const style = i === 0 ? STYLES.title : STYLES.note
    const cells = columns.map((_, column) => textCell(`${letters(column)}${i + 1}`, style, column === 0 ? text : ""))
    return `<row r="${i + 1}" ht="${i === 0 ? TITLE_HEIGHT : heightOf(1)}" customHeight="1">${cells.join("")}</row>`
  }
  const high = heightOf(
    Math.max(...columns.map(({ heading, width, hidden }) => (hidden ? 1 : linesIn(heading, width)))),
  )
  const headings = columns.map(({ heading }, i) => textCell(`${letters(i)}${head}`, STYLES.head, heading))
  return [
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="${heightOf(1)}"/><cols>${columns.map(columnOf).join("")}</cols><sheetData>`,
    ...linesOf(sheet).map(line),
    `<row r="${head}" ht="${high}" customHeight="1">${headings.join("")}</row>`,
  ].join("")
}

/** Rows from one on (from 0, below the headings). */
export function rowsXml(sheet: Sheet, rows: readonly SheetRow[], from: number): string {
  const names = sheet.columns.map((_, i) => letters(i))
  let xml = ""
  for (const [i, { cells, height, keepsHeight }] of rows.entries()) {
    const place = headRow(sheet) + 1 + from + i
    xml += `<row r="${place}"${height ? ` ht="${height}"` : ""}${keepsHeight ? ' customHeight="1"' : ""}>`
    for (const [column, shape] of sheet.columns.entries()) {
      xml += cellXml(`${names[column]}${place}`, cells[column] ?? "", shape)
    }
    xml += "</row>"
  }
  return xml
}

/** Cells that are drawn together, of the rows from one on. */
export function mergesIn(sheet: Sheet, rows: readonly SheetRow[], from: number): string[] {
  return rows.flatMap(({ spans, at = 0 }, i) => {
    const row = headRow(sheet) + 1 + from + i
    return (spans ?? []).flatMap((span, column) => {
      const length = span?.[at] ?? 1
      return length > 1 ? [`${letters(column)}${row}:${letters(column)}${row + length - 1}`] : []
    })
  })
}

/** What stands after so many rows. */
export function closingOf(sheet: Sheet, rows: number, merges: readonly string[]): string {
  const all = [...linesOf(sheet).map((_, i) => `A${i + 1}:${lastShown(sheet)}${i + 1}`), ...merges]
  return [
    "</sheetData>",
    sheet.picks && rows > 0 ? `<autoFilter ref="${filledRange(sheet, rows)}"/>` : "",
    all.length > 0
      ? `<mergeCells count="${all.length}">${all.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`
      : "",
    choicesXml(sheet, rows),
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${PAPER[sheet.paper]}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>",
  ].join("")
}

/** 下拉 lists of the columns that have choices. */
function choicesXml(sheet: Sheet, rows: number): string {
  const lists = sheet.columns.flatMap(({ choices, filled }, i) => {
    if (!choices || !filled || rows === 0) return []
    const range = `${letters(i)}${headRow(sheet) + 1}:${letters(i)}${headRow(sheet) + rows}`
    const words = escaped(choices.join(","))
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从列表选择" error="请填写：${escaped(choices.join("或"))}" sqref="${range}"><formula1>"${words}"</formula1></dataValidation>`
  })
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>` : ""
}
