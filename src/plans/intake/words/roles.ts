export type Role = "lead" | "responsible" | "support"

/**
 * What a printed label such as 牵头单位 announces. A plan is handed to units: people are passed over, and bodies that only
 * watch or pay, 督办单位 or 项目业主, are told as not read.
 */
export type Slot = Role | "deadline" | "person" | "other"

const LEADING = "牵头|主办|主责|主抓|组织|召集"
/** What a plan says of whom it holds to what: 主体责任：各区政府；监管责任：市甲局. */
const DUTIES = "(?:主体|监管|属地|行业|管理|领导|直接)责任"
const DOING = "责任|负责|落实|承办|实施|执行|完成|承担|主管|分工|工作"
const HELPING = "配合|协办|协助|协同|协作|参与|参加|会办|会同|指导|支持|联动"
const BODY = "单位|部门|处室|科室|股室|司局|机构|主体|地区|处|科|方"
const WATCHING =
  "督办|督导|督查|监督|监管|监测|考核|验收|审核|审批|评估|要素保障|申报|报送|建设|施工|设计|监理|采购|申请"
const PERSON = "领导|负责人|联络人|联系人|联络员|同志|县领导|市领导|人"

/** What may stand between the part and the body: 牵头考核单位, 责任落实部门. */
const QUALIFIER = "(?:责任|负责|落实|实施|推进|考核|承办|督办|（责任）)?"

/** `leading` before `doing`, because 牵头责任单位 leads. */
const LABELS: [Slot, string][] = [
  ["person", `(?:${LEADING}|${DOING}|${HELPING}|分管|包保|包联|挂联|联系){1,2}(?:${PERSON})`],
  ["lead", `(?:第一|主要)?(?:${LEADING})${QUALIFIER}(?:${BODY})|第一责任(?:${BODY})|主要责任(?:${BODY})`],
  ["responsible", `(?:${DOING})${QUALIFIER}(?:${BODY})|(?:责任|任务|职责)分工|${DUTIES}`],
  ["support", `(?:${HELPING})${QUALIFIER}(?:${BODY})`],
  [
    "deadline",
    "(?:完成|办结|整改|工作|落实|推进|实施|计划完成|计划)?(?:时限要求|时间要求|时间安排|时间节点|时间进度|进度安排|进度要求|时限|期限|时间)|(?:完成|办结)日期|(?:办理|起止|报送)(?:时限|时间)",
  ],
  ["other", `(?:${WATCHING})(?:责任)?(?:单位|部门|机构)|项目(?:业主|法人)(?:单位)?|业主单位`],
]

/** 市级, or the same in a bracket behind: 责任单位（部门）, 牵头（责任）单位. */
const LEVEL = "(?:国家|省|市|州|县|区)?(?:直|级)?(?:行业)?"
const ASIDE = "(?:（[^（）\\n]{1,8}）|[、及和](?:责任|牵头|配合|参与|协办)?(?:单位|部门|科室|领导|负责人|人))?"

const SLOTS = LABELS.map(([slot, words]) => ({ slot, pattern: new RegExp(`${LEVEL}(?:${words})${ASIDE}`, "y") }))
/** Without a noun only the plainest words count as labels, and only where a clause begins: 牵头：甲；配合：乙. */
const BARE: Record<string, Slot> = { 牵头: "lead", 主办: "lead", 配合: "support", 协办: "support", 参与: "support" }

export type SlotLabel = { slot: Slot; end: number }

const BARE_LABEL = /^\s*(\S{2,12})\s+(?=(\S+))/

/** Where a label ends that begins a line without a colon, 责任单位　市财政局; null where there is none. */
export function bareLabelEnd(line: string): number | null {
  const [, label = "", next = ""] = BARE_LABEL.exec(line) ?? []
  return slotOfHeading(label) && !slotOfHeading(next) ? line.indexOf(label) + label.length : null
}

/** The label that begins at this offset and ends in a colon; `end` is the offset behind the colon. */
export function slotLabelAt(text: string, at: number): SlotLabel | null {
  const found = slotWordAt(text, at)
  return found && text[found.end] === "：" ? { slot: found.slot, end: found.end + 1 } : null
}

/** What a heading such as 责任单位（部门） says of the column below it. */
export function slotOfHeading(text: string): Slot | null {
  const found = slotWordAt(text, 0)
  return found && found.end === text.length ? found.slot : null
}

/** Most letters of a text stand in no label, and need no pattern: what a label may begin with. */
export const SLOT_OPENINGS = [...new Set([...LEVEL, ...LABELS.flatMap(([, words]) => [...words])])]
  .join("")
  .replace(/[^\u4e00-\u9fa5（]/g, "")
const OPENING = new Set(SLOT_OPENINGS)

