import { strToU8, zipSync } from "fflate"

/** Builds Word and Excel files by hand, as small as they can be: every test says in XML what it is about. */
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
const S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

export const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")

export type Files = Record<string, string | Uint8Array>

export function zipped(files: Files, level: 0 | 6 = 6): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === "string" ? strToU8(content) : content,
  ])
  return zipSync(Object.fromEntries(entries), { level, mtime: new Date(2026, 0, 1) })
}

export function docx(body: string, more: Files = {}): Uint8Array {
  return zipped({ "[Content_Types].xml": "<Types/>", "word/document.xml": documentXml(body), ...more })
}

export const documentXml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${W}" xmlns:mc="${MC}"><w:body>${body}</w:body></w:document>`

export const run = (text: string, properties = "") =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`

export const paragraph = (content: string, properties = "") =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content.startsWith("<") || content === "" ? content : run(content)}</w:p>`

export const numbered = (text: string, list: number, level = 0) =>
  paragraph(run(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)

/** A level of a list: its format, its text, and whatever else it says. */
export type LevelSpec = { format: string; text: string; start?: number; more?: string }

export const levelXml = ({ format, text, start = 1, more = "" }: LevelSpec, at: number) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`

export const abstractXml = (id: number, levels: LevelSpec[], more = "") =>
  `<w:abstractNum w:abstractNumId="${id}">${more}${levels.map(levelXml).join("")}</w:abstractNum>`

export const listXml = (id: number, abstract: number, more = "") =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`

export const numbering = (...parts: string[]): Files => ({
  "word/numbering.xml": `<w:numbering xmlns:w="${W}">${parts.join("")}</w:numbering>`,
})

export const styling = (...parts: string[]): Files => ({
  "word/styles.xml": `<w:styles xmlns:w="${W}">${parts.join("")}</w:styles>`,
})

export type CellSpec = string | { text: string; properties: string }

export const cell = (spec: CellSpec) => {
  const { text, properties } = typeof spec === "string" ? { text: spec, properties: "" } : spec
  const content = text.startsWith("<w:") ? text : text.split("\n").map((line) => paragraph(line))
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${Array.isArray(content) ? content.join("") : content}</w:tc>`
}

export const table = (rows: CellSpec[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map(cell).join("")}</w:tr>`).join("")}</w:tbl>`

export type SheetSpec = { name: string; rows: (string | number | null)[][]; merges?: string[]; state?: string }

const columnName = (at: number) => String.fromCharCode(65 + at)

/** Cells as written: a text shared with the workbook, a number in plain format, nothing for null. */
export function xlsx(sheets: SheetSpec[], more: Files = {}): Uint8Array {
  const texts: string[] = []
  const shared = (text: string) => texts.push(text) - 1
  const parts = sheets.map(({ rows, merges = [] }, i) => [
    `xl/worksheets/sheet${i + 1}.xml`,
    sheetXml(rows.map((cells, y) => rowXml(cells, y, shared)).join(""), merges),
  ])
  return zipped({ ...workbook(sheets, texts), ...Object.fromEntries(parts), ...more })
}

export const sheetXml = (rows: string, merges: string[] = []) =>
  `<worksheet xmlns="${S}"><sheetData>${rows}</sheetData>${
    merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : ""
  }</worksheet>`

function rowXml(cells: (string | number | null)[], y: number, shared: (text: string) => number): string {
  const written = cells.map((value, x) => {
    const at = `r="${columnName(x)}${y + 1}"`
    if (value === null) return ""
    return typeof value === "number" ? `<c ${at}><v>${value}</v></c>` : `<c ${at} t="s"><v>${shared(value)}</v></c>`
  })
  return `<row r="${y + 1}">${written.join("")}</row>`
}

function workbook(sheets: SheetSpec[], texts: string[]): Files {
  const entries = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state ? ` state="${state}"` : ""}/>`,
  )
  const targets = [
    ...sheets.map((_, i) => [`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`]),
    ["rIdS", "sharedStrings", "sharedStrings.xml"],
    ["rIdT", "styles", "styles.xml"],
  ]
  const relations = targets.map(([id, type, target]) => {
    return `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`
  })
  return {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns="${S}" xmlns:r="${R}"><sheets>${entries.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${S}">${texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join("")}</sst>`,
  }
}
