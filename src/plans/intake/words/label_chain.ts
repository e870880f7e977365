import { bracketPairs } from "./brackets.ts"
import { LABEL_OPENINGS, type Label, labelAt, RANK_OF_PARENTHESES } from "./item_labels.ts"
import { endsBody } from "./names.ts"
import { afterStop, STOPS } from "./running_text.ts"

/**
 * The labels of the items of a text, by where they begin. At the head of a line every numeral is one. Within a line, as in
 * texts that lost their breaks, numerals count that together number best: 一、二、三, 1.2.3. through sections, （十）（十一）
 * where the paste begins in the middle. Rank by rank from the widest, the chain that is worth most is taken; what one
 * numeral costs nothing behind it, for the chain may pass it over.
 */
export function labelsIn(text: string): Map<number, Label> {
  const labels = new Map<number, Label>()
  let wider: Candidate[] = []
  for (const candidates of byRank(candidatesIn(text))) {
    const free = candidates.filter((candidate) => !isCovered(candidate, wider))
    const chosen = bestChain(text, free, wider)
    wider = [...wider, ...chosen].sort((a, b) => a.at - b.at)
  }
  for (const { at, label } of wider) labels.set(at, label)
  return labels
}

type Candidate = { at: number; end: number; label: Label; heads: boolean }

/** A longer bracket is one that was never closed. */
const LONGEST_ASIDE = 120
const LONGEST_TITLE = 120

/** All numerals that may number an item; in a cited title and in a bracket, （含1.充电桩）, they number none. */
function candidatesIn(text: string): Candidate[] {
  const pairs = bracketPairs(text)
  const candidates: Candidate[] = []
  let asideEnd = 0
  for (let at = placeFrom(text, 0); at < text.length; at = placeFrom(text, at + 1)) {
    const heads = at === 0 || text[at - 1] === "\n"
    const label = at >= asideEnd || heads ? labelAt(text, at) : null
    if (label && !isReference(text, at, at + label.length) && (heads || mayNumber(text, at, label))) {
      candidates.push({ at, end: at + label.length, label, heads })
      at += label.length - 1
      continue
    }
    const close = pairs.get(at) ?? at
    if (close - at <= LONGEST_ASIDE) asideEnd = Math.max(asideEnd, close)
    if (text[at] === "《") at = titleEnd(text, at)
  }
  return candidates
}

/** Where a numeral, a bracket or a title may begin, from here on. */
function placeFrom(text: string, from: number): number {
  PLACE.lastIndex = from
  return PLACE.exec(text)?.index ?? text.length
}
const PLACE = new RegExp(`[（〔《${LABEL_OPENINGS}]`, "g")

function titleEnd(text: string, at: number): number {
  const end = text.slice(at, at + LONGEST_TITLE).indexOf("》")
  return end < 0 ? at : at + end
}

/** 第一、二、三产业, 统一、高效, 2至3、: numerals in the middle of words or of a list. */
const IN_LIST = /[A-Za-z0-9第、至到和与及或.．~～—–-]/
const CITED = /(?:附件|附表|附录|[见如]?[表图])$/
const IN_WORD = /[统唯之不单专万合同其每任某逐划归]/

function mayNumber(text: string, at: number, { rank }: Label): boolean {
  const before = text[at - 1] ?? ""
  if (IN_LIST.test(before) || CITED.test(text.slice(Math.max(0, at - 2), at))) return false
  if (rank === RANK_OF_SORT) return afterStop(text, at)
  return rank !== RANK_OF_HAN || !IN_WORD.test(before)
}

const RANK_OF_HAN = 2
const RANK_OF_SORT = 4

/** What a number may count in a text that is cited; but 1.项目建设 and 2.目标 are items. */
const REFERRED = /^(?:款|项(?!目)|目(?![标录前的]))/

/** 第三条（一）项 and （二）款 point at a text, they do not number this one. */
function isReference(text: string, from: number, to: number): boolean {
  return "条款第项".includes(text[from - 1] ?? " ") || REFERRED.test(text.slice(to, to + 2))
}

function byRank(candidates: Candidate[]): Candidate[][] {
  const ranks: Candidate[][] = []
  for (const candidate of candidates) {
    ranks[candidate.label.rank] ??= []
    ranks[candidate.label.rank]?.push(candidate)
  }
  return ranks.filter((rank) => rank !== undefined)
}

function isCovered({ at }: Candidate, wider: Candidate[]): boolean {
  const before = lastBefore(wider, at + 1)
  return before !== undefined && before.end > at
}

function lastBefore(sorted: Candidate[], at: number): Candidate | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return sorted[low - 1]
}

/** So many numerals of a rank may stand between two that follow each other. */
const WINDOW = 40

type Link = { worth: number; before: number }

function bestChain(text: string, candidates: Candidate[], wider: Candidate[]): Candidate[] {
  const links: Link[] = []
  let best = -1
  for (const [place, candidate] of candidates.entries()) {
    const above = lastBefore(wider, candidate.at)
    let link: Link = { worth: START[candidate.label.value === 1 || candidate.heads ? "begins" : "goesOn"], before: -1 }
    for (let before = Math.max(0, place - WINDOW); before < place; before++) {
      const other = candidates[before]
      const worth = other ? (links[before]?.worth ?? 0) + stepWorth(other, candidate, above) : 0
      if (other && worth > link.worth) link = { worth, before }
    }
    links.push({ ...link, worth: link.worth + placeWorth(text, candidate, above) })
    if ((links[place]?.worth ?? 0) > Math.max(0, links[best]?.worth ?? 0)) best = place
  }
  const chosen = new Set<number>()
  for (let place = best; place >= 0; place = links[place]?.before ?? -1) chosen.add(place)
  return candidates.filter(({ heads }, place) => heads || chosen.has(place))
}

const START = { begins: 0, goesOn: -2.5 }

/** What it is worth that one number comes behind another. */
function stepWorth(from: Candidate, to: Candidate, above: Candidate | undefined): number {
  const step = to.label.value - from.label.value
  if (step === 1) return 2
  if (to.label.value === 1) return above && above.at > from.at ? 0.5 : -1
  return step > 1 && step <= MOST_SKIPPED ? -1.5 : -4
}

/** A number or two may be missing. */
const MOST_SKIPPED = 3

/** What the place of a numeral is worth: the head of a line, behind a stop, behind a heading, behind a list of units. */
function placeWorth(text: string, { at, heads, label }: Candidate, above: Candidate | undefined): number {
  if (heads) return 4
  if (afterStop(text, at)) return 2
  if (above && isHeading(text.slice(above.end, above.end + LONGEST_HEADING + 1), at - above.end)) return 2
  if (
    endsBody(text.slice(Math.max(0, at - LONGEST_ENDING), at)) &&
    IN_SLOT.test(text.slice(Math.max(0, at - LONGEST_LIST), at))
  )
    return 2
  return label.rank === RANK_OF_PARENTHESES ? 0.5 : -2.5
}

/** A heading that runs straight into its first item, 二、任务分工（一）加强…, is no longer than this. */
const LONGEST_HEADING = 45
const LONGEST_ENDING = 8
const LONGEST_LIST = 200
const IN_SLOT = /(?:单位|部门|科室|处室|牵头|配合)：[^。\n]*$/

function isHeading(words: string, length: number): boolean {
  return length >= 2 && length <= LONGEST_HEADING && ![...words.slice(0, length)].some((char) => STOPS.includes(char))
}
