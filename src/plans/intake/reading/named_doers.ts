import { isCollective, looksLikeUnit, mayEndName, namesIn } from "#src/plans/intake/words/names.ts"
import { joined, part, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import type { Flow } from "#src/plans/intake/words/running_text.ts"
import { readAssignment } from "#src/plans/intake/words/unit_phrases.ts"
import type { Extent } from "./outline.ts"
import type { LabelMark, Mark, PhraseMark } from "./structure.ts"
import { isDoer, type Subject, subjectOf } from "./subjects.ts"

/**
 * The assignments that no unit phrase makes, and all sentences that give a named body something to do. `isForAll` where the
 * text names nobody and its tasks are everybody's.
 */
export type Told = { phrases: PhraseMark[]; duties: Extent[]; isForAll?: boolean }

/** The text with its labels; `phrases` are where its unit phrases stand, in order. */
type Text = { flow: Flow; text: string; labels: LabelMark[]; phrases: number[]; isProse: boolean }

/**
 * Plans without unit phrases, and the sections of others that have none, assign in their sentences or headings. Three
 * forms are read: the unit as heading, 一、市财政局 above 1.… 2.…; the unit in front, （一）市公安局：落实…; and the unit
 * as subject, 由市财政局牵头，市教育局配合，制定…. Each is judged by what stands beside it: one alone is no plan.
 */
export function marksOfDoers(flow: Flow, marks: Mark[]): Told {
  const labels = marks.filter((mark) => mark.kind === "label")
  const printed = marks.filter((mark) => mark.kind === "phrase")
  const phrases = printed.map(({ from }) => from)
  const text: Text = { flow, text: flow.text, labels, phrases, isProse: printed.every(({ isSentence }) => isSentence) }
  const isLaw = isStatute(flow.text)
  const headed = phrases.length === 0 && !isLaw ? unitsAsHeadings(text) : []
  if (headed.length >= FEWEST) return { phrases: headed, duties: [] }
  const fronts = unitsInFront(text)
  const duties = dutiesOf(text, fronts)
  const given = isLaw ? [] : givenDuties(text, duties, fronts.length === 0)
  if (!isLaw && phrases.length + fronts.length + given.length === 0)
    return { phrases: itemsOfAll(text), duties, isForAll: true }
  const all = [...fronts.map(({ phrase }) => phrase), ...given.map(phraseOfDuty)]
  return { phrases: all.sort((a, b) => a.from - b.from || a.to - b.to), duties: isLaw ? [] : duties }
}

const FEWEST_ARTICLES = 5

/** What has articles says what everybody is to do for ever, and hands out nothing but in lists of named bodies. */
function isStatute(text: string): boolean {
  const articles = new Set([...text.matchAll(/第[一二三四五六七八九十百]{1,5}条/g)].map(([article]) => article))
  return articles.has("第一条") && articles.size >= FEWEST_ARTICLES
}

/** One sentence with a unit in it is no plan. */
const FEWEST = 2
const LONGEST_LIST = 80

/** The items below headings that are units. Most headings of their rank must be, or those that are are no units. */
function unitsAsHeadings({ flow, labels }: Text): PhraseMark[] {
  const heads = labels.flatMap((label, place) => {
    const items = itemsBelow(labels, place)
    return items.length > 0 ? [{ rank: label.label.rank, items, words: unitsOfHeading(flow, label) }] : []
  })
  return [...new Set(heads.map(({ rank }) => rank))].flatMap((rank) => {
    const alike = heads.filter((head) => head.rank === rank)
    const units = alike.flatMap(({ items, words }) => (words ? [{ items, words }] : []))
    if (units.length < FEWEST || units.length * 2 <= alike.length) return []
    return units.flatMap(({ items, words }) => items.map((item) => phrase(words, endOfItem(flow.text, labels, item))))
  })
}

/** The places of the labels under this one that have none under them. */
function itemsBelow(labels: LabelMark[], place: number): number[] {
  const rankAt = (at: number) => labels[at]?.label.rank ?? -1
  const items: number[] = []
  for (let at = place + 1; rankAt(at) > rankAt(place); at++) if (rankAt(at + 1) <= rankAt(at)) items.push(at)
  return items
}

/** What stands behind the last item may close the plan: it has its line. */
function endOfItem(text: string, labels: LabelMark[], place: number): number {
  return labels[place + 1]?.from ?? lineEnd(text, labels[place]?.to ?? 0)
}

const LONGEST_UNIT_HEADING = 60
const AS_HEADING =
  /^(.*?)(牵头|主办|负责|承担|配合|协办)?(?:(?:负责|落实|完成|承担|办理)?的?(?:重点)?(?:工作|任务|事项|项目)(?:分工|清单)?|的?(?:主要|工作|部门|岗位)?(?:职责|责任))?(?:（[^（）]{1,10}）)?[：。]?$/

/** 市财政局, or 办公室牵头任务（5项）, in the words of a unit phrase. */
function unitsOfHeading(flow: Flow, { to }: LabelMark): Words | null {
  const end = Math.min(lineEnd(flow.text, to), to + LONGEST_UNIT_HEADING)
  const [, names = "", verb = ""] = AS_HEADING.exec(flow.text.slice(to, end)) ?? []
  const units = namesIn(names)
  if (units.length === 0 || !units.every(({ text }) => isCollective(text) || isDoer(text))) return null
  const doers = part(flow, to, to + names.length + verb.length)
  return verb === "" ? joined([doers, unplaced("负责")]) : doers
}

const ALL = unplaced("各责任主体负责")
const FEWEST_FOR_ALL = 3
const OF_TASKS = /任务|职责|机制|措施|举措|重点工作/
const OF_OTHERS = /总体|指导|思想|原则|目标|要求|意义|组织|领导|保障|问题|原因|建议|对策|现状|成效|附则|思路|展望|设想/
/** Only a text that speaks of those who answer for it means them. */
const SPEAKS_OF_ALL = /责任(?:主体|单位|部门)/

/** Where nothing says who, the items of a section that is called 任务 or 机制 are for all to whom the document is sent. */
function itemsOfAll({ flow, labels }: Text): PhraseMark[] {
  if (!SPEAKS_OF_ALL.test(flow.text)) return []
  const sections = labels.flatMap((label, place) => {
    const items = itemsBelow(labels, place)
    const end = Math.min(
      lineEnd(flow.text, label.to),
      labels[place + 1]?.from ?? flow.text.length,
      label.to + LONGEST_HEADING,
    )
    const heading = part(flow, label.from, end)
    const isOfTasks = OF_TASKS.test(heading.text) && !OF_OTHERS.test(heading.text)
    return isOfTasks && items.length >= FEWEST_FOR_ALL ? [{ items, heading }] : []
  })
  return sections.flatMap(({ items, heading }) =>
    items.map((item, place) => {
      const mark = phrase(ALL, endOfItem(flow.text, labels, item))
      if (place === 0) mark.assignment.doubts.push({ message: FOR_ALL, about: heading })
      return mark
    }),
  )
}

const FOR_ALL = "这一部分没有写明责任单位，各项按「各责任主体」读入，请核对"

/** A unit in front of its duty; `above` is the place of the label that heads it, -1 where none does. */
type Front = { begins: number; end: number; above: number; phrase: PhraseMark }
type Found = { begins: number; stop: number; label: number | null }

/**
 * 市公安局：… at the head of a line or behind a number, and below a heading of duties 社区。… too. Beside unit phrases
 * only in a section that has none.
 */
function unitsInFront(text: Text): Front[] {
  const { flow, labels, phrases } = text
  const above = headsOf(labels)
  const byLabel = labels.flatMap((label, place) => {
    const next = Math.min(labels[place + 1]?.from ?? flow.text.length, lineEnd(flow.text, label.to))
    const stop = frontStop(flow.text, label.to, next, headingOf(text, above[place] ?? -1))
    return stop < 0 ? [] : [{ begins: label.to, stop, label: place }]
  })
  const numbered = byLabel.filter(({ label }) => {
    const head = above[label] ?? -1
    return byLabel.filter((other) => above[other.label] === head).length >= FEWEST && isFree(text, head)
  })
  const free = phrases.length === 0 ? frontsOfLines(text, new Set(labels.flatMap(({ from, to }) => [from, to]))) : []
  const all: Found[] = byLabel.length + free.length >= FEWEST && phrases.length === 0 ? [...byLabel, ...free] : numbered
  const ordered = ownFirst(
    flow.text,
    all.sort((a, b) => a.begins - b.begins),
  )
  return ordered.map(({ begins, stop, label }, place) => {
    const nextLabel = labels.find(({ from }) => from >= begins)?.from
    const end = Math.min(ordered[place + 1]?.begins ?? flow.text.length, nextLabel ?? lineEnd(flow.text, begins))
    const spot = { begins, words: stop + 1 }
    return {
      begins,
      end,
      above: label === null ? -1 : (above[label] ?? -1),
      phrase: phrase(part(flow, begins, stop), end, spot),
    }
  })
}

/** A collective may follow bodies of their own, 各乡镇：…; in front of all it would be an address. */
function ownFirst(text: string, fronts: Found[]): Found[] {
  const isOwn = ({ begins, stop }: Found) =>
    !namesIn(text.slice(begins, stop)).some(({ text: name }) => isCollective(name))
  const first = fronts.findIndex(isOwn)
  return first < 0 || fronts.filter(isOwn).length < FEWEST ? [] : fronts.slice(first)
}

function frontsOfLines({ text }: Text, taken: Set<number>): Found[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return starts.flatMap((begins) => {
    const stop = taken.has(begins) ? -1 : frontStop(text, begins, lineEnd(text, begins), "")
    return stop < 0 ? [] : [{ begins, stop, label: null }]
  })
}

const LONGEST_BARE = 40
const UNCLOSED = /（[^）]*$/
const COLLECTIVE = /^各[^有相]{1,12}$/

/** Where the names end: at a colon, or under a heading of duties at a full stop. Nothing behind it, or a title, makes it an address. */
function frontStop(text: string, begins: number, next: number, heading: string): number {
  const words = text.slice(begins, Math.min(begins + LONGEST_LIST, next))
  const colon = words.search(/[：。]/)
  if (colon < 2 || !mayEndName(words[colon - 1] ?? "") || /^[\n《]?$/.test(text[begins + colon + 1] ?? "")) return -1
  if (UNCLOSED.test(words.slice(0, colon))) return -1
  const names = namesIn(words.slice(0, colon)).map(({ text }) => text)
  if (names.length === 0) return -1
  if (words[colon] === "：") return names.every((name) => isDoer(name) || COLLECTIVE.test(name)) ? begins + colon : -1
  const isBare = colon <= LONGEST_BARE && OF_DUTIES.test(heading)
  return isBare && names.every((name) => looksLikeUnit(name) && !OF_DUTIES.test(name)) ? begins + colon : -1
}

/** The place of the label that heads each: the nearest before it of a wider rank, -1 where there is none. */
function headsOf(labels: LabelMark[]): number[] {
  const open: number[] = []
  return labels.map(({ label }, place) => {
    while (open.length > 0 && (labels[open.at(-1) ?? 0]?.label.rank ?? 0) >= label.rank) open.pop()
    const head = open.at(-1) ?? -1
    open.push(place)
    return head
  })
}

const LONGEST_HEADING = 45
const OF_DUTIES = /职责|分工|责任/

function headingOf({ text, labels }: Text, place: number): string {
  const label = labels[place]
  if (!label) return ""
  const words = text.slice(label.to, Math.min(label.to + LONGEST_HEADING, labels[place + 1]?.from ?? text.length))
  return words.split(/[。\n]/)[0] ?? ""
}

/** Whether no unit phrase stands in the section of a label; in the whole text where there is no label. */
function isFree({ text, labels, phrases }: Text, place: number): boolean {
  const rank = labels[place]?.label.rank ?? -1
  const from = labels[place]?.from ?? 0
  const to = labels.find((label, at) => at > place && label.label.rank <= rank)?.from ?? text.length
  return !phrases.some((phrase) => phrase >= from && phrase < to)
}

/** Whether a unit phrase stands right under a label. */
function holdsPhrase({ text, labels, phrases }: Text, item: number): boolean {
  const from = labels[item]?.from ?? 0
  const to = labels[item + 1]?.from ?? text.length
  return phrases.some((phrase) => phrase >= from && phrase < to)
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at)
  return end < 0 ? text.length : end
}

