import { eq, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Assignment, assignments, type Plan, plans, type Role, sections, type Task, tasks } from "#db/schema.ts"
import { moveStatements } from "#src/plans/assignments/commands.ts"
import { type Listed, listed } from "#src/plans/rounds/commands.ts"
import { owing, type RunningRound } from "#src/plans/rounds/joining.ts"
import { forbidden } from "#src/refusal.ts"
import { type Act, assignmentSubject, type By, newestId, nextSubject, record } from "#src/trail/record.ts"
import {
  approvedBy,
  type EndingDraft,
  endingActs,
  endOfDraft,
  insertedUnit,
  type NewUnit,
  unitAdded,
  unitIdOf,
} from "./commands.ts"
import { manages, supervises } from "./policy.ts"

type Dates = Pick<Task, "deadline" | "deadlineText" | "dueBy">
type Wording = { label: string; text: string; section: string | null }
type Part = { unit: number | string; name: string; role: Role }

/** What a new wording of the document does to one task of the issued plan. */
export type TaskUpdate = {
  task: Task
  before: Wording
  /** Null: the task is no longer in the document. */
  after: (Wording & { dates: Dates | null }) | null
  added: Part[]
  removed: Assignment[]
  roles: { assignment: Assignment; role: Role }[]
}

export type NewTask = Wording & { dates: Dates; parts: Part[] }

export type PlanUpdate = {
  words: Pick<
    Plan,
    "title" | "docNumber" | "basis" | "basisDocNumber" | "preamble" | "closing" | "source" | "sourceName"
  >
  /** Sections as they stand, and those that were only reworded. */
  headings: { text: string; position: number }[]
  renamed: { before: string; after: string }[]
  changes: TaskUpdate[]
  newTasks: NewTask[]
  newUnits: NewUnit[]
  /** All assignments of the plan: a unit that comes back to a task takes up its old part. */
  assignments: Assignment[]
  reason: string
  /** The round that runs, with its period, where the parts that come now are taken into it (补列). */
  into: Into | null
  draft: EndingDraft
}

export type Into = { round: RunningRound; period: string }

/** What of a plan its new parts go by. */
type Ruled = Pick<Plan, "id" | "state" | "supervisingUnitId" | "rhythm" | "supportReports">

type Doing = { acts: Act[]; changes: BatchItem<"sqlite">[] }

/**
 * 按新文件更新: the issued plan follows a new wording of its document, in one act. Running numbers stay; new tasks get
 * the next ones. Parts that are no longer in the document are terminated with the reason, unless they are closed;
 * words are changed with before → after in the trail.
 */
export async function updatePlan(database: Database, plan: Plan, tasksNow: Task[], update: PlanUpdate, by: By) {
  // Whoever approves it need not belong to the office; that the office submitted it has been seen at 送审.
  if (!update.draft.approval && !supervises(by.actor, plan)) throw forbidden()
  const { db } = database
  const { words, renamed, newTasks, newUnits, draft } = update
  const ofTasks = update.changes.map((change) => taskUpdated(database, plan, change, update, by))
  const next = Math.max(0, ...tasksNow.map(({ ordinal }) => ordinal)) + 1
  const ofNewTasks = newTasks.map((task, i) => taskAdded(database, plan, task, next + i, update.into, by))
  const added = countingNewParts([...ofTasks, ...ofNewTasks])
  await record(
    database,
    by,
    [
      {
        action: "plan_updated",
        subject: `plan:${plan.id}`,
        version: plan.version + 1,
        planId: plan.id,
        particulars: {
          ...beforeAfter(plan, words),
          ...(renamed.length > 0 ? { headings: renamed } : {}),
          added: newTasks.length,
          removed: update.changes.filter(({ after }) => after === null).length,
          changed: update.changes.filter(({ after }) => after !== null).length,
          source: words.sourceName,
          reason: update.reason,
        },
      },
      ...endingActs(draft, plan.id),
      ...newUnits.map(unitAdded),
      ...added,
    ],
    [
      db
        .update(plans)
        .set({ ...words, ...approvedBy(draft, by), version: plan.version + 1 })
        .where(eq(plans.id, plan.id)),
      ...newUnits.map((unit) => insertedUnit(db, unit)),
      ...headingStatements(db, plan, update),
      ...[...ofTasks, ...ofNewTasks].flatMap(({ changes }) => changes),
      ...endOfDraft(db, draft, plan.id, by.at),
    ],
  )
}

