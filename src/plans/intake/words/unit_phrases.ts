import { bracketPairs, isCloser, isOpener, splitOutside } from "./brackets.ts"
import { type Found, found } from "./confidence.ts"
import { LONGEST_UNITS, Refused, TOO_MANY_UNITS } from "./limits.ts"
import { CLOSED, endsBody, isCollective, isPerson, looksLikeUnit, nameConfidence, namesIn } from "./names.ts"
import { joined, NO_WORDS, part, unplaced, type Words } from "./placed_words.ts"
import { actOnAt, type LeadRule, leadRuleIn, type Role, roleInRest, type Slot, slotLabelAt, verbAt } from "./roles.ts"

/** `said` is what gives the unit its role, a label, a verb or a rule; null for a bare list. */
export type Unit = { name: Found; role: Role; said: Found | null }

/** A rule that lets units lead by their place, with the words that state it. */
export type Rule = { kind: LeadRule; said: Words }

/** A sentence for the person who checks the reading; `about` is what it doubts, the whole phrase where it says nothing. */
export type Doubt = { message: string; about?: Words }

/** What one unit phrase says. */
export type Assignment = { units: Unit[]; deadline: Found | null; rule: Rule | null; doubts: Doubt[] }

/** What words are about before any label in them: the column of a table that they stand in, and its heading. */
export type Under = { slot: Slot; said: Words | null }
const NO_COLUMN: Under = { slot: "responsible", said: null }

/**
 * Reads the words of a unit phrase: 牵头单位：甲，责任单位：乙、丙 or 甲牵头，乙等部门按职责分工负责，2026年底前完成.
 *
 * 1. Notes are set aside: what follows the first full stop, and the rule of who leads, which holds from here on.
 * 2. The rest is cut at its labels, and each piece is read by its label: a date, people (no units), or units.
 * 3. Among units a verb gives the names before it their role; names without a verb take the role of the label.
 * 4. Where nobody leads by word, the rule lets somebody lead by place.
 */
export function readAssignment(words: Words, inForce: Rule | null, under: Under = NO_COLUMN): Assignment {
  if (words.text.length > LONGEST_UNITS) throw new Refused(TOO_MANY_UNITS)
  const { body, notes } = withoutNotes(words)
  const rule = notes.map(ruleIn).find((found) => found !== null) ?? inForce
  const entries: Entry[] = []
  const dates: Found[] = []
  const others: Doubt[] = []
  for (const piece of atLabels(body, under)) {
    if (piece.slot === "person") continue
    if (piece.slot === "other") others.push(notRead(piece))
    else if (piece.slot === "deadline") dates.push(found(piece.words, "sure"))
    else {
      const read = readUnits(piece, "bracket")
      entries.push(...read.entries)
      others.push(...read.strange.map(notUnderstood))
      dates.push(...read.dates.map((date) => found(date, "likely")))
    }
  }
  const deadline = dates.map(withoutStops).find(({ text }) => text !== "") ?? null
  const { units, doubts } = withoutRepeats(ledByPlace(entries, rule))
  const unread = [...others, ...doubtsAboutMarks(entries, rule), ...notes.flatMap(doubtAboutNote)]
  return { units, deadline, rule, doubts: [...doubtsAbout(units), ...doubts, ...unread] }
}

export function ruleIn(words: Words): Rule | null {
  const kind = leadRuleIn(words.text)
  return kind && { kind, said: words }
}

/** Whether words begin with a label, or with a date and then a label: 6月底完成，牵头单位：甲局. */
export function beginsWithLabel(words: string): boolean {
  if (slotLabelAt(words, 0)) return true
  const clauses = splitOutside(words, "，；")
  const first = clauses.find(({ text }) => !isDate(text))
  return first !== undefined && slotLabelAt(first.text, 0) !== null
}

/** Whether words say who does something, though no label says so. */
export function namesDoers(words: string, within: Within = "bracket"): boolean {
  const { entries, verbs, strange } = unlabelled(words, within)
  const isPlain = within === "bracket" || entries.every(({ name }) => !/[须将把的“]|要(?!素)|应(?!急)/.test(name.text))
  return verbs > 0 && strange.length === 0 && isPlain && areBodies(entries)
}

/** Whether most of the words say who does what, though a part of them says something else. */
export function mostlyNamesDoers(words: string): boolean {
  const { entries, verbs, strange } = unlabelled(words)
  const unknown = strange.reduce((length, { text }) => length + text.length, 0)
  return verbs > 0 && unknown * 3 <= words.length * 2 && areBodies(entries)
}

