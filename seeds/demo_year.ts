import type { Database } from "#db/database.ts"
import type { Body } from "#db/schema.ts"
import { dateOf, instant, yearOf } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { acting, type By } from "#src/trail/record.ts"
import { addGroup, saveAddressees } from "#src/year/groups/commands.ts"
import { bringLaws } from "#src/year/laws/commands.ts"
import { COMMON_LAWS } from "#src/year/laws/common.ts"
import { changeBody, openYear } from "#src/year/years/commands.ts"
import { bodiesOfYear, findBody, openingChoices } from "#src/year/years/queries.ts"
import { activityActs } from "./demo_activities.ts"
import { appraisalActs } from "./demo_appraisal.ts"
import { caseActs } from "./demo_cases.ts"
import { documentActs } from "./demo_documents.ts"
import { dutyActs } from "./demo_duties.ts"
import { followedActs } from "./demo_followed.ts"
import { meetingActs } from "./demo_meetings.ts"
import { orderActs } from "./demo_orders.ts"
import { releaseActs } from "./demo_public.ts"
import { resourceActs } from "./demo_resources.ts"
import { resultActs } from "./demo_results.ts"
import { verifyingActs } from "./demo_verifying.ts"
import { voiceActs } from "./demo_voices.ts"

/*
 * 普法年度 of the demo: the year of today, kept by 研究室, in which all of its units live. What happened in it is a list of
 * acts with their days (`acts`), played in order between the rounds of the plan, so that the trail tells them in order too.
 * Each capability of the year has its own acts in a file demo_<name>.ts.
 */

/** What an act of the demo's year can use. */
export type DemoYear = {
  database: Database
  year: number
  /** Unit ids by code. */
  units: ReadonlyMap<string, number>
  /** Whoever acts, by login, at the moment that is being played. */
  by: (login: string) => By
}

/** Something that happened on a day of the year; what is dated after today does not happen. */
export type YearAct = { on: string; does: (demo: DemoYear) => Promise<unknown> }

type Played = {
  database: Database
  units: ReadonlyMap<string, number>
  actors: ReadonlyMap<string, Actor>
  calendar: Calendar
  now: number
}

/** Plays what happened until a day, in order; what is due is never played twice. */
export function demoYear({ database, units, actors, calendar, now }: Played): {
  until: (day: string) => Promise<void>
} {
  const today = dateOf(now)
  const year = yearOf(today)
  const coming = [...actsOf(year, today, calendar)].sort((a, b) => a.on.localeCompare(b.on))
  const doer = (at: number) => (login: string) => {
    const actor = actors.get(login)
    if (!actor) throw new Error(`no ${login} in the demo`)
    return acting(actor, at)
  }
  return {
    async until(day) {
      while (coming[0] && coming[0].on <= day && coming[0].on <= today) {
        const act = coming.shift()
        // The year may have begun before the office had its program; nothing is told before what is told already.
        const at = Math.min(now, Math.max(instant(act?.on ?? day, 10), (await newestAt(database)) + MINUTE))
        await act?.does({ database, year, units, by: doer(at) })
      }
    },
  }
}

const MINUTE = 60_000

async function newestAt({ client }: Database): Promise<number> {
  const { rows } = await client.execute("select max(at) as at from events")
  return Number(rows[0]?.at ?? 0)
}

/** All that happened in the year. */
function actsOf(year: number, today: string, calendar: Calendar): YearAct[] {
  const opened = `${year}-01-08` < today ? `${year}-01-08` : today
  return [
    { on: opened, does: open },
    { on: opened, does: name },
    { on: opened, does: lead },
    { on: opened, does: ({ database, by }) => bringLaws(database, COMMON_LAWS, by("yanjiushi")) },
    ...appraisalActs(today, opened),
    ...resourceActs(opened),
    ...caseActs(year, today),
    ...activityActs(year, today),
    ...dutyActs(year),
    ...documentActs(year),
    ...releaseActs(year, today),
    ...meetingActs(year, today, opened),
    ...voiceActs(year, today, opened),
    ...orderActs(today, opened),
    ...resultActs(today, opened),
    ...verifyingActs(today, opened),
    ...followedActs(today, opened, calendar),
  ]
}

