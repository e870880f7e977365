import { listTable } from "./grid.ts"
import type { Block } from "./paper.ts"
import { HEITI, KAITI } from "./styles.ts"
import { KEEP_NEXT, linesOf, paragraph, paragraphOf, run } from "./wordprocessing.ts"

/** 一、 is in 黑体, （一） in 楷体, whatever comes below them as the text (GB/T 9704-2012 7.3.3). */
const LEVELS: readonly [RegExp, string][] = [
  [/^[一二三四五六七八九十百]+、/, HEITI],
  [/^[（(][一二三四五六七八九十百]+[）)]/, KAITI],
]

/** A heading is no longer than this; what is longer is a paragraph with a number. */
const LONGEST_HEADING = 40

export function block(one: Block, area: number): string {
  switch (one.is) {
    case "heading":
      return paragraph(one.level === 2 ? "Heading2" : "Heading1", one.text)
    case "text":
      return texts(one.text, one.lead).join("")
    case "table":
      return listTable(one, area)
  }
}

/** The paragraphs of a text; a lead begins the first of them, or stands alone where there is no text. */
function texts(text: string, lead = ""): string[] {
  const [first = "", ...rest] = linesOf(text)
  if (lead.trim() === "") return linesOf(text).map((line) => body(line))
  return [paragraphOf("Body", run(lead.trim(), KAITI) + (first && run(first))), ...rest.map((line) => body(line))]
}

function body(line: string, format = ""): string {
  const face = LEVELS.find(([number]) => number.test(line))?.[1]
  const heading = face === undefined ? "" : (line.match(/^[^。：；！？:;!?]+[。：；！？:;!?]?/)?.[0] ?? "")
  if (heading === "" || heading.length > LONGEST_HEADING) return paragraph("Body", line, format)
  const rest = line.slice(heading.length)
  return paragraphOf("Body", run(heading, face) + (rest && run(rest)), format)
}

/** The last words of a paper stay with the signature: it never stands alone on a page. */
export const closing = (text: string, isSigned: boolean): string =>
  linesOf(text)
    .map((line, i, lines) => body(line, isSigned && i === lines.length - 1 ? KEEP_NEXT : ""))
    .join("")
