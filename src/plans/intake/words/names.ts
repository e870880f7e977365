import { isCloser, isOpener, splitOutside } from "./brackets.ts"
import type { Confidence } from "./confidence.ts"
import { joined, unplaced, type Words } from "./placed_words.ts"
import { type Role, SIGNS, slotOfHeading, verbAt } from "./roles.ts"

/**
 * A unit of a printed list: its name and where in the list it stands, the separator printed before it, and the role that
 * a bracket behind it gives, which ends at `end`. `isMarked` where a sign such as * sets it apart.
 */
export type Named = Part & { role: Role | null; end: number; isMarked: boolean }
/** A stretch of a list from this offset on. */
type Part = { text: string; from: number; before: string }

const LONGEST_NAME = 40

/** How the names of public bodies end: 局, 委, 办, 管委会, 中心, 经开区, 各地 … */
const BODY_END =
  "局委办部厅司处室科股院会府署关行社团所站校心司联庭队馆台厂区县市州镇乡道村位门构织业地组班园港库网院系统群盟旗省企街关"
const NO_NAME =
  /[。，；：！？“”《》]|^\d(?!\d?[个家])|^[的及和与并（]|^(?:牵头|责任|配合|负责|参与|协办)(?:单位|部门).|^(?:此件|主送|抄送|分送)|.(?:将(?!军)|把).{3}|.(?:负责|牵头|配合)(?!单位|部门|处|科|股|机构|地区|方).{2}/

/** What a name may quote: 市推进“放管服”改革办公室. */
const QUOTED = /“[^“”，。；]{1,10}”/g

/** Whether a name may end so: most words do not, and need no closer look. */
export const mayEndName = (last: string): boolean =>
  last === "）" || BODY_END.includes(last) || endsBody(last) || "会协联体控".includes(last)

export function looksLikeUnit(name: string): boolean {
  const known = LOOKED_AT.get(name)
  if (known !== undefined) return known
  const looks = name.length <= LONGEST_NAME && hasLooks(name)
  if (LOOKED_AT.size >= MOST_LOOKED_AT) LOOKED_AT.clear()
  LOOKED_AT.set(name, looks)
  return looks
}

/** A document names the same units again and again. */
const LOOKED_AT = new Map<string, boolean>()
const MOST_LOOKED_AT = 1000

function hasLooks(name: string): boolean {
  const core = withoutAside(name)
  const ends = BODY_END.includes(core.at(-1) ?? " ") || endsBody(core)
  const isWhole = core.length >= 2 && !NO_NAME.test(name.replace(QUOTED, "")) && isClosed(name)
  return isWhole && ends
}

/** Whether its brackets are: one that is not is what was left of a phrase. */
function isClosed(name: string): boolean {
  let depth = 0
  for (const char of name) {
    depth += nesting(char)
    if (depth < 0) return false
  }
  return depth === 0
}

/** A name with an ending of its own is sure, one that could as well be an abbreviation likely. */
export function nameConfidence(name: string): Confidence {
  if (!looksLikeUnit(name)) return "doubtful"
  return isCollective(name) || endsBody(withoutAside(name)) ? "sure" : "likely"
}

/** 张三同志, 李四副县长: a plan is handed to units, and who leads in person is none. */
export function isPerson(name: string): boolean {
  return /^[^的、，]{1,10}(?:同志|[省市州县区镇乡局厅院校]长|书记|主任|秘书长|主席)$/.test(name)
}

/** 各…, 有关部门 and the like name a kind of unit; whoever stands first among them leads nobody. */
export function isCollective(name: string): boolean {
  return /^各|^\d+[个家]|(?:其他|有关|相关|成员|职能)(?:部门|单位|地区|方面)/.test(name)
}

export function namesIn(list: string): Named[] {
  const parts = splitOutside(list, "、，；/／").map((part) => (/^[由请]/.test(part.text) ? behind(part, 1) : part))
  return joinedCollectives(parts)
    .flatMap(atConjunctions)
    .flatMap(withoutEtCetera)
    .map(withRole)
    .filter(({ text }) => text !== "")
}

function behind({ text, from, before }: Part, length: number): Part {
  return { text: text.slice(length), from: from + length, before }
}

const LEVEL =
  "(?:省|自治区|直辖市|计划单列市|设区市|县级市|市|自治州|州|盟|地|县|自治县|区|旗|镇|乡|街道|村|委|办|局|厅|部|司|处|科|室|地区|部门|单位|行业|领域|级|园区|开发区|功能区)"
