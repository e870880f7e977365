import { and, isNull, type SQL, sql } from "drizzle-orm"
import { plans, rounds } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { dateOf } from "#src/clock.ts"
import type { Asking, Dateable, Days } from "#src/outward/agenda/source.ts"
import { planPath } from "#src/paths.ts"
import { isReporting } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { secondIdIn, subjectOf } from "#src/trail/subjects.ts"
import { automaticCutOff } from "./rounds.ts"

/** Units that still owe a report to the round, or will be asked for one once it opens. */
const asksThem = (units: readonly number[] | null, today: string): SQL | undefined =>
  units === null
    ? undefined
    : sql`case when ${rounds.opensOn} > ${today}
        then exists (select 1 from assignments a where a.plan_id = ${rounds.planId} and ${isReporting(stateOf("a"))}
          and a.unit_id in (select value from json_each(${JSON.stringify(units)})))
        else exists (select 1 from owed o where o.what = 'report' and ${secondIdIn(sql`o.item`)} = ${rounds.id}) end`

const ofRound = subjectOf("round", rounds.planId, rounds.number)

const roundDays = ({ actor, units, today }: Asking): Days => ({
  from: sql`${rounds} cross join ${plans} on ${plans.id} = ${rounds.planId}`,
  where: and(visibleTo(actor), isNull(rounds.cutOffAt), asksThem(units, today)),
  key: [rounds.id, sql`0`],
  on: rounds.dueBy,
  title: rounds.name,
  number: rounds.number,
  history: sql`e.subject = ${ofRound}`,
})

/** By which day the reports of a round are to come. */
export const roundsDated: Dateable = {
  rank: 1,
  kind: "round",
  days: roundDays,
  href: ({ planId, number }) => planPath(planId, { round: number, report: "due" }),
}

/** More working days than any setting asks for, over the longest holidays. */
const MOST_DAYS_AFTER = 60

/** 统计封账 as it will come by itself. Who has undone it does it by hand. */
export const cutOffsDated: Dateable = {
  rank: 2,
  kind: "cut_off",
  days: (asking) => ({
    ...roundDays(asking),
    where: and(
      roundDays(asking).where,
      sql`not exists (select 1 from events u where u.subject = ${ofRound} and u.version = ${rounds.version}
        and u.action = 'round_cut_off_undone')`,
    ),
    history: sql`e.subject in (${ofRound}, 'calendar:' || substr(${rounds.dueBy}, 1, 4)) or e.subject = 'setting:cutOffDays'`,
  }),
  moved: {
    byAtMost: MOST_DAYS_AFTER,
    to: (dueBy, { calendar, settings }) => {
      const at = automaticCutOff(calendar, dueBy, settings.cutOffDays)
      return at === null ? null : dateOf(at)
    },
  },
  href: ({ planId, number }) => planPath(planId, { round: number, report: "due" }),
}
