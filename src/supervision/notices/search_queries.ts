import { type SQL, sql } from "drizzle-orm"
import { attachments, type NoticeKind, noticeAnswers, notices, plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { noticePath } from "#src/paths.ts"
import { closelySeenBy, draftsSeenBy, visibleTo } from "#src/plans/plan/scope.ts"
import { labelled } from "#src/plans/plan/search_queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { answersSeenBy, visibleNotices } from "./scope.ts"

const joined = sql`${notices} cross join ${plans} on ${plans.id} = ${notices.planId}`

type Labels = Readonly<Record<NoticeKind, string>>

/** 〔2026〕1号, once it has one. */
const numbered = sql`'〔' || ${notices.year} || '〕' || ${notices.number} || '号'`
/** 督办通知〔2026〕1号 with its title, as every page names it. */
const titled = (labels: Labels) =>
  sql`${labelled(notices.kind, labels)} || coalesce(${numbered}, '') || ' ' || ${notices.title}`

/** Of the unit that answers now, and of the one to which it was issued. */
const ofUnits = (ids: SQL) => sql`(${notices.unitId} in ${ids} or ${notices.issuedToId} in ${ids})`

const nameOf = (id: SQL) => sql`(select name from people where id = ${id})`

export const noticesSought = (labels: Labels): Findable => ({
  rank: 50,
  kind: "notice",
  source: (actor) => ({
    from: joined,
    seen: visibleNotices(actor),
    key: [notices.id, sql`0`],
    at: sql`coalesce(${notices.issuedAt}, ${notices.draftedAt})`,
    unitId: notices.unitId,
    planId: plans.id,
    ofUnits,
    words: [titled(labels), notices.demand, notices.facts, notices.basis],
    title: titled(labels),
    author: nameOf(sql`coalesce(${notices.issuedById}, ${notices.draftedById})`),
  }),
  href: ({ key: [id] }) => noticePath(id),
})

/** What a unit has answered, each time. */
export const answersSought = (labels: Labels): Findable => ({
  rank: 51,
  kind: "answer",
  source: (actor) => ({
    from: sql`${noticeAnswers} cross join ${notices} on ${notices.id} = ${noticeAnswers.noticeId}
      cross join ${plans} on ${plans.id} = ${notices.planId}`,
    seen: answersSeenBy(actor),
    key: [noticeAnswers.noticeId, noticeAnswers.number],
    at: noticeAnswers.at,
    unitId: notices.unitId,
    planId: plans.id,
    ofUnits,
    words: [noticeAnswers.text],
    title: titled(labels),
    author: nameOf(sql`${noticeAnswers.sentById}`),
  }),
  href: ({ key: [id] }) => noticePath(id),
})

/** Evidence of an answer, as src/supervision/notices/evidence_queries.ts shows it. */
export const noticeFilesSought: Findable = {
  ...filesSought,
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} cross join ${plans} on ${plans.id} = ${attachments.planId} and ${isOfKind("notice")}
      cross join ${notices} on ${notices.id} = ${firstId}`,
    seen: sql`${visibleTo(actor) ?? sql`1`} and case when coalesce(${notices.answeredAt} >= ${attachments.addedAt}, 0)
      then ${closelySeenBy(actor, attachments.unitId)} else ${draftsSeenBy(actor, attachments.unitId)} end`,
  }),
}
