import { type Database, Stale } from "#db/database.ts"
import { calendarYears, type Round, settings as settingsTable } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { clearSessions } from "#src/office/people/commands.ts"
import { settingsOf } from "#src/office/settings/settings.ts"
import { type ClockFault, type ClockWatch, trailWatch } from "#src/office/system/clock_watch.ts"
import { clockFacts } from "#src/office/system/queries.ts"
import { cutOffAt, openByThemselves } from "#src/plans/rounds/commands.ts"
import { roundsPastDue } from "#src/plans/rounds/queries.ts"
import { automaticCutOff, standingCutOff } from "#src/plans/rounds/rounds.ts"
import { Refusal } from "#src/refusal.ts"
import { clearUploads } from "#src/reports/evidence/staging.ts"
import { makeDigests } from "#src/supervision/reminders/digest_commands.ts"
import { isSendingTime } from "#src/supervision/reminders/schedule.ts"
import { sealMails } from "#src/trail/outbox.ts"
import { acting } from "#src/trail/record.ts"
import { type PublishedSeal, publishSeal, sealEvents } from "#src/trail/seal.ts"
import type { SealKey } from "#src/trail/seal_key.ts"
import { type Outbox, type Sent, sendWaiting } from "./sending.ts"

export type Swept = {
  cutOff: number
  opened: number
  digests: number
  sealed: number
  sent: Sent | null
  stopped: ClockFault | null
}

/** By which key the trail is sealed, and where the day's seal is said: outside of the database. */
export type Sealing = { sealKey?: SealKey | null; log?: (line: string) => void }

/** Whether the clock can be believed, as the program's pages ask it too. */
type Timing = { clockWatch?: ClockWatch }

/** One line, to be kept where nobody who has the database can change it. */
const sealLine = ({ eventId, algorithm, hash }: PublishedSeal, now: number) =>
  `封存值 ${dateOf(now)} 第 ${eventId} 条 ${algorithm} ${hash}`

const CLOCK_STOPPED: Record<ClockFault, string> = {
  leapt: "服务器时间跳变，自动办理已暂停：请核对时间，并到「系统」页面查看。",
  behind: "服务器时间早于最近一条操作记录，自动办理已暂停：请核对时间，并到「系统」页面查看。",
}

/**
 * The timer's work: automatic cut-offs, rounds that open by themselves, 催办, seals, sessions that are over, and what waits in the outbox. It may run
 * twice at once and at any interval: each act has its guard, and whoever comes second leaves it to the first. Without
 * an outbox nothing is sent. While the clock is in doubt only seals are made.
 */
export async function sweep(
  database: Database,
  now: number,
  outbox: Outbox | null = null,
  { sealKey = null, log = () => {}, clockWatch = trailWatch }: Sealing & Timing = {},
): Promise<Swept> {
  const { db, read } = database
  const [open, years, chosen, [facts]] = await read([
    roundsPastDue(database, dateOf(now)),
    db.select({ year: calendarYears.year, off: calendarYears.off, work: calendarYears.work }).from(calendarYears),
    db.select({ key: settingsTable.key, value: settingsTable.value }).from(settingsTable),
    clockFacts(database),
  ])
  const stopped = facts ? clockWatch.fault(now, facts) : null
  if (stopped) {
    log(CLOCK_STOPPED[stopped])
    return { cutOff: 0, opened: 0, digests: 0, sealed: await sealEvents(database, sealKey), sent: null, stopped }
  }
  const settings = settingsOf(chosen)
  const calendar = calendarOf(years)

  await clearSessions(database, now, settings)
  await clearUploads(database, now)
  let cutOff = 0
  let opened = 0
  let made = 0
  let sealed = 0
  try {
    for (const round of open) {
      const at = standingCutOff(automaticCutOff(calendar, round.dueBy, settings.cutOffDays), round.undoneAt)
      if (at !== null && at <= now && (await cutOffUnlessDone(database, round, at, now))) cutOff++
    }
    // After the cut-offs: a round that has just ended holds up no other.
    opened = await openByThemselves(database, now, { calendar, ...settings })
    made = await makeDigests(database, now, { calendar, rules: settings })
  } finally {
    // Last, so that all of it is sealed too; and also when one of them failed.
    const published = await publishSeal(database, now, outbox?.senders?.mail ? [sealMails(database, now)] : [])
    if (published) log(sealLine(published, now))
    sealed = await sealEvents(database, sealKey)
  }
  // When everything is written: a mail server that hangs holds up nothing.
  const sent =
    outbox &&
    (await sendWaiting(database, outbox, {
      quiet: !isSendingTime(now, calendar, settings),
      links: { calendar, ...settings },
    }))
  return { cutOff, opened, digests: made, sealed, sent, stopped }
}

/** As of the instant that the rule names, however late the timer comes; the trail says when it came. */
async function cutOffUnlessDone(database: Database, round: Round, at: number, now: number): Promise<boolean> {
  try {
    await cutOffAt(database, round, at, acting(null, now))
    return true
  } catch (error) {
    if (error instanceof Stale || error instanceof Refusal) return false
    throw error
  }
}
