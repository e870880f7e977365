import type { Task } from "#db/schema.ts"
import { addMonths, yearOf } from "#src/clock.ts"

/* The day that counts for one part of a task: 每年完成 comes round, and a later day may have been granted. */

type Dated = Pick<Task, "deadline" | "dueBy">

/**
 * The same day of another year: 每年完成 comes round on it. 29 February is the last of the month where there is none
 * (民法典 202).
 */
export const sameDayIn = (year: number, day: string): string => addMonths(day, (year - yearOf(day)) * 12)

/** The task's day as it stands for one part: of 每年完成 in the first year that the part has not completed. */
export function ownDay({ deadline, dueBy }: Dated, doneYear: number | null): string | null {
  if (deadline !== "yearly" || dueBy === null || doneYear === null) return dueBy
  return doneYear < yearOf(dueBy) ? dueBy : sameDayIn(doneYear + 1, dueBy)
}

/** That day, or the later one that the unit was granted; a task that is rescheduled beyond it still counts. */
export function deadlineOf(task: Dated, grantedBy: string | null, doneYear: number | null = null): string | null {
  const day = ownDay(task, doneYear)
  return day === null || grantedBy === null ? day : grantedBy > day ? grantedBy : day
}
