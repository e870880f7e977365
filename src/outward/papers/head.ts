import type { Head, Paper } from "./paper.ts"
import { KAITI } from "./styles.ts"
import { titleLines } from "./title_lines.ts"
import {
  before,
  CENTRED,
  CHARACTER,
  cell,
  charactersIn,
  LINE,
  linesOf,
  paragraph,
  paragraphOf,
  row,
  run,
  table,
} from "./wordprocessing.ts"

/*
 * 版头 and 标题 (GB/T 9704-2012 7.2, 7.3.1–7.3.2). Nothing here is a seal or a signature: what the office fills in by hand
 * is left open.
 */

/** 35 mm from the upper edge of the type area to that of 发文机关标志. */
const ABOVE_LETTERHEAD = 1984

/** As high as the name is written, in points; a longer one is written smaller so that it fits into its line. */
const HIGHEST = 56
const LOWEST = 22

export function front({ head, heading, addressee }: Paper, area: number): string {
  const title = linesOf(heading)
    .flatMap(titleLines)
    .map((line, i) =>
      // Two lines below a rule, one below that of a slip.
      paragraph("Title", line, i > 0 ? "" : before(head.is === "slip" ? LINE : 2 * LINE)),
    )
  return [...above(head, area), ...title, addressee === "" ? "" : paragraph("Addressee", `${addressee}：`)].join("")
}

function above(head: Head, area: number): string[] {
  switch (head.is) {
    case "slip":
      return [
        paragraph("Title", head.issuer),
        paragraph("Title", head.kind),
        paragraph("NumberLine", head.line.join("\t")),
      ]
    case "letterhead":
      return [...letterhead(head, area), ...numberOf(head, area)]
    case "series":
      return [
        name(head.name, fitting(head.name, area), { above: LINE }),
        paragraph("SeriesIssue", head.issue),
        paragraph("RedLine", head.line.join("\t"), `${rightTab(area)}${before(LINE)}`),
      ]
  }
}

type Letterhead = Extract<Head, { is: "letterhead" }>

function letterhead({ issuers, urgency }: Letterhead, area: number): string[] {
  const urgent = urgency === undefined ? [] : [paragraph("Urgency", urgency)]
  const above = ABOVE_LETTERHEAD - urgent.length * LINE
  if (issuers.length > 1) return [...urgent, jointly(issuers, above, area)]
  const text = `${issuers.join("")}文件`
  return [...urgent, name(text, fitting(text, area), { above })]
}

/** The size in points at which a name fills a width, in twips. */
const fitting = (text: string, width: number): number =>
  Math.max(LOWEST, Math.min(HIGHEST, Math.floor(width / 20.5 / Math.max(1, charactersIn(text)))))

function name(text: string, points: number, { above = 0, format = "" }): string {
  // Little more than the characters themselves: distances count from their upper edge.
  const line = `<w:spacing w:before="${above}" w:line="${points * 23}" w:lineRule="exact"/>`
  const size = `<w:sz w:val="${2 * points}"/><w:szCs w:val="${2 * points}"/>`
  return paragraphOf("Letterhead", run(text, "", size), line + format)
}

/** How much of the width 文件 takes behind several names. */
const BESIDE_NAMES = 2000

/** Names below each other, each as long as the longest, and 文件 behind them at half their height. */
function jointly(issuers: string[], above: number, area: number): string {
  const width = area - BESIDE_NAMES
  const points = Math.min(...issuers.map((issuer) => fitting(issuer, width - 200)))
  const names = issuers.map((issuer) => name(issuer, points, { format: '<w:jc w:val="distribute"/>' }))
  const cells = [cell(width, names.join("")), cell(BESIDE_NAMES, name("文件", points, {}))]
  const frame = table([width, BESIDE_NAMES], [row(cells, "<w:cantSplit/>")], { edges: {} })
  return paragraph("Gap", "", before(above - GAP)) + frame
}

/** An empty paragraph has a height of its own. */
const GAP = 100

const rightTab = (area: number): string => `<w:tabs><w:tab w:val="right" w:pos="${area}"/></w:tabs>`

/** 发文字号 two lines below; on what goes up it moves to the left, 签发人 to the right, two of them in a line. */
function numberOf({ number, signers = [] }: Letterhead, area: number): string[] {
  if (signers.length === 0) return [paragraph("RedLine", number, before(2 * LINE) + CENTRED)]
  const lines = Array.from({ length: Math.ceil(signers.length / 2) }, (_, i) => signers.slice(2 * i, 2 * i + 2))
  // A character in from both edges by tabs: an indent would shorten the rule.
  const tabs = `<w:tabs><w:tab w:val="left" w:pos="${CHARACTER}"/><w:tab w:val="right" w:pos="${area - CHARACTER}"/></w:tabs>`
  return lines.map((names, i) => {
    const isLast = i === lines.length - 1
    const written = names.map((one) => one || "　　　").join("　")
    return paragraphOf(
      isLast ? "RedLine" : "SignerLine",
      run(`\t${isLast ? number : ""}\t${i === 0 ? "签发人：" : ""}`) + run(written, KAITI),
      tabs + before(i === 0 ? 2 * LINE : 0),
    )
  })
}
