import { readFileSync } from "node:fs"
import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type BulletinKind, type Phrase, type PostKind, posts } from "#db/schema.ts"
import { markAsDemo } from "#src/bin/demo_mark.ts"
import { addDays, addMonths, dateOf, instant } from "#src/clock.ts"
import { addWorkingDays, type Calendar, calendarOf, workingDayFrom } from "#src/office/calendar/working_days.ts"
import { proposeHandover } from "#src/office/handovers/commands.ts"
import { postToHandOver } from "#src/office/handovers/queries.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { addPerson, grantPost } from "#src/office/people/directory_commands.ts"
import { hashPassword } from "#src/office/people/password.ts"
import { isUnsettled } from "#src/office/people/queries.ts"
import { savePhrase } from "#src/office/phrases/commands.ts"
import { findPhrases } from "#src/office/phrases/queries.ts"
import { changeSettings } from "#src/office/settings/commands.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { addUnit } from "#src/office/units/commands.ts"
import { approveBulletin, draftBulletin, issueBulletin, submitBulletin } from "#src/outward/bulletins/commands.ts"
import { bulletinsOfPlan, findBulletin, materialsOf } from "#src/outward/bulletins/queries.ts"
import { roundsOf } from "#src/pages/rounds/queries.ts"
import { acknowledge, judgeClaim, moveAssignment } from "#src/plans/assignments/commands.ts"
import { findAssignment } from "#src/plans/assignments/queries.ts"
import { printed, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { changePlan, issuePlan } from "#src/plans/plan/commands.ts"
import { cutOffAt, openRound } from "#src/plans/rounds/commands.ts"
import { periodEnd, roundName } from "#src/plans/rounds/periods.ts"
import { automaticCutOff, impliedRule } from "#src/plans/rounds/rounds.ts"
import { setStages } from "#src/plans/stages/commands.ts"
import { findSummary, writeSummary } from "#src/plans/summaries/commands.ts"
import { scheduleTasks, setLeaders } from "#src/plans/tasks/commands.ts"
import { answer as answerBreakdown, passOn, sendUp } from "#src/reports/breakdowns/commands.ts"
import { findBreakdown, findPassing } from "#src/reports/breakdowns/queries.ts"
import { confirmReport, judgeReport, sendReports, type Words } from "#src/reports/report/commands.ts"
import { type FoundReport, findReport } from "#src/reports/report/queries.ts"
import { arrivalsOf } from "#src/reports/sheets/arrival_queries.ts"
import { receiveSheets } from "#src/reports/sheets/commands.ts"
import { askExtension, targetOfAssignment } from "#src/supervision/extensions/commands.ts"
import { findExtendable } from "#src/supervision/extensions/queries.ts"
import { answerInstruction, giveInstruction } from "#src/supervision/instructions/commands.ts"
import { findInstruction, planToInstruct } from "#src/supervision/instructions/queries.ts"
import {
  acknowledgeNotice,
  answerNotices,
  draftNotices,
  judgeNotice,
  type NoticeWords,
} from "#src/supervision/notices/commands.ts"
import { findNotice, noticeCandidates } from "#src/supervision/notices/queries.ts"
import { remind } from "#src/supervision/reminders/commands.ts"
import { owedIn as owedRound } from "#src/supervision/reminders/queries.ts"
import { acting, type By } from "#src/trail/record.ts"
import { written } from "#views/bulletins/text.ts"
import { cited, dayWords } from "#views/words.ts"
import { DEMO_PASSWORD } from "./demo_password.ts"
import { ACHIEVED, MEASURES, NEXT_STEPS, PASSED_ON, PROBLEMS, SENT_UP } from "./demo_texts.ts"
import { demoYear } from "./demo_year.ts"
import workdays from "./workdays.json" with { type: "json" }

/** 暂定 order (design.md 7): code, name. */
const UNITS: [code: string, name: string][] = [
  ["jiguandangwei", "机关党委"],
  ["bangongshi", "办公室"],
  ["zonghezhidaosi", "综合指导司"],
  ["banxinsi", "办信司"],
  ["laifangjiedaisi", "来访接待司"],
  ["duchashi", "督查室"],
  ["tousuban", "投诉办"],
  ["renshisi", "人事司"],
  ["yanjiushi", "研究室"],
]

/** 处室 of 办信司, to which it passes a part on (分解落实): they have none of their own in the plan. */
const LOWER_UNITS = [
  ["banxinyichu", "办信一处"],
  ["banxinerchu", "办信二处"],
] as const

const PEOPLE: [login: string, name: string, unit: string | null, post: PostKind | null][] = [
  ["admin", "高远", null, "admin"],
  ["security", "林安", null, "security"],
  ["auditor", "沈计", null, "auditor"],
  ["lingdao", "分管领导", null, "leader"],
  ["yanjiushi", "陈督查", "yanjiushi", "supervisor"],
  ["yanjiushi2", "刘督查", "yanjiushi", "supervisor"],
  ["jiguandangwei", "赵联络", "jiguandangwei", "liaison"],
  ["bangongshi", "钱联络", "bangongshi", "liaison"],
  ["bangongshi-fuzeren", "周主任", "bangongshi", "head"],
  ["bangongshi-jingban", "何经办", "bangongshi", null],
  ["zonghezhidaosi", "孙联络", "zonghezhidaosi", "liaison"],
  ["banxinsi", "李联络", "banxinsi", "liaison"],
  ["laifangjiedaisi", "吴联络", "laifangjiedaisi", "liaison"],
  ["duchashi", "郑联络", "duchashi", "liaison"],
  ["tousuban", "王联络", "tousuban", "liaison"],
  ["renshisi", "冯联络", "renshisi", "liaison"],
  ["yjs-lianluo", "沈联络", "yanjiushi", "liaison"],
  ["banxinyichu", "蒋联络", "banxinyichu", "liaison"],
  ["banxinerchu", "韩联络", "banxinerchu", "liaison"],
  ["jianduyuan", "特邀监督员", null, "observer"],
]

/** 内线号码, one a person. */
const FIRST_EXTENSION = 8008

const SYSTEM = { id: 0, name: "演示数据", address: "" }

type World = {
  database: Database
  calendar: Calendar
  units: Map<string, number>
  actors: Map<string, Actor>
  planId: number
  /** Due days of the four rounds, oldest first. */
  dues: string[]
}

/**
 * Lives a believable year through the real commands: units and people, the plan read from its document, three finished
 * rounds and a fourth whose due day has just passed. Dates are relative to today. Does nothing when somebody has an account.
 */
export async function seedDemo(database: Database, now: number): Promise<void> {
  if (!(await isUnsettled(database))) return
  const calendar = calendarOf(
    [2024, 2025, 2026].map((year) => ({ year, off: datesOf(workdays.off), work: datesOf(workdays.work) })),
  )
  const lastDue = addWorkingDays(calendar, dateOf(now), -2)
  const dues = [-9, -6, -3].map((months) => workingDayFrom(calendar, addMonths(lastDue, months))).concat(lastDue)
  const issuedOn = addMonths(dues[0] ?? lastDue, -2)

  const directory = await hire(database, addDays(issuedOn, -7))
  const planId = await issue(database, directory, issuedOn)
  const world: World = { database, calendar, ...directory, planId, dues }
  await schedule(world, issuedOn)
  await receive(world, issuedOn)
  await keepPhrases(world, issuedOn)
  const year = demoYear({ ...world, now })
  for (const number of [1, 2, 3]) {
    await year.until(opening(dues, number))
    await pastRound(world, number, year.until)
  }
  await year.until(opening(dues, 4))
  await currentRound(world, now)
  await year.until(dateOf(now))
  await markAsDemo(database, now)
}

/** The day on which a round is opened. */
const opening = (dues: readonly string[], number: number) => addDays(dues[number - 1] ?? "", -21)

const datesOf = (days: { date: string }[]) => days.map(({ date }) => date)

/** As papers name it. */
const ORGANISATION = "国家信访局"

async function hire(database: Database, on: string) {
  const by = acting(SYSTEM, instant(on, 9))
  await changeSettings(database, [{ key: "organisation", version: 0, before: "", after: ORGANISATION }], by)
  const unitIds = new Map<string, number>()
  for (const [code, name] of UNITS) {
    unitIds.set(code, await addUnit(database, { code, name, shortName: name, aliases: [], kind: "internal" }, by))
  }
  for (const [code, name] of LOWER_UNITS) {
    const parentId = unitIds.get("banxinsi") ?? null
    unitIds.set(
      code,
      await addUnit(database, { code, name, shortName: name, aliases: [], kind: "internal", parentId }, by),
    )
  }
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const actors = new Map<string, Actor>()
  for (const [login, name, unit, kind] of PEOPLE) {
    const unitId = unit === null ? null : (unitIds.get(unit) ?? null)
    const contact = String(FIRST_EXTENSION + actors.size)
    const personId = await addPerson(database, { login, name, unitId, contact, passwordHash }, by)
    // 外部监督 are invited by 研究室, and for three years.
    const invited = kind === "observer" && { unitId: unitIds.get("yanjiushi") ?? null, untilOn: addMonths(on, 36) }
    const post = kind && { kind, unitId, ...invited }
    if (post) await grantPost(database, { ...post, personId, fromOn: on }, by)
    const unitName = [...UNITS, ...LOWER_UNITS].find(([code]) => code === unit)?.[1] ?? null
    actors.set(login, {
      id: personId,
      login,
      name,
      unitId,
      unitName,
      posts: post ? [{ ...post, unitName: invited ? "研究室" : unitName, standIn: false, beat: [] }] : [],
      address: "",
      mustChangePassword: false,
    })
  }
  return { units: unitIds, actors }
}

/** The plan is read from its document, and its units are found in the directory by name. */
async function issue(
  database: Database,
  { units: unitIds, actors }: Pick<World, "units" | "actors">,
  issuedOn: string,
) {
  const source = readFileSync(new URL("xinfang-division-of-work.txt", import.meta.url), "utf8")
  const read = readPlan(source)
  const byName = new Map(UNITS.map(([code, name]) => [name, unitIds.get(code)]))
  return issuePlan(
    database,
    {
      title: read.title ?? "",
      docNumber: read.docNumber,
      issuer: "国家信访局",
      basis: read.basis?.title ?? null,
      basisDocNumber: read.basis?.docNumber ?? null,
      preamble: read.preamble,
      closing: read.closing,
      issuedOn,
      supervisingUnitId: unitIds.get("yanjiushi") ?? 0,
      source,
      sourceName: "xinfang-division-of-work.txt",
      sections: printed(read).sections,
      tasks: read.tasks.map(({ label, text, section, deadline, units: named }) => ({
        label,
        text,
        section,
        deadlineText: deadline,
        units: named.map(({ name, role }) => ({ unitId: byName.get(name) ?? 0, role })),
      })),
    },
    acting(person(actors, "yanjiushi"), instant(issuedOn, 10)),
  )
}

function person(actors: Map<string, Actor>, login: string): Actor {
  const actor = actors.get(login)
  if (!actor) throw new Error(`no ${login} in the demo`)
  return actor
}

/** Liaison of a unit by its code. */
const liaisonOf = ({ actors }: World, code: string) => person(actors, code === "yanjiushi" ? "yjs-lianluo" : code)

const doer = ({ actors }: World, login: string, date: string, hour: number, minute = 0): By =>
  acting(person(actors, login), instant(date, hour, minute))

const CONTINUING = [4, 5, 6, 13, 14, 18, 19]

async function schedule(world: World, issuedOn: string) {
  const { database, planId, dues } = world
  const by = doer(world, "yanjiushi", issuedOn, 11)
  const found = await roundsOf(database, by.actor, planId, dateOf(by.at))
  if (!found) return
  const dates = dues.map((dueBy) => ({ dueBy, period: periodEnd("quarterly", dueBy) }))
  const { shift, day, roll } = impliedRule("quarterly", dates, world.calendar)
  await changePlan(database, found.plan, { dueShift: shift, dueDay: day, dueRoll: roll, opensBefore: 15 }, by)
  const these = (ordinals: number[]) => found.tasks.filter(({ ordinal }) => ordinals.includes(ordinal))
  await scheduleTasks(database, found.plan, these(CONTINUING), { deadline: "continuing", dueBy: null }, by)
  const yearEnd = addWorkingDays(world.calendar, dues[3] ?? "", 25)
  await scheduleTasks(database, found.plan, these([2, 9, 11, 20, 22]), { deadline: "date", dueBy: yearEnd }, by)
  await scheduleTasks(
    database,
    found.plan,
    these([16]),
    { deadline: "date", dueBy: addWorkingDays(world.calendar, dues[3] ?? "", 4) },
    by,
  )
  const { id, name } = person(world.actors, "lingdao")
  await setLeaders(database, found.plan, these([1, 3, 7]), [{ personId: id, name }], by)
  const [screens] = these([17])
  const after = [
    { id: 0, text: "各楼层电子屏布点和经费方案报批", dueBy: addWorkingDays(world.calendar, dues[3] ?? "", 15) },
    { id: 0, text: "上线运行，制定内容更新和维护办法", dueBy: addWorkingDays(world.calendar, dues[3] ?? "", 40) },
  ]
  if (screens) await setStages(database, found.plan, screens, { before: [], after }, by)
}

/** Who has which assignment: `${ordinal}/${unit code}` → id, as they were issued. */
async function assignmentIds(world: World): Promise<Map<string, number>> {
  const { database, planId } = world
  const { rows } = await database.client.execute({
    sql: `select a.id, t.ordinal, u.code from assignments a join tasks t on t.id = a.task_id join units u on u.id = a.unit_id
      where a.plan_id = ? order by a.id`,
    args: [planId],
  })
  return new Map(rows.map(({ id, ordinal, code }) => [`${ordinal}/${code}`, Number(id)]))
}

/** 人事司 first says that task 15 is not theirs; the office answers; then everybody acknowledges. */
async function receive(world: World, issuedOn: string) {
  const { database } = world
  const ids = await assignmentIds(world)
  const find = async (login: string, id: number) => {
    const found = await findAssignment(database, person(world.actors, login), id)
    if (!found) throw new Error(`assignment ${id} is not to be seen`)
    return found
  }
  const disputed = ids.get("15/renshisi") ?? 0
  await moveAssignment(
    database,
    await find("renshisi", disputed),
    "dispute",
    doer(world, "renshisi", addDays(issuedOn, 1), 9, 30),
    {
      remark: "律师聘用由办公室统一办理，建议由办公室承担。",
    },
  )
  await moveAssignment(
    database,
    await find("yanjiushi", disputed),
    "uphold",
    doer(world, "yanjiushi", addDays(issuedOn, 2), 15),
    {
      remark: "公职律师管理属人事司职责，维持原分工，办公室予以配合。",
    },
  )
  for (const [i, [code, name]] of UNITS.entries()) {
    const own = [...ids].filter(([key]) => key.endsWith(`/${code}`)).map(([, id]) => id)
    const login = liaisonOf(world, code).login
    const founds = await Promise.all(own.map((id) => find(login, id)))
    await acknowledge(database, founds, doer(world, login, addDays(issuedOn, 3), 9, 5 * i), {
      office: "综合处",
      personInCharge: `${name}综合处负责人`,
      measures: MEASURES,
    })
  }
}

type Item = { id: number; ordinal: number; code: string }

/** What is owed in a round. */
async function owedIn({ database, planId }: World, number: number): Promise<Item[]> {
  const { rows } = await database.client.execute({
    sql: `select a.id, t.ordinal, u.code from dues d join rounds r on r.id = d.round_id
      join assignments a on a.id = d.assignment_id join tasks t on t.id = a.task_id join units u on u.id = a.unit_id
      where r.plan_id = ? and r.number = ? order by a.id`,
    args: [planId, number],
  })
  return rows.map(({ id, ordinal, code }) => ({ id: Number(id), ordinal: Number(ordinal), code: String(code) }))
}

async function open(world: World, number: number) {
  const { database, planId, dues } = world
  const dueBy = dues[number - 1] ?? ""
  const by = doer(world, "yanjiushi", opening(dues, number), 9)
  const found = await roundsOf(database, by.actor, planId, dateOf(by.at))
  if (!found) return
  await openRound(
    database,
    found.plan,
    found.rounds.map(({ round }) => round),
    {
      name: roundName("quarterly", dueBy),
      opensOn: addDays(dueBy, -21),
      dueBy,
      period: dueBy,
      evidenceRequired: false,
    },
    by,
  )
}

const words = (item: Item, number: number): Words => ({
  achieved: ACHIEVED[item.ordinal]?.[number - 1] ?? "",
  problems: number === 4 ? (PROBLEMS[item.ordinal] ?? "") : "",
  nextSteps: NEXT_STEPS[number - 1] ?? "",
  hasDifficulty: false,
  unchanged: false,
  stageId: null,
})

const reportFor = async (world: World, actor: Actor, item: Item, number: number): Promise<FoundReport> => {
  const found = await findReport(world.database, actor, item.id, number)
  if (!found) throw new Error(`report ${item.id}/${number} is not to be seen`)
  return found
}

/** A unit sends some of its items in one go. */
async function send(
  world: World,
  items: Item[],
  number: number,
  date: string,
  hour: number,
  minute: number,
  difficult: number[] = [],
) {
  const [first] = items
  if (!first) return
  const actor = liaisonOf(world, first.code)
  const founds = await Promise.all(items.map((item) => reportFor(world, actor, item, number)))
  await sendReports(
    world.database,
    founds.map((found, i) => {
      const item = items[i] ?? first
      return {
        found,
        words: { ...words(item, number), hasDifficulty: difficult.includes(item.ordinal) },
        hasEvidence: false,
      }
    }),
    acting(actor, instant(date, hour, minute)),
  )
}

/** The office judges one report; its own takes 初核 and, unless it is to wait, 复核. */
async function judge(
  world: World,
  item: Item,
  number: number,
  at: number,
  options: { opinion?: string; resubmitBy?: string; unconfirmed?: boolean } = {},
) {
  const { database, actors } = world
  const first = person(actors, "yanjiushi")
  const second = person(actors, "yanjiushi2")
  const verdict = options.resubmitBy ? "return" : "accept"
  const opinion = { opinion: options.opinion ?? "", resubmitBy: options.resubmitBy ?? null }
  const outcome = await judgeReport(
    database,
    await reportFor(world, first, item, number),
    verdict,
    { actor: first, at, today: dateOf(at) },
    opinion,
  )
  if (outcome === "done" || options.unconfirmed) return
  await confirmReport(database, await reportFor(world, second, item, number), acting(second, at + 3_600_000), {
    agrees: true,
    decision: "同意初核意见。",
  })
}

const PHRASES: [login: string, kind: Phrase["kind"], text: string][] = [
  ["yanjiushi", "return", "请写明时间、参加人数和成效。"],
  ["yanjiushi", "return", "佐证材料不全，请补充通知、方案等原件。"],
  ["yanjiushi", "accept", "属实，同意采纳。"],
  ["yanjiushi2", "accept", "同意初核意见。"],
]

/** What the supervisors write again and again. */
async function keepPhrases({ database, actors }: World, on: string) {
  for (const [login, kind, text] of PHRASES) {
    const actor = person(actors, login)
    const found = await findPhrases(database, actor.id)
    await savePhrase(database, found, { kind, text }, acting(actor, instant(on, 16)))
  }
}

/**
 * A finished round: everybody reported in time, all of it was accepted, and the round was cut off by itself. `until` plays
 * what else happened up to a day.
 */
async function pastRound(world: World, number: number, until: (day: string) => Promise<void>) {
  const { database, calendar, dues, planId } = world
  const dueBy = dues[number - 1] ?? ""
  await open(world, number)
  const items = await owedIn(world, number)
  for (const [i, [code]] of UNITS.entries()) {
    const own = items.filter((item) => item.code === code)
    await send(world, own, number, addWorkingDays(calendar, dueBy, -1 - (i % 4)), 9 + (i % 6), 7 * i)
  }
  const day = addWorkingDays(calendar, dueBy, 1)
  for (const [i, item] of items.entries()) await judge(world, item, number, instant(day, 9, i * 2))
  const found = await roundsOf(database, person(world.actors, "yanjiushi"), planId, dueBy)
  const round = found?.rounds.find((one) => one.round.number === number)?.round
  const at = automaticCutOff(calendar, dueBy, DEFAULTS.cutOffDays)
  await receivePaper(
    world,
    number,
    UNITS.map(([code]) => code),
    addWorkingDays(calendar, dueBy, 2),
  )
  // Else it would all be told in the night of the cut-off.
  if (at) await until(dateOf(at - 1))
  if (round && at) await cutOffAt(database, round, at, acting(null, at))
  if (number === 2) await bulletin(world, number, addWorkingDays(calendar, dueBy, 4))
  if (number === 3) await draftOf(world, "special", number, addWorkingDays(calendar, dueBy, 4))
  if (number === 2) await closeTraining(world, addWorkingDays(calendar, dueBy, 6))
}

/** 督查通报 of a finished round: drafted from its figures, approved by the leader, issued. */
async function bulletin(world: World, number: number, day: string) {
  const { database, calendar } = world
  const id = await draftOf(world, "bulletin", number, day)
  const find = async (login: string) => {
    const found = await findBulletin(database, person(world.actors, login), id, day)
    if (!found?.content) throw new Error("the paper is not to be seen")
    return { ...found, content: found.content }
  }
  const drafted = await find("yanjiushi")
  const words = { ...drafted.content, texts: {}, opinions: {} }
  const { id: leaderId, name: leader } = person(world.actors, "lingdao")
  const sending = { leaderId, leader, revision: drafted.draft?.revision ?? 0 }
  await submitBulletin(database, drafted, words, sending, doer(world, "yanjiushi", day, 15))
  const next = addWorkingDays(calendar, day, 1)
  const verdict = { agrees: true, remark: "同意印发。" }
  await approveBulletin(database, await find("lingdao"), verdict, doer(world, "lingdao", next, 9))
  await issueBulletin(database, await find("yanjiushi"), doer(world, "yanjiushi", next, 10))
}

async function draftOf(world: World, kind: BulletinKind, number: number, day: string): Promise<number> {
  const { database, planId, calendar } = world
  const by = doer(world, "yanjiushi", day, 14)
  const found = await bulletinsOfPlan(database, by.actor, planId)
  const reading = { now: by.at, today: by.today, calendar, settings: DEFAULTS }
  const materials = found && (await materialsOf(database, by.actor, planId, kind, found.rounds, number, reading))
  const round = found?.rounds.find((one) => one.number === number)
  if (!found || !materials || !round) throw new Error(`round ${number} is not cut off`)
  const { version: _, ...rule } = found.rule
  const form = "internal"
  const content = written({ kind, form, organisation: "", issuer: found.plan.issuer, materials, rule })
  return draftBulletin(database, found.plan, { kind, form, roundId: round.id }, content, by)
}

/** 签字单 of some units came by hand, all signed; the seal of 投诉办 is still missing. */
async function receivePaper({ database, planId, actors, units }: World, number: number, codes: string[], day: string) {
  const actor = person(actors, "yanjiushi")
  const found = await arrivalsOf(database, actor, { planId, number })
  if (!found) return
  const came = codes.map((code) => ({
    unitId: units.get(code) ?? 0,
    arrival: { receivedOn: day, takenBy: actor.name, isSigned: true, isSealed: code !== "tousuban" },
    scan: null,
  }))
  await receiveSheets(database, found, came, acting(actor, instant(day, 17)))
}

/** 人事司 has finished the training programme of task 8: claimed, checked by the office, 销号. */
async function closeTraining(world: World, day: string) {
  const { database } = world
  const id = (await assignmentIds(world)).get("8/renshisi") ?? 0
  const find = async (login: string) => {
    const found = await findAssignment(database, person(world.actors, login), id)
    if (!found) throw new Error("task 8 is not to be seen")
    return found
  }
  await moveAssignment(database, await find("renshisi"), "claim", doer(world, "renshisi", day, 10), {
    remark: "法治培训制度已建立，年度专题培训全部完成。",
  })
  const by = doer(world, "yanjiushi", addDays(day, 1), 15)
  await judgeClaim(database, await find("yanjiushi"), "close", by, {
    remark: "制度文件和培训记录齐全，同意销号。",
    answerBy: null,
  })
}

/** Not reported although the due day has passed; reported with a difficulty; waiting for the office. */
const UNREPORTED = ["1/bangongshi", "12/banxinsi", "13/banxinsi", "19/jiguandangwei", "7/bangongshi"]
const DIFFICULT = [10, 16]
const UNJUDGED = [
  "14/laifangjiedaisi",
  "17/laifangjiedaisi",
  "14/zonghezhidaosi",
  "11/bangongshi",
  "21/renshisi",
  "18/yanjiushi",
  "22/yanjiushi",
]
const UNCONFIRMED = ["2/yanjiushi", "5/yanjiushi"]

/** The round as it stands today: its due day was two working days ago, and the office is in the middle of it. */
async function currentRound(world: World, now: number) {
  const { database, calendar, planId, dues } = world
  const dueBy = dues[3] ?? ""
  await open(world, 4)
  const items = await owedIn(world, 4)
  const key = ({ ordinal, code }: Item) => `${ordinal}/${code}`
  const yesterday = addWorkingDays(calendar, dateOf(now), -1)
  const dayBefore = addWorkingDays(calendar, dueBy, -1)

  const sent = items.filter((item) => !UNREPORTED.includes(key(item)))
  for (const [i, [code]] of UNITS.entries()) {
    const own = sent.filter((item) => item.code === code)
    await send(
      world,
      own,
      4,
      addWorkingDays(calendar, dueBy, -(i % 3)),
      9 + (i % 5),
      11 * i,
      code === "duchashi" || code === "jiguandangwei" ? DIFFICULT : [],
    )
  }
  await urge(world, 4, dueBy, 9)
  await breakDown(world, addWorkingDays(calendar, dueBy, -8))

  const back = items.find((item) => key(item) === "6/tousuban")
  const judged = sent.filter((item) => !UNJUDGED.includes(key(item)) && item !== back)
  for (const [i, item] of judged.entries()) {
    await judge(world, item, 4, instant(dueBy, 15, i * 2), { unconfirmed: UNCONFIRMED.includes(key(item)) })
  }
  if (back) {
    await judge(world, back, 4, instant(dayBefore, 16), {
      opinion: "请补充网上投诉环节释法的做法和数量。",
      resubmitBy: dueBy,
    })
  }
  await receivePaper(world, 4, ["renshisi", "duchashi", "tousuban"], yesterday)
  await urge(world, 4, yesterday, 10)
  await claims(world, yesterday)
  await supervise(world, yesterday)
  await standIn(world, yesterday)
  const found = await findSummary(database, person(world.actors, "yanjiushi"), planId, 6)
  if (found) {
    await writeSummary(
      database,
      found,
      found.rounds.find(({ number }) => number === 3) ?? null,
      "各单位依托门户网站、微信公众号和办理环节开展政策法规宣传，全季度推送图文信息15期，群众依法信访意识有所增强。",
      doer(world, "yanjiushi", addWorkingDays(calendar, dues[2] ?? "", 4), 10),
    )
  }
}

/** 办信司 has passed task 13 on to two 处室: one has reported to it, the other has signed and is behind. */
async function breakDown(world: World, day: string) {
  const { database, actors, units } = world
  const assignmentId = (await assignmentIds(world)).get("13/banxinsi") ?? 0
  const by = doer(world, "banxinsi", day, 10)
  const dueBy = world.dues[3] ?? ""
  const internalBy = addWorkingDays(world.calendar, dueBy, -3)
  for (const [i, [code]] of LOWER_UNITS.entries()) {
    const part = await findPassing(database, by.actor, { assignmentId }, day)
    if (!part) throw new Error("task 13 is not to be seen")
    const unitIds = [units.get(code) ?? 0]
    await passOn(database, part, { unitIds, office: "", handlerId: null, words: PASSED_ON[i] ?? "", internalBy }, by)
    const own = doer(world, code, addDays(day, 1), 9 + i)
    const found = async () => {
      const one = await findBreakdown(database, person(actors, code), i + 1, day)
      if (!one) throw new Error("what was passed on is not to be seen")
      return one
    }
    await answerBreakdown(database, await found(), "accept", own)
    const [report] = (await found()).reports
    if (i === 0 && report)
      await sendUp(database, await found(), report, SENT_UP, doer(world, code, addDays(day, 2), 15))
  }
}

/** 催办 to every unit that still owes something. */
async function urge(world: World, number: number, day: string, hour: number) {
  const { database, planId } = world
  const by = doer(world, "yanjiushi", day, hour)
  const round = await owedRound(database, by.actor, planId, number, day)
  if (!round) return
  const byUnit = new Map<number, { unitId: number; unit: string; assignmentIds: number[] }>()
  for (const { unitId, unit, assignmentId } of round.owed) {
    const note = byUnit.get(unitId) ?? { unitId, unit, assignmentIds: [] }
    byUnit.set(unitId, { ...note, assignmentIds: [...note.assignmentIds, assignmentId] })
  }
  await remind(
    database,
    round.plan,
    round.round,
    [...byUnit.values()],
    {
      kind: "shown",
      text:
        day > round.round.dueBy
          ? "已过报送期限，请尽快报送；如有困难，请在进展中说明。"
          : `请于${dayWords(round.round.dueBy, day)}前报送；如有困难，请在进展中说明。`,
    },
    by,
  )
}

/**
 * 督办单 in every stage: one of last quarter closed, one answered and waiting for the office, two that the late units
 * found in their 待办 this morning, and a draft.
 */
async function supervise(world: World, yesterday: string) {
  const { calendar, dues } = world
  const later = (day: string, days: number) => addWorkingDays(calendar, day, days)
  const last = later(dues[2] ?? "", 8)
  const past = await issueNotice(world, "4/jiguandangwei", last, {
    title: "补报宣传习近平总书记关于全面依法治国重要论述的专题安排",
    demand: "请补充三季度专题学习宣传的时间、范围和参加人数，附安排表。",
    dueBy: later(last, 7),
  })
  await answer(world, past, "jiguandangwei", later(last, 4), "已补充：三季度安排专题学习2次，136人参加，安排表附后。")
  await settle(world, past, later(last, 5), "材料齐全，情况属实，同意销号。")

  const earlier = later(yesterday, -4)
  const waiting = await issueNotice(world, "16/duchashi", earlier, {
    kind: "rectification",
    title: "典型案例未按要求脱敏",
    facts: "抽看入库案例3件，其中1件保留了当事人姓名和住址。",
    demand: "请对已入库案例逐件核对脱敏，并说明今后如何把关。",
    dueBy: later(earlier, 7),
  })
  await answer(
    world,
    waiting,
    "duchashi",
    later(earlier, 3),
    "已逐件核对入库案例21件，问题案例已重新脱敏；今后入库前由法律顾问复核。",
  )

  for (const key of ["1/bangongshi", "12/banxinsi"]) {
    await issueNotice(world, key, yesterday, {
      title: "报送本季度落实情况",
      facts: "本季度落实情况已到报送期限，经催办仍未报送。",
      demand: "请尽快报送落实情况，并反馈未按时报送的原因。",
      dueBy: later(yesterday, 5),
    })
  }
  await askToExtend(world, yesterday)
  await instruct(world, yesterday)
  await issueNotice(
    world,
    "19/jiguandangwei",
    yesterday,
    {
      title: "国家宪法日集中普法活动准备情况",
      demand: "请反馈活动方案、分工和经费落实情况。",
      dueBy: later(yesterday, 7),
    },
    { send: false },
  )
}

/** 分管领导 on task 12: a notice follows it up, its answer has come, and the office has told the leader. */
async function instruct(world: World, day: string) {
  const { database, actors, calendar, planId } = world
  const leader = person(actors, "lingdao")
  const give = async (ordinal: number, text: string, on: string, replyBy: string) => {
    const found = await planToInstruct(database, leader, planId, ordinal)
    if (!found?.task) throw new Error(`no task ${ordinal}`)
    const words = { text, followUp: true, replyBy, leaderName: leader.name, givenOn: on }
    const about = { about: `任务${found.task.label}`, assignmentIds: found.task.assignments, taskId: found.task.id }
    await giveInstruction(database, found.plan, { ...words, ...about }, acting(leader, instant(on, 15)))
    const { rows } = await database.client.execute("select max(id) as id from instructions")
    return Number(rows[0]?.id)
  }
  const earlier = addWorkingDays(calendar, day, -6)
  const first = await give(
    3,
    "普法机构和人员要落到人头，请研究室汇总各单位名单报我。",
    earlier,
    addWorkingDays(calendar, earlier, 5),
  )
  const office = person(actors, "yanjiushi")
  const found = await findInstruction(database, office, first)
  if (found) {
    const reply = "已汇总各单位普法责任部门和责任人，共9个单位、21人，名单随本月简报报送。"
    await answerInstruction(database, found, reply, acting(office, instant(addWorkingDays(calendar, earlier, 4), 16)))
  }
  await give(12, "政策解读要跟上文件出台的时间，请说明办信司为何没有按期报送。", day, addWorkingDays(calendar, day, 5))
}

/** 督查室 asks to finish task 16 later. */
async function askToExtend(world: World, day: string) {
  const { database, actors, calendar } = world
  const actor = person(actors, "duchashi")
  const id = (await assignmentIds(world)).get("16/duchashi") ?? 0
  const found = await findExtendable(database, actor, id)
  const of = found && targetOfAssignment(found)
  if (!of) return
  const asking = {
    wantedBy: addWorkingDays(calendar, of.formerBy, 15),
    reason: "脱敏审核须法律顾问逐件把关，年底案件集中，原定时限内难以全部完成。",
    progress: "资源库目录已定，入库案例21件，其余17件正在脱敏。",
  }
  await askExtension(database, of, asking, { actor, at: instant(day, 14), today: day })
}

/** 办公室's 联络员 will be away next week: 何经办 is to stand in, as soon as the 安全管理员 has confirmed it. */
async function standIn({ database, actors }: World, day: string) {
  const actor = person(actors, "bangongshi")
  const deputy = person(actors, "bangongshi-jingban")
  const [[post]] = await database.read([
    database.db.select({ id: posts.id }).from(posts).where(eq(posts.personId, actor.id)),
  ])
  const found = post && (await postToHandOver(database, actor.id, post.id, day))
  if (!found) throw new Error("the 联络员 of the demo has no post")
  const period = { standIn: true, fromOn: addDays(day, 7), untilOn: addDays(day, 14) }
  const heir = { person: deputy, name: "" }
  const by = { actor, at: instant(day, 17), today: day }
  await proposeHandover(database, found, { ...period, heir, cause: "own", remark: "外出培训一周。" }, by)
}

/** A notice about one assignment; resolves with its id. */
async function issueNotice(
  { database, actors, planId }: World,
  key: string,
  day: string,
  words: Partial<NoticeWords> & Pick<NoticeWords, "title" | "demand" | "dueBy">,
  { send } = { send: true },
): Promise<number> {
  const actor = person(actors, "yanjiushi")
  const [ordinal = "", code] = key.split("/")
  const about = { assignments: [], ordinal: Number(ordinal), round: null, instruction: null, inspection: null }
  const found = await noticeCandidates(database, actor, planId, about, day)
  const unit = UNITS.find(([own]) => own === code)?.[1] ?? ""
  const part = found?.parts.find((one) => one.unit.name === unit)
  if (!found || !part) throw new Error(`nobody to send a notice to: ${key}`)
  await draftNotices(
    database,
    found.plan,
    { source: "task" },
    [{ unitId: part.unit.id, unit, assignmentIds: [part.id] }],
    {
      kind: "demand",
      basis: cited({ title: found.plan.title, docNumber: null }),
      facts: "",
      contact: "陈督查 8012",
      ...words,
    },
    { actor, at: instant(day, 16, Number(ordinal)), today: day },
    { send },
  )
  const { rows } = await database.client.execute("select max(id) as id from notices")
  return Number(rows[0]?.id)
}

async function noticeFor({ database, actors }: World, login: string, id: number) {
  const found = await findNotice(database, person(actors, login), id)
  if (!found) throw new Error(`notice ${id} is not to be seen`)
  return found
}

async function answer(world: World, id: number, login: string, day: string, text: string) {
  await acknowledgeNotice(world.database, await noticeFor(world, login, id), doer(world, login, addDays(day, -1), 9))
  const found = await noticeFor(world, login, id)
  await answerNotices(world.database, [{ found, text }], doer(world, login, day, 10))
}

async function settle(world: World, id: number, day: string, remark: string) {
  const by = doer(world, "yanjiushi", day, 11)
  await judgeNotice(world.database, await noticeFor(world, "yanjiushi", id), "close", by, { remark, answerBy: null })
}

/** 来访接待司 asks to close task 15; 综合指导司's claim on task 16 is to be rectified. */
async function claims(world: World, day: string) {
  const { database, calendar } = world
  const ids = await assignmentIds(world)
  const claim = async (login: string, key: string, remark: string) => {
    const found = await findAssignment(database, person(world.actors, login), ids.get(key) ?? 0)
    if (found) await moveAssignment(database, found, "claim", doer(world, login, day, 9, 20), { remark })
    return findAssignment(database, person(world.actors, "yanjiushi"), ids.get(key) ?? 0)
  }
  await claim("laifangjiedaisi", "15/laifangjiedaisi", "律师参与接访机制已经建立并稳定运行，申请办结。")
  const found = await claim("zonghezhidaosi", "16/zonghezhidaosi", "资源库目录和首批案例已完成，申请办结。")
  if (!found) return
  await judgeClaim(
    database,
    found,
    "rectify",
    { ...doer(world, "yanjiushi", day, 16), today: day },
    {
      remark: "入库案例缺少适用法条索引，请补齐后再申请。",
      answerBy: addWorkingDays(calendar, day, 10),
    },
  )
}
