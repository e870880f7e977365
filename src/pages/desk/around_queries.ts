import { sql } from "drizzle-orm"
import { assignments, type Extension, type NoticeKind, type NoticeState, rounds } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { extensionOf, isAsked, isGranted } from "#src/plans/assignments/deadline_scope.ts"
import { isOpen } from "#src/supervision/notices/scope.ts"

/*
 * What stands around a part while it is judged, as columns of any list of parts joined with their tasks: a page of the
 * desk is one round trip, and a list is short.
 */

export type OpenNotice = {
  id: number
  kind: NoticeKind
  year: number | null
  number: number | null
  title: string
  state: NoticeState
  dueBy: string
}

export type PartExtension = Pick<
  Extension,
  "id" | "target" | "state" | "formerBy" | "wantedBy" | "grantedBy" | "reason"
>

/** 催办 of one part in one round: by the office, and by the program itself. */
export type Reminded = { times: number; lastAt: number | null; bySystem: number }

export const aroundColumns = {
  /** 督办单 about the part that are not closed. */
  notices: sql`(select json_group_array(json_object(
      'id', n.id, 'kind', n.kind, 'year', n.year, 'number', n.number, 'title', n.title, 'state', n.state, 'dueBy', n.due_by))
    from notice_items i join notices n on n.id = i.notice_id
    where i.assignment_id = ${assignments.id} and ${isOpen(stateOf("n"))})`.mapWith((json: string): OpenNotice[] =>
    JSON.parse(json),
  ),
  /** 延期 that are asked for or were granted. */
  extensions: extensionOf(
    sql`json_group_array(json_object('id', e.id, 'target', e.target, 'state', e.state, 'formerBy', e.former_by,
      'wantedBy', e.wanted_by, 'grantedBy', e.granted_by, 'reason', e.reason))`,
    sql`(${isAsked(stateOf("e"))} or ${isGranted(stateOf("e"))})`,
  ).mapWith((json: string): PartExtension[] => JSON.parse(json)),
}

/** Of the joined round. */
export const remindedColumn = sql`(select json_object('times', count(*), 'lastAt', max(m.at), 'bySystem', (
      select count(*) from digest_items d where d.item = 'report:' || ${assignments.id} || '/' || ${rounds.id}))
    from reminder_items i join reminders m on m.id = i.reminder_id
    where i.assignment_id = ${assignments.id} and m.round_id = ${rounds.id})`.mapWith(
  (json: string): Reminded => JSON.parse(json),
)
