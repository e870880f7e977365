import { type Found, found } from "./confidence.ts"
import { part, type Words } from "./placed_words.ts"
import { widened } from "./source_lines.ts"
import type { Doubt } from "./unit_phrases.ts"

const DAY =
  "(?:20\\d{2}年(?:\\d{1,2}月(?:\\d{1,2}日|底|末|[上中下]旬)?|年?底|年?末|[上下]半年|第?[一二三四]季度末?)?|\\d{1,2}月(?:\\d{1,2}日|底|末|[上中下]旬)?|[今明本]年(?:年?底|[上下]半年)?|年底|[上下]半年|第?[一二三四]季度末?)"
/** 2027年6月底前完成, 力争于9月底前全面建成. */
const DUE = new RegExp(`${DAY}(?:之?前|以前)`)
const DONE = new RegExp(
  `(?:^|[，；。\\n])(?:力争|确保|务必|争取|原则上)?(?:于|在)?(${DAY}(?:之?前|以前)(?:全面|基本|全部|如期)?(?:完成|办结|落实|到位|见效|销号)[^，；。]{0,8})[。；]?\\s*$`,
)

/**
 * The date in the words of a task that has none beside its units: the last clause, ，2026年11月25日前完成。, is its deadline;
 * any other that something is to be done before may be, and only people know.
 */
export function ownDateIn(text: Words): { deadline: Found | null; doubt: Doubt | null } {
  const words = widened(text.text)
  const due = DUE.exec(words)
  if (!due) return { deadline: null, doubt: null }
  const last = DONE.exec(words)
  const from = last ? last.index + last[0].lastIndexOf(last[1] ?? "") : due.index
  const deadline = last ? found(part(text, from, from + (last[1]?.length ?? 0)), "likely") : null
  if (deadline && due.index >= from) return { deadline, doubt: null }
  const about = clauseAt(text, words, due.index)
  return { deadline, doubt: { message: `文中写有「${about.text.slice(0, 30)}」，请核对是不是完成时限`, about } }
}

function clauseAt(text: Words, words: string, from: number): Words {
  const length = words.slice(from).search(/[，；。\n]/)
  return part(text, from, length < 0 ? text.text.length : from + length)
}
