import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { consultations, consultationUnits, opinions, opinionVerdicts, people, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { keptDocument } from "#src/plans/intake/drafts/shown.ts"
import { readsOpinionOf } from "./policy.ts"
import { isOpen, visibleConsultations } from "./scope.ts"

const nameOf = (personId: SQL | typeof opinions.byId) =>
  sql<string | null>`(select p.name from people p where p.id = ${personId})`

/** A 征求意见稿 with the units that were asked and what of their opinions the actor may read; null: none for them. */
export async function findConsultation({ db, read }: Database, actor: Actor, id: number) {
  const [found, asked, said, judged] = await read([
    db
      .select({ consultation: consultations, office: units.name, openedBy: people.name })
      .from(consultations)
      .innerJoin(units, eq(units.id, consultations.officeId))
      .innerJoin(people, eq(people.id, consultations.openedById))
      .where(and(eq(consultations.id, id), visibleConsultations(actor))),
    db
      .select({ id: units.id, name: units.name })
      .from(consultationUnits)
      .innerJoin(units, eq(units.id, consultationUnits.unitId))
      .where(eq(consultationUnits.consultationId, id))
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ opinion: opinions, by: nameOf(opinions.byId) })
      .from(opinions)
      .where(eq(opinions.consultationId, id))
      .orderBy(asc(opinions.number)),
    db.select().from(opinionVerdicts).where(eq(opinionVerdicts.consultationId, id)),
  ])
  const [row] = found
  if (!row) return null
  const { consultation } = row
  const mayRead = ({ unitId }: { unitId: number }) => readsOpinionOf(actor, consultation, unitId)
  // In the order of their numbers: the last one of each unit counts.
  const latest = new Map(
    said.filter(({ opinion }) => mayRead(opinion)).map((one) => [one.opinion.unitId, one] as const),
  )
  return {
    ...row,
    document: keptDocument(consultation.document),
    units: asked,
    opinions: latest,
    verdicts: judged.filter(mayRead),
  }
}

export type FoundConsultation = NonNullable<Awaited<ReturnType<typeof findConsultation>>>

const listed = {
  id: consultations.id,
  title: consultations.title,
  state: consultations.state,
  version: consultations.version,
  edition: consultations.edition,
  openedAt: consultations.openedAt,
  answerBy: consultations.answerBy,
  asked: sql<number>`(select count(*) from consultation_units u where u.consultation_id = ${consultations.id})`,
  answered: sql<number>`(select count(distinct o.unit_id) from opinions o where o.consultation_id = ${consultations.id})`,
}

/** Those that were made of a draft, or became a plan; the newest first. */
export const consultationsOf = ({ db }: Pick<Database, "db">, of: { draft: string } | { plan: number }) =>
  db
    .select(listed)
    .from(consultations)
    .where("draft" in of ? eq(consultations.draftKey, of.draft) : eq(consultations.planId, of.plan))
    .orderBy(desc(consultations.id))

export type ListedConsultation = Awaited<ReturnType<typeof consultationsOf>>[number]

/** What was said of the tasks of a draft in its newest 征求意见稿, for the draft's own page. */
export const opinionsOnDraft = ({ db }: Pick<Database, "db">, key: string) =>
  db
    .select({
      consultationId: consultations.id,
      document: consultations.document,
      unit: units.shortName,
      text: opinions.text,
      items: opinions.items,
    })
    .from(consultations)
    .innerJoin(opinions, eq(opinions.consultationId, consultations.id))
    .innerJoin(units, eq(units.id, opinions.unitId))
    .where(
      and(
        sql`${consultations.id} = (select max(c.id) from consultations c where c.draft_key = ${key})`,
        sql`${opinions.number} = (select max(o.number) from opinions o
          where o.consultation_id = ${opinions.consultationId} and o.unit_id = ${opinions.unitId})`,
      ),
    )
    .orderBy(asc(units.position))

/** What units may say something about: to be read, owed by nobody. */
export const consultationsToRead = ({ db }: Pick<Database, "db">, unitIds: readonly number[]) =>
  db
    .select({
      id: consultations.id,
      title: consultations.title,
      answerBy: consultations.answerBy,
      office: sql<string>`(select o.name from units o where o.id = ${consultations.officeId})`,
      unit: units.shortName,
      answered: sql<number>`exists (select 1 from opinions o
        where o.consultation_id = ${consultations.id} and o.unit_id = ${consultationUnits.unitId})`,
    })
    .from(consultations)
    .innerJoin(consultationUnits, eq(consultationUnits.consultationId, consultations.id))
    .innerJoin(units, eq(units.id, consultationUnits.unitId))
    .where(and(isOpen(), sql`${consultationUnits.unitId} in (select value from json_each(${JSON.stringify(unitIds)}))`))
    .orderBy(asc(consultations.answerBy), asc(consultations.id))