/**
 * The same where names have no ending that is known, 市公安局、电信、移动负责 or 公安、城管、交通配合: a reading with doubts.
 * One such name alone is more likely a word.
 */
export function seemsToNameDoers(words: string): boolean {
  const { entries, verbs } = unlabelled(words)
  const names = entries.map(({ name }) => name.text)
  const bodies = names.filter(looksLikeUnit)
  const seem = bodies.length * 2 > names.length || (names.length > 1 && names.every((name) => ABBREVIATED.test(name)))
  return verbs > 0 && seem && names.every((name) => name.length <= LONGEST_UNKNOWN)
}

const LONGEST_UNKNOWN = 12
/** 公安, 市场监管: no words of grammar, and no more than a name that was cut short. */
const ABBREVIATED = /^[^不的之和与及由谁未所“”《》\d]{2,6}$/

/** （此件发至局内各单位） is about the paper and hands out nothing. */
const ABOUT_PAPER = /^[此本]件/

/** Whether words in a bracket are a bare list of bodies. */
export function listsBodies(words: string): boolean {
  return !ABOUT_PAPER.test(words) && areBodies(unlabelled(words).entries)
}

function unlabelled(words: string, within: Within = "bracket"): Units {
  if (words.length > LONGEST_UNITS) return NO_UNITS
  const [first] = atLabels(withoutNotes(unplaced(words)).body, NO_COLUMN)
  return first?.slot === "responsible" ? readUnits(first, within) : NO_UNITS
}

/** All bodies, also such as share what follows the last of them: 甲、乙公司. */
function areBodies(entries: Entry[]): boolean {
  const isBody = (place: number): boolean => {
    const entry = entries[place]
    if (!entry || looksLikeUnit(entry.name.text)) return entry !== undefined
    return SHORT.test(entry.name.text) && entries[place + 1]?.before === "、" && isBody(place + 1)
  }
  return entries.length > 0 && entries.every((_, place) => isBody(place))
}

/** 江苏, 甲: what may stand before a word that a list shares. */
const SHORT = /^[^不的之和与及由谁未所“”《》\d]{1,4}$/

function withoutNotes(words: Words): { body: Words; notes: Words[] } {
  const [first = NO_WORDS, ...sentences] = splitOutside(words.text, "。").map(({ from, to }) => part(words, from, to))
  const more = sentences.filter(({ text }) => slotLabelAt(text, 0) || startsDate(text, 0))
  const notes = sentences.filter((sentence) => sentence.text !== "" && !more.includes(sentence))
  const aside = asideWithRule(first.text)
  if (aside) {
    const border = first.text.length - aside.length
    return { body: joined([part(first, 0, border), ...more], "；"), notes: [part(first, border), ...notes] }
  }
  const clauses = splitOutside(first.text, "，；")
  const rule = clauses.filter(({ text }) => leadRuleIn(text) || text === "下同")
  const kept = clauses
    .filter((clause) => !rule.includes(clause))
    .map(({ from, to }, i) => part(first, i > 0 ? from - 1 : from, to))
  return {
    body: joined([joined(kept), ...more], "；"),
    notes: [...rule.map(({ from, to }) => part(first, from, to)), ...notes],
  }
}

/** 甲，乙（逗号前为牵头单位，下同） */
function asideWithRule(words: string): string | null {
  const aside = /（[^（）]{0,40}）$/.exec(words)?.[0]
  return aside && leadRuleIn(aside) ? aside : null
}

type Piece = Under & { words: Words }
/** In a bracket an act may have objects, 牵头制定; in a sentence it would give a duty then, and be no mere list of doers. */
type Within = "bracket" | "sentence"

/** Labels within a bracket behind a name, 甲局（联系人：张某）, are about that name. */
function atLabels(words: Words, under: Under): Piece[] {
  const pieces: Piece[] = []
  let { slot, said } = under
  let start = 0
  let depth = 0
  for (let at = 0; at < words.text.length; at++) {
    const char = words.text[at]
    if (isOpener(char)) depth++
    if (isCloser(char)) depth = Math.max(0, depth - 1)
    const label = depth === 0 ? slotLabelAt(words.text, at) : null
    if (!label) continue
    pieces.push({ slot, said, words: part(words, start, at) })
    slot = label.slot
    said = part(words, at, label.end - 1)
    start = label.end
    at = label.end - 1
  }
  pieces.push({ slot, said, words: part(words, start) })
  return pieces.filter((piece) => withoutStops(piece.words).text !== "")
}

