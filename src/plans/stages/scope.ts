import { type SQL, sql } from "drizzle-orm"
import type { ReportState } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { awaitsVerdict, isReported } from "#src/plans/rounds/reported_scope.ts"

/*
 * The rules of stages.ts in SQL, asked of `assignments`. The office's own word counts from the moment it was given; after
 * it a report that ticks the stage, as long as the office has it.
 */

/** The reports of a part with the latest version of each, as `v`, and the state that it has. */
type Ticks = { from: SQL; state: SQL<ReportState> }

const now: Ticks = {
  from: sql`report_versions v join reports r
    on r.assignment_id = v.assignment_id and r.round_id = v.round_id and r.latest = v.number`,
  state: stateOf("r"),
}

/** The same as the trail had them at an instant. */
const then = (until: SQL): Ticks => ({
  from: sql`(select v.*, (
      select json_extract(e.particulars, '$.to') from events e
      where e.subject = 'report:' || v.assignment_id || '/' || v.round_id and e.at <= ${until}
        and json_extract(e.particulars, '$.to') is not null order by e.version desc limit 1) as state
    from report_versions v where v.assignment_id = assignments.id and v.stage_id is not null
      and v.number = (select max(w.number) from report_versions w
        where w.assignment_id = v.assignment_id and w.round_id = v.round_id and w.at <= ${until})) v`,
  state: stateOf("v"),
})

/** How the part stands with the stage `s`; `until`: as of that instant. */
export function stageStanding(until?: SQL): SQL {
  const { from, state } = until === undefined ? now : then(until)
  const word = (what: SQL) => sql`(select ${what} from stage_completions c
    where c.assignment_id = assignments.id and c.stage_id = s.id${until === undefined ? sql`` : sql` and c.at <= ${until}`}
    order by c.at desc limit 1)`
  return sql`case when ${word(sql`c.reached`)} then 'reached' else coalesce((
    select min(case when ${awaitsVerdict(state)} then 'said' else 'reached' end) from ${from}
    where v.assignment_id = assignments.id and v.stage_id = s.id and ${isReported(state)}
      and v.at > coalesce(${word(sql`c.at`)}, 0)), 'open') end`
}

const asJson = sql`json_object('id', s.id, 'ordinal', s.ordinal, 'text', s.text, 'dueBy', s.due_by)`

/** The part's first open stage, by what of it. */
const firstOpen = (what: SQL) => sql`(select ${what} from stages s
  where s.task_id = assignments.task_id and s.removed_at is null and ${stageStanding()} = 'open'
  order by s.ordinal limit 1)`

/** `nextStage` of the part, as `stageIn` takes it. */
export const nextStage = sql<string | null>`${firstOpen(asJson)}`

/** Of the stages that are joined it is the part's next one. */
export const isNextStage = sql`stages.id = ${firstOpen(sql`s.id`)}`

/** All stages of the part's task with how it stands with each, as `partStagesIn` takes them. */
export const partStages = sql<string>`(select json_group_array(json_object('id', s.id, 'ordinal', s.ordinal,
    'text', s.text, 'dueBy', s.due_by, 'standing', ${stageStanding()}))
  from (select * from stages where task_id = assignments.task_id and removed_at is null order by ordinal) s)`

/**
 * The stages of the part's task as of an instant. Of the events that changed them afterwards the first says what stood
 * then; without one they are as they were.
 */
function stagesThen(until: SQL): SQL {
  const changed = sql`(select e.particulars from events e join tasks t on t.id = assignments.task_id
    where e.subject = 'task:' || t.plan_id || '/' || t.ordinal and e.at > ${until} and e.action = 'task_staged'
    order by e.version limit 1)`
  return sql`(select json_extract(b.value, '$.id') id, b.key + 1 ordinal, json_extract(b.value, '$.text') text,
        json_extract(b.value, '$.dueBy') due_by
      from json_each(${changed}, '$.before') b
      union all
      select id, ordinal, text, due_by from stages
      where task_id = assignments.task_id and removed_at is null and ${changed} is null)`
}

/** The part's task has stages, or had some. */
const hasStages = sql`exists (select 1 from stages where task_id = assignments.task_id)`

/** `nextStage` as of an instant. */
export const nextStageAt = (until: SQL): SQL<string | null> => sql<string | null>`case when ${hasStages} then (
    select ${asJson} from ${stagesThen(until)} s
    where ${stageStanding(until)} = 'open' order by s.ordinal limit 1) end`

/** How many stages the part's task had at an instant. */
export const stageCountAt = (until: SQL): SQL<number> =>
  sql<number>`case when ${hasStages} then (select count(*) from ${stagesThen(until)}) else 0 end`
