import type { BulletinState } from "#db/schema.ts"
import { CATEGORIES } from "#db/schema.ts"
import { dateOf, yearOf } from "#src/clock.ts"
import { type Named, namesAt } from "#src/office/units/names.ts"
import { type AnnexName, annexesIn, type Content } from "#src/outward/bulletins/content.ts"
import type { FoundBulletin } from "#src/outward/bulletins/queries.ts"
import { goesAcross } from "#src/outward/bulletins/workflow.ts"
import {
  type Annex,
  type Block,
  type Head,
  type Paper,
  paperName,
  type Signed,
  type Table,
} from "#src/outward/papers/paper.ts"
import { ANNEX_LABEL, BULLETIN_KIND_LABEL, bulletinName, CATEGORY_LABEL } from "../bulletins/words.ts"
import { brief, dayWords } from "../words.ts"
import { issuerOf } from "./parts.ts"

/*
 * 文稿 as a paper (domain.md 2.5): inside the house plain, or with the head of a numbered series; in the organisation's name
 * a 公文 whose 发文字号, 签发人 and seal are left to the office's hand. What is not in force says so at the head of every page.
 */

const MARK: Record<BulletinState, string | null> = {
  draft: "草稿",
  approving: "草稿（待审定）",
  approved: "草稿（已审定，未印发）",
  issued: null,
  withdrawn: "已撤回",
  discarded: "草稿（已作废）",
}

/** 附注, by how the plan is to be handled: what is 内部 or 工作秘密 says so wherever it is printed. */
const HANDLING_NOTE: Record<FoundBulletin["plan"]["handling"], string> = {
  public: "",
  internal: "内部资料，注意保存",
  work_secret: "工作秘密，不得擅自公开",
}

type Given = { found: FoundBulletin; content: Content; today: string }

/** What was issued bears the names and the year under which it was. */
export function bulletinPaper({ found, content, today }: Given): Paper {
  const { bulletin } = found
  const { organisation } = content
  const office = named(found.office, bulletin)
  const issuer = bulletin.form === "organisation" ? organisation || office : issuerOf(organisation, office)
  const on = bulletin.issuedAt === null ? `${yearOf(today)}年　月　日` : dayWords(dateOf(bulletin.issuedAt))
  const isInside = bulletin.form !== "organisation"
  return {
    title: content.title,
    issuer,
    head: headOf({ found, content, today }, issuer, on),
    mark: MARK[bulletin.state],
    heading: content.title,
    addressee: content.addressee,
    blocks: content.blocks.flatMap(({ heading, text }): Block[] => [
      ...(heading ? [{ is: "heading" as const, text: heading }] : []),
      { is: "text", text },
    ]),
    closing: content.closing,
    signed: signedOf(bulletin.form, issuer, on),
    note: HANDLING_NOTE[found.plan.handling],
    annexes: annexesOf(content),
    ...(isInside && bulletin.issuedAt !== null ? { imprint: { copies: "", printer: office, printedOn: on } } : {}),
  }
}

/** A paper bears the name of the day on which it was issued. */
const named = (unit: Named, { issuedAt }: FoundBulletin["bulletin"]): string =>
  issuedAt === null ? unit.name : namesAt(unit, issuedAt).name

function headOf({ found, today }: Given, issuer: string, on: string): Head {
  const { bulletin } = found
  const issue = `第${bulletin.number ?? "　"}期`
  const kind = BULLETIN_KIND_LABEL[bulletin.kind]
  if (bulletin.form === "internal") return { is: "slip", issuer, kind, line: [issue, on] }
  if (bulletin.form === "series") return { is: "series", name: kind, issue, line: [issuer, on] }
  // 签发人 stands on what goes up.
  const signers = goesAcross(bulletin.kind) ? {} : { signers: [""] }
  return { is: "letterhead", issuers: [issuer], number: `〔${bulletin.year ?? yearOf(today)}〕　号`, ...signers }
}

const signedOf = (form: FoundBulletin["bulletin"]["form"], issuer: string, on: string): Signed => ({
  by: [issuer],
  on,
  sealed: form === "organisation",
})

const annexesOf = (content: Content): Annex[] =>
  annexesIn(content).map((name) => ({ title: ANNEX_LABEL[name], landscape: true, blocks: ANNEX_BLOCKS[name](content) }))

const ANNEX_BLOCKS: Record<AnnexName, (content: Content) => Block[]> = {
  rounds: (content) => [roundTable(content)],
  units: (content) => [unitTable(content), measure(content)],
  matters: (content) => [matterTable(content)],
}

const measure = ({ measure: text }: Content): Block => ({ is: "text", text })

const number = (heading: string, width = 9) => ({ heading, width, centred: true })

const unitTable = ({ units }: Content): Table => ({
  is: "table",
  columns: [
    number("序号", 6),
    { heading: "单位", width: 22 },
    number("承担分工"),
    number("其中挂起、终止", 10),
    number("应报"),
    number("已报"),
    number("未报"),
    number("报送率", 10),
    number("办结", 8),
    number("逾期", 8),
  ],
  rows: units.map(({ name, own, parts, out, due, reported, rate, closed, overdue }, i) => [
    String(i + 1),
    own ? `${name}（自查）` : name,
    ...[parts, out, due, reported, due - reported].map(String),
    rate,
    String(closed),
    String(overdue),
  ]),
})

const matterTable = ({ matters }: Content): Table => ({
  is: "table",
  columns: [
    number("序号", 6),
    { heading: "事项", width: 24 },
    { heading: "责任单位", width: 12 },
    { heading: "上期进展", width: 19 },
    { heading: "本期进展", width: 20 },
    { heading: "督办意见", width: 11 },
    number("分类", 8),
  ],
  rows: matters.map(({ label, text, units, category, before, now, opinion }, i) => [
    String(i + 1),
    `${label}${text}`,
    units,
    before,
    now,
    opinion,
    CATEGORY_LABEL[category],
  ]),
})

const roundTable = ({ rounds }: Content): Table => ({
  is: "table",
  columns: [
    { heading: "填报期", width: 28 },
    number("应报", 12),
    number("已报", 12),
    number("报送率", 12),
    ...CATEGORIES.map((category) => number(CATEGORY_LABEL[category], 9)),
  ],
  rows: rounds.map(({ name, due, reported, rate, categories }) => [
    name,
    String(due),
    String(reported),
    rate,
    ...CATEGORIES.map((category) => String(categories[category])),
  ]),
})

export const bulletinPaperName = ({ bulletin }: FoundBulletin): string => {
  const state = MARK[bulletin.state]
  return paperName(
    bulletin.number === null ? `${BULLETIN_KIND_LABEL[bulletin.kind]}（草稿）` : bulletinName(bulletin),
    state === "已撤回" ? state : "",
    brief(bulletin.title, 30),
  )
}