/** A new assignment's event names the id it will get: so many others come before it in the batch. */
const NEW_PART = "new_part"
/** The part that the event before is about. */
const SAME_PART = "same_part"
function countingNewParts(doings: Doing[]): Act[] {
  let ahead = 0
  return doings
    .flatMap(({ acts }) => acts)
    .map((act) => {
      if (act.subject === NEW_PART) return { ...act, subject: nextSubject("assignment", assignments, ahead++) }
      return act.subject === SAME_PART ? { ...act, subject: nextSubject("assignment", assignments, ahead - 1) } : act
    })
}

const SHOWN_WORDS = ["title", "docNumber", "basis", "basisDocNumber", "preamble", "closing"] as const

const beforeAfter = (plan: Plan, words: PlanUpdate["words"]) =>
  Object.fromEntries(
    SHOWN_WORDS.filter((key) => plan[key] !== words[key]).map((key) => [key, { before: plan[key], after: words[key] }]),
  )

function headingStatements(db: Database["db"], plan: Plan, update: PlanUpdate): BatchItem<"sqlite">[] {
  const { headings, renamed, changes, newTasks } = update
  const known = new Set(headings.map(({ text }) => renamed.find(({ before }) => before === text)?.after ?? text))
  const wanted = [...changes.map(({ after }) => after?.section ?? null), ...newTasks.map(({ section }) => section)]
  const missing = [...new Set(wanted)].filter((text) => text !== null && !known.has(text)) as string[]
  const next = Math.max(-1, ...headings.map(({ position }) => position)) + 1
  return [
    ...renamed.map(({ before, after }) =>
      db
        .update(sections)
        .set({ text: after })
        .where(sql`${sections.planId} = ${plan.id} and ${sections.text} = ${before}`),
    ),
    ...missing.map((text, i) => db.insert(sections).values({ planId: plan.id, position: next + i, text })),
  ]
}

const sectionIdOf = (plan: Pick<Plan, "id">, text: string | null): SQL<number> | null =>
  text === null
    ? null
    : sql<number>`(select id from sections where plan_id = ${plan.id} and text = ${text} order by position limit 1)`

function taskUpdated(database: Database, plan: Plan, change: TaskUpdate, update: PlanUpdate, by: By): Doing {
  const { db } = database
  const { task, after, added, removed, roles } = change
  const ended = removed
    .filter(({ state }) => state !== "closed" && state !== "terminated")
    .map((assignment) =>
      moveStatements(database, { assignment, plan, task }, "terminate", by, { remark: update.reason }),
    )
  const parts = added.map((part) => partAdded(database, plan, task, part, update, by))
  const others = roles.map(({ assignment, role }) => roleChanged(database, plan, task, assignment, role))
  const reworded = after ? taskReworded(db, plan, change, after) : { acts: [], changes: [] }
  return {
    acts: [...reworded.acts, ...ended.map(({ act }) => act), ...[...parts, ...others].flatMap(({ acts }) => acts)],
    changes: [
      ...reworded.changes,
      ...ended.map(({ change: ending }) => ending),
      ...[...parts, ...others].flatMap(({ changes }) => changes),
    ],
  }
}

function taskReworded(
  db: Database["db"],
  plan: Plan,
  { task, before }: TaskUpdate,
  after: NonNullable<TaskUpdate["after"]>,
): Doing {
  const { dates, ...words } = after
  const keys = (["label", "text", "section"] as const).filter((key) => before[key] !== words[key])
  const subject = `task:${plan.id}/${task.ordinal}`
  const about = { subject, planId: plan.id, taskId: task.id }
  const acts: Act[] = []
  if (keys.length > 0) {
    acts.push({
      ...about,
      action: "task_changed",
      version: task.version + 1,
      particulars: {
        wording: Object.fromEntries(keys.map((key) => [key, { before: before[key], after: words[key] }])),
      },
    })
  }
  if (dates) {
    const { deadline, deadlineText, dueBy } = task
    acts.push({
      ...about,
      action: "tasks_scheduled",
      version: task.version + acts.length + 1,
      particulars: { before: { deadline, deadlineText, dueBy }, after: dates },
    })
  }
  if (acts.length === 0) return { acts, changes: [] }
  const set = {
    label: words.label,
    text: words.text,
    ...(before.section === words.section ? {} : { sectionId: sectionIdOf(plan, words.section) }),
    ...dates,
    version: task.version + acts.length,
  }
  return { acts, changes: [db.update(tasks).set(set).where(eq(tasks.id, task.id))] }
}

