import { strToU8, zipSync } from "fflate"

/** The name under which the template is offered. */
export const TEMPLATE_NAME = "分工方案模板.xlsx"
export const TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/** Headings of the template with the width of their columns in characters. */
const COLUMNS: [string, number][] = [
  ["序号", 6],
  ["部分", 18],
  ["任务", 50],
  ["牵头单位", 18],
  ["责任单位", 24],
  ["配合单位", 24],
  ["完成时限", 16],
  ["备注", 20],
]

/** One row that shows how cells are filled: several units parted by 、 and a time as a document prints it. */
const EXAMPLE = [
  "1",
  "一、健全工作机制",
  "制定年度工作计划，明确目标和责任人员。",
  "办公室",
  "人事处、财务处",
  "各直属单位",
  "2026年12月底前",
  "示例，填写时请替换本行",
]

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

/** Zip stores no date before 1980; a fixed one makes the same bytes every time. */
const MADE_ON = new Date(2026, 0, 1)

/** The workbook that offices fill in and this importer reads. Every cell is text, so that no program changes it. */
export function templateXlsx(): Uint8Array {
  const parts = {
    "[Content_Types].xml": contentTypes(),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="任务分工" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ["worksheet", "worksheets/sheet1.xml"],
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": styles(),
    "xl/worksheets/sheet1.xml": sheet([COLUMNS.map(([heading]) => heading), EXAMPLE]),
  }
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(XML + xml)])
  return zipSync(Object.fromEntries(files), { mtime: MADE_ON })
}

function contentTypes(): string {
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`
}

function relationships(targets: [string, string][]): string {
  const entries = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${entries.join("")}</Relationships>`
}

/** Style 1 is the heading, style 2 a cell whose words wrap; both are text, format 49. */
function styles(): string {
  const wrapped = (font: number) =>
    `<xf numFmtId="49" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
  return `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${wrapped(1)}${wrapped(0)}</cellXfs></styleSheet>`
}

function sheet(rows: string[][]): string {
  const columns = COLUMNS.map(([, width], i) => {
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="2" customWidth="1"/>`
  })
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const view = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
  return `<worksheet xmlns="${MAIN}">${view}<cols>${columns.join("")}</cols><sheetData>${rows.map(row).join("")}</sheetData></worksheet>`
}

function row(cells: string[], place: number): string {
  const written = cells.map((text, column) => {
    const reference = String.fromCharCode(65 + column) + (place + 1)
    return `<c r="${reference}" s="${place === 0 ? 1 : 2}" t="inlineStr"><is><t>${text}</t></is></c>`
  })
  return `<row r="${place + 1}">${written.join("")}</row>`
}
