import type { Answer, Block, Column, Paper, Receipt } from "./paper.ts"

/*
 * The elements of a document in WordprocessingML, each as text. Their children stand in the order of the schema
 * (ECMA-376 part 1, 17): Word calls a file broken in which they do not.
 */

/** The type area of GB/T 9704-2012 is 156 mm wide; twips are twentieths of a point. */
export const TYPE_AREA = 8844
/** A character of 三号, 16 pt. */
const CHARACTER = 320

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

/** Quotation marks and dashes are taken for Chinese ones, which Word would otherwise set in the Latin face. */
const HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'

export function run(text: string): string {
  const words = escaped(text)
    .split("\t")
    .map((word) => (word === "" ? "" : `<w:t xml:space="preserve">${word}</w:t>`))
  return `<w:r>${HINT}${words.join("<w:tab/>")}</w:r>`
}

export const paragraph = (style: string, text: string, format = ""): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${format}</w:pPr>${text === "" ? "" : run(text)}</w:p>`

export function block(one: Block): string {
  switch (one.is) {
    case "heading":
      return paragraph("Heading1", one.text)
    case "text":
      return linesOf(one.text)
        .map((line) => paragraph("Body", line))
        .join("")
    case "table":
      return paragraph("Gap", "") + listTable(one.columns, one.rows)
  }
}

/** The last words of a paper stay with the signature: it never stands alone on a page. */
export function closing(text: string): string {
  const lines = linesOf(text)
  return lines.map((line, i) => paragraph("Body", line, i === lines.length - 1 ? "<w:keepNext/>" : "")).join("")
}

/** A row this long may break: it might be longer than a page. */
const LONGEST_WHOLE = 200

/** Its head comes again on every page. */
function listTable(columns: Column[], rows: string[][]): string {
  const widths = widthsOf(columns.map(({ width }) => width))
  const head = columns.map(({ heading }, i) => cell(widths[i] ?? 0, paragraph("CellHead", heading)))
  const body = rows.map((texts) => {
    const cells = columns.map(({ centred }, i) =>
      cell(widths[i] ?? 0, paragraphs("Cell", texts[i] ?? "", centred ? CENTRED : "")),
    )
    return row(cells, texts.join("").length <= LONGEST_WHOLE ? "<w:cantSplit/>" : "")
  })
  return table(widths, [row(head, "<w:cantSplit/><w:tblHeader/>"), ...body])
}

const CENTRED = '<w:jc w:val="center"/>'

/** The last column takes what rounding leaves. */
function widthsOf(shares: number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  const widths = shares.map((share) => Math.floor((TYPE_AREA * share) / sum))
  const left = TYPE_AREA - widths.reduce((total, width) => total + width, 0)
  return widths.map((width, i) => (i === widths.length - 1 ? width + left : width))
}

const paragraphs = (style: string, text: string, format = ""): string =>
  (linesOf(text).length === 0 ? [""] : linesOf(text)).map((line) => paragraph(style, line, format)).join("")

const EDGES = ["top", "left", "bottom", "right", "insideH", "insideV"]
  .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join("")

const table = (widths: number[], rows: string[]): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="${TYPE_AREA}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${rows.join("")}</w:tbl>`

const row = (cells: string[], format = ""): string =>
  `<w:tr>${format ? `<w:trPr>${format}</w:trPr>` : ""}${cells.join("")}</w:tr>`

const cell = (width: number, content: string, format = '<w:vAlign w:val="center"/>', span = 1): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ""}${format}</w:tcPr>${content}</w:tc>`

/**
 * 署名 and 成文日期 with room for the seal (GB/T 9704-2012 7.3.5.1): the date ends four characters before the edge, the
 * issuer stands centred above it. 附注 follows in brackets, and no page begins with it.
 */
export function signature({ issuer, date, note }: Pick<Paper, "issuer" | "date" | "note">): string {
  const dateIndent = 4 * CHARACTER
  const issuerIndent = Math.max(
    0,
    Math.round(dateIndent + ((charactersIn(date) - charactersIn(issuer)) / 2) * CHARACTER),
  )
  const notes = linesOf(note)
  const ending = (indent: number, goesOn: boolean) => `${goesOn ? "<w:keepNext/>" : ""}<w:ind w:right="${indent}"/>`
  return [
    paragraph("Signature", "", "<w:keepNext/>"),
    paragraph("Signature", issuer, ending(issuerIndent, true)),
    paragraph("Signature", date, ending(dateIndent, notes.length > 0)),
    ...notes.map((line) => paragraph("Note", `（${line}）`)),
  ].join("")
}

/** Latin letters and digits are half as wide as a character. */
const charactersIn = (text: string): number =>
  [...text].reduce((sum, one) => sum + (/[\u0020-\u00ff]/.test(one) ? 0.5 : 1), 0)

const FORM_WIDTHS = [1860, 2562, 1860, 2562] as const
/** A line of the receipt, as the unit writes by hand. */
const FORM_LINE = 560

/** 回执, with a field or two in each row. */
export function receipt({ kind, line, rows, note }: Receipt): string {
  const parts = [paragraph("ReceiptTitle", kind), paragraph("ReceiptLine", line)]
  parts.push(table([...FORM_WIDTHS], rows.map(fields)))
  return [...parts, ...linesOf(note).map((one) => paragraph("ReceiptNote", one))].join("")
}

function fields(answers: Answer[]): string {
  const height = FORM_LINE * Math.max(...answers.map(({ lines = 1 }) => lines))
  const cells = answers.flatMap((answer) => {
    const [label, value, , rest] = FORM_WIDTHS
    const whole = answers.length === 1
    return [
      cell(label, paragraphs("FormHead", answer.label)),
      cell(whole ? value + label + rest : value, filled(answer), placed(answer), whole ? 3 : 1),
    ]
  })
  return row(cells, `<w:trHeight w:val="${height}" w:hRule="atLeast"/>`)
}

/** What is known stands at the top, the place to sign at the bottom. */
function filled({ text, hand = "" }: Answer): string {
  if (text === "" && hand !== "") return paragraph("FormHand", hand)
  return paragraphs("Form", text) + (hand === "" ? "" : paragraph("FormHand", hand))
}

const placed = ({ text, hand = "", lines = 1 }: Answer): string =>
  `<w:vAlign w:val="${text === "" && hand !== "" ? "bottom" : lines > 1 ? "top" : "center"}"/>`