/** A unit that had a part in the task before takes it up again; there is one row for each of both. */
function partAdded(
  { db }: Database,
  plan: Plan,
  task: Task,
  part: Part,
  { assignments: all, into }: PlanUpdate,
  by: By,
): Doing {
  const former = all.find(({ taskId, unitId }) => taskId === task.id && unitId === part.unit)
  const about = { planId: plan.id, taskId: task.id }
  const { role, name } = part
  const position = Math.max(-1, ...all.filter(({ taskId }) => taskId === task.id).map((one) => one.position)) + 1
  const joins = (subject: string, assignmentId: number | SQL<number>, version: number) =>
    joined({ db }, plan, into, { ...part, rhythm: task.rhythm, taskId: task.id, subject, assignmentId, version }, by)
  if (!former) {
    const joining = joins(SAME_PART, newestId(assignments), 1)
    return {
      acts: [
        { ...about, action: "assignment_added", subject: NEW_PART, version: 1, particulars: { unit: name, role } },
        ...joining.acts,
      ],
      changes: [
        db
          .insert(assignments)
          .values({ planId: plan.id, taskId: task.id, unitId: unitIdOf(part.unit), role, position }),
        ...joining.changes,
      ],
    }
  }
  const version = former.version + 1
  const joining = joins(assignmentSubject(former.id), former.id, version)
  return {
    acts: [
      {
        ...about,
        action: "assignment_added",
        subject: assignmentSubject(former.id),
        version,
        particulars: { from: former.state, to: "awaiting", unit: name, role },
      },
      ...joining.acts,
    ],
    changes: [
      db.update(assignments).set({ state: "awaiting", role, remark: "", version }).where(eq(assignments.id, former.id)),
      ...joining.changes,
    ],
  }
}

type Joining = Part & Pick<Task, "rhythm"> & Pick<Listed, "subject" | "assignmentId" | "taskId" | "version">

/** 补列 of a part that the new wording brings, if the round that runs would have asked for it. */
function joined(
  database: Pick<Database, "db">,
  plan: Ruled,
  into: Into | null,
  { unit, role, rhythm, ...part }: Joining,
  by: By,
): Doing {
  if (into === null || owing(plan, into.period, [{ role, rhythm, state: "awaiting" }]).length === 0) {
    return { acts: [], changes: [] }
  }
  const { act, changes } = listed(database, into.round, { ...part, unitId: unitIdOf(unit), planId: plan.id }, by)
  return { acts: [act], changes }
}

function roleChanged({ db }: Database, plan: Plan, task: Task, assignment: Assignment, role: Role): Doing {
  const version = assignment.version + 1
  return {
    acts: [
      {
        action: "assignment_role_changed",
        subject: assignmentSubject(assignment.id),
        version,
        planId: plan.id,
        taskId: task.id,
        particulars: { role: { before: assignment.role, after: role } },
      },
    ],
    changes: [db.update(assignments).set({ role, version }).where(eq(assignments.id, assignment.id))],
  }
}

/** 追加: one more task of an issued plan, without a new wording of its document. Goes with whatever it came from. */
export function addedTask(database: Database, plan: Ruled, task: NewTask, ordinal: number, into: Into | null, by: By) {
  if (!manages(by.actor, plan)) throw forbidden()
  const doing = taskAdded(database, plan, { ...task, isAdded: true }, ordinal, into, by)
  return { acts: countingNewParts([doing]), changes: doing.changes }
}

type AddedTask = NewTask & { isAdded?: boolean }

/** A task that the document did not have before, or has not (`isAdded`), under the next running number. */
function taskAdded({ db }: Database, plan: Ruled, task: AddedTask, ordinal: number, into: Into | null, by: By): Doing {
  const { label, text, section, dates, parts, isAdded = false } = task
  const taskId = sql<number>`(select id from tasks where plan_id = ${plan.id} and ordinal = ${ordinal})`
  const added = parts.map((part, position): Doing => {
    const { name, role, unit } = part
    const own = { subject: SAME_PART, assignmentId: newestId(assignments), version: 1 }
    const joining = joined({ db }, plan, into, { ...part, ...own, rhythm: null, taskId }, by)
    const act: Act = {
      action: "assignment_added",
      subject: NEW_PART,
      version: 1,
      planId: plan.id,
      particulars: { unit: name, role, task: ordinal },
    }
    const row = { planId: plan.id, taskId, unitId: unitIdOf(unit), role, position }
    return { acts: [act, ...joining.acts], changes: [db.insert(assignments).values(row), ...joining.changes] }
  })
  return {
    acts: [
      {
        action: "task_added",
        subject: `task:${plan.id}/${ordinal}`,
        version: 1,
        planId: plan.id,
        particulars: { label, text, section },
      },
      ...added.flatMap(({ acts }) => acts),
    ],
    changes: [
      db
        .insert(tasks)
        .values({ planId: plan.id, sectionId: sectionIdOf(plan, section), ordinal, label, text, ...dates, isAdded }),
      ...added.flatMap(({ changes }) => changes),
    ],
  }
}