const LEVEL_ASIDE = "(?:（[^（）]{0,12}）)?"
const WAITING_COLLECTIVE = new RegExp(`(?:^|[和及与])各${LEVEL}${LEVEL_ASIDE}(?:、各?${LEVEL}${LEVEL_ASIDE}){0,8}$`)
const REST_OF_COLLECTIVE = new RegExp(
  `^各?${LEVEL}${LEVEL_ASIDE}(?:人民政府|政府|党委政府|党委|管委会|管理委员会|有关部门|相关部门|部门|单位|机构)?(?:（行署）)?$`,
)

/** 各市、州、县人民政府 is one collective: its first parts are bare levels that wait for the word at the end. */
function joinedCollectives(parts: Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    const follows = last && part.before === "、" && part.from === last.from + last.text.length + 1
    if (follows && belongsTo(last.text, part.text)) last.text += `、${part.text}`
    else joined.push({ ...part })
  }
  return joined
}

/** 市、县各部门: a level alone is no name. */
const BARE_LEVEL = /^(?:中央|国家|省|市|州|县|区|镇|乡)$/
const NEXT_LEVEL = /^(?:省|市|州|县|区|镇|乡|街道)/
/** 各市党委、政府, 各县（市、区）党委（党组）、政府: who governs a place together. */
const PARTY = /^(?:各|有关|相关|属地).{0,12}(?:党委|党组|党工委|党组织)(?:（[^（）]{1,6}）)?$/

function belongsTo(collective: string, part: string): boolean {
  if (PARTY.test(collective)) return /^(?:(?:人民)?政府|行政|管委会)$/.test(part)
  if (BARE_LEVEL.test(collective)) return NEXT_LEVEL.test(part)
  return WAITING_COLLECTIVE.test(collective) && REST_OF_COLLECTIVE.test(part)
}

const CONJUNCTION = /以及|[及和与]/y
const NEXT_CONJUNCTION = /以及|[及和与、]/
/** 甲局、乙局等和各区政府: what closes a list closes it before a conjunction too. */
export const CLOSED = /(?<=.)等(?:(?:有关|相关)?(?:部门|单位){1,2})?$/
/** Endings after which 和 parts two bodies. 工业和信息化部 and 农业农村和水利局 show why a mere 业 or 村 does not count. */
const COMPLETE =
  /(?:[局委办厅司处室科股院府署社所站联队部馆校]|中心|管委会|委员会|监会|工会|[协学商]会|集团|公司|部门|单位|机构|责任主体|企业|银行|[支分]行|[经济]开区|[新园高]区|高新区|示范区|开发区|海关|机关|地区|街道|乡镇|[党团]总?支部?|[科政文作记]协|疾控|）)$/
const LONGEST_COMPLETE = 4
export function endsBody(name: string): boolean {
  return COMPLETE.test(name.slice(-LONGEST_COMPLETE))
}

const LONGEST_ENDING = 8

/** The lines of a list as one: where a line ended a name and the next begins one, the break parted them. */
export function inOneList(lines: Words[], begins: (line: string) => boolean): Words {
  let tail = ""
  const parts = lines.flatMap((line, place) => {
    const parted = place > 0 && endsBody(tail) && begins(line.text)
    tail = (tail + line.text).slice(-LONGEST_ENDING)
    return parted ? [unplaced("、"), line] : [line]
  })
  return joined(parts)
}

const COLLECTIVE_TAIL =
  /^(?:单位|部门|机构|企业|个人|组织|政府|人民政府|企事业单位|直属机构|(?:牵头|配合|责任|参与)(?:部门|单位))$/
const OWN_LEVEL = /^(?:各|市|省|县|区|州|国|中央|有关|相关|其他|上级|属地)/

function atConjunctions({ text: list, from, before }: Part): Part[] {
  const parts: Part[] = []
  let depth = 0
  let start = 0
  const end = (to: number) =>
    parts.push({ text: list.slice(start, to), from: from + start, before: start > 0 ? "和" : before })
  for (let at = 1; at < list.length; at++) {
    const char = list[at] ?? ""
    depth = Math.max(0, depth + nesting(char))
    if (depth > 0 || !"及和与以".includes(char)) continue
    CONJUNCTION.lastIndex = at
    const found = CONJUNCTION.exec(list)
    if (!found || !partsBodies(list.slice(start, at), found[0], list.slice(at + found[0].length))) continue
    end(at)
    start = at + found[0].length
  }
  end(list.length)
  return parts
}

function nesting(char: string): number {
  return isOpener(char) ? 1 : isCloser(char) ? -1 : 0
}

