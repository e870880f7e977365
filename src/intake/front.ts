import { type Flow, STOPS } from "./flow.ts"
import { labelAt } from "./labels.ts"
import { widened } from "./source.ts"

export type Basis = { title: string; docNumber: string | null }
export type Title = { text: string; end: number }

/** How titles of official papers end. */
const KIND =
  "(?:方案|通知|意见|要点|措施|办法|清单|计划|规划|分工|细则|安排|台账|台帐|政策|决定|任务|行动|举措|规定|纲要|目标|公告|通报|通告|指南|指引|报告|制度|条例|表|分解|责任书|批复|函)"
const NOTE_BEHIND = "(?:（[^（）]{1,20}）)?"
const ENDS_AS_TITLE = new RegExp(`${KIND}${NOTE_BEHIND}$`)
const TITLE_BEFORE_NUMBER = new RegExp(`^.*${KIND}(?=.{2,10}$)`)
const TITLE_BEFORE_ADDRESS = new RegExp(`^.{4,80}?${KIND}(?=各|为[了深贯进认全落加推切做]|根据|按照|依据)`)
const DOC_NUMBER = /([\u4e00-\u9fa5A-Za-z]{1,24})[（〔](?:19|20)\d\d[）〕]第?\d{1,5}号/g
const LONGEST_TITLE = 100
/** One notice hands out a few plans, never more. */
const MOST_PLANS = 8

/**
 * The plan's title and the offset behind it. A covering notice names the plan that it hands out (现将《…》印发给你们);
 * where that title stands again, the plan begins. Without a notice the title is what the first lines say.
 */
export function titleOf(text: string, firstTask: number): Title | null {
  const announced = announcedTitles(text.slice(0, firstTask)).slice(0, MOST_PLANS)
  const plain = alike(text)
  const places = announced.flatMap(({ title, end }) => standsAgain(text, plain, alike(title), end, firstTask))
  const last = places.sort((a, b) => a.end - b.end).at(-1)
  if (last) return last
  const [first] = announced
  return first ? { text: first.title, end: first.sentenceEnd } : titleInHead(text)
}

/** 表C.1 任务清单: a table with a number of its own is what a text around it only introduces. */
export function captionIn(text: string): Title | null {
  const found = /(?:^|\n)表[A-Z]?[.．]?\d{1,2}(?:[.．—-]\d{1,2})*：?([^\n。，]{4,40})(?=\n|$)/.exec(text)
  return found?.[1] ? { text: found[1], end: found.index + found[0].length } : null
}

type Announced = { title: string; end: number; sentenceEnd: number }

function announcedTitles(head: string): Announced[] {
  const found: Announced[] = []
  let from = 0
  for (const sentence of head.split(/(?<=[。：\n])/)) {
    const sentenceEnd = from + sentence.length
    if (/印发|执行|实施|落实/.test(sentence)) found.push(...titlesHandedOut(sentence, from, sentenceEnd))
    from = sentenceEnd
  }
  return found
}

/** The titles of a sentence that are its subject, 《…》已经市政府同意 or 现将《…》印发; not those that it rests on. */
function titlesHandedOut(sentence: string, from: number, sentenceEnd: number): Announced[] {
  const now = sentence.search(/现将?《|将《/)
  if (now < 0 && !isAgreedOn(sentence)) return []
  const start = Math.max(0, now)
  return quotedTitles(sentence.slice(start))
    .filter(({ behind }) => !behind.startsWith("（"))
    .map(({ title, end }) => ({ title, end: from + start + end, sentenceEnd }))
}

function isAgreedOn(sentence: string): boolean {
  return /^[^《]{0,40}《/.test(sentence) && /》(?:等[^《》，。]{0,20})?(?:已|业)/.test(sentence)
}

