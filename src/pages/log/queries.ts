import { and, asc, desc, gte, inArray, like, lt, lte, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type EventRow, events, people } from "#db/schema.ts"
import { endOf, startOf } from "#src/clock.ts"
import { amongTheThree, resetsOpen } from "#src/office/resets/queries.ts"
import { loginIn } from "#src/office/typed/figures.ts"
import type { Action } from "#src/trail/actions.ts"

export const EVENTS_A_PAGE = 50
/** Rows that one export reads at a time, and has at most. */
const EXPORT_PAGE = 1000
export const EXPORT_LIMIT = 50_000

export type TrailFilter = {
  person: string
  actions: Action[]
  subject: string
  fromOn: string | null
  untilOn: string | null
}

const wanted = ({ person, actions, subject, fromOn, untilOn }: TrailFilter): SQL | undefined =>
  and(
    person
      ? sql`(instr(${events.actorName}, ${person}) > 0 or ${events.actingAs} = ${person}
      or ${events.actorId} in (select id from people where login = ${loginIn(person)}))`
      : undefined,
    actions.length > 0 ? inArray(events.action, actions) : undefined,
    subject ? like(events.subject, `${subject.replaceAll(/[%_]/g, "")}%`) : undefined,
    fromOn ? gte(events.at, startOf(fromOn)) : undefined,
    untilOn ? lte(events.at, endOf(untilOn)) : undefined,
  )

const sealCounts = ({ db }: Pick<Database, "db">) =>
  db
    .select({
      sealed: sql<number>`coalesce((select max(event_id) from seals), 0)`,
      seal: sql<string | null>`(select hash from seals order by event_id desc limit 1)`,
      latest: sql<number>`coalesce((select max(id) from events), 0)`,
    })
    .from(sql`(select 1)`)

/** One page of the trail, newest first, from before an event on; one row more tells whether there are older ones. */
export async function trailPage(
  { db, read }: Database,
  filter: TrailFilter,
  before: number | null,
  { now, today }: { now: number; today: string },
) {
  const [found, [counts], told, open] = await read([
    db
      .select({ event: events, about: people.name })
      .from(events)
      .leftJoin(
        people,
        sql`${events.subject} like 'person:%' and ${people.id} = cast(substr(${events.subject}, 8) as integer)`,
      )
      .where(and(before === null ? undefined : lt(events.id, before), wanted(filter)))
      .orderBy(desc(events.id))
      .limit(EVENTS_A_PAGE + 1),
    sealCounts({ db }),
    amongTheThree({ db }, now),
    resetsOpen({ db }, today),
  ])
  const rows: TrailRow[] = found.slice(0, EVENTS_A_PAGE).map(({ event, about }) => ({ ...event, about }))
  return {
    rows,
    among: { told, open },
    older: found.length > EVENTS_A_PAGE ? (rows.at(-1)?.id ?? null) : null,
    sealed: counts?.sealed ?? 0,
    seal: counts?.seal ?? null,
    tail: (counts?.latest ?? 0) - (counts?.sealed ?? 0),
  }
}

/** An event, with the name of the person it is about. */
export type TrailRow = EventRow & { about: string | null }

/** The filtered trail in id order, for an export; at most EXPORT_LIMIT rows. */
export async function trailRows({ db, read }: Database, filter: TrailFilter): Promise<EventRow[]> {
  const all: EventRow[] = []
  for (let after = 0; all.length < EXPORT_LIMIT; ) {
    const [rows] = await read([
      db
        .select()
        .from(events)
        .where(and(sql`${events.id} > ${after}`, wanted(filter)))
        .orderBy(asc(events.id))
        .limit(EXPORT_PAGE),
    ])
    all.push(...rows)
    after = rows.at(-1)?.id ?? after
    if (rows.length < EXPORT_PAGE) break
  }
  return all
}
