import { isCloser, isOpener, splitOutside } from "./brackets.ts"
import { isCollective, looksLikeUnit, type Named, namesIn } from "./names.ts"
import { type LeadRule, leadRuleIn, type Role, type Slot, slotLabelAt, verbAt } from "./roles.ts"

export type Unit = { name: string; role: Role }

/** What one unit phrase says. `doubts` are sentences for the person who checks the reading. */
export type Assignment = { units: Unit[]; deadline: string | null; rule: LeadRule | null; doubts: string[] }

/**
 * Reads the words of a unit phrase: 牵头单位：甲，责任单位：乙、丙 or 甲牵头，乙等部门按职责分工负责，2026年底前完成.
 *
 * 1. Notes are set aside: what follows the first full stop, and the rule of who leads, which holds from here on.
 * 2. The rest is cut at its labels, and each piece is read by its label: a date, people (no units), or units.
 * 3. Among units a verb gives the names before it their role; names without a verb take the role of the label.
 * 4. Where nobody leads by word, the rule lets somebody lead by place.
 */
export function readAssignment(words: string, inForce: LeadRule | null, slot: Slot = "responsible"): Assignment {
  const { body, notes } = withoutNotes(words)
  const rule = notes.map(leadRuleIn).find((found) => found !== null) ?? inForce
  const entries: Entry[] = []
  const dates: string[] = []
  for (const piece of atLabels(body, slot)) {
    if (piece.slot === "person") continue
    const read = piece.slot === "deadline" ? { entries: [], dates: [piece.words] } : readUnits(piece)
    entries.push(...read.entries)
    dates.push(...read.dates)
  }
  const deadline = dates.map(trimmed).find((date) => date !== "") ?? null
  const { units, doubts } = withoutRepeats(ledByPlace(entries, rule))
  return { units, deadline, rule, doubts: [...doubtsAbout(units), ...doubts, ...notes.flatMap(doubtAboutNote)] }
}

/** Whether words say who does something, though no label says so. */
export function namesDoers(words: string): boolean {
  const { entries, verbs } = unlabelled(words)
  return verbs > 0 && areBodies(entries)
}

/** The same where one name or another has no ending that is known, 市公安局、电信、移动负责: a reading with doubts. */
export function seemsToNameDoers(words: string): boolean {
  const { entries, verbs } = unlabelled(words)
  const bodies = entries.filter(({ name }) => looksLikeUnit(name))
  return verbs > 0 && bodies.length * 2 > entries.length && entries.every(({ name }) => name.length <= LONGEST_UNKNOWN)
}

const LONGEST_UNKNOWN = 12

/** Whether words in a bracket are a bare list of bodies. */
export function listsBodies(words: string): boolean {
  return areBodies(unlabelled(words).entries)
}

function unlabelled(words: string): Units {
  const [first] = atLabels(withoutNotes(words).body, "responsible")
  return first?.slot === "responsible" ? readUnits(first) : { entries: [], dates: [], verbs: 0 }
}

function areBodies(entries: Entry[]): boolean {
  return entries.length > 0 && entries.every(({ name }) => looksLikeUnit(name))
}

function withoutNotes(words: string): { body: string; notes: string[] } {
  const [first = "", ...sentences] = splitOutside(words, "。").map(({ text }) => text)
  const more = sentences.filter((sentence) => slotLabelAt(sentence, 0) || startsDate(sentence, 0))
  const notes = sentences.filter((sentence) => sentence !== "" && !more.includes(sentence))
  const aside = asideWithRule(first)
  if (aside) return { body: [first.replace(aside, ""), ...more].join("；"), notes: [aside, ...notes] }

  const clauses = splitOutside(first, "，；")
  const rule = clauses.filter(({ text }) => leadRuleIn(text) || text === "下同")
  const kept = clauses.filter((clause) => !rule.includes(clause)).map(({ text, before }, i) => (i ? before : "") + text)
  return { body: [kept.join(""), ...more].join("；"), notes: [...rule.map(({ text }) => text), ...notes] }
}

/** 甲，乙（逗号前为牵头单位，下同） */
function asideWithRule(words: string): string | null {
  const aside = /（[^（）]{0,40}）$/.exec(words)?.[0]
  return aside && leadRuleIn(aside) ? aside : null
}

type Piece = { slot: Slot; words: string }

/** `slot` is what the words are about before any label: the column of a table that they stand in. */
function atLabels(words: string, first: Slot): Piece[] {
  const pieces: Piece[] = []
  let slot = first
  let start = 0
  for (let at = 0; at < words.length; at++) {
    const label = slotLabelAt(words, at)
    if (!label) continue
    pieces.push({ slot, words: words.slice(start, at) })
    slot = label.slot
    start = label.end
    at = label.end - 1
  }
  pieces.push({ slot, words: words.slice(start) })
  return pieces.filter((piece) => trimmed(piece.words) !== "")
}

type Entry = Named & { given: Role }
type Units = { entries: Entry[]; dates: string[]; verbs: number }

