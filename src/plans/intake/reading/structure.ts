import { bracketPairs, isCloser, isOpener, LONGEST_BRACKET, splitOutside } from "#src/plans/intake/words/brackets.ts"
import type { Label } from "#src/plans/intake/words/item_labels.ts"
import { labelsIn } from "#src/plans/intake/words/label_chain.ts"
import { MOST_PHRASES, Refused, TOO_MANY_PHRASES } from "#src/plans/intake/words/limits.ts"
import { endsBody, inOneList, looksLikeUnit, nameConfidence, namesIn } from "#src/plans/intake/words/names.ts"
import { part, split, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { SLOT_OPENINGS, slotLabelAt } from "#src/plans/intake/words/roles.ts"
import { afterStop, type Flow, STOPS } from "#src/plans/intake/words/running_text.ts"
import {
  type Assignment,
  beginsWithLabel,
  isDate,
  listsBodies,
  mostlyNamesDoers,
  namesDoers,
  type Rule,
  readAssignment,
  ruleIn,
  seemsToNameDoers,
} from "#src/plans/intake/words/unit_phrases.ts"
import { givesUnits, together, unitsAbove } from "./phrase_runs.ts"

/** The places in a running text that give it structure; what lies between them is words. */
export type Mark = LabelMark | PhraseMark
export type LabelMark = { kind: "label"; from: number; to: number; label: Label }
/** `isSentence` where a sentence without bracket or label says who. */
export type PhraseMark = {
  kind: "phrase"
  from: number
  to: number
  assignment: Assignment
  spot?: Spot
  isSentence?: boolean
}
/** Where the units stand in the words themselves: the offset where the assignment begins, and where its words do. */
export type Spot = { begins: number; words: number }

type Reader = {
  flow: Flow
  text: string
  pairs: Map<number, number>
  /** Whether clauses end in brackets that say nothing but who: 上线窗口（政务局）；办税提速（税务局）。 */
  hasBareLists: boolean
  labels: Map<number, Label>
  /** Where the labels begin, in order, and how many of them were passed. */
  labelled: number[]
  passed: number
  rule: Rule | null
  phrases: number
}

/** Finds the marks from left to right, each character looked at once: a mark found is jumped over whole. */
export function marksIn(flow: Flow): Mark[] {
  const { text } = flow
  const reader = readerOf(flow)
  const marks: Mark[] = []
  for (let at = placeFrom(reader, 0); at < text.length; ) {
    const mark = labelMarkAt(reader, at) ?? phraseAt(reader, at)
    if (mark) marks.push(mark)
    if (mark?.kind === "phrase") {
      reader.rule = mark.assignment.rule
      if (++reader.phrases > MOST_PHRASES) throw new Refused(TOO_MANY_PHRASES)
    }
    at = placeFrom(reader, mark ? mark.to : afterTitle(text, at))
  }
  return (unitsAbove(text, marks) ?? together(text, marks)).filter((mark) => mark.kind === "label" || givesUnits(mark))
}

/** The next place where a label, a title or a phrase may begin. */
function placeFrom(reader: Reader, from: number): number {
  const { text, labelled } = reader
  while ((labelled[reader.passed] ?? text.length) < from) reader.passed++
  PLACE.lastIndex = from
  return Math.min(labelled[reader.passed] ?? text.length, PLACE.exec(text)?.index ?? text.length)
}
const PLACE = new RegExp(`[（〔《${SLOT_OPENINGS}]|(?<=^|[\\n。])[^]`, "g")

function readerOf(flow: Flow): Reader {
  const { text } = flow
  const rule = ruleOutsideLists(flow)
  const pairs = bracketPairs(text)
  const bareLists = [...pairs].filter(([open, close]) => isBareList(text, open, close))
  const hasBareLists = bareLists.length >= FEWEST_BARE_LISTS
  const labels = labelsIn(text)
  return { flow, text, pairs, hasBareLists, labels, labelled: [...labels.keys()], passed: 0, rule, phrases: 0 }
}

/** A rule printed beside the lists, in the preamble or in a note below, holds for the whole document. */
export function ruleOutsideLists(flow: Flow): Rule | null {
  const { text } = flow
  for (let at = text.indexOf(LEADING); at >= 0; at = text.indexOf(LEADING, at + 1)) {
    const before = text.slice(Math.max(0, at - LONGEST_RULE), at).split(/[。\n（〔]/)
    const clause = part(flow, at - (before.at(-1)?.length ?? 0), at + LEADING.length)
    const inList = slotLabelAt(clause.text, 0) !== null || text.slice(at, at + LONGEST_RULE).includes("下同")
    const rule = inList ? null : ruleIn(clause)
    if (rule) return rule
  }
  return null
}

const LEADING = "为牵头"
const LONGEST_RULE = 40
const LONGEST_TITLE = 120

/** The next place to look at. A cited title is passed over whole: a numeral in it numbers nothing here. */
function afterTitle(text: string, at: number): number {
  if (text[at] !== "《") return at + 1
  const end = text.slice(at, at + LONGEST_TITLE).indexOf("》")
  return end < 0 ? at + 1 : at + end + 1
}

function labelMarkAt({ labels }: Reader, at: number): LabelMark | null {
  const label = labels.get(at)
  return label ? { kind: "label", from: at, to: at + label.length, label } : null
}

function phraseAt(reader: Reader, at: number): PhraseMark | null {
  if (!isOpener(reader.text[at])) return phraseOf(reader, at, labelledWords(reader, at) ?? sentenceOfDoers(reader, at))
  if (reader.pairs.has(at)) return phraseOf(reader, at, bracketedWords(reader, at))
  const mark = phraseOf(reader, at, labelledWords(reader, at + 1))
  mark?.assignment.doubts.push({ message: "责任单位的括号没有闭合，读到行末为止" })
  return mark
}

function phraseOf({ rule }: Reader, from: number, found: Phrase | null): PhraseMark | null {
  if (!found) return null
  const { words, end, isSentence } = found
  return { kind: "phrase", from, to: end, assignment: readAssignment(words, rule), isSentence }
}

type Phrase = { words: Words; end: number; isSentence?: boolean }

function bracketedWords(reader: Reader, at: number): Phrase | null {
  const { flow, text, pairs, hasBareLists } = reader
  const close = pairs.get(at)
  if (close === undefined) return null
  const words = unbroken(part(flow, at + 1, close))
  if (
    !isPhrase(text, at, close, words.text) &&
    !((hasBareLists || endsLine(text, close)) && isBareList(text, at, close))
  )
    return null
  // A stop behind the bracket ended the sentence before it.
  return { words, end: text[close + 1] === "。" ? close + 2 : close + 1 }
}

function isPhrase(text: string, open: number, close: number, words: string): boolean {
  if (beginsWithLabel(words)) return true
  const stopBefore = afterStop(text, open)
  // In the middle of a clause it is about the word before it: 协调机制（市甲局牵头），每月会商.
  if (!stopBefore && GOES_ON.includes(text[close + 1] ?? "\n")) return false
  if (namesDoers(words)) return true
  if (!stopBefore && !afterBracket(text, close)) return false
  return isDate(words) || mostlyNamesDoers(words) || seemsToNameDoers(words) || (stopBefore && listsBodies(words))
}

const GOES_ON = "，、的和与及等）"

const FEWEST_BARE_LISTS = 3
const LONGEST_BARE_LIST = 80
const LONGEST_NAME = 8

/** A list of bodies in a bracket that ends a clause. Behind a name it would be another name of the same body. */
function isBareList(text: string, open: number, close: number): boolean {
  if (close - open > LONGEST_BARE_LIST || !afterBracket(text, close) || slotLabelAt(text, open + 1)) return false
  if (endsBody(text.slice(Math.max(0, open - LONGEST_NAME), open))) return false
  const clauses = splitOutside(text.slice(open + 1, close), "，；").filter((clause) => !isDate(clause.text))
  const names = clauses.flatMap((clause) => namesIn(clause.text))
  return names.length > 0 && names.every(({ text: name }) => nameConfidence(name) === "sure")
}

/** At the end of its line it closes what stands in it. */
const endsLine = (text: string, close: number): boolean => /^。?(?:\n|$)/.test(text.slice(close + 1, close + 3))

function afterBracket(text: string, close: number): boolean {
  const next = text[close + 1]
  return next === undefined || next === "\n" || STOPS.includes(next)
}

/** What stands before 牵头单位 where a sentence speaks of them: 各牵头单位：, 和责任单位：. */
const IN_SENTENCE = "各和与及、由为等"

/** What is said to who fills in a form: 承担单位：填写全称. */
const FIELD =
  /^(?:填|请|应|须|需|指|是|加盖|使用|如|若|不|（(?:盖章|公章|签章|签字|全称)）|按.{0,6}填|由.{0,6}填|_|＿|×|X{2})/

/** 牵头单位：… up to the end of its line or sentence; the next label of the kind belongs to it. */
function labelledWords(reader: Reader, at: number): Phrase | null {
  const { flow, text } = reader
  const label = slotLabelAt(text, at)
  if (!label || IN_SENTENCE.includes(text[at - 1] ?? " ") || FIELD.test(text.slice(label.end, label.end + 12)))
    return null
  let end = endOfSentence(reader, label.end)
  while (text[end] === "\n" && goesOn(reader, at, end)) end = endOfSentence(reader, end + 1)
  return { words: unbroken(part(flow, at, end)), end }
}

const LONGEST_SENTENCE_OF_DOERS = 160

/**
 * A line that says nothing but who, 市民政局、市财政局负责, or a sentence that does at the end of an item: 甲公司牵头，乙、丙
 * 公司配合，年底前完成.
 */
function sentenceOfDoers({ flow, text, labels }: Reader, at: number): Phrase | null {
  const before = text[at - 1] ?? "\n"
  if (before !== "\n" && before !== "。") return null
  const line = lineFrom(text, at, LONGEST_SENTENCE_OF_DOERS)
  const sentence = line.slice(0, line.indexOf("。") + 1) || line
  const end = at + sentence.length
  const closes = end >= text.length || text[end] === "\n" || labels.has(end)
  if (!closes || !/负责|牵头|配合|落实/.test(sentence) || /负责[^，]*工作。?$/.test(sentence)) return null
  const from = at + (/^(?:具体)?(?:工作|任务)?由/.exec(sentence)?.[0].length ?? 0)
  const words = part(flow, from, sentence.endsWith("。") ? end - 1 : end)
  return namesDoers(words.text, "sentence") ? { words, end, isSentence: true } : null
}

function endOfSentence(reader: Reader, from: number): number {
  const { text, labels } = reader
  let depth = 0
  const limit = Math.min(text.length, from + LONGEST_BRACKET)
  for (let at = from; at < limit; at++) {
    const char = text[at] ?? ""
    if (char === "\n") return at
    if (depth === 0 && at > from && labels.has(at)) return at
    if (isOpener(char)) depth++
    if (isCloser(char)) depth = Math.max(0, depth - 1)
    if (depth === 0 && char === "。" && !goesOnBehind(text, at + 1)) return at + 1
  }
  return limit
}

/** Behind a full stop in the line another label or the date may follow: 责任单位：甲。2026年6月底前完成。 */
function goesOnBehind(text: string, at: number): boolean {
  return slotLabelAt(text, at) !== null || (text[at] !== "\n" && isDate(lineFrom(text, at).replace(/。$/, "")))
}

/** Whether a list was broken at the end of its line: after a separator, or in the middle of a name. */
function goesOn({ text, labels }: Reader, from: number, lineEnd: number): boolean {
  const next = lineEnd + 1
  if (lineEnd - from > LONGEST_BRACKET) return false
  if (next >= text.length || slotLabelAt(text, next) || labels.has(next)) return false
  const words = unbroken(unplaced(text.slice(from, lineEnd))).text
  if (/[、，：]$/.test(words)) return true
  const last = namesIn(words).at(-1)?.text ?? ""
  const rest = namesIn(lineFrom(text, next)).at(0)?.text ?? ""
  return last !== "" && !looksLikeUnit(last) && looksLikeUnit(last + rest)
}

/** The rest of a line, as far as it is looked at. */
function lineFrom(text: string, at: number, longest = LONGEST_BRACKET): string {
  const line = text.slice(at, at + longest)
  const end = line.indexOf("\n")
  return end < 0 ? line : line.slice(0, end)
}

/** Words over several lines: a name goes on behind the break, unless a whole one ended and another begins. */
function unbroken(words: Words): Words {
  return inOneList(split(words, /\n/g), (line) => /^[市省县区州各国]/.test(line))
}
