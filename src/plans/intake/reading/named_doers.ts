import { splitOutside } from "#src/plans/intake/words/brackets.ts"
import { endsBody, isCollective, looksLikeUnit, namesIn } from "#src/plans/intake/words/names.ts"
import { joined, part, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import type { Flow } from "#src/plans/intake/words/running_text.ts"
import { namesDoers, readAssignment } from "#src/plans/intake/words/unit_phrases.ts"
import type { LabelMark, Mark, PhraseMark } from "./structure.ts"

/**
 * Plans without unit phrases assign in their sentences or headings. Three forms are read, and only where a text uses them
 * more than once: the unit as heading, 一、市财政局 above 1.… 2.…; the unit in front, （一）市公安局：落实…; and the unit as
 * subject, 由市财政局牵头，市教育局配合，制定….
 */
export function marksOfDoers(flow: Flow, marks: Mark[]): Mark[] {
  const labels = marks.filter((mark) => mark.kind === "label")
  const forms = isStatute(flow.text) ? [] : [unitsAsHeadings, unitsInFront, subjects]
  for (const form of forms) {
    const found = form(flow, labels)
    if (found.length >= FEWEST) return [...labels, ...found].sort((a, b) => a.from - b.from || a.to - b.to)
  }
  return []
}

const FEWEST_ARTICLES = 5

/** What has articles says what everybody is to do for ever, and hands out nothing. */
function isStatute(text: string): boolean {
  const articles = new Set([...text.matchAll(/第[一二三四五六七八九十百]{1,5}条/g)].map(([article]) => article))
  return articles.has("第一条") && articles.size >= FEWEST_ARTICLES
}

/** One sentence with a unit in it is no plan. */
const FEWEST = 2
const LONGEST_LIST = 80

/** The items below headings that are units. Most headings of their rank must be, or those that are are no units. */
function unitsAsHeadings(flow: Flow, labels: LabelMark[]): PhraseMark[] {
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
  /^(.*?)(牵头|主办|负责|承担|配合|协办)?(?:(?:负责|落实|完成|承担|办理)?的?(?:重点)?(?:工作|任务|事项|项目)(?:分工|清单)?)?(?:（[^（）]{1,10}）)?[：。]?$/

/** 市财政局, or 办公室牵头任务（5项）, in the words of a unit phrase. */
function unitsOfHeading(flow: Flow, { to }: LabelMark): Words | null {
  const end = Math.min(lineEnd(flow.text, to), to + LONGEST_UNIT_HEADING)
  const [, names = "", verb = ""] = AS_HEADING.exec(flow.text.slice(to, end)) ?? []
  const units = namesIn(names)
  if (units.length === 0 || !units.every(({ text }) => isCollective(text) || isDoer(text))) return null
  const doers = part(flow, to, to + names.length + verb.length)
  return verb === "" ? joined([doers, unplaced("负责")]) : doers
}

function unitsInFront(flow: Flow, labels: LabelMark[]): PhraseMark[] {
  const { text } = flow
  const starts = [...new Set([...lineStarts(text), ...labels.map(({ to }) => to)])].sort((a, b) => a - b)
  const stops = labels.map(({ from }) => from)
  const fronts = starts.flatMap((begins, place) => frontAt(text, begins, starts[place + 1] ?? text.length))
  const borders = [...fronts.map(({ begins }) => begins), ...stops].sort((a, b) => a - b)
  let next = 0
  return fronts.map(({ begins, colon }) => {
    while ((borders[next] ?? text.length) <= begins) next++
    const end = borders[next] ?? lineEnd(text, begins)
    return phrase(part(flow, begins, colon), end, { begins, words: colon + 1 })
  })
}

/** 市公安局：… at the head of a line or behind a number. Nothing behind the colon, or a title, makes it an address. */
function frontAt(text: string, begins: number, next: number): { begins: number; colon: number }[] {
  const length = text.slice(begins, Math.min(begins + LONGEST_LIST, next)).search(/：/)
  const colon = begins + length
  if (length < 2 || /^[\n《]?$/.test(text[colon + 1] ?? "")) return []
  const names = namesIn(text.slice(begins, colon))
  return names.length > 0 && names.every(({ text }) => isDoer(text)) ? [{ begins, colon }] : []
}

/** In running words a name must be complete, its own, and free of the words that join a sentence together. */
function isDoer(name: string): boolean {
  const isOwn = looksLikeUnit(name) && endsBody(name) && !isCollective(name)
  return isOwn && !/[由将把的]|所在|^(?:牵头|配合|责任|参与)/.test(name)
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at)
  return end < 0 ? text.length : end
}

function phrase(words: Words, end: number, spot?: PhraseMark["spot"]): PhraseMark {
  return { kind: "phrase", from: end, to: end, assignment: readAssignment(words, null), spot }
}

/** The sentences that give a duty to somebody. In a text of another kind one in many may look so: then none counts. */
function subjects(flow: Flow, labels: LabelMark[]): PhraseMark[] {
  const ends = new Map(labels.map(({ from, to }) => [from, to]))
  const sentences = sentencesOf(flow, labels)
  const found = sentences.flatMap(({ from, to }) => {
    const begins = ends.get(from) ?? from
    const subject = subjectOf(part(flow, begins, to))
    return subject ? [phraseOf(subject, begins, to)] : []
  })
  return found.length * MOST_SENTENCES_PER_DUTY >= sentences.length ? found : []
}

const MOST_SENTENCES_PER_DUTY = 12

function phraseOf({ from, words, isWhole }: Subject, sentence: number, to: number): PhraseMark {
  const begins = sentence + from
  return isWhole ? { ...phrase(words, to), from: begins } : phrase(words, to, { begins, words: begins })
}

/** The stretches between stops and labels. A part behind a semicolon that names nobody belongs to the part before. */
function sentencesOf(flow: Flow, labels: LabelMark[]): { from: number; to: number }[] {
  const { text } = flow
  const borders = new Set([
    ...labels.map(({ from }) => from),
    ...[...text.matchAll(/[。；\n]/g)].map(({ index }) => index + 1),
  ])
  const ordered = [...borders, text.length].sort((a, b) => a - b)
  const sentences: { from: number; to: number }[] = []
  let from = 0
  for (const to of ordered) {
    const last = sentences.at(-1)
    const goesOn = last && text[from - 1] === "；" && !subjectOf(part(flow, from, to))
    if (goesOn) last.to = to
    else if (to > from) sentences.push({ from, to })
    from = to
  }
  return sentences
}

/** The acts that follow a subject in a sentence that gives a duty. Without 要 and 应: those admonish everybody. */
const ACT =
  /牵头|负责|会同|配合|协助|做好|落实|组织|建立|制定|指导|综合|加强|开展|推进|研究|提出|完善|统筹|协调|督促|监督|审核|承担|申请|编制|出台|汇总|核查|核实|检查|排查|梳理|收集|公布|发布|安排|保障|支持|引导|培育|推广|严格|依法|及时|定期|具体|按|根据|依据/y
const HELPS = /^(?:配合|协助)/

/**
 * `from` is where in its sentence the subject begins. `isWhole` where a sentence says nothing but who: 由法规科牵头，各科室
 * 配合。 It closes the words before it.
 */
type Subject = { from: number; words: Words; isWhole: boolean }

/** Finds who does what at the beginning of a sentence, or behind a 由 in it: 结合实际，由市财政局牵头…. */
function subjectOf(sentence: Words): Subject | null {
  const lead = /^(?:具体)?(?:工作|任务)由/.exec(sentence.text)?.[0].length ?? 1
  const direct = doersIn(part(sentence, lead - 1))
  if (direct) return { from: 0, ...direct }
  const by = sentence.text.search(/[，：]由/)
  const doers = by < 0 ? null : doersIn(part(sentence, by + 1))
  return doers ? { from: by + 1, ...doers, isWhole: false } : null
}

const LONGEST_SUBJECT = 300

function doersIn(sentence: Words): { words: Words; isWhole: boolean } | null {
  const from = sentence.text.startsWith("由") ? 1 : 0
  const clauses = part(sentence, from, from + LONGEST_SUBJECT)
  const [first, ...more] = splitOutside(clauses.text, "，；。\n").map(({ from, to }) => part(clauses, from, to))
  const names = first ? namesBeforeAct(first.text, isDoer) : null
  if (!names || !first) return null
  if (!namesDoers(first.text, "sentence")) return { words: assigning(first, names.length), isWhole: false }
  const duty = more.findIndex(({ text }) => !namesDoers(text, "sentence"))
  const doers = [first, ...more.slice(0, duty < 0 ? more.length : duty), ...helpersBefore(more[duty])]
  if (duty >= 0) doers.push(...more.slice(duty).filter(({ text }) => namesDoers(text, "sentence")))
  return { words: joined(doers, "，"), isWhole: duty < 0 || more.slice(duty).every(({ text }) => text === "") }
}

/** The list of bodies at the head of a clause: the shortest that is complete and stands before an act. */
function namesBeforeAct(clause: string, isName: (name: string) => boolean): string | null {
  for (let end = 2; end < Math.min(clause.length, LONGEST_LIST); end++) {
    ACT.lastIndex = end
    if (!ACT.test(clause) || !endsBody(clause.slice(0, end))) continue
    return namesIn(clause.slice(0, end)).every(({ text }) => isName(text)) ? clause.slice(0, end) : null
  }
  return null
}

/** What a sentence says of its subject, 市财政局会同有关部门制定…, in the words of a unit phrase. */
function assigning(clause: Words, names: number): Words {
  const act = clause.text.slice(names)
  if (act.startsWith("牵头") || HELPS.test(act)) return part(clause, 0, names + 2)
  const helpers = act.startsWith("会同") ? helpersIn(act.slice(2)) : null
  const doers = part(clause, 0, helpers === null ? names : names + 2 + helpers.length)
  return joined([doers, unplaced("负责")])
}

/** 由甲局牵头，会同乙局、丙局制定办法: the duty names helpers first. */
function helpersBefore(duty: Words | undefined): Words[] {
  const helpers = duty?.text.startsWith("会同") ? helpersIn(duty.text.slice(2)) : null
  return duty && helpers ? [part(duty, 0, 2 + helpers.length)] : []
}

function helpersIn(clause: string): string | null {
  const anybody = /^各?[有相]关(?:部门|单位|方面)(?:和单位)?/.exec(clause)?.[0]
  return anybody ?? namesBeforeAct(clause, (name) => looksLikeUnit(name) && !/[由将把的]/.test(name))
}
