import { and, eq } from "drizzle-orm"
import { assignments } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { answerComment, receiveComment, showComment } from "#src/outward/comments/commands.ts"
import { findComment } from "#src/outward/comments/queries.ts"
import { planToPrepare } from "#src/outward/public/queries.ts"
import { acknowledge } from "#src/plans/assignments/commands.ts"
import { findAssignment } from "#src/plans/assignments/queries.ts"
import { issuePlan } from "#src/plans/plan/commands.ts"
import { acting } from "#src/trail/record.ts"
import { adoptPart, carryDuties, placeDuty } from "#src/year/duties/commands.ts"
import { carriableOf, dutyChoices, findDuty, wholeRegister } from "#src/year/duties/queries.ts"
import { openYear } from "#src/year/years/commands.ts"
import { openingChoices } from "#src/year/years/queries.ts"
import { planBody } from "#views/public/made.ts"
import { CARRIED, enterList } from "./demo_duties.ts"
import { taken } from "./demo_public.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/*
 * What came of items in the demo: a list of last year that was carried over, an item that adopted an assignment, another that
 * became a new task of a second plan, which everybody reads, and what somebody wrote about it.
 */

const OFFICE = "yanjiushi"
/** Whose item is carried out by an assignment, and whose becomes a task. */
const ADOPTS = "zonghezhidaosi"
const PLACED = "laifangjiedaisi"

export function followedActs(today: string, opened: string, calendar: Calendar): YearAct[] {
  const before = (days: number) => {
    const on = addDays(today, -days)
    return on < opened ? opened : on
  }
  let plan = 0
  let release = 0
  return [
    { on: opened, does: lastYear },
    { on: opened, does: carry },
    {
      on: before(34),
      does: async (demo) => {
        plan = await issueSecond(demo, before(34))
      },
    },
    { on: before(33), does: (demo) => place(demo, plan) },
    { on: before(30), does: adopt },
    {
      on: before(28),
      does: async (demo) => {
        release = await show(demo, plan, calendar)
      },
    },
    { on: before(20), does: (demo) => comment(demo, release) },
    { on: before(18), does: answer },
  ]
}

/** 人事司 had its list last year as well; the others came to it this year. */
async function lastYear(demo: DemoYear) {
  const { database, year, units, by } = demo
  const choices = await openingChoices(database)
  const office = choices.units.find(({ id }) => id === units.get(OFFICE))
  const bodies = choices.units.filter(({ id }) => id === units.get(CARRIED))
  if (!office) return
  await openYear(database, { year: year - 1, office, units: bodies }, by(OFFICE))
  await enterList({ ...demo, year: year - 1 }, CARRIED)
}

async function carry({ database, year, units, by }: DemoYear) {
  const doer = by(CARRIED)
  const unit = units.get(CARRIED) ?? 0
  const found = await dutyChoices(database, doer.actor, year)
  if (found) await carryDuties(database, found, unit, await carriableOf(database, unit, year), doer)
}

/** The first or last item of a unit, as somebody reads it; a year that has just begun has none. */
async function itemOf({ database, year, units, by }: DemoYear, code: string, login: string, last = false) {
  const { actor, today } = by(login)
  const filter = { unit: units.get(code) ?? 0, view: "all" as const }
  const rows = (await wholeRegister(database, actor, { year, filter }, today))?.rows ?? []
  return findDuty(database, actor, rows.at(last ? -1 : 0)?.duty.id ?? 0)
}

async function adopt(demo: DemoYear) {
  const found = await itemOf(demo, ADOPTS, ADOPTS, true)
  const [part] = found?.adoptable ?? []
  if (found && part) await adoptPart(demo.database, found, part.assignmentId, demo.by(ADOPTS))
}

/** A small plan that is 公开; its two tasks are taken the next day. */
async function issueSecond({ database, year, units, by }: DemoYear, issuedOn: string): Promise<number> {
  const office = by(OFFICE)
  const lead = (code: string) => [{ unitId: units.get(code) ?? 0, role: "lead" as const }]
  const plan = await issuePlan(
    database,
    {
      title: `${year}年国家宪法日和宪法宣传周活动分工方案`,
      docNumber: null,
      issuer: "国家信访局",
      basis: null,
      basisDocNumber: null,
      preamble: null,
      closing: null,
      issuedOn,
      supervisingUnitId: units.get(OFFICE) ?? 0,
      handling: "public",
      source: SECOND,
      sourceName: "宪法宣传周活动分工方案.txt",
      sections: [],
      tasks: SECOND.split("\n").map((line, i) => ({
        label: `${i + 1}.`,
        text: line.replace(/^\d\.|（.*$/g, ""),
        section: null,
        deadlineText: null,
        units: lead(i === 0 ? PLACED : CARRIED),
      })),
    },
    office,
  )
  for (const code of [PLACED, CARRIED]) {
    const doer = by(code)
    const [first] = await database.read([
      database.db
        .select({ id: assignments.id })
        .from(assignments)
        .where(and(eq(assignments.planId, plan), eq(assignments.unitId, units.get(code) ?? 0))),
    ])
    const found = await findAssignment(database, doer.actor, first[0]?.id ?? 0)
    if (found) await acknowledge(database, [found], doer)
  }
  return plan
}

const SECOND = `1.在来访接待大厅开展宪法宣传，向社会公众开放。（责任单位：来访接待司）
2.把宪法学习列入干部培训和任前考试。（责任单位：人事司）`

async function place(demo: DemoYear, planId: number) {
  const found = await itemOf(demo, PLACED, OFFICE)
  const taker = found?.takers.find(({ plan }) => plan.id === planId)
  if (found && taker) await placeDuty(demo.database, found, taker, null, demo.by(OFFICE))
}

async function show(demo: DemoYear, plan: number, calendar: Calendar): Promise<number> {
  const office = demo.by(OFFICE)
  const reading = { now: office.at, today: office.today, calendar, settings: DEFAULTS }
  const found = await planToPrepare(demo.database, office.actor, { plan, page: 1 }, reading)
  return found ? taken(demo, found, planBody(found), "released") : 0
}

/** Whoever wrote it has not signed in. */
const comment = ({ database, by }: DemoYear, release: number) =>
  receiveComment(
    database,
    release,
    "宪法宣传周的活动社区居民能参加吗？希望提前公布时间地点。",
    acting(null, by(OFFICE).at),
  )

/** Answered by one of the office and shown by another. */
async function answer({ database, by }: DemoYear) {
  const found = await findComment(database, by(OFFICE).actor, 1)
  if (!found) throw new Error("no comment in the demo")
  const words = "来访接待场所的宪法宣传活动对社会公众开放，时间地点于11月下旬在门户网站公布。"
  await answerComment(database, found, words, by(OFFICE))
  const answered = await findComment(database, by("yanjiushi2").actor, 1)
  if (answered) await showComment(database, answered, by("yanjiushi2"))
}