function slotWordAt(text: string, at: number): SlotLabel | null {
  if (!OPENING.has(text[at] ?? "")) return null
  for (const { slot, pattern } of SLOTS) {
    pattern.lastIndex = at
    if (pattern.test(text)) return { slot, end: pattern.lastIndex }
  }
  const bare = BARE[text.slice(at, at + 2)]
  return bare ? { slot: bare, end: at + 2 } : null
}

const HOW =
  "(?:(?:依据?|按照?|根据|依照|结合)(?:各自)?(?:工作|部门)?(?:职责|职能|权限|分工){1,2}(?:权限|范围)?|分别|共同|具体|主要|统一|联合|抓好|做好|组织|各自|密切|通力|积极|分工|分头|协同|协力|总|全面|各(?:负其责|司其职|尽其责)、?)"
const ACT = "牵头|主办|主抓|主责|统筹|负责|落实|实施|承办|推进|督促|配合|协助|参与|参加|协办|协同|指导|支持|支撑|联动"
const MORE =
  "(?:负责|组织|落实|实施|推进|办理|配合|抓好|做好|开展|完成|工作|协调|统筹|牵头|指导|督促|抓落实|[省市县区]级)"
/** A verb closes its list of units: what follows is the end, a separator, a note, or those that it acts with. */
const CLAUSE_END = "(?=$|[、，；。\\n（]|会同)"
const VERB = new RegExp(`${HOW}{0,3}(${ACT})${MORE}{0,3}${CLAUSE_END}`, "y")
/** 按分管领域, 根据任务清单: how it is done, in words of its own. */
const BY = "(?:按照?|根据|依照?|依据|结合|围绕)[^，；。、（）\\n]{1,12}?"
/** Behind a whole name an act may have objects: 牵头制定, 配合做好资金保障. */
const ACT_ON = new RegExp(`(?:${HOW}|${BY}){0,3}(${ACT})[^，；。、（\\n]{0,30}${CLAUSE_END}`, "y")
/** 甲局、乙局包干负责: words that nobody has listed, and then an act. */
const STRANGELY = /^[^、，；。（）]{1,10}(牵头|负责|配合|落实|承办|实施)$/

/** The verb phrase at this offset that gives the units before it their role: 按职责分工负责, 牵头, 配合. */
export function verbAt(text: string, at: number): { role: Role; end: number } | null {
  VERB.lastIndex = at
  const match = VERB.exec(text)
  return match ? { role: roleOfVerb(match[0], match[1] ?? ""), end: VERB.lastIndex } : null
}

/** The same behind a whole name, where the act has objects. */
export function actOnAt(text: string, at: number): { role: Role; end: number } | null {
  ACT_ON.lastIndex = at
  const match = ACT_ON.exec(text)
  return match ? { role: roleOfVerb(match[0], match[1] ?? ""), end: ACT_ON.lastIndex } : null
}

/** The role in the rest of a clause behind a name, where it ends in an act, though what lies between is unknown. */
export function roleInRest(rest: string): Role | null {
  const act = STRANGELY.exec(rest)?.[1]
  return act ? roleOfVerb(rest, act) : null
}

/** The strongest act decides: who leads something leads, and who answers for it together with others still does. */
function roleOfVerb(phrase: string, act: string): Role {
  if (/牵头|主办|主抓|主责/.test(phrase)) return "lead"
  if (/^(?:具体)?负责(?:指导|配合|协助)$/.test(phrase)) return "support"
  if (/负责/.test(phrase) && !/^(?:.{0,4})(?:配合|协助|参与|参加|协办|指导|支持)/.test(phrase)) return "responsible"
  if (act === "统筹") return "lead"
  if (/配合|协助|参与|参加|协办|协同|支撑|联动/.test(phrase) || /指导|支持/.test(act)) return "support"
  return "responsible"
}

/** How a document says once, for all its lists, who leads: 列第一位者为牵头单位，下同; 带*的为牵头单位. */
export type LeadRule = "first" | "before-comma" | "before-semicolon" | "marked"

/** Signs that set one unit of a list apart; what they mean is said once. */
export const SIGNS = "*＊★☆▲△●◆◎※"

export function leadRuleIn(text: string): LeadRule | null {
  if (!/为(?:第一)?(?:牵头|主办|主责|主要责任|第一责任)/.test(text)) return null
  if (/逗号(?:之)?前/.test(text)) return "before-comma"
  if (/分号(?:之)?前/.test(text)) return "before-semicolon"
  if (new RegExp(`(?:[带标打加注有以含]|标有|带有|标注)[“"'「（]?[${SIGNS}]`).test(text)) return "marked"
  return /第一|首位|首个|排头|排名最前/.test(text) ? "first" : null
}
