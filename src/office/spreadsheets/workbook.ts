import { zipSync } from "fflate"
import { zipOf } from "./packing.ts"
import {
  closingOf,
  escaped,
  filledRange,
  headRow,
  letters,
  mergesIn,
  openingOf,
  rowsXml,
  type Sheet,
  type SheetRow,
} from "./sheet.ts"
import { stylesXml } from "./styles.ts"

/* A workbook of one sheet, whole or in pieces: the package around it, by ECMA-376. */

export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
const SHEET = "xl/worksheets/sheet1.xml"

/** Zip stores no date before 1980; a fixed one makes the same bytes every time. */
const MADE_ON = new Date(2026, 0, 1)

const encoder = new TextEncoder()
const encoded = (xml: string) => encoder.encode(xml)

/** What stands beside the sheet, of which the number of rows is known. */
const partsOf = (sheet: Sheet, rows: number): Record<string, string> => ({
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/${SHEET}" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${quoted(sheet.name)}" sheetId="1" r:id="rId1"/></sheets><definedNames>${namesIn(sheet, rows)}</definedNames></workbook>`,
  "xl/_rels/workbook.xml.rels": relationships([
    ["worksheet", "worksheets/sheet1.xml"],
    ["styles", "styles.xml"],
  ]),
  "xl/styles.xml": stylesXml(),
})

const quoted = (text: string) => escaped(text).replaceAll('"', "&quot;")

function relationships(targets: [string, string][]): string {
  const entries = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${entries.join("")}</Relationships>`
}

/** The headings stand on every printed page; the rows that are picked from; the column with the marks. */
function namesIn(sheet: Sheet, rows: number): string {
  const within = `'${quoted(sheet.name.replaceAll("'", "''"))}'!`
  const head = headRow(sheet)
  const last = letters(sheet.columns.length - 1)
  const name = (attributes: string, range: string) => `<definedName ${attributes}>${within}${range}</definedName>`
  return [
    sheet.picks && rows > 0
      ? name('name="_xlnm._FilterDatabase" localSheetId="0" hidden="1"', filledRange(sheet, rows, true))
      : "",
    name('name="_xlnm.Print_Titles" localSheetId="0"', `$${head}:$${head}`),
    sheet.marks ? name(`name="${sheet.marks}" hidden="1"`, `$${last}$${head}:$${last}$${head + rows}`) : "",
  ].join("")
}

/** The whole of a small workbook. */
export function workbook(sheet: Sheet, rows: readonly SheetRow[]): Uint8Array<ArrayBuffer> {
  const xml = openingOf(sheet) + rowsXml(sheet, rows, 0) + closingOf(sheet, rows.length, mergesIn(sheet, rows, 0))
  const parts = Object.entries({ ...partsOf(sheet, rows.length), [SHEET]: xml })
  return new Uint8Array(
    zipSync(Object.fromEntries(parts.map(([name, part]) => [name, encoded(XML + part)])), { mtime: MADE_ON }),
  )
}

/** A workbook piece by piece, as its rows come. Of its rows none is kept; of the merged cells their places are. */
export const workbookInPieces = (
  sheet: Sheet,
  groups: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<Uint8Array> => {
  let count = 0
  async function* rows() {
    const merges: string[] = []
    yield encoded(XML + openingOf(sheet))
    for await (const group of groups) {
      yield encoded(rowsXml(sheet, group, count))
      merges.push(...mergesIn(sheet, group, count))
      count += group.length
    }
    yield encoded(closingOf(sheet, count, merges))
  }
  async function* parts() {
    yield { name: SHEET, pieces: rows() }
    for (const [name, xml] of Object.entries(partsOf(sheet, count))) yield { name, pieces: [encoded(XML + xml)] }
  }
  return zipOf(parts())
}
