import { headLabel } from "#src/plans/intake/words/item_labels.ts"
import { joined, part, replaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { bareLabelEnd } from "#src/plans/intake/words/roles.ts"
import { type Line, squeezed, widened } from "#src/plans/intake/words/source_lines.ts"

/** What every kind of source is brought to before anyone reads it: paragraphs and tables that know where they stand. */
export type Block = Paragraph | Grid
/** `goesOn` where a line continues the sentence of the line before it. */
export type Paragraph = Words & { kind: "paragraph"; goesOn?: boolean }
export type Grid = { kind: "grid"; rows: Row[] }
/**
 * `from` is the place where the row begins, and `to` one in its last line if it takes several. `isGuessed` where its
 * cells had to be told by their look, and `doubt` what is to be said of that. Where the source knows its merged cells,
 * `above` names the columns that repeat the cell of the row before, and `isWide` tells of one over half the row.
 */
export type Row = {
  cells: Words[]
  from: number
  to?: number
  isGuessed?: boolean
  doubt?: string
  above?: number[]
  isWide?: boolean
}

/** What stands on a page without belonging to the document: page numbers, and what a web page prints around it. */
const FURNITURE = [
  /^[-—–―－·•]{0,3}\d{1,4}[-—–―－·•]{0,3}$/,
  /^第\d{1,4}页(?:[,，、/]?共\d{1,4}页)?$/,
  /^(?:原文链接|网页链接|信息来源|文章来源|稿件来源|发布时间|发布日期|发布机构|浏览次数|阅读次数|访问次数|点击数|字号|字体大小|分享到|责任编辑|当前位置|您的位置|打开微信|扫一扫)/,
  /^(?:搜索|搜本站|打印|打印本页|关闭窗口|返回顶部|首页|list|上一篇.*|下一篇.*|首页[>»].*)$/,
  /^https?:\/\//,
  /^【法宝引证码】/,
]

/** Longer than any furniture, so that no sentence is dropped for the word that it begins with. */
const FURNITURE_LENGTH = 120

export function paragraphsOf(lines: Line[]): Paragraph[] {
  return lines
    .map((line): Paragraph => ({ kind: "paragraph", ...withoutBullet(squeezed(withSeparators(withoutTail(line)))) }))
    .filter(({ text }) => text !== "")
}

const BULLETS = "●■◆◇▪▫►▶➢➤•·"
const SIGN = new RegExp(`^[${BULLETS}★☆▲△※*＊]+`)

/** A bullet says nothing, and a star before a number, for what the province asked, is no part of number or task. */
function withoutBullet(line: Words): Words {
  const sign = SIGN.exec(line.text)?.[0] ?? ""
  const rest = part(line, sign.length)
  const isBullet = BULLETS.includes(sign[0] ?? " ") && /^[\u4e00-\u9fa5（]{2}/.test(rest.text)
  return sign !== "" && (isBullet || headLabel(rest.text)) ? rest : line
}

/** What a page prints at its end runs into the last words where breaks were lost. */
const TAIL =
  /(?:相关附件[:：].{0,40}?)?(?:二维码.{0,10})?(?:扫一扫在手机|扫一扫打开|打印本页|关闭本?窗口|分享到[:：]|【打印|责任编辑[:：]).{0,60}$/

function withoutTail(line: Line): Words {
  const tail = /扫一扫|打印|窗口|分享到|责任编辑/.test(line.text) ? line.text.search(TAIL) : -1
  return tail > 0 ? part(line, 0, tail) : line
}

const SLOT_IN_LINE = /(?:单位|部门|科室|处室|牵头|配合)\s{0,4}[:：]/
const GAP_BEHIND_NAME = /(?<=[局委办厅部院会府心司处署科室队站所区县联协行社团馆校镇乡道])\s+(?=[\u4e00-\u9fa5])/g

/** In a list of units a space may be all that parts two names: 责任单位：市财政局 市教育局　完成时限：6月底. */
function withSeparators(printed: Words): Words {
  const line = withColon(printed)
  const label = line.text.search(SLOT_IN_LINE)
  if (label < 0) return line
  return joined([part(line, 0, label), replaced(part(line, label), GAP_BEHIND_NAME, () => "、")])
}

/** With the word behind it. */
const LONGEST_BARE_LABEL = 80

/** The space behind a label at the head of a line stands for a colon. */
function withColon(line: Words): Words {
  const end = bareLabelEnd(widened(line.text.slice(0, LONGEST_BARE_LABEL)))
  if (end === null) return line
  return joined([part(line, 0, end), replaced(part(line, end), /^\s+/g, () => "：")])
}

export function isFurniture(text: string): boolean {
  return text.length <= FURNITURE_LENGTH && FURNITURE.some((pattern) => pattern.test(text))
}