type Name = { name: Words; before: string; isMarked: boolean; given: Given | null }
type Given = { role: Role; said: Words | null }
type Entry = Name & { given: Given }
/** `strange` are clauses and words in which nothing was found. */
type Units = { entries: Entry[]; dates: Words[]; verbs: number; strange: Words[] }
const NO_UNITS: Units = { entries: [], dates: [], verbs: 0, strange: [] }

/**
 * Names wait for their verb; those without one take the role of the label. Behind 会同 stand helpers, whoever acts. Where
 * nobody has acted yet, a helping verb is that of its own clause: 甲局、乙局，丙局配合.
 */
function readUnits({ slot, said, words }: Piece, within: Within): Units {
  const label: Role = slot === "lead" || slot === "support" ? slot : "responsible"
  const tokens = tokensOf(unwrapped(words), within)
  const strange = tokens.filter(({ isStrange }) => isStrange).map(({ words }) => words)
  const read: Units = { entries: [], dates: [], verbs: 0, strange }
  const known = said === null && tokens.some(({ kind }) => kind === "verb") ? knownOf : (names: Name[]) => names
  let waiting: Name[] = []
  let joiner: Words | null = null
  const give = (names: Name[], given: Given) => {
    read.entries.push(...names.map((named) => ({ ...named, given: named.given ?? given })))
  }
  for (const { kind, words: token, role } of tokens) {
    if (kind === "date") read.dates.push(token)
    else if (kind === "names") waiting.push(...namesBehind(joiner, token))
    else {
      waiting = known(waiting, read.strange)
      const clause = role === "support" && read.verbs === 0 ? lastClause(waiting) : 0
      give(waiting.slice(0, clause), { role: label, said })
      const acting = waiting.slice(clause)
      give(acting, { role: role ?? roleBesideHelpers([...read.entries, ...acting]), said: token })
      waiting = []
      read.verbs++
      joiner = kind === "with" ? token : null
    }
  }
  give(known(waiting, read.strange), { role: label, said })
  return read
}

function namesBehind(joiner: Words | null, words: Words): Name[] {
  if (!joiner) return namesOf(words)
  const [helpers, others] = atEtCetera(words)
  const given: Given = { role: "support", said: joiner }
  return [...namesOf(helpers).map((named) => ({ ...named, given })), ...namesOf(others)]
}

/** Beside a clause that says who, one without any body in it is about something else: 根据会议安排确定时间. */
function knownOf(names: Name[], strange: Words[]): Name[] {
  const clauses: Name[][] = []
  for (const name of names) {
    const last = clauses.at(-1)
    if (last && !CLAUSE_ENDS.includes(name.before)) last.push(name)
    else clauses.push([name])
  }
  return clauses
    .filter((clause) => {
      const isKnown = clause.some(({ name: { text } }) => looksLikeUnit(text) || ABBREVIATED.test(text))
      if (!isKnown) strange.push(...clause.map(({ name }) => name))
      return isKnown
    })
    .flat()
}

const CLAUSE_ENDS = ["，", "；"]

/** The place of the first name behind the last comma. */
function lastClause(names: Name[]): number {
  return Math.max(
    0,
    names.findLastIndex(({ before }) => before === "，" || before === "；"),
  )
}

/** 责任单位：（甲局、乙局） */
function unwrapped(words: Words): Words {
  const inner = withoutStops(words)
  const isWhole = isOpener(inner.text[0]) && bracketPairs(inner.text).get(0) === inner.text.length - 1
  return isWhole ? part(inner, 1, inner.text.length - 1) : words
}

function namesOf(words: Words): Name[] {
  const units = namesIn(words.text).filter(({ text }) => !isPerson(text))
  return units.map(({ text, from, role, end, ...rest }) => {
    const name = part(words, from, from + text.length)
    return { name, ...rest, given: role && { role, said: part(words, from + text.length, end) } }
  })
}

/** 甲局会同乙局: 甲 leads, unless a bracket behind another name says who does. */
function roleBesideHelpers(named: Name[]): Role {
  return named.some(({ given }) => given?.role === "lead") ? "responsible" : "lead"
}

/** 会同乙局、丙局等部门和各区政府: the helpers end with 等部门, and the list goes on. */
function atEtCetera(words: Words): [Words, Words] {
  const end = /等(?:[有相]关)?(?:部门|单位)(?=[和及、])/.exec(words.text)
  return end ? [part(words, 0, end.index), part(words, end.index + end[0].length + 1)] : [words, NO_WORDS]
}

