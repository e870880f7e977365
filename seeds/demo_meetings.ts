import { addDays, yearOf } from "#src/clock.ts"
import {
  holdMeeting,
  issueMinutes,
  type MeetingWords,
  planMeeting,
  type Reply,
  replyToCall,
} from "#src/year/meetings/commands.ts"
import {
  addDecision,
  answerDecision,
  assignDecision,
  closeDecision,
  demandDecision,
  dropDecision,
} from "#src/year/meetings/decision_commands.ts"
import { findDecision } from "#src/year/meetings/decision_queries.ts"
import { findMeeting, yearToPlan } from "#src/year/meetings/queries.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 会议 of the demo: one that was held, with decisions of each outcome (done, told, late, a 分工, a 督办单, nothing), and one to come that some have answered. */

const CALLED = ["bangongshi", "zonghezhidaosi", "banxinsi", "laifangjiedaisi", "duchashi"]
const HELD_AGO = 45

type Decided = { unit: string; text: string; days: number }

const DECISIONS: readonly Decided[] = [
  { unit: "banxinsi", text: "汇总上半年来信中反映集中的法律问题，形成普法重点提示送各责任单位。", days: 20 },
  { unit: "bangongshi", text: "统筹国家宪法日和宪法宣传周活动，提出各单位分工和时间安排。", days: 60 },
  { unit: "laifangjiedaisi", text: "更新接待大厅法治宣传栏，增加《信访工作条例》图解。", days: 30 },
  { unit: "duchashi", text: "把普法责任制落实情况纳入年度督查内容。", days: 70 },
  { unit: "zonghezhidaosi", text: "补报以案释法案例编写计划。", days: 75 },
  { unit: "banxinsi", text: "各单位下次会议继续带案例交流。", days: 90 },
]

const MINUTES = `会议听取了各责任单位落实普法责任制情况的汇报，通报了年度普法计划和责任清单报备情况。
会议指出，上半年各单位普法工作总体按计划推进，但以案释法案例偏少，个别单位活动登记不及时。
会议研究了国家宪法日和宪法宣传周的安排，议定了以下事项。`

/** A first meeting and a second one have the first two ids. */
export function meetingActs(year: number, today: string, opened: string): YearAct[] {
  const before = (days: number) => {
    const on = addDays(today, -days)
    return on < opened ? opened : on
  }
  const heldOn = before(HELD_AGO)
  const next = addDays(today, 8)
  return [
    { on: before(HELD_AGO + 7), does: (demo) => arrange(demo, JOINT(heldOn)) },
    { on: heldOn, does: (demo) => hold(demo, heldOn) },
    { on: before(HELD_AGO - 2), does: issue },
    {
      on: before(HELD_AGO - 18),
      does: (demo) => answer(demo, 1, "banxinsi", "已梳理来信2300余件，形成5个方面的普法提示，印送各责任单位。"),
    },
    { on: before(HELD_AGO - 19), does: close },
    { on: before(HELD_AGO - 3), does: turn },
    {
      on: before(2),
      does: (demo) => answer(demo, 2, "bangongshi", "宪法宣传周分工方案已征求各单位意见，报局领导审定后印发。"),
    },
    ...(yearOf(next) === year
      ? [
          { on: before(1), does: (demo: DemoYear) => arrange(demo, VISIT(next)) },
          { on: today, does: reply },
        ]
      : []),
  ]
}

const JOINT = (meetsOn: string): Arranged => ({
  kind: "joint",
  title: "普法责任制落实联席会议第三次会议",
  meetsOn,
  hour: "9:00",
  place: "机关三楼第二会议室",
  agenda: "一、各责任单位汇报普法责任制落实情况\n二、研究宪法宣传周安排",
  guests: "",
  replyBy: null,
  units: CALLED,
})

const VISIT = (meetsOn: string): Arranged => ({
  kind: "visit",
  title: "人大代表、政协委员视察来访接待场所普法工作",
  meetsOn,
  hour: "14:30",
  place: "来访接待大厅",
  agenda: "一、实地察看法治宣传栏和接待窗口\n二、座谈",
  guests: "全国人大代表2人，全国政协委员2人",
  replyBy: addDays(meetsOn, -3),
  units: ["laifangjiedaisi", "bangongshi", "tousuban"],
})

type Arranged = Omit<MeetingWords, "units"> & { units: readonly string[] }

/** Called, unless its day is over: a demo may begin in the first days of a year. */
async function arrange(demo: DemoYear, { units: codes, ...words }: Arranged) {
  const { database, year, units, by } = demo
  const office = by("yanjiushi")
  const found = await yearToPlan(database, office.actor, year)
  if (!found) throw new Error("a year that nobody sees")
  const called = { ...words, units: codes.flatMap((code) => units.get(code) ?? []) }
  await planMeeting(database, found, called, office, { call: words.meetsOn >= office.today })
}

async function meeting({ database, by }: Pick<DemoYear, "database" | "by">, id: number) {
  const office = by("yanjiushi")
  const found = await findMeeting(database, office.actor, id, office.today)
  if (!found) throw new Error(`no meeting ${id}`)
  return found
}

async function hold(demo: DemoYear, heldOn: string) {
  const { database, units, by } = demo
  const office = by("yanjiushi")
  const held = {
    heldOn,
    units: CALLED.flatMap((code) => units.get(code) ?? []),
    present: "普法办主任，各责任单位分管负责人",
    minutes: MINUTES,
  }
  await holdMeeting(database, await meeting(demo, 1), held, office)
  for (const { unit, text, days } of DECISIONS) {
    const words = { text, unitId: units.get(unit) ?? 0, dueBy: addDays(heldOn, days) }
    await addDecision(database, await meeting(demo, 1), words, office)
  }
}

async function issue(demo: DemoYear) {
  const office = demo.by("yanjiushi")
  const issued = { issuedOn: office.today, docNumber: `〔${demo.year}〕3号` }
  await issueMinutes(demo.database, await meeting(demo, 1), issued, office)
}

async function decision({ database, by }: DemoYear, id: number, login: string) {
  const found = await findDecision(database, by(login).actor, id)
  if (!found) throw new Error(`no decision ${id}`)
  return found
}

const answer = async (demo: DemoYear, id: number, login: string, text: string) =>
  answerDecision(demo.database, await decision(demo, id, login), text, demo.by(login))

const close = async (demo: DemoYear) =>
  closeDecision(
    demo.database,
    await decision(demo, 1, "yanjiushi"),
    "已印送各责任单位，予以办结。",
    demo.by("yanjiushi"),
  )

/** A 分工 that is there carries out one, a 督办单 in draft another; of the last nothing is asked. */
async function turn(demo: DemoYear) {
  const { database, by } = demo
  const office = by("yanjiushi")
  const [carried, demanded] = [await decision(demo, 4, "yanjiushi"), await decision(demo, 5, "yanjiushi")]
  const [part, about] = [carried.candidates[0], demanded.candidates[0]]
  if (part) await assignDecision(database, carried, part.id, office)
  const words = { title: "关于补报案例编写计划的督办单", basis: "联席会议纪要", dueBy: addDays(office.today, 20) }
  if (about) await demandDecision(database, demanded, about.id, words, office)
  await dropDecision(database, await decision(demo, 6, "yanjiushi"), "属会议安排，不另交办。", office)
}

async function reply(demo: DemoYear) {
  const { database, units, by } = demo
  const coming: Reply = { answer: "coming", post: "副司长，接待一处处长", remark: "" }
  const unitId = units.get("laifangjiedaisi") ?? 0
  await replyToCall(database, await meeting(demo, 2), unitId, coming, by("laifangjiedaisi"))
}
