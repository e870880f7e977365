import { widened } from "./source_lines.ts"

/** The number of an item. Rank 0 is the widest part of a document, and a smaller part has a higher rank. */
export type Label = { rank: number; value: number; length: number }

const HAN = "[一二三四五六七八九十百零〇]{1,6}"
/** A dot or comma between two digits is a decimal or a date, except before a year or month: 3.2020年底前 is item 3. */
const NOT_DECIMAL = "(?!\\d)|(?=(?:19|20)\\d\\d年|\\d{1,2}月(?:\\d|[底末前份至]|[上中下]旬))"

/** 问题3：, or 任务3 and a space, which is gone by now; 项目3个 counts what it names. */
const SORT = "(?:问题|任务|事项|项目|措施)"
const COUNTED = "[个项件条家户处座公万亿年月日]"

/** GB/T 9704 prints 一、 then （一） then 1. then （1）; the rest is what offices add to it, such as 问题3：. */
const STYLES = [
  new RegExp(`第(${HAN})(?:章|编|部分)`, "y"),
  new RegExp(`第(${HAN})节`, "y"),
  new RegExp(`(${HAN})(?:、|[.．](?!\\d))`, "y"),
  new RegExp(`（(${HAN})）[、.．]?`, "y"),
  new RegExp(
    `${SORT}([0-9]{1,3}|${HAN})[：、.．]|(?<=^|\\n)${SORT}([0-9]{1,3})(?=[\\u4e00-\\u9fa5“《])(?!${COUNTED})`,
    "y",
  ),
  new RegExp(`([0-9]{1,3})(?:[、.．](?:${NOT_DECIMAL}))`, "y"),
  // 1.2 and 1.2.3 stand at the head of a line alone: within it they are decimals or dates.
  /(?<=^|\n)[0-9]{1,2}[.．]([0-9]{1,2})[.．]?(?![0-9.．%％年月日万亿千百个倍元米公亩吨])/y,
  /(?<=^|\n)[0-9]{1,2}[.．][0-9]{1,2}[.．]([0-9]{1,2})(?![0-9.．年月日])/y,
  /（([0-9]{1,3})）[、.．]?/y,
  /([0-9]{1,2})）[、.．]?/y,
  /([①-⑳])/y,
]
export const RANK_OF_PARENTHESES = 3

/** No label is longer, with what stands behind it for it to be one. */
const LONGEST_LABEL = 24

/** The label at the head of words as they are printed. */
export const headLabel = (printed: string): Label | null => labelAt(widened(printed.slice(0, LONGEST_LABEL)), 0)

export function labelAt(text: string, at: number): Label | null {
  if (!OPENING.has(text[at] ?? "")) return null
  for (const [rank, style] of STYLES.entries()) {
    style.lastIndex = at
    const match = style.exec(text)
    const numeral = match?.[1] ?? match?.[2]
    const value = numeral === undefined ? 0 : numeralValue(numeral)
    if (match && value > 0) return { rank, value, length: match[0].length }
  }
  return null
}

/** What a label may begin with. */
export const LABEL_OPENINGS = "第一二三四五六七八九十百（0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳问任事项措"
const OPENING = new Set(LABEL_OPENINGS)

const DIGITS = "零一二三四五六七八九"

/** 0 where the characters are no number. */
export function numeralValue(numeral: string): number {
  const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".indexOf(numeral)
  if (circled >= 0) return circled + 1
  return /^\d+$/.test(numeral) ? Number(numeral) : chineseValue(numeral.replaceAll("〇", "零"))
}

function chineseValue(numeral: string): number {
  let total = 0
  let digit = 0
  for (const char of numeral) {
    if (char === "百" || char === "十") {
      total += (digit || 1) * (char === "百" ? 100 : 10)
      digit = 0
    } else if (digit > 0) {
      return 0
    } else {
      digit = DIGITS.indexOf(char)
    }
  }
  return total + digit
}