/** `role` is what a verb gives; 会同 gives what the others leave. */
type Token = { kind: "names" | "date" | "with" | "verb"; words: Words; role: Role | null; isStrange?: boolean }

const SEPARATORS = "、，；"

function tokensOf(words: Words, within: Within): Token[] {
  const tokens: Token[] = []
  const { text } = words
  let depth = 0
  let start = 0
  let clauseFrom = 0
  const names = (to: number) => {
    const between = part(words, start, to)
    if (withoutStops(between).text !== "") tokens.push({ kind: "names", words: between, role: null })
  }
  /** Where what stands before a verb, or the whole clause, is no whole name, an act behind one in it may be. */
  const clause = (at: number, to: number): boolean => {
    const begins = Math.max(start, clauseFrom, to - LONGEST_CLAUSE)
    const isDone = within === "sentence" || isWhole(text.slice(begins, at))
    const verb = isDone ? null : actIn(text.slice(begins, to))
    if (!verb) return false
    names(begins + verb.from)
    const { role, isStrange } = verb
    tokens.push({ kind: "verb", words: part(words, begins + verb.from, to), role, isStrange })
    start = to
    return true
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ""
    if (isOpener(char)) depth++
    if (isCloser(char)) depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    if ("，；".includes(char)) {
      clause(at, at)
      clauseFrom = at + 1
    }
    const token = tokenAt(text, at)
    if (!token) continue
    const end = token.end
    if (token.kind === "verb" && clause(at, end)) {
      at = end - 1
      continue
    }
    names(at)
    tokens.push({ kind: token.kind, words: part(words, at, token.end), role: token.role ?? null })
    start = token.end
    at = token.end - 1
  }
  clause(text.length, text.length)
  names(text.length)
  return tokens
}

/** Of a longer clause its end is looked at. */
const LONGEST_CLAUSE = 60

type Act = { from: number; role: Role | null; isStrange: boolean }

/** The act behind the first whole name of a clause: 甲局牵头制定, 各县区按分管领域负责, 有关部门研究制定. */
function actIn(clause: string): Act | null {
  if (!HOLDS_ACT.test(clause)) return null
  let longest: Act | null = null
  for (let from = 2; from < clause.length; from++) {
    if (!isWhole(clause.slice(0, from))) continue
    const act = actOnAt(clause, from)
    if (act?.end === clause.length) return { from, role: act.role, isStrange: false }
    const role = roleInRest(clause.slice(from))
    if (role) longest = { from, role, isStrange: true }
  }
  return longest ?? doingIn(clause)
}

const HOLDS_ACT =
  /牵头|主办|主抓|统筹|负责|落实|实施|承办|推进|督促|配合|协助|参与|参加|协办|协同|指导|支持|制定|研究|做好|开展|建立|完善|出台|印发/
const DOING = /(?:研究|联合|共同|抓紧)?(?:制定|研究|做好|开展|建立|完善|出台|印发)/y

/** 会同有关部门研究制定: an act that gives nobody a role. */
function doingIn(clause: string): Act | null {
  for (let from = 2; from < clause.length; from++) {
    DOING.lastIndex = from
    if (DOING.test(clause) && isWhole(clause.slice(0, from))) return { from, role: null, isStrange: false }
  }
  return null
}

function isWhole(list: string): boolean {
  const names = list.slice(-LONGEST_CLAUSE)
  return (
    CLOSED.test(names) ||
    endsBody(names) ||
    /(?:^|[、和及与])(?:各|有关|相关|其他)[^、]{0,8}[区县市州镇乡旗园村企校方]$/.test(names)
  )
}

function tokenAt(words: string, at: number): { kind: Token["kind"]; end: number; role?: Role } | null {
  const begins = at === 0 || SEPARATORS.includes(words[at - 1] ?? " ")
  const end = begins ? endOfDate(words, at) : null
  if (end) return { kind: "date", end }
  const verb = verbAt(words, at)
  if (verb) return { kind: "verb", ...verb }
  const joins = words.startsWith("会同", at) && (begins || looksLikeUnit(words.slice(Math.max(0, at - 2), at)))
  return joins ? { kind: "with", end: at + 2 } : null
}