function quotedTitles(text: string): { title: string; end: number; behind: string }[] {
  const titles = [...text.matchAll(/《([^《》\n]{2,120})》/g)]
  return titles.map((match) => {
    const end = match.index + match[0].length
    return { title: match[1] ?? "", end, behind: text.slice(end, end + 30) }
  })
}

function standsAgain(text: string, plain: string, title: string, after: number, before: number): Title[] {
  const at = plain.indexOf(title, after)
  if (at < 0 || at >= before || text[at - 1] === "《") return []
  return [{ text: text.slice(at, at + title.length), end: at + title.length }]
}

/** The same length, and the same text for titles that differ only in the shape of quotes and dashes. */
function alike(text: string): string {
  return text
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[—–－]/g, "-")
}

function titleInHead(text: string): Title | null {
  const lines = headLines(text)
  const first = lines.findIndex(({ text: line }) => isTitleLine(line))
  if (first < 0) return titleBeforeNumber(text)
  const run: string[] = []
  for (const line of lines.slice(first)) {
    if (!isTitleLine(line.text)) break
    run.push(line.text)
    if (ENDS_AS_TITLE.test(line.text)) return { text: named(run.join("")), end: line.end }
  }
  const whole = lines[first]
  return whole && text.length > whole.end ? { text: named(whole.text), end: whole.end } : null
}

/** The lines before the first item or sentence. */
function headLines(text: string): { text: string; end: number }[] {
  const lines: { text: string; end: number }[] = []
  let end = 0
  for (const line of text.slice(0, 2000).split("\n")) {
    end += line.length + 1
    if (labelAt(line, 0) || /[。；！？：]/.test(line)) break
    if (!isAside(line)) lines.push({ text: line, end })
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
function titleBeforeNumber(text: string): Title | null {
  const opening = text.slice(0, 300).split(/[。：\n]/)[0] ?? ""
  const number = numberIn(opening)
  const title = number && opening.slice(0, number.from)
  if (title && ENDS_AS_TITLE.test(title)) return { text: named(title), end: number.to }
  const addressed = TITLE_BEFORE_ADDRESS.exec(opening)?.[0]
  return addressed ? { text: named(addressed), end: addressed.length } : null
}

/** A notice without any other title gives the title of what it hands out. */
function named(title: string): string {
  return /印发《([^《》]+)》的通知$/.exec(title)?.[1] ?? title.replace(/^附[件录][0-9一二三四五六七八九十]{0,2}：?/, "")
}

/** The plan's own 发文字号: it stands in a line of its own or behind the title, never in the brackets of a citation. */
export function docNumberOf(text: string, firstTask: number): string | null {
  for (const line of text.slice(0, Math.min(firstTask, 4000)).split("\n")) {
    const opening = line.split(/[。：]/)[0] ?? ""
    const found = numberIn(line.replace(/^(?:发文字号|文号|文件编号)：/, "")) ?? numberIn(opening)
    if (found) return found.number
    if (labelAt(line, 0)) return null
  }
  return null
}

function numberIn(line: string): { number: string; from: number; to: number } | null {
  for (const match of line.matchAll(DOC_NUMBER)) {
    const prefix = prefixOf(match[1] ?? "")
    const from = match.index + (match[1]?.length ?? 0) - prefix.length
    const to = match.index + match[0].length
    if (standsAlone(line, from, to)) return { number: line.slice(from, to), from, to }
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
export function closingOf({ printed }: Flow, from: number): string | null {
  const lines = printed
    .slice(from)
    .split("\n")
    .map((line) => line.trim())
  const end = lines.findIndex(isColophon)
  const kept = (end < 0 ? lines : lines.slice(0, end)).filter((line) => STOPS.includes(widened(line.slice(-1)) || " "))
  return kept.join("\n") || null
}

function isColophon(line: string): boolean {
  const text = widened(line)
  return /^(?:\d{4}年\d{1,2}月\d{1,2}日|（?此件|（.{0,30}代章）|附件|附：|抄送|主办：|印发机关)/.test(text)
}