/** 市民政局和各区政府 are two; 各有关部门和单位 and 各区市县政府及园区管委会, where 各 covers both sides, are one. */
function partsBodies(list: string, conjunction: string, right: string): boolean {
  const ending = list.slice(-LONGEST_CLOSED)
  const isClosed = CLOSED.test(ending)
  if (right === "" || !endsBody(isClosed ? ending.replace(CLOSED, "") : list)) return false
  if (/^各/.test(right)) return true
  const next = right.slice(0, LONGEST_NAME).split(NEXT_CONJUNCTION, 1)[0] ?? ""
  if (COLLECTIVE_TAIL.test(next)) return !isClosed && !/^各/.test(list) && !/[有相]关/.test(list.slice(-LONGEST_NAME))
  return !(conjunction.endsWith("及") && /^各/.test(list) && !OWN_LEVEL.test(right))
}

/** With a whole name before it: 管委会等有关部门单位. */
const LONGEST_CLOSED = LONGEST_COMPLETE + 8

const OTHERS =
  /^(?:\d{0,3}[个家]?|[一二三四五六七八九十]{0,3}[个家]?)(?:各?(?:有关|相关|成员|职能|其他|涉及|专业|业务|主管))?(?:部门|单位|机构|地区|方面|企业)?(?:[和及、]?(?:单位|部门|地区))?$/
/** 等执法单位, 等涉农部门: others of a kind, of no level of their own. */
const OTHERS_OF_KIND = /^(?![国省市县区州各]|中央)[^、，的]{1,4}(?:部门|单位|机构|企业)$/
/** Behind 公安等部门 stands what 公安 is, though its name does not say so. */
const CALLED_OTHERS = /^(?:有关|相关|成员|职能)?(?:部门|单位){1,2}$/
const NAMED_OTHERS = /^(?:国务院|中央|国家|省|市|县|区|州|各).{0,12}(?:部门|单位|机构|企业|政府|管委会)$/

/** 甲等部门 names 甲 alone, but 甲等国务院相关部门 also gives the duty to a body that can be asked. */
function withoutEtCetera(part: Part): Part[] {
  for (let at = part.text.indexOf("等", 2); at > 0; at = part.text.indexOf("等", at + 1)) {
    const name = { ...part, text: part.text.slice(0, at) }
    const others = behind(part, at + 1)
    if (CALLED_OTHERS.test(others.text)) return [name]
    if (!looksLikeUnit(name.text)) continue
    if (OTHERS.test(others.text) || OTHERS_OF_KIND.test(others.text)) return [name]
    if (NAMED_OTHERS.test(others.text)) return [name, others]
  }
  return [part]
}

const ASIDE = /（([^（）]{1,20})）$/

function withoutAside(name: string): string {
  return name.replace(ASIDE, "")
}

/** 县级：各县人民政府: for whom at this level. */
const FOR_LEVEL = "(?:国家|中央|省|市|县|区|镇|乡镇?)(?:级|直|层面)："
/** 甲局（联系人：张某，电话：…） */
const CONTACT = /（[^（）]{0,6}(?:联系人|责任人|负责人|联络员|经办人|电话|手机)[^（）]{0,60}）$/
const FILLERS_BEFORE = new RegExp(`^(?:[：.．…${SIGNS}]|${FOR_LEVEL})+`)
const FILLERS_BEHIND = new RegExp(`[.．…${SIGNS}]+$`)
/** What may be printed around a name; most names have none of it. */
const AROUND = `：.．…${SIGNS}`
const isBare = (text: string): boolean =>
  !AROUND.includes(text[0] ?? " ") && !`）${AROUND}`.includes(text.at(-1) ?? " ") && !text.includes("：")
const MARKED = new RegExp(`^[${SIGNS}]|[${SIGNS}]$`)

/** The role in a bracket behind one name, 市民政局（牵头）, as against a second name: 市文旅局（市文物局）. */
function withRole(part: Part): Named {
  const { text, from, before } = part
  if (isBare(text)) return { text, from, before, role: null, end: from + text.length, isMarked: false }
  const isMarked = MARKED.test(part.text)
  const name = behind(part, FILLERS_BEFORE.exec(part.text)?.[0].length ?? 0)
  name.text = name.text.replace(FILLERS_BEHIND, "").replace(CONTACT, "")
  const end = name.from + name.text.length
  const aside = ASIDE.exec(name.text)?.[1]
  const role = aside === undefined ? null : roleOf(aside)
  return role ? { ...name, text: withoutAside(name.text), role, end, isMarked } : { ...name, role, end, isMarked }
}

function roleOf(aside: string): Role | null {
  const slot = slotOfHeading(aside)
  if (slot === "lead" || slot === "responsible" || slot === "support") return slot
  const verb = verbAt(aside, 0)
  return verb?.end === aside.length ? verb.role : null
}