function phrase(words: Words, end: number, spot?: PhraseMark["spot"]): PhraseMark {
  return { kind: "phrase", from: end, to: end, assignment: readAssignment(words, null), spot }
}

/** 本办法由市甲局负责解释 hands out nothing. */
const EXPLAINS = /负责解释。?$/

/** A sentence that gives a named body something to do; `item` is the place of the label that it stands under. */
type Duty = Extent & { subject: Subject; begins: number; item: number; line: number }

function dutiesOf({ flow, labels, text }: Text, fronts: Front[]): Duty[] {
  const ends = new Map(labels.map(({ from }, place) => [from, place]))
  let item = -1
  let line = 0
  let front = 0
  return sentencesOf(flow, labels).flatMap(({ from, to, subject }) => {
    item = ends.get(from) ?? item
    if (text[from - 1] === "\n") line++
    while ((fronts[front]?.end ?? text.length) <= from) front++
    if (!subject || EXPLAINS.test(text.slice(from, to)) || (fronts[front]?.begins ?? text.length) < to) return []
    const begins = ends.has(from) ? (labels[item]?.to ?? from) : from
    return [{ from, to, subject, begins: headOf(text, labels[item], begins), item, line }]
  })
}

/** （一）加强领导。市甲局负责…: a short heading that tells what is to be done begins the task. */
const SHORT_HEADING =
  /^(?:明确|加强|强化|压实|落实|健全|完善|建立|严格|做好|推进|抓好|夯实|优化|提升|深化|规范|细化|保障|统筹|营造|坚持)[^，。；\n]{2,12}。$/

