import { type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Audience, type Delivery, deliveries } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { isAuditor } from "./scope.ts"

/** What a message is about and whom of a unit it is for; `aboutId` is the row's id, or SQL that finds it in the batch. */
export type Outgoing = {
  about: Delivery["about"]
  aboutId: SQL<number> | number
  unitId: number
  audiences: readonly Audience[]
  at: number
}

/** Unique among all installations: a mail gateway drops a key that it has seen. */
const KEY = sql`lower(hex(randomblob(16)))`

/**
 * Puts a message to a unit into the outbox: one row for each person who holds the post today, and one for each robot of
 * the unit. Part of the batch of the act that it tells of; sent later by src/messages/sending.ts.
 */
export function enqueued(
  { db }: Pick<Database, "db">,
  { about, aboutId, unitId, audiences, at }: Outgoing,
): BatchItem<"sqlite">[] {
  const today = dateOf(at)
  const inserted = (channel: Delivery["channel"], audience: Audience, receivers: SQL) =>
    db
      .insert(deliveries)
      // In the order of the table's columns; `to` has one row a receiver.
      .select(sql`select null, ${KEY}, ${channel}, ${about}, ${aboutId}, ${unitId}, ${audience}, "to".person_id,
        "to".robot_id, ${at}, ${at}, 0, null, '', '', null, null, '' from (${receivers}) "to" where true`)
      .onConflictDoNothing()
  const holders = (kind: "liaison" | "head") =>
    inserted(
      "mail",
      kind,
      sql`select distinct p.person_id, null robot_id from posts p join people h on h.id = p.person_id
        where p.kind = ${kind} and p.unit_id = ${unitId} and h.active
          and p.from_on <= ${today} and (p.until_on is null or p.until_on >= ${today})`,
    )
  const leader = () =>
    inserted(
      "mail",
      "leader",
      sql`select u.leader_id person_id, null robot_id from units u join people h on h.id = u.leader_id
        where u.id = ${unitId} and h.active`,
    )
  const group = () =>
    inserted(
      "robot",
      "liaison",
      sql`select null person_id, r.id robot_id from robots r where r.unit_id = ${unitId} and r.active`,
    )
  const to: Record<Audience, () => BatchItem<"sqlite">[]> = {
    liaison: () => [holders("liaison"), group()],
    head: () => [holders("head")],
    leader: () => [leader()],
  }
  return audiences.flatMap((audience) => to[audience]())
}

/** The day's seal to every 审计管理员 who has a mailbox; `aboutId` is the event that says so, the newest of the batch. */
export const sealMails = ({ db }: Pick<Database, "db">, at: number): BatchItem<"sqlite"> =>
  db
    .insert(deliveries)
    // In the order of the table's columns.
    .select(sql`select null, ${KEY}, 'mail', 'seal', (select max(id) from events), null, 'head', h.id, null, ${at}, ${at},
      0, null, '', '', null, null, '' from people h where h.active and h.email <> '' and ${isAuditor(sql`h.id`, dateOf(at))}`)
    .onConflictDoNothing()

/** To an outside viewer, that what they suggested was answered; Each answer is told by its event, the newest of the batch. */
export const answerMail = (
  { db }: Pick<Database, "db">,
  { personId, at }: { personId: number; at: number },
): BatchItem<"sqlite"> =>
  db
    .insert(deliveries)
    // In the order of the table's columns.
    .select(sql`select null, ${KEY}, 'mail', 'suggestion', (select max(id) from events), null, 'liaison', h.id, null, ${at},
      ${at}, 0, null, '', '', null, null, '' from people h where h.id = ${personId} and h.active`)
    .onConflictDoNothing()

/** To the mailbox of before, that it was changed; `subject` and `version` are those of the event that changed it. */
export const mailboxMail = (
  { db }: Pick<Database, "db">,
  { personId, subject, version, at }: { personId: number; subject: string; version: number; at: number },
): BatchItem<"sqlite"> =>
  db
    .insert(deliveries)
    // In the order of the table's columns.
    .select(sql`select null, ${KEY}, 'mail', 'mailbox', e.id, null, 'liaison', ${personId}, null, ${at}, ${at},
      0, null, '', '', null, null, '' from events e where e.subject = ${subject} and e.version = ${version}`)
    .onConflictDoNothing()
