/*
 * The tables, as drizzle sees them, a file for each capability; db/migrations makes them and a test holds the two together.
 *
 * Dates: …On and …By are civil dates in Asia/Shanghai (`YYYY-MM-DD`; a day ends at 24:00), …At are UTC milliseconds.
 * `version` is the number of events a subject has had; it is the guard against two people at once (src/trail/record.ts).
 */

export * from "./schema/assignments.ts"
export * from "./schema/attempts.ts"
export * from "./schema/breakdowns.ts"
export * from "./schema/calendar.ts"
export * from "./schema/confirming.ts"
export * from "./schema/consultations.ts"
export * from "./schema/evidence.ts"
export * from "./schema/extensions.ts"
export * from "./schema/handovers.ts"
export * from "./schema/inspections.ts"
export * from "./schema/instructions.ts"
export * from "./schema/intake.ts"
export * from "./schema/lights.ts"
export * from "./schema/links.ts"
export * from "./schema/messages.ts"
export * from "./schema/notices.ts"
export * from "./schema/people.ts"
export * from "./schema/phrases.ts"
export * from "./schema/plans.ts"
export * from "./schema/reminders.ts"
export * from "./schema/reports.ts"
export * from "./schema/resets.ts"
export * from "./schema/rounds.ts"
export * from "./schema/settings.ts"
export * from "./schema/setup.ts"
export * from "./schema/sheets.ts"
export * from "./schema/stages.ts"
export * from "./schema/summaries.ts"
export * from "./schema/tasks.ts"
export * from "./schema/trail.ts"
export * from "./schema/transfers.ts"
export * from "./schema/units.ts"