/** How each unit stands where it is not 主体责任 of a 国家机关, and who answers for it: 分管领导, 责任部门, 责任人. */
type Named = Pick<Body, "leader" | "department" | "person"> & { budget: number | null }
const BODIES: Record<string, Named & Partial<Pick<Body, "duty" | "category" | "enforces" | "serves">>> = {
  jiguandangwei: {
    ...named("机关党委专职副书记 马志远", "宣传处", "曹敏", 80_000),
    category: "party",
  },
  bangongshi: named("办公室副主任 石磊", "秘书处", "钱联络", 50_000),
  zonghezhidaosi: named("综合指导司副司长 方建国", "法规指导处", "孙联络", 60_000),
  banxinsi: { ...named("办信司副司长 许静", "综合处", "李联络", 40_000), serves: true },
  laifangjiedaisi: { ...named("来访接待司副司长 郭海", "接待一处", "吴联络", 45_000), serves: true },
  duchashi: named("督查室副主任 秦朗", "督查一处", "郑联络", null),
  tousuban: {
    ...named("投诉办副主任 丁立", "网上投诉处", "王联络", 30_000),
    serves: true,
    duty: "supervised",
    category: "institution",
  },
  renshisi: { ...named("", "干部教育处", "", null), duty: "voluntary" },
  yanjiushi: named("研究室主任 罗平", "政策法规处", "沈联络", 120_000),
}

function named(leader: string, department: string, person: string, yuan: number | null): Named {
  return { leader, department, person, budget: yuan === null ? null : yuan * 100 }
}

/** The nine units of the plan, and not the 处室 below them. */
async function open({ database, year, units, by }: DemoYear) {
  const choices = await openingChoices(database)
  const ids = Object.keys(BODIES).map((code) => units.get(code))
  const office = choices.units.find(({ id }) => id === units.get("yanjiushi"))
  const bodies = choices.units.filter(({ id }) => ids.includes(id))
  if (office) await openYear(database, { year, office, units: bodies }, by("yanjiushi"))
}

/** 研究室 sets how each stands: 投诉办 under 来访接待司, 人事司 参照执行 and still without its names. */
async function name({ database, year, units, by }: DemoYear) {
  const office = by("yanjiushi")
  const register = await bodiesOfYear(database, office.actor, { year, view: "present", page: 1 })
  for (const { body } of register?.rows ?? []) {
    const [code = ""] = [...units].find(([, id]) => id === body.unitId) ?? []
    const found = await findBody(database, office.actor, body.id)
    const supervisorUnitId = code === "tousuban" ? (units.get("laifangjiedaisi") ?? null) : null
    if (found) await changeBody(database, found, { ...BODIES[code], supervisorUnitId }, office)
  }
}

/** The 领导小组 of the whole office, and whom papers are addressed to together. */
async function lead({ database, year, units: ids, by }: DemoYear) {
  const office = by("yanjiushi")
  const { units } = await openingChoices(database)
  const words = {
    name: "普法依法治理工作领导小组",
    head: "局长 周立民",
    deputies: "副局长 何晓东",
    members: "办公室副主任 石磊\n综合指导司副司长 方建国\n研究室主任 罗平",
    seatUnitId: ids.get("yanjiushi") ?? null,
  }
  await addGroup(database, { year, unitId: null, units }, words, office)
  const codes = ["zonghezhidaosi", "banxinsi", "laifangjiedaisi", "renshisi"]
  const unitIds = codes.flatMap((code) => ids.get(code) ?? [])
  await saveAddressees(database, units, { name: "各司", unitIds }, office)
}
