/*
 * The elements of a document in WordprocessingML, each as text. Their children stand in the order of the schema
 * (ECMA-376 part 1, 17): Word calls a file broken in which they do not.
 */

/** A character of 三号, 16 pt; distances are twips, twentieths of a point. */
export const CHARACTER = 320
/** 22 of them fill the page. */
export const LINE = 579

/** What XML 1.0 forbids is left out, halves of emoji among it; the rest is escaped. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")

/** The paragraphs that were typed, without empty ones and the spaces with which people indent. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.trim())
    .filter((line) => line !== "")

/** Words in one face; `format` is of their characters, the style's where it is empty. */
export function run(text: string, face = "", format = ""): string {
  const words = escaped(text)
    .split("\t")
    .map((word) => (word === "" ? "" : `<w:t xml:space="preserve">${word}</w:t>`))
  // Quotation marks and dashes are taken for Chinese ones, which Word would otherwise set in the Latin face.
  const faces = `<w:rFonts w:hint="eastAsia"${face && ` w:eastAsia="${face}"`}/>`
  return `<w:r><w:rPr>${faces}${format}</w:rPr>${words.join("<w:tab/>")}</w:r>`
}

/** A paragraph of runs that are made already. */
export const paragraphOf = (style: string, runs: string, format = ""): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${format}</w:pPr>${runs}</w:p>`

export const paragraph = (style: string, text: string, format = ""): string =>
  paragraphOf(style, text === "" ? "" : run(text), format)

/** One for each line that was typed; none were typed: an empty one, as a cell has to have. */
export const paragraphs = (style: string, text: string, format = ""): string =>
  (linesOf(text).length === 0 ? [""] : linesOf(text)).map((line) => paragraph(style, line, format)).join("")

/** Latin letters and digits are half as wide as a character. */
export const charactersIn = (text: string): number =>
  [...text].reduce((sum, one) => sum + (/[\u0020-\u00ff]/.test(one) ? 0.5 : 1), 0)

/** What follows the style of a paragraph, in the order of the schema. */
export const KEEP_NEXT = "<w:keepNext/>"
export const PAGE_BREAK = "<w:pageBreakBefore/>"
export const CENTRED = '<w:jc w:val="center"/>'
export const before = (distance: number): string => (distance === 0 ? "" : `<w:spacing w:before="${distance}"/>`)
export const indent = (sides: { left?: number; right?: number; hanging?: number }): string =>
  `<w:ind${Object.entries(sides)
    .map(([side, distance]) => ` w:${side}="${Math.max(0, Math.round(distance))}"`)
    .join("")}/>`

const EDGES = ["top", "left", "bottom", "right", "insideH", "insideV"] as const
type Edges = Partial<Record<(typeof EDGES)[number], number>>

/** Hairlines all round, in eighths of a point. */
export const GRID: Edges = Object.fromEntries(EDGES.map((edge) => [edge, 4]))

/** How a table stands and is drawn; `place` floats it. */
export type Frame = { edges?: Edges; place?: string; padding?: { across: number; down: number } }

/** The tables of this program, drawn with hairlines unless the frame says otherwise. */
export function table(widths: number[], rows: string[], { edges = GRID, place = "", padding }: Frame = {}): string {
  const { across, down } = padding ?? { across: 80, down: 40 }
  const lines = EDGES.map((edge) => {
    const size = edges[edge]
    return size ? `<w:${edge} w:val="single" w:sz="${size}" w:space="0" w:color="000000"/>` : ""
  }).join("")
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const margin = (side: string, size: number) => `<w:${side} w:w="${size}" w:type="dxa"/>`
  const margins = margin("top", down) + margin("left", across) + margin("bottom", down) + margin("right", across)
  return `<w:tbl><w:tblPr>${place}<w:tblW w:w="${whole}" w:type="dxa"/><w:jc w:val="center"/>${lines && `<w:tblBorders>${lines}</w:tblBorders>`}<w:tblLayout w:type="fixed"/><w:tblCellMar>${margins}</w:tblCellMar></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${rows.join("")}</w:tbl>`
}

export const row = (cells: string[], format = ""): string =>
  `<w:tr>${format ? `<w:trPr>${format}</w:trPr>` : ""}${cells.join("")}</w:tr>`

/** `merge`: the first of the cells below each other that are one, or one that goes on from above. */
export type CellFormat = { across?: number; merge?: "restart" | "continue"; edges?: string; placed?: string }

export function cell(width: number, content: string, format: CellFormat = {}): string {
  const { across = 1, merge, edges = "", placed = "center" } = format
  const spans = across > 1 ? `<w:gridSpan w:val="${across}"/>` : ""
  const merged = merge === undefined ? "" : merge === "restart" ? '<w:vMerge w:val="restart"/>' : "<w:vMerge/>"
  const borders = edges && `<w:tcBorders>${edges}</w:tcBorders>`
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${spans}${merged}${borders}<w:vAlign w:val="${placed}"/></w:tcPr>${content}</w:tc>`
}
