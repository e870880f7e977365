import type { Annex, Answer, Imprint, Paper, Receipt, Signed } from "./paper.ts"
import { titleLines } from "./title_lines.ts"
import {
  before,
  CENTRED,
  CHARACTER,
  cell,
  charactersIn,
  indent,
  KEEP_NEXT,
  LINE,
  linesOf,
  paragraph,
  paragraphs,
  row,
  table,
} from "./wordprocessing.ts"

/** What follows the text: 附件说明, 署名 and 成文日期, 版记, 回执 (GB/T 9704-2012 7.3.4–7.3.6, 7.4). */

/** 「附件：1.名称」, a line below the text; what runs over stands under the first character of the name. */
export function annexNote(annexes: readonly Annex[], isSigned: boolean): string {
  const isAlone = annexes.length === 1
  return annexes
    .map(({ title }, i) => {
      const label = i === 0 ? "附件：" : ""
      const name = isAlone ? label : `${label}${i + 1}.`
      const hanging = charactersIn(name) * CHARACTER
      const left = (isAlone ? 5 : 6) * CHARACTER
      const keeps = isSigned ? KEEP_NEXT : ""
      const words = linesOf(title).join("")
      return paragraph("AnnexNote", name + words, keeps + before(i === 0 ? LINE : 0) + indent({ left, hanging }))
    })
    .join("")
}

/** 附件1 flush left, its title two lines below. */
export function annexHead({ title }: Annex, place: number, of: number, format: string): string {
  const label = of === 1 ? "附件" : `附件${place}`
  const lines = linesOf(title)
    .flatMap(titleLines)
    .map((line, i) => paragraph("AnnexTitle", line, before(i === 0 ? LINE : 0)))
  return paragraph("AnnexLabel", label, format) + lines.join("")
}

/** No page begins with what belongs to the signature; 附注 follows in brackets. */
export function ending({ signed, note }: Pick<Paper, "signed" | "note">, area: number): string {
  const notes = linesOf(note).map((line) => paragraph("Note", `（${line}）`))
  if (signed === null) return notes.join("")
  return signature(signed, notes.length > 0, area) + notes.join("")
}

function signature({ by, on, sealed }: Signed, goesOn: boolean, area: number): string {
  if (by.length > 1) return jointly(by, on, area)
  const [issuer = ""] = by
  const { name, date } = sealed ? underSeal(issuer, on) : unsealed(issuer, on)
  return [
    paragraph("Signature", issuer, KEEP_NEXT + before(SEAL_GAP) + indent({ right: name * CHARACTER })),
    paragraph("Signature", on, (goesOn ? KEEP_NEXT : "") + indent({ right: date * CHARACTER })),
  ].join("")
}

/** Less than a line, so that a short paper stays on its page: the seal begins within a line of the text (7.3.5.1). */
const SEAL_GAP = 300

/** The date ends four characters before the edge, the issuer stands centred above it (7.3.5.1). */
function underSeal(issuer: string, on: string) {
  const date = 4
  return { name: Math.max(0, date + (charactersIn(on) - charactersIn(issuer)) / 2), date }
}

/** The date begins two characters after the issuer; what is longer of the two ends two before the edge (7.3.5.2). */
function unsealed(issuer: string, on: string) {
  const longer = charactersIn(issuer) - charactersIn(on)
  return longer >= 2 ? { name: 2, date: longer } : { name: 4 - longer, date: 2 }
}

/** A seal measures 42 mm: names under seals stand two in a row, as far apart that no seal touches another. */
const UNDER_SEAL = 2400

function jointly(by: string[], on: string, area: number): string {
  const width = Math.floor(area / 2)
  const rows = Array.from({ length: Math.ceil(by.length / 2) }, (_, i) => by.slice(2 * i, 2 * i + 2))
  const drawn = rows.map((names, i) => {
    const isLast = i === rows.length - 1
    // The last name stands above the date, at the right.
    const [left = "", right = ""] = names.length === 1 && rows.length > 1 ? ["", ...names] : names
    const keeps = isLast ? "" : KEEP_NEXT
    const cells = [left, isLast ? `${right}\n${on}` : right]
    return row(
      cells.map((text) => cell(width, paragraphs("Signature", text, keeps + CENTRED), { placed: "top" })),
      `<w:cantSplit/><w:trHeight w:val="${isLast ? 2 * LINE : UNDER_SEAL}" w:hRule="atLeast"/>`,
    )
  })
  return paragraph("Gap", "", KEEP_NEXT + before(SEAL_GAP)) + table([width, width], drawn, { edges: {} })
}

/** 0.35 mm first and last, 0.25 mm between them, in eighths of a point. */
const THICK = 8
const THIN = 6

/** A character of 四号. */
const SMALL_CHARACTER = 280

/** As offices place it: at the foot of the page on which the text ends. The paragraph behind it is its anchor. */
const AT_FOOT =
  '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="280" w:bottomFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/>'

export function imprint({ copies, printer, printedOn }: Imprint, area: number): string {
  const rightEdge = `<w:tabs><w:tab w:val="right" w:pos="${area - 2 * SMALL_CHARACTER}"/></w:tabs>`
  const hanging = indent({ left: 3 * SMALL_CHARACTER, hanging: 3 * SMALL_CHARACTER })
  const to = linesOf(copies)
    .join("")
    .replace(/[。．.]+$/, "")
  const lines = [
    ...(to === "" ? [] : [paragraph("Imprint", `抄送：${to}。`, hanging)]),
    paragraph("Imprint", `${printer}\t${printedOn}印发`, rightEdge),
  ]
  const rows = lines.map((line) => row([cell(area, line)], "<w:cantSplit/>"))
  const edges = { top: THICK, bottom: THICK, insideH: THIN }
  const frame = { edges, place: AT_FOOT, padding: { across: SMALL_CHARACTER, down: 40 } }
  return table([area], rows, frame) + paragraph("SectionEnd", "")
}

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
    const isWhole = answers.length === 1
    return [
      cell(label, paragraphs("FormHead", answer.label)),
      cell(isWhole ? value + label + rest : value, filled(answer), {
        across: isWhole ? 3 : 1,
        placed: placeOf(answer),
      }),
    ]
  })
  return row(cells, `<w:trHeight w:val="${height}" w:hRule="atLeast"/>`)
}

/** What is known stands at the top, the place to sign at the bottom. */
function filled({ text, hand = "" }: Answer): string {
  if (text === "" && hand !== "") return paragraph("FormHand", hand)
  return paragraphs("Form", text) + (hand === "" ? "" : paragraph("FormHand", hand))
}

const placeOf = ({ text, hand = "", lines = 1 }: Answer): string => {
  if (text === "" && hand !== "") return "bottom"
  return lines > 1 ? "top" : "center"
}
