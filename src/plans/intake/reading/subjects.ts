import { splitOutside } from "#src/plans/intake/words/brackets.ts"
import { endsBody, isCollective, isPerson, looksLikeUnit, namesIn } from "#src/plans/intake/words/names.ts"
import { joined, part, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { namesDoers } from "#src/plans/intake/words/unit_phrases.ts"

/**
 * Who does what at the beginning of a sentence. `from` is where in its sentence the subject begins. `isWhole` where a
 * sentence says nothing but who: 由法规科牵头，各科室配合。 It closes the words before it. `isStrong` where the act
 * gives a role: 牵头, 负责, 配合; `isTold` where the body is only told what it should do: 市财政局要加强监管.
 */
export type Subject = { from: number; words: Words; isWhole: boolean; isStrong: boolean; isTold: boolean }

/** Acts that give a role. Behind them objects may follow: 负责统筹, 对辖区内工作负总责. */
const STRONG =
  /(?:(?:主要|统筹|全面|具体|分别|共同|统一|直接|依法|总){0,2}(?:牵头|负责(?!同志|人(?!口))|会同|配合|协助|承担|参与|主管)|对[^，。；]{1,30}负(?:总|主体|主要|全|监管|直接)?责|为[^，。；]{1,30}(?:牵头|责任|主管)(?:单位|部门))/y
/** The other acts that follow a subject in a sentence that gives a duty. Without 要 and 应: those admonish everybody. */
const DOING =
  "做好|落实|组织|建立|制定|指导|综合|加强|开展|推进|研究|提出|完善|统筹|协调|督促|监督|审核|申请|编制|出台|汇总|核查|核实|检查|排查|梳理|收集|公布|发布|安排|保障|支持|引导|培育|推广|指定|强化|健全"
const HOW = "严格|依法|及时|定期|具体|按照?|根据|依据"
const WEAK = new RegExp(`(?:${DOING})|(?:${HOW})[^，。；]{0,16}?(?:${DOING}|负责|牵头)`, "y")
const TOLD = /(?:要|应当?|须|需|将|每[年月季周])(?![求急])/y
/** One or two letters that nobody knows, misread as often as not: 市甲局负贵做好…. */
const MISREAD = /[^，。；、的等要应将关于]{1,2}(?:做好|负责|牵头)/y
const HELPS = /^(?:配合|协助|参与)/

/** Words that a sentence begins with when it tells what is to be done; no body is called so, save a short one: 组织部. */
const BEGINS_AS_ACT = new RegExp(
  `^(?:${DOING}|${HOW}|鼓励|认真|推动|促进|提高|充分|进一步|通过|利用|结合|围绕|落实|切实|确保|积极|大力|深入|持续|不断|设置|对|向|经|并|在|以|使)`,
)
const SHORT_OFFICE = /^.{1,5}[部室办委局处科股组站队心司]$/
/** People are no units. */
const PERSON = /(?:领导|干部|校长|同志|带队|负责人|人员|主任|书记|[市县区镇局厅院所]长|组长|专家|企业家)$/
/** Who means everybody means nobody. */
const EVERYBODY =
  /^(?:全[市省县区国])?各?(?:地|级|有关|相关|成员|牵头|责任|配合|参与|职能|主管|基层|行业|直属|业务){0,3}(?:部门|单位|地区|方面|方|机构)?(?:[和、]单位)?$/

/** In running words a name must be complete, and free of the words that join a sentence together. */
export function isDoer(name: string): boolean {
  const isAct = BEGINS_AS_ACT.test(name) && (!SHORT_OFFICE.test(name) || name.endsWith("部门"))
  return (
    looksLikeUnit(name) &&
    endsBody(name) &&
    !isAct &&
    !NO_DOER.test(name) &&
    !PERSON.test(name) &&
    !EVERYBODY.test(name)
  )
}

const NO_DOER = /[由将把的]|所在|^(?:牵头|配合|责任|参与|申报|推荐|承担|协作|主办|承办|实施|项目)|(?:要|应)$/

/** 职责分工市甲局负责…, 综合组市甲局牵头…: a heading or the name of a group ran into the name of the unit. */
const GLUED =
  /^(?:[^，。；：]{0,10}?(?:职责分工|任务分工|责任分工|工作分工|工作职责|主要职责|单位职责|部门职责|工作任务)|[^，。；：市省县区州]{1,10}组)(?=[^，。；：、的和及与内明如]{2,})/
/** 1.宣传工作：由宣传部负责，…: what the item is about. */
const TOPIC = /^[^，。；：、]{2,12}：/
const LEVEL = /^[市省县区州镇乡各国中]/

/** Finds who does what, at the beginning of a sentence or behind a 由 in it: 结合实际，由市财政局牵头…. */
export function subjectOf(sentence: Words, beginsItem: boolean): Subject | null {
  if (!MAY_TELL.test(sentence.text.slice(0, LONGEST_SUBJECT))) return null
  const glued = beginsItem ? (GLUED.exec(sentence.text)?.[0] ?? "") : ""
  const isGroup = glued.endsWith("组")
  if (glued !== "" && (!isGroup || LEVEL.test(sentence.text.slice(glued.length)))) {
    const behind = doersOf(part(sentence, glued.length))
    if (behind) return { from: behind.isWhole ? 0 : glued.length, ...behind }
  }
  const topic = beginsItem ? (TOPIC.exec(sentence.text)?.[0].length ?? 0) : 0
  const behindTopic = topic > 0 ? doersOf(part(sentence, topic)) : null
  if (behindTopic) return { from: 0, ...behindTopic, isWhole: false }
  const lead = /^(?:具体)?(?:工作|任务)由/.exec(sentence.text)?.[0].length ?? 1
  const direct = doersOf(part(sentence, lead - 1))
  if (direct) return { from: 0, ...direct }
  return laterSubject(sentence)
}

/** Behind what is said first: 会议要求，县教育局要…; 结合实际，由市财政局牵头…; 3月底前制定方案，县委宣传部负责。 */
function laterSubject(sentence: Words): Subject | null {
  const spoken = BEHIND_SPEAKER.exec(sentence.text)?.[0].length ?? 0
  const by = sentence.text.search(/[，：]由/) + 1
  const later = doersOf(part(sentence, spoken || by || sentence.text.length))
  if (later) return { from: spoken > 0 ? 0 : by, ...later, isWhole: false }
  const words = sentence.text.length <= LONGEST_SUBJECT ? lastDoers(sentence) : null
  return words && { from: 0, words, isWhole: false, isStrong: true, isTold: false }
}

/** The clauses at the end of a sentence that say nothing but who: …，县甲局牵头，县乙局配合。 */
function lastDoers(sentence: Words): Words | null {
  const clauses = splitOutside(sentence.text.replace(/[。；\n]+$/, ""), "，")
  const duty = clauses.findLastIndex(({ text }) => !namesDoers(text, "sentence"))
  const doers = clauses.slice(duty + 1).map(({ from, to }) => part(sentence, from, to))
  return duty < 0 || doers.length === 0 ? null : joined(doers, "，")
}

/** 会议要求，县教育局要…: minutes say who says it. */
const BEHIND_SPEAKER = /^(?:会议|县长|市长|书记)[^，。；：]{0,6}(?:要求|强调|指出|明确|议定|决定|确定|同意)[，：]/
/** 由张三同志牵头，县交通运输局具体负责: behind the person stands who does it. */
const BY_PERSON = /^([^，。；、]{2,12}?)(?:总|具体)?(?:牵头|负责|负总责|主抓|挂帅|领衔|分管|包抓|联系)$/

const LONGEST_SUBJECT = 300
/** The end of a body and an act close behind it: most sentences have none, and need no closer look. */
const MAY_TELL = new RegExp(
  `[局委办厅司处室科股院府署社所站联队部馆校心会团门位构业行区关道镇协控支体）](?:(?:主要|统筹|全面|具体|分别|共同|统一|直接|依法|总){0,2}(?:牵头|负责|会同|配合|协助|承担|参与|主管)|对|为|要|应|须|需|将|每|.{1,2}(?:做好|负责|牵头)|${DOING}|${HOW})`,
)

function doersOf(sentence: Words): Omit<Subject, "from"> | null {
  const from = sentence.text.startsWith("由") ? 1 : 0
  const clauses = part(sentence, from, from + LONGEST_SUBJECT)
  const all = splitOutside(clauses.text, "，；。\n").map(({ from, to }) => part(clauses, from, to))
  const [first, ...more] = isPerson(BY_PERSON.exec(all[0]?.text ?? "")?.[1] ?? "") ? all.slice(1) : all
  const border = first ? namesBeforeAct(first.text) : null
  if (!border || !first) return null
  const { length, isStrong, isTold } = border
  const isDuty = !namesDoers(first.text, "sentence") || (from === 0 && HAS_OBJECT.test(first.text.slice(length)))
  if (isDuty) {
    const doers = [assigning(first, length), ...more.flatMap(helpingIn)]
    return { words: joined(doers, "，"), isWhole: false, isStrong, isTold }
  }
  const duty = more.findIndex(({ text }) => !namesDoers(text, "sentence"))
  const doers = [first, ...more.slice(0, duty < 0 ? more.length : duty), ...helpersBefore(more[duty])]
  if (duty >= 0) doers.push(...more.slice(duty).flatMap(helpingIn))
  const isWhole = duty < 0 || more.slice(duty).every(({ text }) => text === "")
  return { words: joined(doers, "，"), isWhole, isStrong, isTold }
}

/** 市甲局负责组织协调工作 is a duty, though every word of it could be a verb of a phrase. */
const HAS_OBJECT = /^负责(?!(?:具体|组织)?(?:落实|实施|办理|推进)$).{2,}$/

const LONGEST_LIST = 80

type Border = { length: number; isStrong: boolean; isTold: boolean }

/**
 * The list of bodies at the head of a clause. Among the ends before an act: the first right before one that gives a role,
 * else the first before another act. An act may be part of a name, 市委组织部, 市委研究室: where a short office follows
 * whole and then an act again, the name goes on.
 */
function namesBeforeAct(clause: string): Border | null {
  const limit = Math.min(clause.length, LONGEST_LIST)
  const found: Partial<Record<"strong" | "weak" | "told" | "misread", number>> = {}
  for (let end = 2; end < limit && found.strong === undefined; end++) {
    if (!endsBody(clause.slice(Math.max(0, end - LONGEST_ENDING), end))) continue
    if (stands(STRONG, clause, end)) found.strong = end
    else if (stands(WEAK, clause, end)) found.weak = goesOnFrom(clause, found.weak, end)
    else if (stands(TOLD, clause, end)) found.told ??= end
    else if (stands(MISREAD, clause, end)) found.misread = end
  }
  const { strong, weak, told, misread } = found
  const isStrong = strong !== undefined && (weak === undefined || OFFICE.test(clause.slice(weak, strong)))
  const length = (isStrong ? strong : weak) ?? misread ?? told
  if (length === undefined) return null
  const names = namesIn(clause.slice(0, length))
  const areDoers = names.length > 0 && names.every(({ text }) => isDoer(text) && (isStrong || !isCollective(text)))
  return areDoers ? { length, isStrong, isTold: !isStrong && weak === undefined && misread === undefined } : null
}

const LONGEST_ENDING = 24
/** What goes on with a name that seemed whole: 组织部, 研究室, 编制部门. */
const OFFICE = /^[^各有相全、，]{1,5}(?:[部室办委局处科组站队心司]|部门|中心)$/

function goesOnFrom(clause: string, before: number | undefined, end: number): number {
  return before === undefined || (OFFICE.test(clause.slice(before, end)) && !clause.slice(0, end).endsWith("部门"))
    ? end
    : before
}

function stands(pattern: RegExp, clause: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(clause)
}

/** What a sentence says of its subject, 市财政局会同有关部门制定…, in the words of a unit phrase. */
function assigning(clause: Words, names: number): Words {
  const act = clause.text.slice(names)
  if (act.startsWith("牵头") || HELPS.test(act)) return part(clause, 0, names + 2)
  if (/^为[^，。；]+牵头/.test(act)) return joined([part(clause, 0, names), unplaced("牵头")])
  const helpers = act.startsWith("会同") ? helpersIn(act.slice(2)) : null
  const doers = part(clause, 0, helpers === null ? names : names + 2 + helpers.length)
  return joined([doers, unplaced("负责")])
}

/** 由甲局牵头，会同乙局、丙局制定办法: the duty names helpers first. */
function helpersBefore(duty: Words | undefined): Words[] {
  const helpers = duty?.text.startsWith("会同") ? helpersIn(duty.text.slice(2)) : null
  return duty && helpers ? [part(duty, 0, 2 + helpers.length)] : []
}

/** Who helps in a further clause, 县文旅局配合 or 县文旅局配合做好保障, and who else it says does something. */
function helpingIn(clause: Words): Words[] {
  if (namesDoers(clause.text, "sentence")) return [clause]
  const border = namesBeforeAct(clause.text)
  return border?.isStrong && HELPS.test(clause.text.slice(border.length)) ? [assigning(clause, border.length)] : []
}

const ANY_ACT = new RegExp(`${DOING}|${HOW}|牵头|负责|会同|配合|协助|承担`, "y")

function helpersIn(clause: string): string | null {
  const anybody = ANYBODY.exec(clause)?.[0]
  if (anybody) return anybody
  for (let end = 2; end < Math.min(clause.length, LONGEST_LIST); end++) {
    if (!stands(ANY_ACT, clause, end) || !endsBody(clause.slice(0, end))) continue
    return areHelpers(clause.slice(0, end)) ? clause.slice(0, end) : null
  }
  const first = WHOLE_AT_HEAD.exec(clause)?.[0] ?? ""
  return areHelpers(first) && /^[^、，和及与等将把的]{2}/.test(clause.slice(first.length)) ? first : null
}

const ANYBODY =
  /^(?:各?[有相]关(?:部门|单位|方面)(?:和单位)?|各(?:省|市|州|县|区|乡|镇|街道|园区|开发区|地区|部门|单位|成员单位){1,3}(?:（[^（）]{1,8}）)?(?:人民政府|政府)?)/

/** Where the act behind the helpers is not known: 会同市教育局核定编制. */
const WHOLE_AT_HEAD = /^[^，。；的将把]{2,16}?(?:局|委|办|部|厅|处|科|院|中心|部门|单位)(?![公门会员事业])/

function areHelpers(list: string): boolean {
  const names = namesIn(list)
  return names.length > 0 && names.every(({ text }) => looksLikeUnit(text) && !/[由将把的]/.test(text))
}
