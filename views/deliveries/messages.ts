import type { Audience, NoticeKind } from "#db/schema.ts"
import { NOTICE_KIND_LABEL, noticeNumber } from "../labels.ts"
import { dayWords } from "../words.ts"

/*
 * What leaves the program: names of units, numbers and days. No word of a task, a report or a notice, which mailboxes
 * and group chats have no business keeping; the link leads to them, behind the sign-in. To a liaison's own mailbox it may
 * be a 填报链接 (src/links), where the plan allows it.
 */

export type Words = { subject: string; text: string }

/** A unit and what it owes of a digest: each thing by its day. */
export type DigestFacts = { unit: string; dueBy: string[]; today: string; audience: Audience }

/** 「办公室有3项待办，其中1项逾期，最早11月28日前办理。」 */
export function digestWords({ unit, dueBy, today, audience }: DigestFacts): Words {
  const overdue = dueBy.filter((day) => day < today).length
  const next = dueBy.filter((day) => day >= today).toSorted()[0]
  const facts = [
    `${unit}有${dueBy.length}项${overdue === dueBy.length ? "逾期" : ""}待办`,
    overdue > 0 && overdue < dueBy.length && `其中${overdue}项逾期`,
    next && `${dueBy.length - overdue > 1 ? "最早" : ""}${dayWords(next, today)}前办理`,
  ].filter(Boolean)
  const call = audience === "liaison" ? "请及时办理。" : audience === "head" ? "请督促办理。" : "请您阅知。"
  return { subject: `【催办】${facts[0]}`, text: `${facts.join("，")}。${call}` }
}

/** Said where the link is a 填报链接. */
export const PERSONAL = "点开下面的链接即可填报，不用登录；链接仅供您本人使用，请勿转发。"

export type ReminderFacts = { unit: string; office: string; round: string; dueBy: string; left: number; today: string }

/** 催办 that a supervisor sent. */
export const reminderWords = ({ unit, office, round, dueBy, left, today }: ReminderFacts): Words => ({
  subject: `【催办】${unit}${left}项进展待报送`,
  text: `${office}提醒：${unit}有${left}项「${round}」进展尚未报送，${
    dueBy < today ? `期限为${dayWords(dueBy, today)}，现已逾期，请尽快报送。` : `请于${dayWords(dueBy, today)}前报送。`
  }`,
})

export type NoticeFacts = {
  unit: string
  office: string
  kind: NoticeKind
  year: number | null
  number: number | null
  dueBy: string
  today: string
}

/** A 督办单 that has come. */
export const noticeWords = ({ unit, office, kind, dueBy, today, ...numbered }: NoticeFacts): Words => ({
  subject: `【督办】${noticeNumber(numbered)}${NOTICE_KIND_LABEL[kind]}`,
  text: `${office}向${unit}发出${noticeNumber(numbered)}${NOTICE_KIND_LABEL[kind]}，请签收，并于${dayWords(dueBy, today)}前反馈办理情况。`,
})

export const testWords = (): Words => ({
  subject: "【测试】分工督办提醒",
  text: "这是一条测试消息：收到即说明发送正常，无需处理。",
})
