import { type Confidence, type Found, found } from "#src/plans/intake/words/confidence.ts"
import { labelAt } from "#src/plans/intake/words/item_labels.ts"
import { joined, part, split, trimmed, type Words } from "#src/plans/intake/words/placed_words.ts"
import { type Flow, printedPart, STOPS } from "#src/plans/intake/words/running_text.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"

export type Basis = { title: string; docNumber: string | null }
/** `end` is the offset behind the title, where the plan begins. */
export type Title = { words: Found; end: number }

/** How titles of official papers end. */
const KIND =
  "(?:方案|通知|意见|要点|措施|办法|清单|计划|规划|分工|细则|安排|台账|台帐|政策|决定|任务|行动|举措|规定|纲要|目标|公告|通报|通告|指南|指引|报告|制度|条例|表|分解|责任书|批复|函|规则|规程|章程|预案)"
const NOTE_BEHIND = "(?:（[^（）]{1,20}）)?"
const ENDS_AS_TITLE = new RegExp(`${KIND}${NOTE_BEHIND}$`)
const TITLE_BEFORE_NUMBER = new RegExp(`^.*${KIND}(?=.{2,10}$)`)
const TITLE_BEFORE_ADDRESS = new RegExp(
  `^.{4,80}?${KIND}(?=(?:（[^（）]{1,8}稿）)?(?:各|为[了深贯进认全落加推切做规有]|根据|按照|依据)|（[^（）]{1,8}稿）[为因])`,
)
const DOC_NUMBER = /([\u4e00-\u9fa5A-Za-z]{1,24})[（〔](?:19|20)\d\d[）〕]第?\d{1,5}号/g
const LONGEST_TITLE = 100
/** One notice hands out a few plans, never more. */
const MOST_PLANS = 8

/**
 * The plan's title and the offset behind it. A covering notice names the plan that it hands out (现将《…》印发给你们);
 * where that title stands again, the plan begins. Without a notice the title is what the first lines say.
 */
export function titleOf(flow: Flow, firstTask: number): Title | null {
  const { text } = flow
  const announced = announcedTitles(text.slice(0, firstTask)).slice(0, MOST_PLANS)
  const plain = alike(text)
  const places = announced.flatMap(({ from, to }) => standsAgain(flow, plain, plain.slice(from, to), to, firstTask))
  const last = places.sort((a, b) => a.end - b.end).at(-1)
  if (last) return last
  const [first] = announced
  const annexed = first && annexAlike(flow, text.slice(first.from, first.to), first.to, firstTask)
  if (annexed) return annexed
  return first ? titleAt(flow, first.from, first.to, "likely", first.sentenceEnd) : titleInHead(flow)
}

function titleAt(flow: Flow, from: number, to: number, confidence: Confidence, end = to): Title {
  return { words: found(part(flow, from, to), confidence), end }
}

/** 表C.1 任务清单: a table with a number of its own is what a text around it only introduces. */
export function captionIn(flow: Flow): Title | null {
  const caption = /(?:^|\n)表[A-Z]?[.．]?\d{1,2}(?:[.．—-]\d{1,2})*：?([^\n。，]{4,40})(?=\n|$)/.exec(flow.text)
  if (!caption?.[1]) return null
  const end = caption.index + caption[0].length
  return titleAt(flow, end - caption[1].length, end, "likely")
}

type Announced = { from: number; to: number; sentenceEnd: number }

function announcedTitles(head: string): Announced[] {
  const titles: Announced[] = []
  let from = 0
  for (const sentence of head.split(/(?<=[。：\n])/)) {
    const sentenceEnd = from + sentence.length
    if (/印发|执行|实施|落实/.test(sentence)) titles.push(...titlesHandedOut(sentence, from, sentenceEnd))
    from = sentenceEnd
  }
  return titles
}

/** The titles of a sentence that are its subject, 《…》已经市政府同意 or 现将《…》印发; not those that it rests on. */
function titlesHandedOut(sentence: string, from: number, sentenceEnd: number): Announced[] {
  const now = sentence.search(/现将?《|将《/)
  if (now < 0 && !isAgreedOn(sentence)) return []
  const start = Math.max(0, now)
  return quotedTitles(sentence.slice(start))
    .filter(({ behind }) => !behind.startsWith("（"))
    .map(({ title, end }) => {
      const to = from + start + end - 1
      return { from: to - title.length, to, sentenceEnd }
    })
}

