import { and, eq, isNull, sql } from "drizzle-orm"
import { type Database, Stale } from "#db/database.ts"
import { type Link, linkKeys, links, sessions } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import type { Place } from "#src/office/attempts/scope.ts"
import { mayOpen, opens } from "#src/office/people/linked.ts"
import { hashToken, newToken } from "#src/office/people/sessions.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { conflict, Refusal } from "#src/refusal.ts"
import { type Act, type Anybody, acting, type By, newestId, record, unlessRevoked } from "#src/trail/record.ts"
import { expiryOf, type LinkRules, linkSubject } from "./link.ts"
import { factsOf, linkByKey, linkToBe } from "./queries.ts"

/** Whose link it is, and for what: the facts of its events. */
export type LinkOf = Pick<Link, "planId" | "roundId" | "unitId" | "personId"> & {
  round: string
  unit: string
  person: string
}

const actOf = (
  link: LinkOf,
  action: Act["action"],
  version: number,
  particulars: Record<string, unknown> = {},
): Act => ({
  action,
  subject: linkSubject(link),
  version,
  planId: link.planId,
  particulars: { unit: link.unit, round: link.round, name: link.person, ...particulars },
})

/**
 * Makes a link, which revokes the one before it. Resolves with its key, 256 random bits that are shown once and of
 * which only the hash is kept. `version` is that of the last event of the three.
 */
export async function makeLink(
  database: Database,
  link: LinkOf,
  { last, expiresAt, deliveryId = null }: { last: Link | null; expiresAt: number; deliveryId?: number | null },
  by: By<Anybody>,
): Promise<string> {
  const { db } = database
  const key = newToken()
  const version = (last?.version ?? 0) + 1
  const { planId, roundId, unitId, personId } = link
  const replaces = last !== null && last.revokedAt === null
  await record(
    database,
    by,
    [actOf(link, "link_made", version, { expiresAt, replaces, by: deliveryId === null ? "office" : "mail" })],
    [
      ...(replaces ? ended(database, last.id, { at: by.at, byId: by.actor?.id ?? null, reason: "" }, version) : []),
      db.insert(links).values({
        planId,
        roundId,
        unitId,
        personId,
        createdAt: by.at,
        createdById: by.actor?.id ?? null,
        expiresAt,
        version,
      }),
      db.insert(linkKeys).values({ hash: hashToken(key), linkId: newestId(links), at: by.at, deliveryId }),
    ],
  )
  return key
}

type Ending = { at: number; byId: number | null; reason: string }

/** The link opens nothing any more, and what it has opened is closed. */
const ended = ({ db }: Database, linkId: number, { at, byId, reason }: Ending, version: number) => [
  db
    .update(links)
    .set({ revokedAt: at, revokedById: byId, reason, version })
    .where(and(eq(links.id, linkId), isNull(links.revokedAt))),
  db.delete(sessions).where(eq(sessions.linkId, linkId)),
]

/** 作废, by the office or by the person themselves. */
export async function revokeLink(database: Database, link: Link & LinkOf, reason: string, by: By) {
  if (link.revokedAt !== null) throw conflict()
  const version = link.version + 1
  await record(
    database,
    by,
    [{ ...actOf(link, "link_revoked", version, { remark: reason }), anytime: true }],
    ended(database, link.id, { at: by.at, byId: by.actor?.id ?? null, reason }, version),
  )
}

export type Opening = Omit<Place, "login"> & { key: string; agent: string }

/**
 * Opens a session that is bound to the link, and ends the one that this browser had. Null: the key opens nothing, and
 * nobody is told why. Tries are counted like those at the door, for each key and each address.
 *
 * 1. The try is counted before the key is looked at.
 * 2. Whether the link holds is looked up, and its revocation in between aborts the batch.
 * 3. Every later request asks again whether it holds (src/office/people/queries.ts).
 */
