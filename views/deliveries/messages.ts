import type { Audience, BulletinKind, DocumentKind, Meeting, MeetingAbout, NoticeKind } from "#db/schema.ts"
import type { MessagePlan } from "#src/messages/queries.ts"
import type { PublishedSeal } from "#src/trail/seal.ts"
import { bulletinName } from "../bulletins/words.ts"
import { DOCUMENT_KIND_LABEL } from "../documents/words.ts"
import { MEETING_KIND_LABEL } from "../meetings/words.ts"
import { noticeName } from "../notices/words.ts"
import { shortTitle } from "../plans/titles.ts"
import { dayWords, momentWords } from "../words.ts"

/*
 * What leaves the program: names of units, numbers and days, and of which plan as far as its handling allows. No word of
 * a task, a report or a notice, which mailboxes and group chats have no business keeping; the link leads to them, behind
 * the sign-in. To a liaison's own mailbox it may be a 填报链接 (src/reports/links), where the plan allows it.
 */

export type Words = { subject: string; text: string }

/**
 * What a plan is called outside the program. A title may say what is 内部: only one that is 公开 goes out; of an internal
 * plan the 文号, which tells its receivers which paper is meant and others nothing; of a 工作秘密 neither.
 */
export function nameOutside({ title, docNumber, handling }: MessagePlan): string | null {
  if (handling === "public") return `「${shortTitle(title)}」`
  return handling === "internal" && docNumber ? `${docNumber}方案` : null
}

/** A unit and what it owes of a digest: each thing by its day, and of which plan it is. */
export type DigestFacts = {
  unit: string
  owed: { dueBy: string; plan: MessagePlan }[]
  today: string
  audience: Audience
}

/** 「办公室有3项待办（〔2026〕5号方案），其中1项逾期，最早11月28日前办理。」 */
export function digestWords({ unit, owed, today, audience }: DigestFacts): Words {
  const dueBy = owed.map((one) => one.dueBy)
  const overdue = dueBy.filter((day) => day < today).length
  const next = dueBy.filter((day) => day >= today).toSorted()[0]
  const call = audience === "liaison" ? "请及时办理。" : audience === "head" ? "请督促办理。" : "请您阅知。"
  const much = `${unit}有${dueBy.length}项${overdue === dueBy.length ? "逾期" : ""}待办`
  const facts = [
    much + plansWords(owed.map(({ plan }) => plan)),
    overdue > 0 && overdue < dueBy.length && `其中${overdue}项逾期`,
    next && `${dueBy.length - overdue > 1 ? "最早" : ""}${dayWords(next, today)}前办理`,
  ].filter(Boolean)
  return { subject: `【催办】${much}`, text: `${facts.join("，")}。${call}` }
}

/** Of which plans so many things are, one entry a thing: by name and number, as far as they may be named. */
function plansWords(plans: MessagePlan[]): string {
  const distinct = [...new Map(plans.map((plan) => [plan.id, plan])).values()]
  const named = distinct.flatMap((plan) => {
    const name = nameOutside(plan)
    return name === null ? [] : [{ name, n: plans.filter(({ id }) => id === plan.id).length }]
  })
  if (distinct.length > 1 && named.length === 0) return `（分属${distinct.length}个方案）`
  if (distinct.length === 1) return named.map(({ name }) => `（${name}）`).join("")
  const others = plans.length - named.reduce((sum, { n }) => sum + n, 0)
  const parts = named.map(({ name, n }) => `${name}${n}项`)
  return `（${[...parts, ...(others > 0 ? [`其他方案${others}项`] : [])].join("、")}）`
}

/** Said where the link is a 填报链接. */
export const PERSONAL = "点开下面的链接即可填报，不用登录；链接仅供您本人使用，请勿转发。"

export type ReminderFacts = {
  unit: string
  office: string
  plan: MessagePlan
  round: string
  dueBy: string
  left: number
  today: string
}

/** 催办 that a supervisor sent. */
export const reminderWords = ({ unit, office, plan, round, dueBy, left, today }: ReminderFacts): Words => ({
  subject: `【催办】${unit}${left}项进展待报送`,
  text: `${office}提醒：${unit}有${left}项${nameOutside(plan) ?? ""}「${round}」进展尚未报送，${
    dueBy < today ? `期限为${dayWords(dueBy, today)}，现已逾期，请尽快报送。` : `请于${dayWords(dueBy, today)}前报送。`
  }`,
})

/** 催办 of 报备文件. */
export const filingWords = ({
  unit,
  office,
  year,
  left,
}: {
  unit: string
  office: string
  year: number
  left: number
}): Words => ({
  subject: `【催办】${unit}${left}份普法文件待报送`,
  text: `${office}提醒：${unit}有${left}份${year}年普法文件尚未报送，请尽快报送。`,
})

/** What was found is read behind the sign-in. */
export const verificationWords = ({ unit, year }: { unit: string; year: number }): Words => ({
  subject: `【督查核实】${unit}${year}年责任清单`,
  text: `普法办告知了${unit}${year}年责任清单事项的核实结果，请登录查看；核实为不实的，可以说明一次。`,
})

/** To an 外部监督: neither what was suggested nor what was answered, which are read behind the sign-in. */
export const answerWords = ({ unit }: { unit: string }): Words => ({
  subject: `【意见建议】${unit}已答复`,
  text: `您提出的意见建议，${unit}已经答复，请登录查看并评价。`,
})