const DATE =
  /(?:(?:到|至|截至)?\d{4}(?:年|[.．/—–-]\d)|(?:到|至)?\d{1,2}月|[“"]?十[三四五六]五|第?[一二三四1-4]季度|[上下]半年|每[年月季半周]|按(?:[年月季]|(?:时序)?进度|计划|时限)|[全当今明本]年|即日起|(?:元旦|春节|清明|五一|端午|中秋|国庆|两会|汛期|入汛|汛|雨季|供暖期?|采暖期|入冬|开学)(?:之?前|期间|后)|年[底内末前]|近期|长期|持续|常年|常态|立即|即时|适时|随时)/y

/** A clause that begins like a date is one, to its end, and so are those behind it: no body is called so. */
function endOfDate(words: string, at: number): number | null {
  if (!beginsDate(words, at)) return null
  let end = at
  for (;;) {
    while (end < words.length && !"，；。".includes(words[end] ?? "")) end++
    if (words[end] !== "，" || !beginsDate(words, end + 1)) return end
    end++
  }
}

function beginsDate(words: string, at: number): boolean {
  DATE.lastIndex = at
  return DATE.test(words)
}

export function startsDate(words: string, at: number): boolean {
  return endOfDate(words, at) !== null
}

export function isDate(words: string): boolean {
  return endOfDate(words, 0) === words.length
}

function ledByPlace(entries: Entry[], rule: Rule | null): Unit[] {
  const byWord = entries.some(({ given }) => given.role === "lead")
  return entries.map(({ name, given }, place) => {
    const byPlace = rule !== null && !byWord && leads(entries, place, rule.kind)
    const { role, said } = byPlace ? { role: "lead" as const, said: rule.said } : given
    return { name: found(name, nameConfidence(name.text)), role, said: said && found(said, "sure") }
  })
}

function leads(entries: Entry[], place: number, rule: LeadRule): boolean {
  const entry = entries[place]
  if (entry?.given.role !== "responsible") return false
  if (rule === "marked") return entry.isMarked
  if (rule === "first") return place === 0 && !isCollective(entry.name.text)
  const border = rule === "before-comma" ? "，" : "；"
  return !entries.slice(1, place + 1).some(({ before }) => before === border)
}

const notUnderstood = (about: Words): Doubt => ({ message: `「${about.text.slice(0, 30)}」没有读懂，请核对`, about })

function notRead({ said, words }: Piece): Doubt {
  const label = said?.text ?? ""
  return { message: `「${label}：${withoutStops(words).text}」没有读入`, about: joined([said ?? NO_WORDS, words]) }
}

function withoutRepeats(units: Unit[]): { units: Unit[]; doubts: Doubt[] } {
  const seen = new Set<string>()
  const doubts: Doubt[] = []
  const kept = units.filter(({ name, role }) => {
    const { text } = name
    const fresh = !seen.has(`${text} ${role}`)
    seen.add(`${text} ${role}`)
    if (!fresh) doubts.push({ message: `单位「${text}」重复出现，只保留一次`, about: name })
    return fresh
  })
  return { units: kept, doubts }
}

function doubtsAbout(units: Unit[]): Doubt[] {
  return units
    .filter(({ name }) => name.confidence === "doubtful")
    .map(({ name }) => ({ message: `「${name.text.slice(0, 30)}」不像单位名称，请核对`, about: name }))
}

/** What sets a unit apart means something, and only the document says what. */
function doubtsAboutMarks(entries: Entry[], rule: Rule | null): Doubt[] {
  const marked = entries.find(({ isMarked }) => isMarked)
  if (!marked || rule?.kind === "marked") return []
  return [{ message: `「${marked.name.text}」前后有符号，没有读到它的含义，请核对由谁牵头`, about: marked.name }]
}

/** A note that gives no rule of place changes who is meant (以下均需…，不再列出), and only a person can say how. */
function doubtAboutNote(note: Words): Doubt[] {
  if (leadRuleIn(note.text) || note.text === "下同") return []
  return [{ message: `责任单位后的说明没有读入：${note.text.slice(0, 40)}`, about: note }]
}

const STOPS_BEFORE = /^[、，；：。.\s]+/
const STOPS_BEHIND = /[、，；：。\s]+$/

function withoutStops<W extends Words>(words: W): W {
  const from = STOPS_BEFORE.exec(words.text)?.[0].length ?? 0
  const to = words.text.length - (STOPS_BEHIND.exec(words.text)?.[0].length ?? 0)
  return { ...words, ...part(words, from, Math.max(from, to)) }
}