function headOf(text: string, label: LabelMark | undefined, begins: number): number {
  return label && begins - label.to <= 16 && SHORT_HEADING.test(text.slice(label.to, begins)) ? label.to : begins
}

/** In a text of another kind one sentence in many may look like a duty. */
const MOST_SENTENCES_PER_DUTY = 12

/**
 * The duties that are tasks. In a text without unit phrases: all where they are many; else those of a paragraph that has
 * a few, or of a section that is called 职责. Beside unit phrases only the latter: there a duty told in a sentence is a doubt.
 */
function givenDuties(text: Text, duties: Duty[], mayInfer: boolean): Duty[] {
  const told = duties.filter(({ subject, item }) => !subject.isTold && !holdsPhrase(text, item))
  const strong = told.filter(({ subject }) => subject.isStrong)
  const sentences = text.text.split(/[。；\n]/).length
  const { isProse } = text
  if (
    isProse &&
    mayInfer &&
    told.length >= FEWEST &&
    strong.length > 0 &&
    told.length * MOST_SENTENCES_PER_DUTY >= sentences
  )
    return told
  const above = headsOf(text.labels)
  const paragraphs = new Map<string, Duty[]>()
  for (const duty of told) {
    const key = `${duty.item} ${duty.line}`
    paragraphs.set(key, [...(paragraphs.get(key) ?? []), duty])
  }
  // Beside units in front of their duties a sentence among them is one more.
  if (isProse && !mayInfer) return strong
  return [...paragraphs.values()].flatMap((group) => {
    const item = group[0]?.item ?? -1
    const isCalled = [item, above[item] ?? -1].some(
      (place) => /职责|分工/.test(headingOf(text, place)) && isFree(text, place),
    )
    const counts = group.filter(({ subject }) => subject.isStrong).length
    return (isCalled && counts >= 1) || (isProse && counts >= FEWEST) ? group : []
  })
}

function phraseOfDuty({ subject: { from, words, isWhole }, begins, to }: Duty): PhraseMark {
  const start = begins + (isWhole ? 0 : from)
  return isWhole ? { ...phrase(words, to), from: start } : phrase(words, to, { begins: start, words: start })
}

type Sentence = Extent & { subject: Subject | null }

/** The stretches between stops and labels. A part behind a semicolon that names nobody belongs to the part before. */
function sentencesOf(flow: Flow, labels: LabelMark[]): Sentence[] {
  const { text } = flow
  const heads = new Map(labels.map(({ from, to }) => [from, to]))
  const stops = [...text.matchAll(/[。；\n]/g)].map(({ index }) => index + 1)
  const ordered = [...new Set([...heads.keys(), ...stops, text.length])].sort((a, b) => a - b)
  const sentences: Sentence[] = []
  let from = 0
  for (const to of ordered) {
    const last = sentences.at(-1)
    const subject = subjectOf(part(flow, heads.get(from) ?? from, to), heads.has(from))
    if (last && text[from - 1] === "；" && !subject) last.to = to
    else if (to > from) sentences.push({ from, to, subject })
    from = to
  }
  return sentences
}
