import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { events, instructions, type NoticeKind, people, plans, tasks, units } from "#db/schema.ts"
import { not, stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { planRules, unitColumns } from "#src/plans/assignments/queries.ts"
import { isTerminated } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { hasAnswer, isKept } from "#src/supervision/notices/scope.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { instructionsSeenBy, isRunning } from "./scope.ts"

/** A notice that follows an instruction up, as the leader reads of it. */
export type FollowingNotice = {
  id: number
  kind: NoticeKind
  year: number | null
  number: number | null
  title: string
  unit: string
  state: string
  dueBy: string
  answer: string | null
}

const followingNotices = sql`(
  select json_group_array(json_object('id', n.id, 'kind', n.kind, 'year', n.year, 'number', n.number, 'title', n.title,
    'unit', u.short_name, 'state', n.state, 'dueBy', n.due_by,
    'answer', (select text from notice_answers a where a.notice_id = n.id and a.number = n.latest
      and ${hasAnswer(stateOf("n"))})))
  from notices n join units u on u.id = n.unit_id
  where n.instruction_id = ${instructions.id} and ${isKept(stateOf("n"))})`.mapWith((text): FollowingNotice[] =>
  JSON.parse(String(text)),
)

const replier = alias(people, "replier")

const wholeRow = {
  instruction: instructions,
  plan: planRules,
  task: { ordinal: tasks.ordinal, label: tasks.label, text: tasks.text },
  writtenBy: people.name,
  repliedBy: replier.name,
  notices: followingNotices,
  items: sql<number>`(select count(*) from instruction_items i where i.instruction_id = ${instructions.id})`,
}

const rows = ({ db }: Pick<Database, "db">) =>
  db
    .select(wholeRow)
    .from(instructions)
    .innerJoin(plans, eq(plans.id, instructions.planId))
    .innerJoin(people, eq(people.id, instructions.writtenById))
    .leftJoin(tasks, eq(tasks.id, instructions.taskId))
    .leftJoin(replier, eq(replier.id, instructions.repliedById))

export type InstructionRow = Awaited<ReturnType<typeof rows>>[number]

/** One instruction with what follows it up and its trail; null when there is nothing to see. */
export async function findInstruction(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[found], happened] = await read([
    rows(database).where(and(eq(instructions.id, id), visibleTo(actor), instructionsSeenBy(actor))),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `instruction:${id}`))
      .orderBy(desc(events.version)),
  ])
  return found ? { ...found, trail: happened } : null
}

export type FoundInstruction = NonNullable<Awaited<ReturnType<typeof findInstruction>>>

/** What waits first, then the newest; `foremost` stands before all others. */
export const instructionsOf = (
  database: Pick<Database, "db">,
  condition: SQL | undefined,
  limit: number,
  foremost: SQL = isRunning(),
) => rows(database).where(condition).orderBy(not(foremost), not(isRunning()), desc(instructions.id)).limit(limit)

/** Instructions in a queue of the desk; the one to be answered first in front. */
export const instructionsInQueue = (database: Pick<Database, "db">, condition: SQL | undefined, limit: number) =>
  rows(database)
    .where(condition)
    .orderBy(sql`coalesce(${instructions.replyBy}, '9999')`, asc(instructions.id))
    .limit(limit)

export const countInstructions = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(instructions)
    .innerJoin(plans, eq(plans.id, instructions.planId))
    .where(condition)

/** What a new instruction may be about: the plan, and a task of it. */
export async function planToInstruct({ db, read }: Database, actor: Actor, planId: number, ordinal: number | null) {
  const [[found], [task]] = await read([
    db
      .select({ plan: planRules, office: unitColumns })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        id: tasks.id,
        ordinal: tasks.ordinal,
        label: tasks.label,
        text: tasks.text,
        assignments: sql`(
          select json_group_array(a.id) from assignments a where a.task_id = tasks.id and not ${isTerminated(stateOf("a"))})`.mapWith(
          (text): number[] => JSON.parse(String(text)),
        ),
      })
      .from(tasks)
      .where(and(eq(tasks.planId, planId), eq(tasks.ordinal, ordinal ?? 0))),
  ])
  return found ? { ...found, task: task ?? null } : null
}
