import { eq, inArray } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import fc from "fast-check"
import {
  ASSIGNMENT_STATES,
  type Assignment,
  assignments,
  completions,
  dues,
  EXTENSION_STATES,
  events,
  extensions,
  LIGHTS,
  lightOverrides,
  NOTICE_STATES,
  noticeItems,
  notices,
  REPORT_STATES,
  reports,
  rounds,
  tasks,
} from "#db/schema.ts"
import type { World } from "./world.ts"

/* Random facts of whole plans, for what has to be counted the same wherever it is counted. */

const day = fc.constantFrom(
  "2026-09-10",
  "2026-09-18",
  "2026-09-21",
  "2026-09-22",
  "2026-09-24",
  "2026-09-25",
  "2026-12-01",
)
type Of<A> = A extends fc.Arbitrary<infer T> ? T : never
type Write = BatchItem<"sqlite">
export const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null, freq: 2 })
/** Most parts have one or two of the facts, so that each comes alone too. */
const seldom = <T>(some: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: some, weight: 1 })

/** Anything of a part that a light may rest on. */
export const anyPart = fc.record({
  state: fc.constantFrom(...ASSIGNMENT_STATES, "active" as const, "active" as const),
  rectifyBy: maybe(day),
  asked: fc.boolean(),
  report: maybe(
    fc.record({
      state: fc.constantFrom(...REPORT_STATES),
      resubmitBy: maybe(day),
      hasDifficulty: fc.boolean(),
      reportedAt: maybe(fc.constantFrom(1, 2)),
    }),
  ),
  notice: seldom(
    fc.record({
      state: fc.constantFrom(...NOTICE_STATES),
      kind: fc.constantFrom("demand" as const, "rectification" as const),
      dueBy: day,
    }),
  ),
  extension: seldom(fc.record({ state: fc.constantFrom(...EXTENSION_STATES), grantedBy: maybe(day) })),
  doneYear: seldom(fc.constantFrom(2025, 2026)),
  /** Null as a light takes an earlier one back. */
  override: seldom(fc.record({ light: fc.constantFrom(...LIGHTS, null) })),
})
export type Part = Of<typeof anyPart>

const round = fc.record({ dueBy: day, isCutOff: fc.boolean() })
/** Two rounds of each plan, the second perhaps not opened yet. */
export const anyPlan = fc.record({
  first: round,
  second: maybe(round),
  opensLater: fc.boolean(),
  task: fc.oneof(
    fc.constant({ deadline: "none" as const, dueBy: null }),
    fc.record({ deadline: fc.constantFrom("date" as const, "yearly" as const), dueBy: day }),
  ),
})

export type Plan = Of<typeof anyPlan>

const CUT_OFF = Date.parse("2026-09-15T10:00:00+08:00")

/** Rows as no act would write them together, so that every mixture of facts comes. */
export async function given(w: World, planIds: number[], plans: Plan[], parts: Part[]) {
  const { db, read, write } = w.database
  const [all] = await read([db.select().from(assignments).where(inArray(assignments.planId, planIds))])
  const written = [
    ...[noticeItems, notices, extensions, completions, lightOverrides, dues, reports, rounds].map((table) =>
      db.delete(table),
    ),
    ...planIds.flatMap((planId, i) => planRows(w, planId, plans[i])),
    ...all.flatMap((one, i) => partRows(w, one, plans[planIds.indexOf(one.planId)], parts[i])),
  ]
  const [first, ...rest] = written
  if (first) await write([first, ...rest])
}

const roundId = (planId: number, number: number) => planId * 10 + number
const numbersOf = ({ second }: Plan) => (second ? [1, 2] : [1])

function planRows({ database: { db } }: World, planId: number, facts: Plan | undefined): Write[] {
  if (!facts) return []
  const { first, second, opensLater, task } = facts
  const opened = ({ dueBy, isCutOff }: Plan["first"], number: number, opensOn: string) =>
    db.insert(rounds).values({
      id: roundId(planId, number),
      planId,
      number,
      name: `第${number}期`,
      opensOn,
      dueBy,
      cutOffAt: isCutOff ? CUT_OFF : null,
    })
  return [
    db.update(tasks).set(task).where(eq(tasks.planId, planId)),
    opened(first, 1, "2026-06-01"),
    ...(second ? [opened(second, 2, opensLater ? "2026-10-01" : "2026-09-01")] : []),
  ]
}

type Row = Pick<Assignment, "id" | "planId" | "unitId">

function partRows(w: World, row: Row, ofPlan: Plan | undefined, facts: Part | undefined): Write[] {
  if (!ofPlan || !facts) return []
  const { db } = w.database
  const { state, rectifyBy, asked, report, notice, extension, override, doneYear: year } = facts
  const { id: assignmentId, planId, unitId } = row
  const perRound = numbersOf(ofPlan).flatMap((number): Write[] => {
    const own = { assignmentId, roundId: roundId(planId, number) }
    const isReported = report?.state === "submitted" || report?.state === "accepted"
    const reportedAt = isReported ? 1 : (report?.reportedAt ?? null)
    return [
      ...(asked ? [db.insert(dues).values({ ...own, planId, unitId, reportedAt })] : []),
      ...(report ? [db.insert(reports).values({ ...own, ...without(report), planId, unitId, latest: 1 })] : []),
      ...(override ? [db.insert(lightOverrides).values({ ...own, ...override, reason: "", byId: 1, at: 1 })] : []),
    ]
  })
  return [
    db.update(assignments).set({ state, rectifyBy }).where(eq(assignments.id, assignmentId)),
    ...perRound,
    ...(notice ? noticeRows(w, row, notice) : []),
    ...(year
      ? [
          db
            .insert(completions)
            .values({ assignmentId, year, dueBy: "2026-09-10", claimedOn: "2026-09-01", acceptedAt: 1 }),
        ]
      : []),
    ...(extension ? [db.insert(extensions).values({ ...EXTENSION, ...extension, assignmentId, planId, unitId })] : []),
  ]
}

/** A part that was given to its unit only after the cut-off, by the trail. */
export const givenLater = ({ database: { db, write } }: World, assignmentId: number) =>
  write([
    db.insert(events).values({
      at: CUT_OFF + 1,
      actorName: "",
      actingAs: "",
      address: "",
      action: "assignment_added",
      subject: `assignment:${assignmentId}`,
      version: 1,
      particulars: {},
    }),
  ])

const without = ({ reportedAt: _, ...report }: NonNullable<Part["report"]>) => report

const noticeRows = ({ database: { db } }: World, { id, planId, unitId }: Row, facts: NonNullable<Part["notice"]>) => [
  db.insert(notices).values({
    ...{ id, planId, unitId, officeId: 3, source: "assignment", title: "督办", demand: "请反馈" },
    ...{ firstDueBy: facts.dueBy, draftedById: 1, draftedAt: 1 },
    ...facts,
  }),
  db.insert(noticeItems).values({ noticeId: id, assignmentId: id }),
]

const EXTENSION = {
  target: "deadline",
  formerBy: "2026-09-18",
  wantedBy: "2026-12-01",
  reason: "",
  progress: "",
  askedById: 1,
  askedAt: 1,
} as const