function isAgreedOn(sentence: string): boolean {
  return /^[^《]{0,40}《/.test(sentence) && /》(?:等[^《》，。]{0,20})?(?:已|业|现)/.test(sentence)
}

function quotedTitles(text: string): { title: string; end: number; behind: string }[] {
  const titles = [...text.matchAll(/《([^《》\n]{2,120})》/g)]
  return titles.map((match) => {
    const end = match.index + match[0].length
    return { title: match[1] ?? "", end, behind: text.slice(end, end + 30) }
  })
}

function standsAgain(flow: Flow, plain: string, title: string, after: number, before: number): Title[] {
  const at = plain.indexOf(title, after)
  if (at < 0 || at >= before || flow.text[at - 1] === "《") return []
  return [titleAt(flow, at, at + title.length, "sure")]
}

/** Over its own annex a plan may be called in fewer words than in the notice. */
function annexAlike(flow: Flow, announced: string, after: number, before: number): Title | null {
  for (const match of flow.text.slice(after, before).matchAll(ANNEX)) {
    const [whole, title = ""] = match
    if (title.length * 4 < announced.length * 3 || !hasInOrder(announced, title)) continue
    const end = after + match.index + whole.length
    return titleAt(flow, end - title.length, end, "likely")
  }
  return null
}

const ANNEX = new RegExp(`附件\\d{0,2}：?\\n?([^\\n。；：《》]{4,60}?${KIND})(?=\\n|[一二三]、|第一)`, "g")

/** Whether a text has all letters of another, in their order. */
function hasInOrder(text: string, letters: string): boolean {
  let found = 0
  for (const letter of text) if (letter === letters[found]) found++
  return found === letters.length
}

/** The same length, and the same text for titles that differ only in the shape of quotes and dashes: 《〈甲〉办法》. */
function alike(text: string): string {
  return text
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[—–－]/g, "-")
    .replace(/〈/g, "《")
    .replace(/〉/g, "》")
}

function titleInHead(flow: Flow): Title | null {
  const lines = headLines(flow)
  const first = lines.findIndex(({ text }) => isTitleLine(text))
  if (first < 0) return titleBeforeNumber(flow)
  const run: Words[] = []
  for (const line of lines.slice(first)) {
    if (!isTitleLine(line.text)) break
    run.push(line)
    if (ENDS_AS_TITLE.test(line.text) && !goesOn(line, lines[lines.indexOf(line) + 1]))
      return { words: found(named(joined(run)), "sure"), end: line.end }
  }
  const whole = lines[first]
  return whole && flow.text.length > whole.end ? { words: found(named(whole), "likely"), end: whole.end } : null
}

/** Kinds that are the subject of a title as often as its end: …三年行动 / 任务分工方案. */
const ENDS_AS_SUBJECT = /(?:行动|任务|目标|计划|规划|政策|举措|措施)$/
const LONGEST_REST = 16

function goesOn(line: Words, next: (Words & { end: number }) | undefined): boolean {
  if (!next || !ENDS_AS_SUBJECT.test(line.text) || next.text.length > LONGEST_REST) return false
  return ENDS_AS_TITLE.test(next.text) && !next.text.startsWith("关于")
}

const LONGEST_HEAD = 2000

/** The lines before the first item or sentence; the next line begins at `end`. */
function headLines(flow: Flow): (Words & { end: number })[] {
  const lines: (Words & { end: number })[] = []
  let end = 0
  for (const line of split(part(flow, 0, LONGEST_HEAD), /\n/g)) {
    end += line.text.length + 1
    if (isAside(line.text)) continue
    if (labelAt(line.text, 0) || /[。；！？：]/.test(line.text)) break
    lines.push({ ...line, end })
  }
  return lines
}

function isTitleLine(line: string): boolean {
  return (
    line.length >= 3 && line.length <= LONGEST_TITLE && !/[，、]$/.test(line) && !isNumberLine(line) && !isAside(line)
  )
}

/** 附件2, 附录C, （征求意见稿）, a date or a stray number stand around a title and are none. */
function isAside(line: string): boolean {
  return /^(?:附[件录表]?[A-Za-z0-9一二三四五六七八九十]{0,3}：?|（[^（）]{1,20}）|[\d年月日.-]+)$/.test(line)
}

function isNumberLine(line: string): boolean {
  return numberIn(line) !== null && /号）?$/.test(line) && !ENDS_AS_TITLE.test(line)
}