/** Names wait for their verb; those without one take the role of the label. Behind 会同 stand helpers, whoever acts. */
function readUnits({ slot, words }: Piece): Units {
  const label: Role = slot === "lead" || slot === "support" ? slot : "responsible"
  const read: Units = { entries: [], dates: [], verbs: 0 }
  let waiting: Named[] = []
  let helping = false
  const give = (role: Role) => {
    read.entries.push(...waiting.map((named) => ({ ...named, given: named.role ?? role })))
    waiting = []
  }
  for (const token of tokensOf(words)) {
    if (token.kind === "date") read.dates.push(token.words)
    else if (token.kind === "names") {
      const [helpers, others] = helping ? atEtCetera(token.words) : ["", token.words]
      waiting.push(...namesIn(helpers).map((named): Named => ({ ...named, role: "support" })), ...namesIn(others))
    } else {
      read.verbs++
      helping = token.kind === "with"
      give(token.kind === "with" ? roleBesideHelpers([...read.entries, ...waiting]) : token.role)
    }
  }
  give(label)
  return read
}

/** 甲局会同乙局: 甲 leads, unless a bracket behind another name says who does. */
function roleBesideHelpers(named: Named[]): Role {
  return named.some(({ role }) => role === "lead") ? "responsible" : "lead"
}

/** 会同乙局、丙局等部门和各区政府: the helpers end with 等部门, and the list goes on. */
function atEtCetera(words: string): [string, string] {
  const end = /等(?:[有相]关)?(?:部门|单位)(?=[和及、])/.exec(words)
  return end ? [words.slice(0, end.index), words.slice(end.index + end[0].length + 1)] : [words, ""]
}

type Token =
  | { kind: "names"; words: string }
  | { kind: "date"; words: string }
  | { kind: "with" }
  | { kind: "verb"; role: Role }

const SEPARATORS = "、，；"

function tokensOf(words: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  let start = 0
  const names = (to: number) => {
    if (trimmed(words.slice(start, to)) !== "") tokens.push({ kind: "names", words: words.slice(start, to) })
  }
  for (let at = 0; at < words.length; at++) {
    const char = words[at]
    if (isOpener(char)) depth++
    if (isCloser(char)) depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    const found = tokenAt(words, at)
    if (!found) continue
    names(at)
    tokens.push(found.token)
    start = found.end
    at = found.end - 1
  }
  names(words.length)
  return tokens
}

function tokenAt(words: string, at: number): { token: Token; end: number } | null {
  const begins = at === 0 || SEPARATORS.includes(words[at - 1] ?? " ")
  const end = begins ? endOfDate(words, at) : null
  if (end) return { token: { kind: "date", words: words.slice(at, end) }, end }
  const verb = verbAt(words, at)
  if (verb) return { token: { kind: "verb", role: verb.role }, end: verb.end }
  const joins = words.startsWith("会同", at) && (begins || looksLikeUnit(words.slice(Math.max(0, at - 4), at)))
  return joins ? { token: { kind: "with" }, end: at + 2 } : null
}

const DATE =
  /(?:(?:到|至|截至)?\d{4}(?:年|[.．/—–-]\d)|(?:到|至)?\d{1,2}月|[“"]?十[三四五六]五|第?[一二三四1-4]季度|[上下]半年|每[年月季半周]|按[年月季]|[全当今明本]年|年[底内末前]|近期|长期|持续|常年|常态|立即|即时|适时|随时)/y

/** A clause that begins like a date is one, to its end: no body is called so. */
function endOfDate(words: string, at: number): number | null {
  DATE.lastIndex = at
  if (!DATE.test(words)) return null
  let end = at
  while (end < words.length && !"，；。".includes(words[end] ?? "")) end++
  return end
}

export function startsDate(words: string, at: number): boolean {
  return endOfDate(words, at) !== null
}

export function isDate(words: string): boolean {
  return endOfDate(words, 0) === words.length
}

function ledByPlace(entries: Entry[], rule: LeadRule | null): Unit[] {
  const units = entries.map(({ name, given }): Unit => ({ name, role: given }))
  if (rule === null || units.some(({ role }) => role === "lead")) return units
  return units.map((unit, place) => (leads(entries, place, rule) ? { ...unit, role: "lead" } : unit))
}

function leads(entries: Entry[], place: number, rule: LeadRule): boolean {
  const entry = entries[place]
  if (entry?.given !== "responsible") return false
  if (rule === "first") return place === 0 && !isCollective(entry.name)
  const border = rule === "before-comma" ? "，" : "；"
  return !entries.slice(1, place + 1).some(({ before }) => before === border)
}

function withoutRepeats(units: Unit[]): { units: Unit[]; doubts: string[] } {
  const seen = new Set<string>()
  const doubts: string[] = []
  const kept = units.filter(({ name, role }) => {
    const fresh = !seen.has(`${name} ${role}`)
    seen.add(`${name} ${role}`)
    if (!fresh) doubts.push(`单位「${name}」重复出现，只保留一次`)
    return fresh
  })
  return { units: kept, doubts }
}

function doubtsAbout(units: Unit[]): string[] {
  return units
    .filter(({ name }) => !looksLikeUnit(name))
    .map(({ name }) => `「${name.slice(0, 30)}」不像单位名称，请核对`)
}

/** A note that gives no rule of place changes who is meant (以下均需…，不再列出), and only a person can say how. */
function doubtAboutNote(note: string): string[] {
  return leadRuleIn(note) || note === "下同" ? [] : [`责任单位后的说明没有读入：${note.slice(0, 40)}`]
}

function trimmed(words: string): string {
  return words.replace(/^[、，；：。.\s]+|[、，；：。\s]+$/g, "")
}
