import type { NoticeKind, NoticeState } from "#db/schema.ts"
import { dateOf, yearOf } from "#src/clock.ts"
import { type Named, namesAt } from "#src/office/units/names.ts"
import { type Answer, type Block, type Paper, paperName, type Receipt, sealed } from "#src/outward/papers/paper.ts"
import { asksBy } from "#src/supervision/notices/days.ts"
import type { NoticeForPaper } from "#src/supervision/notices/queries.ts"
import { goesUp, hasSummons, isInternal } from "#src/supervision/notices/workflow.ts"
import { NOTICE_KIND_LABEL, NOTICE_PAPER_LABEL, noticeName } from "../notices/words.ts"
import { deadlineWords } from "../plans/words.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { brief, dayWords } from "../words.ts"
import { BY_HAND, ITEM_COLUMNS, issuerOf, leadersOf, signedBy, withoutStop } from "./parts.ts"

/*
 * 督办通知单, 限期整改通知书 and their like: the fields that offices print (practice.md 2, domain.md 3.2). 签发 and the
 * seal are left to the office's hand; a draft says so at the head of every page and leaves its number open. 约谈建议书 and
 * 通报建议书 go up, to leadership, and speak of the unit in the third person. None has a 版记: they are sent like letters,
 * whose 版记 is 抄送 alone (GB/T 9704-2012 10.1), and they are copied to nobody.
 */

/** What is not in force, in the words of the first thing a reader has to know. */
const MARK: Partial<Record<NoticeState, string>> = {
  draft: "草稿",
  approving: "草稿（待审定）",
  discarded: "草稿（已作废）",
  revoked: "已废止",
}

type Given = { organisation: string; today: string }

export function noticePaper(found: NoticeForPaper, organisation: string, today: string): Paper {
  const { notice } = found
  const kind = NOTICE_PAPER_LABEL[notice.kind]
  const issuer = issuerOf(organisation, named(found.office, notice))
  // What goes up is read by leaders before it has a number.
  const isProposed = goesUp(notice.kind) && notice.state === "approving"
  const issuedOn = notice.issuedAt === null ? null : dayWords(dateOf(notice.issuedAt))
  const whole = {
    title: `${kind} ${notice.title}`,
    issuer,
    head: { is: "slip", issuer, kind, line: [`编号：${numberOf(found, today)}`, "签发："] },
    mark: (isProposed ? "送审稿" : MARK[notice.state]) ?? null,
    heading: "",
    signed: sealed(issuer, issuedOn ?? `${yearOf(today)}年　月　日`),
    note: notice.contact === "" ? "" : `联系人：${notice.contact}`,
  } satisfies Partial<Paper>
  return { ...whole, ...(goesUp(notice.kind) ? proposal(found, { organisation, today }) : demand(found, kind, today)) }
}

type Words = Pick<Paper, "addressee" | "blocks" | "closing" | "receipt">

/** To the unit: what is demanded of it, and by when it answers. */
function demand(found: NoticeForPaper, kind: string, today: string): Words {
  const { notice } = found
  const isRectification = notice.kind === "rectification"
  const opening = isRectification
    ? `现就“${withoutStop(notice.title)}”问题，要求你单位限期整改。`
    : `现就“${withoutStop(notice.title)}”予以督办。`
  const lines = [notice.demand, dueWords(notice, isRectification ? "整改" : "办理"), found.headSigns ? signedBy : ""]
  return {
    addressee: named(found.unit, notice),
    blocks: [
      { is: "text", text: basisOf(found) + opening },
      ...numbered(sectionsOf(found), isRectification ? "整改要求" : "办理要求"),
    ],
    closing: lines.filter(Boolean).join("\n"),
    receipt: receiptOf(found, kind, today),
  }
}

/**
 * 约谈通知书: what goes to the unit once leadership has agreed to a 约谈建议. When, where and who comes is for whoever
 * convenes it, and so is its number; null: there is no such thing of this notice.
 */
export function summonsPaper(found: NoticeForPaper, organisation: string, today: string): Paper | null {
  const { notice } = found
  if (!hasSummons(notice)) return null
  const issuer = issuerOf(organisation, named(found.office, notice))
  const text = (words: string): Block => ({ is: "text", text: words })
  const sections: Section[] = [
    { heading: "约谈时间", content: text(`${yearOf(today)}年　月　日　时`) },
    { heading: "约谈地点", content: text("　") },
    { heading: "参加人员", content: text("你单位主要负责人，以及：") },
    ...sectionsOf(found),
  ]
  return {
    title: `${SUMMONS} ${notice.title}`,
    issuer,
    head: { is: "slip", issuer, kind: SUMMONS, line: ["编号：", "签发："] },
    mark: null,
    heading: "",
    addressee: named(found.unit, notice),
    blocks: [
      text(`${basisOf(found)}经研究，决定就“${withoutStop(notice.title)}”有关情况对你单位进行约谈。`),
      ...numbered(sections, "请作说明的事项"),
      text(notice.demand),
    ],
    closing: "请准时参加；确有特殊情况不能参加的，请提前说明。",
    signed: sealed(issuer, `${yearOf(today)}年　月　日`),
    note: notice.contact === "" ? "" : `联系人：${notice.contact}`,
  }
}

const SUMMONS = "约谈通知书"

export const summonsName = ({ notice, unit }: Pick<NoticeForPaper, "notice" | "unit">): string =>
  paperName(SUMMONS, named(unit, notice), brief(notice.title, 24))

/** What is proposed, after 「建议对办公室」. */
const PROPOSED: Partial<Record<NoticeKind, string>> = { interview: "进行约谈", circular: "予以通报" }

