import { numeralIn } from "./numerals.ts"
import { type Attributes, attribute, readXml } from "./xml.ts"

/** One level of a list of Word: how its number looks, where it begins, and after which level it begins again. */
type Level = {
  start: number
  format: string
  text: string
  style: string | null
  restart: number | null
  legal: boolean
}
type Abstract = { levels: Map<number, Level>; counts: (number | undefined)[]; link: string | null }
type List = { abstract: string; starts: Map<number, number>; levels: Map<number, Level>; begun: boolean }

/** The lists of a document while its paragraphs are counted in order; `byStyle` has those that define a list style. */
export type Numbers = { abstracts: Map<string, Abstract>; byStyle: Map<string, Abstract>; lists: Map<string, List> }

/** What a paragraph or its style says of its number. List "0" takes it out of every list. */
export type NumberSign = { list: string | null; level: number | null }

const MOST_LEVELS = 9

export function noNumbers(): Numbers {
  return { abstracts: new Map(), byStyle: new Map(), lists: new Map() }
}

/** Reads numbering.xml: abstract lists with the look of each level, and the lists that paragraphs name. */
export function numbersIn(chunks: Iterable<Uint8Array>): Numbers {
  const numbers = noNumbers()
  let abstract: Abstract | null = null
  let list: List | null = null
  let level: Level | null = null
  let at = 0
  const open = (name: string, attributes: Attributes) => {
    const value = attribute(attributes, "val") ?? ""
    if (name === "abstractNum") {
      abstract = { levels: new Map(), counts: [], link: null }
      numbers.abstracts.set(attribute(attributes, "abstractNumId") ?? "", abstract)
    } else if (name === "num") {
      list = { abstract: "", starts: new Map(), levels: new Map(), begun: false }
      numbers.lists.set(attribute(attributes, "numId") ?? "", list)
    } else if (name === "abstractNumId" && list) list.abstract = value
    else if (name === "lvlOverride") at = levelIn(attributes)
    else if (name === "startOverride") list?.starts.set(at, whole(value))
    else if (name === "numStyleLink" && abstract) abstract.link = value
    else if (name === "styleLink" && abstract) numbers.byStyle.set(value, abstract)
    else if (name === "lvl") {
      level = { start: 1, format: "decimal", text: "", style: null, restart: null, legal: false }
      const owner = list ?? abstract
      owner?.levels.set(levelIn(attributes), level)
    } else if (level) describe(level, name, value, attributes)
  }
  const close = (name: string) => {
    if (name === "abstractNum") abstract = null
    if (name === "num") list = null
    if (name === "lvl") level = null
  }
  readXml(chunks, { open, close })
  return numbers
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
  if (name === "numFmt") level.format = value === "custom" ? customFormat(attributes) : value
  if (name === "lvlText") level.text = value
  if (name === "pStyle") level.style = value
  if (name === "lvlRestart") level.restart = whole(value)
  if (name === "isLgl") level.legal = value !== "0" && value !== "false"
}

/** 01, 02 … is all that offices make of it. */
function customFormat(attributes: Attributes): string {
  return (attribute(attributes, "format") ?? "").startsWith("0") ? "decimalZero" : "decimal"
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
    const format = level.legal ? "decimal" : (shown?.format ?? "decimal")
    return numeralIn(format, abstract.counts[at] ?? shown?.start ?? 1)
  })
}
