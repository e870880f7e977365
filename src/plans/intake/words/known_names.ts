import type { Block } from "#src/plans/intake/layout/blocks.ts"
import type { Words } from "./placed_words.ts"

/*
 * Names of bodies that are known before a document is read: an office hands over those of its directory. What parts a list
 * stands within some of them, 市科委、中关村管委会; there it parts nothing, so while the document is read another sign
 * takes its place, which no text has.
 */

const PARTING = "、和与及"
/** Characters that Unicode keeps for programs themselves. */
const BOUND = "\uFDD0\uFDD1\uFDD2\uFDD3"

const PARTS = new RegExp(`[${PARTING}]`, "g")
const BOUND_PARTS = new RegExp(`[${BOUND}]`, "g")

/** The blocks of a document in which known names hold together. */
export function bound(blocks: Block[], names: readonly string[]): Block[] {
  const parted = [...new Set(names.map((name) => name.replace(/\s/g, "")))].filter((name) => /.[、和与及]./.test(name))
  if (parted.length === 0) return blocks
  // The longest first: a name may begin another.
  const known = new RegExp(
    parted
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join("|"),
    "g",
  )
  const held = <W extends Words>(words: W): W => ({ ...words, text: words.text.replace(known, bind) })
  return blocks.map((block) =>
    block.kind === "paragraph"
      ? held(block)
      : { ...block, rows: block.rows.map((row) => ({ ...row, cells: row.cells.map(held) })) },
  )
}

const bind = (name: string) => name.replace(PARTS, (sign) => BOUND[PARTING.indexOf(sign)] ?? sign)

/** The same reading with the signs that were printed. */
export function unbound<Read>(reading: Read): Read {
  const printed = JSON.stringify(reading).replace(BOUND_PARTS, (sign) => PARTING[BOUND.indexOf(sign)] ?? sign)
  return JSON.parse(printed) as Read
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