export async function openByLink(
  database: Database,
  { key, agent, ...place }: Opening,
  settings: Settings,
  previousToken: string | null,
): Promise<{ ok: true; token: string } | { ok: false; minutes: number | null }> {
  const hash = hashToken(key)
  const { address, now } = place
  const { attempt, minutes } = await beginAttempt(database, { ...place, login: `link:${hash.slice(0, 12)}` }, settings)
  if (!attempt) return { ok: false, minutes }
  const found = await linkByKey(database, hash, dateOf(now))
  if (!found || !opens(factsOf(found), now)) {
    const particulars = found ? { number: found.link.id } : {}
    const by = acting(null, now, { address })
    await attemptFailed(database, attempt, { action: "link_refused", particulars, by }, settings)
    return { ok: false, minutes: null }
  }

  const { db } = database
  const { link, person, unit } = found
  const token = newToken()
  const act: Act = {
    action: "link_opened",
    subject: `session:${hashToken(token).slice(0, 12)}`,
    version: 1,
    planId: link.planId,
    particulars: { name: person.name, unit: unit.name, round: found.round.name, number: link.id, agent },
    id: unlessRevoked(link.id),
  }
  try {
    await record(
      database,
      acting({ id: person.id, name: person.name, address }, now, { as: `liaison ${unit.name} / link ${link.id}` }),
      [act],
      [
        db.insert(sessions).values({
          tokenHash: hashToken(token),
          personId: person.id,
          createdAt: now,
          lastUsedAt: now,
          address,
          agent,
          linkId: link.id,
        }),
        db
          .update(links)
          .set({ uses: sql`${links.uses} + 1`, lastUsedAt: now })
          .where(eq(links.id, link.id)),
        attemptSucceeded(database, attempt),
        db.delete(sessions).where(eq(sessions.tokenHash, hashToken(previousToken ?? ""))),
      ],
    )
  } catch (error) {
    if (error instanceof Stale) return { ok: false, minutes: null }
    throw error
  }
  return { ok: true, token }
}

/** So often a mail's link is tried again when somebody else changed it at the same moment. */
const TRIES = 3

/**
 * The key that a 催办 by mail carries to its liaison; null: the mail leads to the sign-in as ever. A key is made when
 * the mail is sent and stands in no row of the outbox. While the person's link lives the mail gets a key of its own to
 * it, so that neither an earlier mail nor an open session ends. A link that was revoked or has run out is not made
 * anew by a mail: that is for the office.
 */
export async function keyForMail(
  database: Database,
  to: { personId: number; unitId: number; roundId: number; deliveryId: number },
  now: number,
  rules: LinkRules,
): Promise<string | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return await keyOnce(database, to, now, rules)
    } catch (error) {
      // The plan has ended at this moment.
      if (error instanceof Refusal) return null
      if (!(error instanceof Stale)) throw error
    }
  }
  return null
}

async function keyOnce(
  database: Database,
  { deliveryId, ...to }: Parameters<typeof keyForMail>[1],
  now: number,
  rules: LinkRules,
): Promise<string | null> {
  const today = dateOf(now)
  const found = await linkToBe(database, to, today)
  if (!found || !mayOpen(found)) return null
  const { last, planId } = found
  const link: LinkOf = { ...to, planId, round: found.round.name, unit: found.unit.name, person: found.person.name }
  const by = acting(null, now)
  if (last === null) {
    return makeLink(database, link, { last, expiresAt: expiryOf(found.round, today, rules), deliveryId }, by)
  }
  if (!opens({ ...found, ...last }, now)) return null
  return anotherKey(database, { ...last, ...link }, deliveryId, by)
}

async function anotherKey(
  database: Database,
  link: Link & LinkOf,
  deliveryId: number,
  by: By<Anybody>,
): Promise<string> {
  const { db } = database
  const key = newToken()
  const version = link.version + 1
  await record(
    database,
    by,
    [actOf(link, "link_sent", version)],
    [
      db.insert(linkKeys).values({ hash: hashToken(key), linkId: link.id, at: by.at, deliveryId }),
      db.update(links).set({ version }).where(eq(links.id, link.id)),
    ],
  )
  return key
}