/** 代录 of a 报备文件 that came on paper. */
export const enteredWords = ({ unit, office, kind }: { unit: string; office: string; kind: DocumentKind }): Words => ({
  subject: `【报备】已代录${unit}的${DOCUMENT_KIND_LABEL[kind]}`,
  text: `${office}代录了${unit}报来的纸质${DOCUMENT_KIND_LABEL[kind]}，请核对。`,
})

export type MeetingFacts = Pick<Meeting, "kind" | "state" | "meetsOn" | "replyBy"> & {
  unit: string
  office: string
  left: number
  today: string
}

/** A call to a meeting, what became of it, and what was decided for the unit: neither its subject nor its place, which are read behind the sign-in. */
export function meetingWords(about: MeetingAbout, { unit, office, left, today, ...meeting }: MeetingFacts): Words {
  const day = (on: string) => dayWords(on, today)
  const [kind, on] = [MEETING_KIND_LABEL[meeting.kind], day(meeting.meetsOn)]
  const reply = meeting.replyBy === null ? "请报回执" : `请于${day(meeting.replyBy)}前报回执`
  switch (about) {
    case "meeting_called":
      return { subject: `【会议】${on}${kind}`, text: `${office}通知：请${unit}参加${on}的${kind}，${reply}。` }
    case "meeting_moved":
      return {
        subject: `【会议】${kind}安排有变`,
        text: `${office}通知：${kind}的安排有变，现定于${on}，请${unit}核对时间、地点和回执。`,
      }
    case "meeting_off":
      return {
        subject: `【会议】${on}${kind}${meeting.state === "cancelled" ? "取消" : "不需参加"}`,
        text: `${office}通知：原定${on}的${kind}${meeting.state === "cancelled" ? "已取消" : `，${unit}不需参加`}。`,
      }
    case "meeting_decided":
      return {
        subject: `【会议】${unit}有${left}项议定事项`,
        text: `${office}印发了${kind}纪要，其中${left}项议定事项由${unit}落实，请及时办理并反馈。`,
      }
    case "meeting_returned":
      return {
        subject: `【会议】${unit}的议定事项反馈被退回`,
        text: `${office}退回了${unit}对${kind}议定事项的反馈，请登录查看原因，继续办理后重新反馈。`,
      }
  }
}

export type NoticeFacts = {
  unit: string
  office: string
  plan: MessagePlan
  kind: NoticeKind
  year: number | null
  number: number | null
  dueBy: string
  today: string
}

/** What leadership has decided on; the 建议书 itself went to it and not to the unit. */
const DECIDED: Partial<Record<NoticeKind, string>> = { interview: "进行约谈", circular: "予以通报" }

/** A 督办单 that has come. */
export const noticeWords = ({ unit, office, plan, dueBy, today, ...notice }: NoticeFacts): Words => {
  const decided = DECIDED[notice.kind]
  const said = decided
    ? `${office}${about(plan)}报经领导审定，拟对${unit}${decided}（${noticeName(notice)}）`
    : `${office}${about(plan)}向${unit}发出${noticeName(notice)}`
  return {
    subject: `【督办】${noticeName(notice)}`,
    text: `${said}，请签收，并于${dayWords(dueBy, today)}前反馈办理情况。`,
  }
}

export type BulletinFacts = Pick<NoticeFacts, "unit" | "office" | "plan" | "year" | "number"> & { kind: BulletinKind }

/** A 通报 that names the unit. */
export const bulletinWords = ({ unit, office, plan, ...bulletin }: BulletinFacts): Words => ({
  subject: `【通报】${bulletinName(bulletin)}`,
  text: `${office}${about(plan)}印发了${bulletinName(bulletin)}，其中有${unit}的落实情况，请查阅。`,
})

const about = (plan: MessagePlan): string => {
  const name = nameOutside(plan)
  return name === null ? "" : `就${name}`
}

export const testWords = (): Words => ({
  subject: "【测试】分工督办提醒",
  text: "这是一条测试消息：收到即说明发送正常，无需处理。",
})

export type MailboxFacts = {
  name: string
  /** Who changed it; null: the person. */
  by: string | null
  at: number
  security: string | null
  today: string
}

/** To the mailbox of before. The new one is not named: this one may be anybody's by now. */
export const mailboxWords = ({ name, by, at, security, today }: MailboxFacts): Words => ({
  subject: "【分工督办】您的账户邮箱已变更",
  text: `${name}的账户邮箱于${momentWords(at, today)}由${by ?? "本人"}变更，今后的提醒不再发到这里；新邮箱经本人登录确认前，邮件不附填报链接。如非本人所知，请立即联系安全管理员${security ? `（${security}）` : ""}。`,
})

/** To be kept outside of the database: with it `npm run verify -- --since` finds a trail that was cut or made anew. */
export const sealWords = ({ eventId, algorithm, hash }: PublishedSeal, today: string): Words => ({
  subject: `【分工督办】${today} 操作记录封存值`,
  text: `截至发出时，操作记录已封存到第 ${eventId} 条（${algorithm}），封存值为：\n${hash}\n\n请保留这封邮件，不必回复。需要核验时，由系统管理员在服务器上运行：\nnpm run verify -- --since ${hash}`,
})
