import { numeralIn } from "#src/plans/intake/words/numerals.ts"
import { type Attributes, attribute, readXml } from "./xml.ts"

/** One level of a list of Word: how its number looks, where it begins, and after which level it begins again. */
export type Level = {
  start: number
  format: string
  text: string
  style: string | null
  restart: number | null
  legal: boolean
  /** So many digits at least: 001, 002. */
  width?: number
}
type Abstract = { levels: Map<number, Level>; counts: (number | undefined)[]; link: string | null }
type List = { abstract: string; starts: Map<number, number>; levels: Map<number, Level>; begun: boolean }

/** The lists of a document while its paragraphs are counted in order; `byStyle` has those that define a list style. */
export type Numbers = { abstracts: Map<string, Abstract>; byStyle: Map<string, Abstract>; lists: Map<string, List> }

/** What a paragraph or its style says of its number. List "0" takes it out of every list. */
export type NumberSign = { list: string | null; level: number | null }

export const MOST_LEVELS = 9

export function noNumbers(): Numbers {
  return { abstracts: new Map(), byStyle: new Map(), lists: new Map() }
}

/** What stands open while numbering.xml is read; `at` is the level that a list describes anew. */
type Reader = {
  numbers: Numbers
  abstract: Abstract | null
  list: List | null
  level: Level | null
  at: number
  /** Inside what is said to old programs once more. */
  inFallback: boolean
}

/** Reads numbering.xml: abstract lists with the look of each level, and the lists that paragraphs name. */
export function numbersIn(chunks: Iterable<Uint8Array>): Numbers {
  const reader: Reader = { numbers: noNumbers(), abstract: null, list: null, level: null, at: 0, inFallback: false }
  readXml(chunks, {
    open: (name, attributes) => open(reader, name, attributes),
    close: (name) => {
      if (name === "Fallback") reader.inFallback = false
      if (name === "abstractNum") reader.abstract = null
      if (name === "num") reader.list = null
      if (name === "lvl") reader.level = null
    },
  })
  return reader.numbers
}

function open(reader: Reader, name: string, attributes: Attributes) {
  const value = attribute(attributes, "val") ?? ""
  if (name === "Fallback") reader.inFallback = true
  if (reader.inFallback) return
  if (name === "abstractNum") startAbstract(reader, attributes)
  else if (name === "num") startList(reader, attributes)
  else if (name === "lvl") startLevel(reader, attributes)
  else if (reader.level) describe(reader.level, name, value, attributes)
  else if (reader.abstract) describeAbstract(reader, reader.abstract, name, value)
  else if (name === "abstractNumId" && reader.list) reader.list.abstract = value
  else if (name === "lvlOverride") reader.at = levelIn(attributes)
  else if (name === "startOverride") reader.list?.starts.set(reader.at, whole(value))
}

function startAbstract(reader: Reader, attributes: Attributes) {
  reader.abstract = { levels: new Map(), counts: [], link: null }
  reader.numbers.abstracts.set(attribute(attributes, "abstractNumId") ?? "", reader.abstract)
}

function startList(reader: Reader, attributes: Attributes) {
  reader.list = { abstract: "", starts: new Map(), levels: new Map(), begun: false }
  reader.numbers.lists.set(attribute(attributes, "numId") ?? "", reader.list)
}

function startLevel(reader: Reader, attributes: Attributes) {
  reader.level = { start: 1, format: "decimal", text: "", style: null, restart: null, legal: false }
  const owner = reader.list ?? reader.abstract
  owner?.levels.set(levelIn(attributes), reader.level)
}

function describeAbstract({ numbers }: Reader, abstract: Abstract, name: string, value: string) {
  if (name === "numStyleLink") abstract.link = value
  if (name === "styleLink") numbers.byStyle.set(value, abstract)
}

function levelIn(attributes: Attributes): number {
  return Math.min(whole(attribute(attributes, "ilvl") ?? "0"), MOST_LEVELS - 1)
}

/** A number that a file gives, kept where counting stays exact. */
export function whole(value: string): number {
  const number = Number.parseInt(value, 10)
  return number >= 0 && number <= 1_000_000 ? number : 0
}

function describe(level: Level, name: string, value: string, attributes: Attributes) {
  if (name === "start") level.start = whole(value)
  if (name === "numFmt") Object.assign(level, value === "custom" ? customFormat(attributes) : { format: value })
  if (name === "lvlText") level.text = value
  if (name === "pStyle") level.style = value
  if (name === "lvlRestart") level.restart = whole(value)
  if (name === "isLgl") level.legal = value !== "0" && value !== "false"
}

/** 01, 02 … or 001, 002 … is all that offices make of it. */
function customFormat(attributes: Attributes): Pick<Level, "format" | "width"> {
  const [first = ""] = /^0+\d/.exec(attribute(attributes, "format") ?? "") ?? []
  return { format: "decimal", width: Math.min(first.length, MOST_LEVELS) }
}

/** The number that Word prints before this paragraph, which is counted by asking. Empty where it prints none. */
export function nextNumber(numbers: Numbers, sign: NumberSign, style: string | null): string {
  const list = sign.list ? numbers.lists.get(sign.list) : undefined
  const abstract = list && abstractOf(numbers, list)
  if (!list || !abstract) return ""
  const at = Math.min(sign.level ?? levelOfStyle(list, abstract, style) ?? 0, MOST_LEVELS - 1)
  if (!list.begun) begin(list, abstract)
  const level = levelAt(list, abstract, at)
  if (!level) return ""
  const count = abstract.counts[at]
  abstract.counts[at] = count === undefined ? level.start : count + 1
  restartBelow(list, abstract, at)
  return printed(list, abstract, level)
}

/** A list may take its look from a style, and so from the list that defines this style. */
function abstractOf(numbers: Numbers, list: List): Abstract | undefined {
  const abstract = numbers.abstracts.get(list.abstract)
  if (!abstract?.link || abstract.levels.size > 0) return abstract
  return numbers.byStyle.get(abstract.link) ?? abstract
}

function levelOfStyle(list: List, abstract: Abstract, style: string | null): number | null {
  for (const [at, level] of style ? [...list.levels, ...abstract.levels] : []) {
    if (level.style === style) return at
  }
  return null
}

function levelAt(list: List, abstract: Abstract, at: number): Level | undefined {
  return list.levels.get(at) ?? abstract.levels.get(at)
}

/** Lists of the same look count on, one after the other, unless one says where it starts. */
function begin(list: List, abstract: Abstract) {
  list.begun = true
  for (const at of list.levels.keys()) abstract.counts[at] = undefined
  for (const [at, start] of list.starts) abstract.counts[at] = start - 1
}

function restartBelow(list: List, abstract: Abstract, at: number) {
  for (let below = at + 1; below < MOST_LEVELS; below++) {
    const restart = levelAt(list, abstract, below)?.restart ?? null
    if (restart === null || at < restart) abstract.counts[below] = undefined
  }
}

/** （%1） with each sign replaced by the count of its level; a level that was passed over stands at its start. */
function printed(list: List, abstract: Abstract, level: Level): string {
  if (level.format === "bullet") return ""
  return level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const shown = levelAt(list, abstract, at)
    const format = level.legal && shown?.format !== "decimalZero" ? "decimal" : (shown?.format ?? "decimal")
    return numeralIn(format, abstract.counts[at] ?? shown?.start ?? 1).padStart(shown?.width ?? 0, "0")
  })
}