/** 某市…的意见某府发〔2026〕17号各区县…: in a text without breaks the number parts the title from the address. */
function titleBeforeNumber(flow: Flow): Title | null {
  const opening = flow.text.slice(0, 300).split(/[。：\n]/)[0] ?? ""
  const number = numberIn(opening)
  if (number && ENDS_AS_TITLE.test(opening.slice(0, number.from))) {
    return { words: found(named(part(flow, 0, number.from)), "likely"), end: number.to }
  }
  const addressed = TITLE_BEFORE_ADDRESS.exec(opening)?.[0].length
  return addressed ? { words: found(named(part(flow, 0, addressed)), "likely"), end: addressed } : null
}

/** A notice without any other title gives the title of what it hands out. */
function named(title: Words): Words {
  const quoted = /印发《([^《》]+)》的通知$/.exec(title.text)
  if (quoted?.[1]) return part(title, quoted.index + "印发《".length, quoted.index + "印发《".length + quoted[1].length)
  return part(title, /^附[件录][0-9一二三四五六七八九十]{0,2}：?/.exec(title.text)?.[0].length ?? 0)
}

const LAST_NUMBER = 4000

/** The plan's own 发文字号: it stands in a line of its own or behind the title, never in the brackets of a citation. */
export function docNumberOf(flow: Flow, firstTask: number): Found | null {
  for (const line of split(part(flow, 0, Math.min(firstTask, LAST_NUMBER)), /\n/g)) {
    const labelled = part(line, /^(?:发文字号|文号|文件编号)：/.exec(line.text)?.[0].length ?? 0)
    const own = numberIn(labelled.text)
    if (own) return found(part(labelled, own.from, own.to), "sure")
    const inOpening = numberIn(line.text.split(/[。：]/)[0] ?? "")
    if (inOpening) return found(part(line, inOpening.from, inOpening.to), "likely")
    if (labelAt(line.text, 0)) return null
  }
  return null
}

function numberIn(line: string): { from: number; to: number } | null {
  for (const match of line.matchAll(DOC_NUMBER)) {
    const prefix = prefixOf(match[1] ?? "")
    const from = match.index + (match[1]?.length ?? 0) - prefix.length
    const to = match.index + match[0].length
    if (standsAlone(line, from, to)) return { from, to }
  }
  return null
}

function prefixOf(words: string): string {
  const behindTitle = TITLE_BEFORE_NUMBER.exec(words)?.[0] ?? ""
  return words.slice(behindTitle.length)
}

function standsAlone(line: string, from: number, to: number): boolean {
  const before = line.slice(0, from)
  const behind = line.slice(to)
  if (/^（?$/.test(before)) return /^(?:）?$|[^）〕、，。；》])/.test(behind)
  return ENDS_AS_TITLE.test(before.replace(/（$/, "")) && !/[。，》]/.test(before)
}

/** The words between title and first item that say why the plan was made, without address, date and signature. */
export function preambleOf({ printed }: Flow, from: number, firstItem: number): string | null {
  const lines = printed.slice(from, Math.max(from, firstItem)).split("\n")
  const sentences = lines
    .map((line) => line.trim())
    .filter((line) => /[。：；，]/.test(widened(line)) && !isColophon(line))
  return sentences.filter((line, i) => !(i === 0 && /^各[^。]*：$/.test(widened(line)))).join("\n") || null
}

export function basisOf(preamble: string | null): Basis | null {
  const cited = quotedTitles(widened(preamble ?? "")).map(({ title, behind }) => ({
    title,
    docNumber: /^（([^（）]{2,20}\d{1,5}号)）/.exec(behind)?.[1] ?? null,
  }))
  return cited.find(({ docNumber }) => docNumber) ?? cited[0] ?? null
}

/** The words behind the last task that close the plan, up to signature, date or attachments. */
export function closingOf(flow: Flow, from: number): Found | null {
  const lines = split(printedPart(flow, from, flow.text.length), /\n/g).map(trimmed)
  const end = lines.findIndex(({ text }) => isColophon(text))
  const kept = (end < 0 ? lines : lines.slice(0, end)).filter(({ text }) =>
    STOPS.includes(widened(text.slice(-1)) || " "),
  )
  return kept.length > 0 ? found(joined(kept, "\n"), "likely") : null
}

function isColophon(line: string): boolean {
  const text = widened(line)
  return /^(?:\d{4}年\d{1,2}月\d{1,2}日|（?此件|（.{0,30}代章）|附件|附：|抄送|主办：|印发机关)/.test(text)
}
