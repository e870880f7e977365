import { and, asc, desc, eq, inArray, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { bodies, documents, documentTexts, duties, dutyTexts, filedDuties, keyDays, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { documentSeenBy, hasLeft } from "#src/year/documents/scope.ts"

/** How an address names one list as it was filed. */
const key = sql<string>`(${documentTexts.documentId} || '.' || ${documentTexts.number} || '.' || ${documentTexts.sending})`

/**
 * The lists that a unit has filed, of all its years, the newest first, and the items of two of them; null: there is none that
 * the actor sees. One round trip.
 */
export async function filedLists({ db, read }: Database, actor: Actor, unitId: number, [from, to]: [string, string]) {
  const isSeen = and(
    eq(documents.kind, "duty_list"),
    eq(documents.unitId, unitId),
    hasLeft(),
    sql`exists (select 1 from ${bodies} join ${years} on ${years.year} = ${bodies.year}
      where ${bodies.year} = ${documents.year} and ${bodies.unitId} = ${documents.unitId} and ${documentSeenBy(actor)})`,
  )
  const [lists, items, directory] = await read([
    db
      .select({
        key,
        year: documents.year,
        number: documentTexts.number,
        sending: documentTexts.sending,
        at: documentTexts.at,
      })
      .from(documentTexts)
      .innerJoin(documents, eq(documents.id, documentTexts.documentId))
      .where(isSeen)
      .orderBy(desc(documents.year), desc(documentTexts.number), desc(documentTexts.sending)),
    db
      .select({
        key,
        id: duties.id,
        fromId: duties.fromId,
        text: dutyTexts,
        keyDay: keyDays.name,
        unit: { id: units.id, name: units.name, shortName: units.shortName },
      })
      .from(filedDuties)
      .innerJoin(
        documentTexts,
        sql`(${documentTexts.documentId}, ${documentTexts.number}, ${documentTexts.sending})
          = (${filedDuties.documentId}, ${filedDuties.number}, ${filedDuties.sending})`,
      )
      .innerJoin(documents, eq(documents.id, documentTexts.documentId))
      .innerJoin(duties, eq(duties.id, filedDuties.dutyId))
      .innerJoin(dutyTexts, and(eq(dutyTexts.dutyId, filedDuties.dutyId), eq(dutyTexts.number, filedDuties.textNumber)))
      .innerJoin(units, eq(units.id, duties.unitId))
      .leftJoin(keyDays, eq(keyDays.id, dutyTexts.keyDayId))
      .where(and(isSeen, inArray(key, [from, to])))
      .orderBy(asc(filedDuties.position), asc(duties.id)),
    db.select({ id: units.id, name: units.name, shortName: units.shortName }).from(units),
  ])
  const unit = directory.find(({ id }) => id === unitId)
  if (!unit || lists.length === 0) return null
  const listed = (name: string) => items.filter((one) => one.key === name)
  return { unit, lists, units: directory, from: { key: from, items: listed(from) }, to: { key: to, items: listed(to) } }
}

export type FiledLists = NonNullable<Awaited<ReturnType<typeof filedLists>>>
