import { dateOf, parts, timeOf } from "#src/clock.ts"

/** `9月28日`, with the year only when it is not this one (GB/T 9704: no padding, 日 not 号). */
export function dayWords(date: string, today?: string): string {
  const [year, month, day] = parts(date)
  return today?.startsWith(`${year}-`) ? `${month}月${day}日` : `${year}年${month}月${day}日`
}

/** `9月28日` of any year. */
export function yearlessWords(date: string): string {
  const [, month, day] = parts(date)
  return `${month}月${day}日`
}

/** `9月28日14:05`. */
export const momentWords = (at: number, today?: string): string => `${dayWords(dateOf(at), today)} ${timeOf(at)}`

/** `14:05` of today, `9月28日 14:05` of another day. */
export const clockWords = (at: number, today: string): string =>
  dateOf(at) === today ? timeOf(at) : momentWords(at, today)

/** `9月28日24时`, for an instant that is a day's last. */
export const dayEndWords = (at: number, today?: string): string => `${dayWords(dateOf(at), today)}24时`

/**
 * 《落实〈关于……的意见〉分工方案》（〔2026〕1号）: a plan as another paper cites it, first its title, then its number; titles
 * inside the title get the inner marks (GB/T 15834).
 */
export const cited = ({ title, docNumber }: { title: string; docNumber: string | null }): string =>
  `《${title.replaceAll("《", "〈").replaceAll("》", "〉")}》${docNumber ? `（${docNumber}）` : ""}`

/** The first words of a text, for a line in a list. */
export const brief = (text: string, length = 60): string => (text.length <= length ? text : `${text.slice(0, length)}…`)

/** The first line that says something. */
export const firstLine = (text: string): string => text.trim().split("\n")[0] ?? ""

/** Said quietly of what was cleaned away (src/office/typed/unseen.ts). */
export const unseenWords = (removed: number): string => `已去除${removed}个不可见字符`

/** Said quietly of files that go out under the ending of what they are (src/reports/evidence/content.ts). */
const renamedWords = (files: number): string => `${files}个文件已按内容规范名称`

/** Both in one line, or null where nothing was put right. */
export const putRightWords = ({ unseen, renamed }: { unseen: number; renamed: number }): string | null =>
  [unseen > 0 && unseenWords(unseen), renamed > 0 && renamedWords(renamed)].filter(Boolean).join("，") || null

/** So short a clause says too little: the next one belongs to it. */
const SHORT_CLAUSE = 12
const LONG_CLAUSE = 60

/** The first clause of a text, whole, without the mark it ends with: what a task is called where its text has no room. */
export function clauseOf(text: string): string {
  const end = text.slice(SHORT_CLAUSE).search(/[，。；：！？,;!?\n]/)
  return brief(end < 0 ? text.replace(/[。；]$/, "") : text.slice(0, SHORT_CLAUSE + end), LONG_CLAUSE)
}

/** Said of files that were chosen and did not get through: unlike words they cannot be given back. */
export const filesLost = (names: string): string => `文件「${names}」没有保留，请重新选择`
