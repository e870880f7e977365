import { and, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  type AssignmentState,
  assignments,
  dues,
  events,
  type LightColour,
  lightOverrides,
  proposals,
  type ReportState,
  reminderItems,
  reminders,
  reports,
  reportVersions,
  rounds,
  summaries,
} from "#db/schema.ts"
import type { Action } from "#src/trail/actions.ts"
import { assignmentSubject, reportSubject } from "#src/trail/record.ts"

/*
 * Writes history straight into the tables, as the commands leave it: rows and events by the same conventions. The
 * reading pages are tested on states that people would need days to bring about.
 */

type Words = Partial<{
  achieved: string
  problems: string
  nextSteps: string
  hasDifficulty: boolean
  unchanged: boolean
}>

export function trail({ db, read, write }: Database, planId = 1) {
  const nextVersion = (subject: string) =>
    sql<number>`(select coalesce(max(version), 1) + 1 from events where subject = ${subject})`
  const happened = (
    action: Action,
    subject: string,
    at: number,
    assignmentId: number | null,
    particulars: Record<string, unknown>,
  ) =>
    db.insert(events).values({
      at,
      actorId: 1,
      actorName: "某人",
      actingAs: "",
      address: "",
      action,
      subject,
      version: nextVersion(subject),
      planId,
      taskId: assignmentId === null ? null : sql`(select task_id from assignments where id = ${assignmentId})`,
      particulars,
    })

  return {
    /** A round that asks these assignments for a report (all of the plan's unless said). */
    async opens(round: { number: number; name?: string; opensOn: string; dueBy: string; asks?: number[] }) {
      const { number, name = `第${number}期`, opensOn, dueBy, asks } = round
      const [all] = await read([db.select().from(assignments).where(eq(assignments.planId, planId))])
      const asked = all.filter(({ id }) => !asks || asks.includes(id))
      const [[row]] = await write([
        db.insert(rounds).values({ planId, number, name, opensOn, dueBy }).returning({ id: rounds.id }),
      ])
      if (!row) throw new Error("no round")
      if (asked.length > 0) {
        await write([
          db
            .insert(dues)
            .values(asked.map(({ id, unitId }) => ({ roundId: row.id, assignmentId: id, planId, unitId }))),
        ])
      }
      return row.id
    },

    cutsOff: (roundId: number, at: number) =>
      write([db.update(rounds).set({ cutOffAt: at }).where(eq(rounds.id, roundId))]),

    /** Moves an assignment. */
    moves: (
      assignmentId: number,
      action: Action,
      to: AssignmentState,
      at: number,
      more: Record<string, unknown> = {},
    ) =>
      write([
        happened(action, `assignment:${assignmentId}`, at, assignmentId, { to, ...more }),
        db
          .update(assignments)
          .set({
            state: to,
            ...(to === "rectifying" ? { rectifyBy: String(more.answerBy) } : {}),
            version: sql`${assignments.version} + 1`,
          })
          .where(eq(assignments.id, assignmentId)),
      ]),

    /** Brings a report of a round to a state; a sent one gets a version with these words. */
    async reports(
      assignmentId: number,
      roundId: number,
      to: ReportState,
      at: number,
      words: Words = {},
      more: Record<string, unknown> = {},
    ) {
      const action: Action =
        to === "submitted"
          ? "report_sent"
          : to === "accepted"
            ? "report_accepted"
            : to === "returned"
              ? "report_returned"
              : to === "signing"
                ? "report_signing"
                : "report_withdrawn"
      const isSent = to === "submitted" || to === "signing"
      const mine = and(eq(reports.assignmentId, assignmentId), eq(reports.roundId, roundId))
      const versionsOf = and(eq(reportVersions.assignmentId, assignmentId), eq(reportVersions.roundId, roundId))
      const latest = sql<number>`(select coalesce(max(number), 0) from report_versions where assignment_id = ${assignmentId} and round_id = ${roundId})`
      const said = {
        achieved: "已开展。",
        problems: "",
        nextSteps: "",
        hasDifficulty: false,
        unchanged: false,
        ...words,
      }
      const subject = `report:${assignmentId}/${roundId}`
      const [before] = await read([db.select().from(reportVersions).where(versionsOf)])
      await write([
        happened(action, subject, at, assignmentId, { to, ...(isSent ? { number: before.length + 1 } : {}), ...more }),
        db
          .insert(reports)
          .values({
            assignmentId,
            roundId,
            planId,
            unitId: sql`(select unit_id from assignments where id = ${assignmentId})`,
            state: to,
            latest: 0,
          })
          .onConflictDoNothing(),
      ])
      if (isSent) {
        await write([
          db
            .insert(reportVersions)
            .values({ assignmentId, roundId, number: sql`${latest} + 1`, ...said, writtenById: 1, sentById: 1, at }),
        ])
      }
      await write([
        db
          .update(reports)
          .set({
            state: to,
            latest,
            ...(isSent ? { hasDifficulty: said.hasDifficulty } : {}),
            ...(to === "submitted"
              ? { submittedAt: at, firstSubmittedAt: sql`coalesce(${reports.firstSubmittedAt}, ${at})` }
              : {}),
            resubmitBy: typeof more.answerBy === "string" ? more.answerBy : null,
            opinion: typeof more.remark === "string" ? more.remark : "",
            version: sql`${reports.version} + 1`,
          })
          .where(mine),
        db
          .update(dues)
          .set({ reportedAt: sql`coalesce(${dues.reportedAt}, ${at})` })
          .where(
            and(eq(dues.assignmentId, assignmentId), eq(dues.roundId, roundId), to === "submitted" ? sql`1` : sql`0`),
          ),
      ])
    },

    overrides: (assignmentId: number, roundId: number, light: LightColour | null, reason: string, at: number) =>
      write([db.insert(lightOverrides).values({ assignmentId, roundId, light, reason, byId: 1, at })]),

    async reminds(roundId: number, unitId: number, assignmentIds: number[], at: number, text = "请尽快报送") {
      const [[row]] = await write([
        db
          .insert(reminders)
          .values({ planId, roundId, unitId, kind: "shown", text, byId: 1, at })
          .returning({ id: reminders.id }),
      ])
      const reminderId = row?.id ?? 0
      await write([
        db.insert(reminderItems).values(assignmentIds.map((assignmentId) => ({ reminderId, assignmentId }))),
      ])
    },

    proposes: (assignmentId: number, roundId: number | null, at: number) =>
      write([
        db.insert(proposals).values({
          subject: roundId === null ? assignmentSubject(assignmentId) : reportSubject(assignmentId, roundId),
          planId,
          verdict: "accept",
          opinion: "拟采纳",
          proposedById: 1,
          proposedAt: at,
        }),
      ]),

    summarises: (taskId: number, roundId: number, text: string, at: number) =>
      write([db.insert(summaries).values({ taskId, roundId, number: 1, text, byId: 1, byUnitId: null, at })]),
  }
}