/** To leadership: what is proposed about which unit, why, and what would be asked of it; nothing to be sent back. */
function proposal(found: NoticeForPaper, { organisation }: Given): Words {
  const { notice } = found
  const unit = named(found.unit, notice)
  const what = `现就“${withoutStop(notice.title)}”有关情况，建议对${unit}${PROPOSED[notice.kind] ?? ""}。`
  const asked = `拟要求${unit}于${dayWords(notice.dueBy)}前书面反馈办理情况。`
  return {
    addressee: leadersOf(organisation),
    blocks: [
      { is: "text", text: basisOf(found) + what },
      ...numbered(sectionsOf(found), "拟提出的要求"),
      { is: "text", text: `${notice.demand}\n${asksBy(notice.demand, notice.dueBy) ? "" : asked}` },
    ],
    closing: "妥否，请批示。",
  }
}

/** The day on which an answer is due stands once: a demand that asks for it by that day need not say so again. */
function dueWords({ demand, dueBy, firstDueBy }: NoticeForPaper["notice"], what: string): string {
  const isMoved = dueBy !== firstDueBy
  if (!isMoved && asksBy(demand, dueBy)) return ""
  return `请于${dayWords(dueBy)}前${isMoved ? `（原定${dayWords(firstDueBy)}）` : ""}书面反馈${what}情况。`
}

const basisOf = ({ notice }: NoticeForPaper): string => {
  const basis = withoutStop(notice.basis)
  return basis ? `根据${basis}，` : ""
}

/** A paper bears the name of the day on which it was issued. */
const named = (unit: Named, { issuedAt }: NoticeForPaper["notice"]): string =>
  issuedAt === null ? unit.name : namesAt(unit, issuedAt).name

export const noticePaperName = ({ notice, unit }: Pick<NoticeForPaper, "notice" | "unit">): string =>
  paperName(
    isInternal(notice.state) ? `${NOTICE_PAPER_LABEL[notice.kind]}（草稿）` : noticeName(notice),
    named(unit, notice),
    brief(notice.title, 24),
  )

/** A number is given when it is issued; until then there is room for it. */
const numberOf = ({ notice }: NoticeForPaper, today: string): string =>
  notice.number === null ? `${NOTICE_KIND_LABEL[notice.kind]}〔${yearOf(today)}〕　号` : noticeName(notice)

type Section = { heading: string; content: Block }

function sectionsOf(found: NoticeForPaper): Section[] {
  const { notice } = found
  const text = (heading: string, words: string): Section => ({ heading, content: { is: "text", text: words } })
  return [
    ...(found.items.length === 0 ? [] : [{ heading: "涉及任务", content: items(found) }]),
    ...(notice.facts.trim() === "" ? [] : [text("存在的问题", notice.facts)]),
    ...(notice.state === "failed" && !goesUp(notice.kind)
      ? [text("上次反馈的核查意见", `不通过：${notice.opinion}`)]
      : []),
  ]
}

const NUMERALS = "一二三四五六"

/** The demand comes last, under the number that follows. */
const numbered = (sections: Section[], last: string): Block[] => [
  ...sections.flatMap(({ heading, content }, i): Block[] => [headingOf(i, heading), content]),
  headingOf(sections.length, last),
]

const headingOf = (place: number, text: string): Block => ({ is: "heading", text: `${NUMERALS[place]}、${text}` })

const items = ({ items }: NoticeForPaper): Block => ({
  is: "table",
  columns: [...ITEM_COLUMNS, { heading: "完成时限", width: 25, centred: true }],
  rows: items.map(({ label, text, role, ...dated }) => [label, text, ROLE_LABEL[role], deadlineOf(dated)]),
})

/** In a column of deadlines the day is enough. */
const deadlineOf = (item: Pick<NoticeForPaper["items"][number], "deadline" | "deadlineText" | "dueBy">): string =>
  item.deadline === "date" && item.dueBy !== null ? dayWords(item.dueBy) : deadlineWords(item)

/** What has been given in already is printed, so that the paper can be filed; the rest is for the unit's hand. */
function receiptOf(found: NoticeForPaper, kind: string, today: string): Receipt {
  const { notice, acknowledgedBy, judgedBy } = found
  const acknowledged = notice.acknowledgedAt === null ? "" : dayWords(dateOf(notice.acknowledgedAt))
  const closed = notice.state === "closed"
  const answer = closed || notice.state === "answered" ? found.answer : null
  const rows: Answer[][] = [
    [{ label: "事项名称", text: notice.title }],
    [
      { label: "承办单位", text: named(found.unit, notice) },
      { label: "反馈期限", text: dayWords(notice.dueBy) },
    ],
    [
      { label: "签收人", text: acknowledgedBy ?? "" },
      { label: "签收时间", text: acknowledged },
    ],
    [
      {
        label: notice.kind === "rectification" ? "整改情况" : "办理结果",
        text: answer ? `${answer.text}\n（${answer.sentBy}，${dayWords(dateOf(answer.at))}反馈）` : "",
        lines: 7,
      },
    ],
    [{ label: "承办单位\n负责人审签\n（盖章）", text: "", hand: BY_HAND, lines: 3 }],
    [
      {
        label: "督办单位\n核查意见",
        text: closed ? notice.opinion : "",
        hand: closed && judgedBy && notice.judgedAt ? `${judgedBy}　${dayWords(dateOf(notice.judgedAt))}` : BY_HAND,
        lines: 4,
      },
    ],
  ]
  return {
    kind: `${kind}回执`,
    line: `编号：${numberOf(found, today)}`,
    rows,
    note: "注：已在系统中签收、反馈的，不必再报本回执。",
  }
}
