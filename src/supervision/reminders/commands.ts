import type { BatchItem } from "drizzle-orm/batch"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import { type Plan, type Reminder, type Round, reminderItems, reminders } from "#db/schema.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type Act, type By, newestId, nextSubject, record } from "#src/trail/record.ts"

/** 催办: one note per unit, naming its items; `sent` also leaves the program. Changes no state, makes nobody's page stale. */
export async function remind(
  database: Database,
  plan: Pick<Plan, "id" | "supervisingUnitId">,
  round: Pick<Round, "id" | "name">,
  notes: { unitId: number; unit: string; assignmentIds: number[] }[],
  note: Pick<Reminder, "kind" | "text">,
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  const { db } = database
  const acts = notes.map(
    ({ unit, assignmentIds }, i): Act => ({
      action: "reminder_made",
      subject: nextSubject("reminder", reminders, i),
      version: 1,
      planId: plan.id,
      particulars: { ...note, unit, round: round.name, items: assignmentIds.length },
    }),
  )
  const [first, ...rest] = acts
  if (!first) return
  const rows: BatchItem<"sqlite">[] = notes.flatMap(({ unitId, assignmentIds }) => [
    db.insert(reminders).values({ planId: plan.id, roundId: round.id, unitId, ...note, byId: by.actor.id, at: by.at }),
    ...chunks(assignmentIds).map((some) =>
      db.insert(reminderItems).values(some.map((assignmentId) => ({ reminderId: newestId(reminders), assignmentId }))),
    ),
    ...(note.kind === "sent"
      ? enqueued(database, {
          about: "reminder",
          aboutId: newestId(reminders),
          unitId,
          audiences: ["liaison"],
          at: by.at,
        })
      : []),
  ])
  await record(database, by, [first, ...rest], rows)
}
