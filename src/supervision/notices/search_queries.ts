import { type SQL, sql } from "drizzle-orm"
import { attachments, noticeAnswers, notices, plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { noticePath } from "#src/paths.ts"
import { closelySeenBy, draftsSeenBy, visibleTo } from "#src/plans/plan/scope.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { visibleNotices } from "./scope.ts"

const joined = sql`${notices} cross join ${plans} on ${plans.id} = ${notices.planId}`

/** 〔2026〕1号, once it has one. */
const numbered = sql`'〔' || ${notices.year} || '〕' || ${notices.number} || '号'`
const titled = sql`coalesce(${numbered} || ' ', '') || ${notices.title}`

const nameOf = (id: SQL) => sql`(select name from people where id = ${id})`

export const noticesSought: Findable = {
  rank: 50,
  kind: "notice",
  source: (actor) => ({
    from: joined,
    seen: visibleNotices(actor),
    key: [notices.id, sql`0`],
    at: sql`coalesce(${notices.issuedAt}, ${notices.draftedAt})`,
    unitId: notices.unitId,
    planId: plans.id,
    words: [titled, notices.demand, notices.facts, notices.basis],
    title: titled,
    author: nameOf(sql`coalesce(${notices.issuedById}, ${notices.draftedById})`),
  }),
  href: ({ key: [id] }) => noticePath(id),
}

/** What a unit has answered, each time. */
export const answersSought: Findable = {
  rank: 51,
  kind: "answer",
  source: (actor) => ({
    from: sql`${noticeAnswers} cross join ${notices} on ${notices.id} = ${noticeAnswers.noticeId}
      cross join ${plans} on ${plans.id} = ${notices.planId}`,
    seen: visibleNotices(actor),
    key: [noticeAnswers.noticeId, noticeAnswers.number],
    at: noticeAnswers.at,
    unitId: notices.unitId,
    planId: plans.id,
    words: [noticeAnswers.text],
    title: titled,
    author: nameOf(sql`${noticeAnswers.sentById}`),
  }),
  href: ({ key: [id] }) => noticePath(id),
}

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
