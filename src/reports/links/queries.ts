import { and, asc, desc, eq, isNull, lte, or, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { dues, linkKeys, links, people, plans, posts, reports, rounds, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { formerIn } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { stillTaken } from "#src/plans/rounds/scope.ts"

const roundTaken = sql`${stillTaken}`.mapWith(Boolean)

const isLiaison = (today: string) =>
  sql`exists (select 1 from posts p where p.person_id = ${people.id} and p.unit_id = ${units.id} and p.kind = 'liaison'
    and p.from_on <= ${today} and (p.until_on is null or p.until_on >= ${today}))`.mapWith(Boolean)

/** On what it depends whether a link holds (link.ts), beside the link itself. */
const bearing = (today: string) => ({
  plan: { state: plans.state, handling: plans.handling, allowsLinks: plans.allowsLinks },
  roundTaken,
  unitActive: units.active,
  personActive: people.active,
  isLiaison: isLiaison(today),
})

const unitNames = { id: units.id, name: units.name, shortName: units.shortName }
const personNames = { id: people.id, name: people.name }

/** The link that a key opens, with everything its page says and all that decides whether it holds. One round trip. */
export async function linkByKey({ db, read }: Database, hash: string, today: string) {
  const [[row]] = await read([
    db
      .select({
        link: links,
        ...bearing(today),
        title: plans.title,
        round: { number: rounds.number, name: rounds.name, dueBy: rounds.dueBy },
        unit: unitNames,
        person: personNames,
      })
      .from(linkKeys)
      .innerJoin(links, eq(links.id, linkKeys.linkId))
      .innerJoin(plans, eq(plans.id, links.planId))
      .innerJoin(rounds, eq(rounds.id, links.roundId))
      .innerJoin(units, eq(units.id, links.unitId))
      .innerJoin(people, eq(people.id, links.personId))
      .where(eq(linkKeys.hash, hash)),
  ])
  return row ?? null
}

export type FoundLink = NonNullable<Awaited<ReturnType<typeof linkByKey>>>

/** A link's facts in one piece, for `holds`. */
export const factsOf = ({ link, ...found }: FoundLink) => ({ ...found, ...link })

/**
 * What is known before a link to a mailbox is made or sent: whether one may be, and the last one of the three. One
 * round trip.
 */
export async function linkToBe(
  { db, read }: Database,
  { personId, unitId, roundId }: { personId: number; unitId: number; roundId: number },
  today: string,
) {
  const [[found], [last]] = await read([
    db
      .select({
        ...bearing(today),
        planId: rounds.planId,
        round: { name: rounds.name, dueBy: rounds.dueBy, cutOffAt: rounds.cutOffAt },
        unit: unitNames,
        person: personNames,
      })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(units, eq(units.id, unitId))
      .innerJoin(people, eq(people.id, personId))
      .where(eq(rounds.id, roundId)),
    db
      .select()
      .from(links)
      .where(and(eq(links.personId, personId), eq(links.unitId, unitId), eq(links.roundId, roundId)))
      .orderBy(desc(links.id))
      .limit(1),
  ])
  return found ? { ...found, last: last ?? null } : null
}

const maker = alias(people, "maker")
const revoker = alias(people, "revoker")

/** The office's page: the liaisons of the units that report in a round, and all links of it. One round trip. */
export async function linksOfRound(
  { db, read }: Database,
  actor: Actor,
  { planId, number, today }: { planId: number; number: number; today: string },
) {
  const here = and(eq(rounds.planId, planId), eq(rounds.number, number), visibleTo(actor))
  const inForce = and(lte(posts.fromOn, today), or(isNull(posts.untilOn), sql`${posts.untilOn} >= ${today}`))
  const [[found], holders, made] = await read([
    db
      .select({
        plan: plans,
        round: {
          id: rounds.id,
          number: rounds.number,
          name: rounds.name,
          dueBy: rounds.dueBy,
          cutOffAt: rounds.cutOffAt,
        },
        roundTaken,
      })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(here),
    db
      .select({
        unit: { ...unitNames, active: units.active },
        person: { ...personNames, email: people.email, confirmedEmail: people.confirmedEmail },
        owed: sql<number>`count(distinct ${dues.assignmentId})`,
        reported: sql<number>`count(distinct case when ${isReported()} then ${dues.assignmentId} end)`,
      })
      .from(dues)
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(units, eq(units.id, dues.unitId))
      .innerJoin(posts, and(eq(posts.unitId, units.id), eq(posts.kind, "liaison"), inForce))
      .innerJoin(people, and(eq(people.id, posts.personId), eq(people.active, true)))
      .leftJoin(reports, and(eq(reports.assignmentId, dues.assignmentId), eq(reports.roundId, dues.roundId)))
      .where(here)
      .groupBy(units.id, people.id)
      .orderBy(asc(units.position), asc(units.id), asc(people.id)),
    db
      .select({
        link: links,
        ...bearing(today),
        unit: { ...unitNames, former: formerNames(sql`units.id`).mapWith(formerIn) },
        person: personNames,
        maker: maker.name,
        revoker: revoker.name,
      })
      .from(links)
      .innerJoin(rounds, eq(rounds.id, links.roundId))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(units, eq(units.id, links.unitId))
      .innerJoin(people, eq(people.id, links.personId))
      .leftJoin(maker, eq(maker.id, links.createdById))
      .leftJoin(revoker, eq(revoker.id, links.revokedById))
      .where(here)
      .orderBy(desc(links.id)),
  ])
  return found ? { ...found, holders, links: made } : null
}

export type RoundLinks = NonNullable<Awaited<ReturnType<typeof linksOfRound>>>
export type MadeLink = RoundLinks["links"][number]
export type LinkHolder = RoundLinks["holders"][number]

/** One's own links that have not been revoked, newest first, for the account page. */
export const ownLinks = ({ db }: Pick<Database, "db">, personId: number, now: number) =>
  db
    .select({ link: links, title: plans.title, round: rounds.name, unit: units.name })
    .from(links)
    .innerJoin(plans, eq(plans.id, links.planId))
    .innerJoin(rounds, eq(rounds.id, links.roundId))
    .innerJoin(units, eq(units.id, links.unitId))
    .where(and(eq(links.personId, personId), isNull(links.revokedAt), sql`${links.expiresAt} >= ${now}`))
    .orderBy(desc(links.id))

export type OwnLink = Awaited<ReturnType<typeof ownLinks>>[number]

/** A link of this person, as its events name it, or null. One round trip. */
export async function ownLink({ db, read }: Database, personId: number, id: number) {
  const [[row]] = await read([
    db
      .select({ link: links, round: { name: rounds.name }, unit: unitNames, person: personNames })
      .from(links)
      .innerJoin(rounds, eq(rounds.id, links.roundId))
      .innerJoin(units, eq(units.id, links.unitId))
      .innerJoin(people, eq(people.id, links.personId))
      .where(and(eq(links.id, id), eq(links.personId, personId))),
  ])
  return row ?? null
}
