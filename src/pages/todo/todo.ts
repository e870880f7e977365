import { lightOf } from "#src/board/lights/light.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { owesAgain } from "#src/owing/owing.ts"
import { deadlineOf } from "#src/plans/assignments/deadline.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { stageIn } from "#src/plans/stages/stages.ts"
import { maySend, maySign, standingOf } from "#src/reports/report/policy.ts"
import { mayAnswer } from "#src/supervision/notices/policy.ts"
import { lightOfNotice } from "#src/supervision/notices/standing.ts"
import type { TodoPassed } from "#views/breakdowns/todo.tsx"
import type { TodoNotice } from "#views/notices/answer.tsx"
import type { TodoDeadline } from "#views/reports/deadline.tsx"
import type { TodoItem } from "#views/reports/report_form.tsx"
import type { OwedItem, Todo } from "./queries.ts"

type Rule = { today: string; calendar: Calendar; dueSoonDays: number }

/** The owed items with their lights, worst first: what is late, then what was returned, then what is due next. */
export function itemsOf({ owed, files, staff, below }: Todo, actor: Actor, rule: Rule): TodoItem[] {
  const items = owed.map(
    (item): TodoItem => ({
      ...item,
      light: lightOf(factsOf(item), rule),
      files: files.filter((file) => file.assignmentId === item.assignment.id && file.roundId === item.round.id),
      staff,
      below: below.filter((one) => one.assignmentId === item.assignment.id && one.roundId === item.round.id),
      may: {
        send: maySend(actor, item),
        sign: maySign(actor, item),
        read: unitsSeenFrom(actor).includes(item.assignment.unitId),
      },
    }),
  )
  return items.sort((a, b) => urgency(a) - urgency(b))
}

const factsOf = ({ assignment, round, report, task, grantedBy, doneYear, extensionAsked, nextStage }: OwedItem) => ({
  state: assignment.state,
  reportDueBy: round.dueBy,
  standing: standingOf(report),
  hasDifficulty: report?.hasDifficulty ?? false,
  late: false,
  resubmitBy: report?.resubmitBy ?? null,
  rectifyBy: assignment.rectifyBy,
  // 督办单 stand on the same page, each with a light of its own.
  noticeBy: null,
  rectifies: false,
  extensionAsked,
  stageBy: stageIn(nextStage)?.dueBy ?? null,
  stage: stageIn(nextStage)?.ordinal,
  deadlineBy: deadlineOf(task, grantedBy, doneYear),
})

/** The day by which an item is to come: what was returned has a day of its own, also while its answer was taken back. */
export const dueBy = ({ report, round }: Pick<OwedItem, "report" | "round">): string =>
  (isAgain({ report }) ? report?.resubmitBy : null) ?? round.dueBy

/** It is to come once more. */
export const isAgain = ({ report }: Pick<OwedItem, "report">): boolean =>
  owesAgain({ standing: standingOf(report), resubmitBy: report?.resubmitBy ?? null })

const ORDER = ["red", "yellow", "grey", "green", "blue", "none"]

const urgency = ({ light, report }: TodoItem) =>
  ORDER.indexOf(light.colour) * 2 + (report?.state === "returned" ? 0 : 1)

/** The 督办单 that wait for an answer, the most urgent first, with their lights. */
export const noticesOf = ({ notices, noticeFiles }: Todo, actor: Actor, rule: Rule): TodoNotice[] =>
  notices.map((row) => ({
    ...row,
    light: lightOfNotice(row.notice, rule) ?? { colour: "grey", reason: "not_due" },
    files: noticeFiles.filter(({ noticeId }) => noticeId === row.notice.id),
    mayAnswer: mayAnswer(actor, row.notice, row.plan),
  }))

/** The 完成时限 that are near or past, with their lights; a report of the same part stands on the page with its own. */
export const deadlinesOf = ({ deadlines }: Todo, rule: Rule): TodoDeadline[] =>
  deadlines.map((row) => ({
    ...row,
    light: lightOf(
      {
        state: row.assignment.state,
        reportDueBy: null,
        standing: "none",
        hasDifficulty: false,
        late: false,
        resubmitBy: null,
        rectifyBy: null,
        noticeBy: null,
        rectifies: false,
        extensionAsked: row.extensionAsked,
        stageBy: row.stage && row.by,
        stage: row.stage?.ordinal,
        deadlineBy: row.stage ? null : row.by,
      },
      rule,
    ),
  }))

/** What a unit above has passed on, with its light: by the 内部期限, which is nobody else's business. */
export const passedOf = ({ passed }: Todo, rule: Rule): TodoPassed[] =>
  passed.map((row) => ({
    ...row,
    light: lightOf(
      {
        state: "active",
        reportDueBy: row.round && row.by,
        standing: row.report?.state === "returned" ? "returned" : "none",
        hasDifficulty: false,
        late: false,
        resubmitBy: row.report?.resubmitBy ?? null,
        rectifyBy: null,
        noticeBy: null,
        rectifies: false,
        extensionAsked: false,
        deadlineBy: null,
      },
      rule,
    ),
  }))

/** Everything to be done, the most urgent first; of those that are equally so the notice, then the 完成时限 and what the unit above passed on. */
export const byUrgency = (
  notices: TodoNotice[],
  deadlines: TodoDeadline[],
  passed: TodoPassed[],
  items: TodoItem[],
): (TodoNotice | TodoDeadline | TodoPassed | TodoItem)[] =>
  [...notices, ...deadlines, ...passed, ...items].sort(
    (a, b) => ORDER.indexOf(a.light.colour) - ORDER.indexOf(b.light.colour),
  )

/** An answer that says something and can be sent with the others. */
export const isAnswerReady = ({ draft, mayAnswer }: TodoNotice): boolean =>
  mayAnswer && (draft?.text.trim() ?? "") !== ""

/** A draft that says what was done, with the evidence that the round asks for, can be sent with the others. */
export const isReady = ({ draft, report, may, round, files }: TodoItem): boolean =>
  may.send &&
  report?.state !== "signing" &&
  (draft?.achieved.trim() ?? "") !== "" &&
  (!round.evidenceRequired || files.length > 0)

/** Rows of several things, one group a key, in the order in which each comes first. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string | number): Row[][] {
  const groups = new Map<string | number, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups.values()]
}
