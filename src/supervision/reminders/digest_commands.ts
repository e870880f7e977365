import type { BatchItem } from "drizzle-orm/batch"
import { chunks } from "#db/chunks.ts"
import { type Database, Stale } from "#db/database.ts"
import { digestItems, digests } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type Act, acting, newestId, record } from "#src/trail/record.ts"
import { owedAndTold } from "./queries.ts"
import { audiencesOf, daysOverdue, digestsLeft, isSendingTime, type ReminderRules } from "./schedule.ts"

/**
 * 系统催办: the digests of a working day, once a unit and day however many programs run; nothing outside the hours in
 * which messages go out. Resolves with how many were made.
 */
export async function makeDigests(
  database: Database,
  now: number,
  { calendar, rules }: { calendar: Calendar; rules: ReminderRules },
): Promise<number> {
  if (!rules.remindAutomatically || !isSendingTime(now, calendar, rules)) return 0
  const { db } = database
  const today = dateOf(now)
  const [owed, taken, made] = await database.read(owedAndTold(database, today))
  const names = new Map(owed.map(({ unitId, unit }) => [unitId, unit]))
  const wanted = digestsLeft(owed, taken, made, { today, calendar, rules })

  const acts = wanted.map(
    ({ unitId, items }): Act => ({
      action: "digest_made",
      // Two programs at once: the second finds the day's digest of the unit there, and leaves all of them to the first.
      subject: `digest:${unitId}/${today}`,
      version: 1,
      particulars: {
        unit: names.get(unitId) ?? "",
        items: items.length,
        overdue: items.filter(({ dueBy }) => daysOverdue(calendar, dueBy, today) > 0).length,
      },
    }),
  )
  const [first, ...rest] = acts
  if (!first) return 0
  const rows = wanted.flatMap((digest): BatchItem<"sqlite">[] => [
    db.insert(digests).values({ unitId: digest.unitId, day: today, at: now }),
    ...chunks(digest.items).map((some) =>
      db.insert(digestItems).values(
        some.map(({ item, planId, assignmentId, dueBy, step, audience }) => ({
          digestId: newestId(digests),
          item,
          planId,
          assignmentId,
          dueBy,
          step,
          audience,
        })),
      ),
    ),
    ...enqueued(database, {
      about: "digest",
      aboutId: newestId(digests),
      unitId: digest.unitId,
      audiences: audiencesOf(digest),
      at: now,
    }),
  ])
  try {
    await record(database, acting(null, now), [first, ...rest], rows)
  } catch (error) {
    if (error instanceof Stale) return 0
    throw error
  }
  return wanted.length
}
