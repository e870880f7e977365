import { and, asc, eq, inArray, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Delivery, deliveries } from "#db/schema.ts"
import { type Clock, dateOf } from "#src/clock.ts"
import type { Senders } from "#src/messages/channels/channels.ts"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import { isMailboxConfirmed } from "#src/office/people/policy.ts"
import { linkPath } from "#src/paths.ts"
import { keyForMail } from "#src/reports/links/commands.ts"
import type { LinkRules } from "#src/reports/links/link.ts"
import { PERSONAL } from "#views/deliveries/messages.ts"
import { nextAttemptAt } from "./backoff.ts"
import { fateOf, mailboxOf } from "./fate.ts"
import { type ClaimedDelivery, claimedDeliveries, isClaimable } from "./queries.ts"

/** Sent side by side: as many as are surely tried before the claim runs out. */
const AT_ONCE = 5
/** A claim lasts so long, in milliseconds; whoever died in the middle is followed by another attempt. */
const CLAIM_MS = 120_000
/** No new ones are begun after so long: the next run goes on. */
const RUN_MS = 45_000

export type Outbox = {
  clock: Clock
  /** Null: a demo, in which nothing leaves the program. */
  senders: Senders | null
  /** Before the path of a link; null: messages have none. */
  baseUrl: string | null
}

export type Sent = Record<NonNullable<Delivery["outcome"]> | "waiting", number>

/**
 * Sends what waits. Safe at any interval and when several programs run it: a delivery is claimed by one atomic
 * statement before it is tried. `quiet`: outside the hours only tests go out, and that a mailbox was changed. `links`: how long a
 * 填报链接 lasts that a mail carries; without them mails lead to the sign-in. A crash between the receiver's answer and
 * our note of it brings a second copy, under the same key; nothing is lost.
 */
export async function sendWaiting(
  database: Database,
  outbox: Outbox,
  { quiet, links = null }: { quiet: boolean; links?: LinkRules | null },
): Promise<Sent> {
  const { clock } = outbox
  const until = clock() + RUN_MS
  const sent: Sent = { sent: 0, dropped: 0, failed: 0, waiting: 0 }
  for (let runs = 0; runs === 0 || clock() < until; runs++) {
    const claimed = await claim(database, clock(), quiet)
    if (claimed.length === 0) break
    const found = await claimedDeliveries(database, claimed, dateOf(clock()))
    const tried = await Promise.all(found.map((one) => attempt(database, one, outbox, links)))
    const [first, ...rest] = tried.map(({ delivery, changes }) => noted(database, delivery, changes))
    if (first) await database.write([first, ...rest])
    for (const { changes } of tried) sent[changes.outcome ?? "waiting"]++
  }
  return sent
}

/** The ids of a few deliveries that are now ours, each with one attempt more. */
async function claim(database: Database, now: number, quiet: boolean): Promise<number[]> {
  const { db } = database
  const next = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isClaimable(now), quiet ? inArray(deliveries.about, ["test", "mailbox"]) : undefined))
    .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.id))
    .limit(AT_ONCE)
  const [claimed] = await database.write([
    db
      .update(deliveries)
      .set({ claimedUntil: now + CLAIM_MS, attempts: sql`${deliveries.attempts} + 1` })
      .where(inArray(deliveries.id, next))
      .returning({ id: deliveries.id }),
  ])
  return claimed.map(({ id }) => id)
}

type Changes = Partial<Pick<Delivery, "outcome" | "doneAt" | "nextAttemptAt" | "reason" | "subject" | "text">>
type Tried = { delivery: Delivery; changes: Changes }

async function attempt(
  database: Database,
  found: ClaimedDelivery,
  { clock, senders, baseUrl }: Outbox,
  links: LinkRules | null,
): Promise<Tried> {
  const { delivery } = found
  const done = (outcome: Delivery["outcome"], reason: string, more: Changes = {}): Tried => ({
    delivery,
    changes: { outcome, doneAt: clock(), reason, ...more },
  })
  const fate = fateOf(found, { today: dateOf(clock()), mails: senders?.mail !== null })
  if ("drop" in fate) return done("dropped", fate.drop)
  const { words, path } = fate
  if (!senders) return done("dropped", "demo", words)
  try {
    const personal = baseUrl && links && (await keyToSend(database, found, fate.roundId, clock(), links))
    const message = personal
      ? { ...words, text: words.text + PERSONAL, link: baseUrl + linkPath(personal) }
      : { ...words, link: baseUrl && path && baseUrl + path }
    await sendOne(found, senders, { key: delivery.key, ...message })
    return done("sent", "", words)
  } catch (error) {
    const { again, reason } = error instanceof Undelivered ? error : { again: true, reason: "internal" }
    if (!(error instanceof Undelivered)) console.error(error)
    const next = again ? nextAttemptAt(delivery.attempts, clock()) : null
    if (next === null) return done("failed", reason, words)
    return { delivery, changes: { nextAttemptAt: next, reason, ...words } }
  }
}

/** Only for a mailbox that its owner has confirmed: a group's robot never carries a 填报链接. Kept nowhere: not in the outbox either. */
function keyToSend(
  database: Database,
  { delivery, person }: ClaimedDelivery,
  roundId: number | null,
  now: number,
  rules: LinkRules,
) {
  const { id: deliveryId, channel, audience, personId, unitId } = delivery
  if (roundId === null || channel !== "mail" || audience !== "liaison" || personId === null || unitId === null)
    return null
  if (!person || !isMailboxConfirmed(person)) return null
  return keyForMail(database, { personId, unitId, roundId, deliveryId }, now, rules)
}

async function sendOne(found: ClaimedDelivery, { mail, robot: toRobot }: Senders, message: Message) {
  const { delivery, person, robot } = found
  if (delivery.channel === "robot" && robot) return toRobot(robot, message)
  if (mail && person) return mail(mailboxOf(found), message)
  throw new Error("a delivery without a way out was not dropped")
}

/** Only by whoever still holds the claim: a slow sender does not write over what its follower has noted. */
const noted = ({ db }: Database, { id, claimedUntil }: Delivery, changes: Changes): BatchItem<"sqlite"> =>
  db
    .update(deliveries)
    .set({ ...changes, claimedUntil: null })
    .where(and(eq(deliveries.id, id), eq(deliveries.claimedUntil, claimedUntil ?? 0)))
