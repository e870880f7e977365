import { labelAt } from "#src/plans/intake/words/item_labels.ts"
import { slotLabelAt } from "#src/plans/intake/words/roles.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"
import type { Paragraph } from "./blocks.ts"

/** Lines of a page hold no more; a longer one is a whole paragraph, and then lines are not broken by the page. */
const WIDEST_PAGE = 60
const NARROWEST_PAGE = 18
/** How much shorter than the widest a line may be that the page broke: a stop or bracket was not left at its head. */
const SLACK = 3
const FEWEST_BROKEN = 4

/**
 * Text that was copied from a PDF is broken at the edge of the page. It shows in many lines that are as wide as the
 * page and end no sentence. There a full line goes on in the next one, unless that begins an item or names units.
 */
export function unwrapped(paragraphs: Paragraph[]): Paragraph[] {
  const lines = paragraphs.map(({ text }) => widened(text))
  const widths = lines.map(widthOf)
  const widest = widths.reduce((most, width) => Math.max(most, width), 0)
  const isBroken = (place: number) => (widths[place] ?? 0) >= widest - SLACK && !/[。；]$/.test(lines[place] ?? "")
  const broken = lines.filter((_, place) => isBroken(place)).length
  const isPage = widest >= NARROWEST_PAGE && widest <= WIDEST_PAGE
  if (!isPage || broken < FEWEST_BROKEN || broken * 5 < lines.length) return paragraphs
  return paragraphs.map((paragraph, place) => {
    const goesOn = place > 0 && isBroken(place - 1) && !beginsAnew(lines[place] ?? "")
    return goesOn ? { ...paragraph, goesOn } : paragraph
  })
}

function beginsAnew(line: string): boolean {
  return labelAt(line, 0) !== null || slotLabelAt(line, 0) !== null
}

/** In the width of Chinese characters; Latin letters and digits take half of it. */
function widthOf(line: string): number {
  return [...line].reduce((width, char) => width + (char < "\u0100" ? 0.5 : 1), 0)
}
