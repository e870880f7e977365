import { inArray } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type KeyDayRule, keyDays, laws } from "#db/schema.ts"
import { forbidden, Unfit } from "#src/refusal.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import type { YearChoices, YearDay } from "#src/year/activities/choices_queries.ts"
import { bareTitle, titlesOf } from "#src/year/laws/naming.ts"
import { maySetDay } from "./policy.ts"

export type NewKeyDay = { name: string; rule: KeyDayRule; dayOn: string | null; law: string; unit: number | null }

/** Adds a 普法节点, from this year on. */
export async function addKeyDay(database: Database, year: YearChoices, day: NewKeyDay, by: By) {
  if (!maySetDay(by.actor, year, day.unit)) throw forbidden()
  const lawId = day.rule === "law" ? await lawInForce(database, day.law) : null
  const monthDay = day.rule === "law" ? null : (day.dayOn?.slice(5) ?? null)
  const row = { name: day.name, rule: day.rule, monthDay, lawId, unitId: day.unit, sinceYear: year.year }
  const particulars = { name: day.name, rule: day.rule, on: monthDay ?? day.law }
  await record(
    database,
    by,
    [{ action: "key_day_added", subject: nextSubject("key_day", keyDays), version: 1, particulars }],
    [database.db.insert(keyDays).values({ ...row, officeId: year.officeId })],
  )
}

async function lawInForce({ db, read }: Database, typed: string): Promise<number> {
  const title = bareTitle(typed)
  const [[law]] = await read([
    db
      .select()
      .from(laws)
      .where(inArray(laws.title, titlesOf(title))),
  ])
  if (law?.effectiveOn) return law.id
  const what = law ? `还没有登记《${title}》的施行日期` : `法律法规库里没有《${title}》`
  throw new Unfit({ law: [`${what}，请先在「法律法规」里补上`] })
}

/** Not listed any more from this year on; what was held for it keeps it. */
export async function endKeyDay(database: Database, year: YearChoices, day: YearDay, by: By) {
  if (!maySetDay(by.actor, year, day.unitId)) throw forbidden()
  const event = { action: "key_day_ended", subject: `key_day:${day.id}`, particulars: { name: day.name } } as const
  const { act, change } = step(database, keyDays, day, event, { untilYear: year.year - 1 })
  await record(database, by, [act], [change])
}
