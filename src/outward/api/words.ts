import * as z from "zod"
import { ROWS_A_PAGE } from "./paging.ts"

/* What is said of the lines (line_acts.ts) to whoever writes a program: in words, and as schemas of what readings answer. */

const id = z.int().positive()
const day = z.iso.date()
const moment = z.int().describe("UTC 毫秒")
const version = z.int().describe("办理时原样带回，用来判断其间有没有变化")
const page = (row: z.ZodType) => z.object({ rows: z.array(row), more: z.boolean().describe("还有下一页") })

const Plan = z.object({
  id,
  title: z.string(),
  docNumber: z.string().nullable(),
  issuer: z.string(),
  issuedOn: day,
  state: z.string(),
  supervisingUnitId: id,
  rhythm: z.string(),
})

const Round = z.object({ number: id, name: z.string(), opensOn: day, dueBy: day, cutOffAt: moment.nullable() })

const Assignment = z.object({
  id,
  task: z.object({ id, ordinal: z.int(), label: z.string(), text: z.string(), dueBy: day.nullable() }),
  unitId: id,
  unit: z.string(),
  role: z.string(),
  state: z.string(),
  measures: z.string(),
  office: z.string(),
  personInCharge: z.string(),
  version,
})

const Report = z.object({
  round: id,
  roundName: z.string(),
  state: z.string(),
  achieved: z.string(),
  problems: z.string(),
  nextSteps: z.string(),
  at: moment,
  version,
})

const counted = z.int().nullable()
const Activity = z.object({
  id,
  unitId: id,
  unit: z.string(),
  state: z.string(),
  kind: z.string(),
  title: z.string(),
  fromOn: day,
  untilOn: day,
  place: z.string(),
  sessions: counted,
  copies: counted,
  consulted: counted,
  reached: counted,
  version,
})

const Change = z.object({
  id,
  at: moment,
  action: z.string(),
  subject: z.string(),
  planId: id.nullable(),
  assignmentId: id.nullable(),
})

const Unit = z.object({ id, name: z.string(), shortName: z.string(), kind: z.string(), active: z.boolean() })

const Me = z.object({
  id,
  login: z.string(),
  name: z.string(),
  posts: z.array(z.object({ kind: z.string(), unitId: id.nullable(), unit: z.string().nullable() })),
})

type Words = { says: string; query?: Record<string, string>; answer?: z.ZodType }

const PAGED = { page: `第几页，每页${ROWS_A_PAGE}条，不写为第1页` }

/** By method and path; `answer` of readings. */
export const WORDS: Readonly<Record<string, Words>> = {
  "GET /me": { says: "令牌是谁的，有哪些岗位", answer: Me },
  "GET /units": { says: "单位名录", answer: z.array(Unit) },
  "GET /plans": { says: "分工方案，新的在前", query: PAGED, answer: page(Plan) },
  "GET /plans/:plan": { says: "一个方案和它的各期", answer: Plan.extend({ rounds: z.array(Round) }) },
  "GET /plans/:plan/assignments": {
    says: "一个方案的任务和分工，按文件的次序",
    query: PAGED,
    answer: page(Assignment),
  },
  "GET /assignments/:assignment/reports": { says: "一项分工各期的进展，新的在前", answer: z.array(Report) },
  "GET /years/:year/activities": { says: "一年的普法活动，新的在前", query: PAGED, answer: page(Activity) },
  "GET /changes": {
    says: "某个事件之后的变化，旧的在前",
    query: { since: "上次读到的最后一个事件的 id，不写为从头读" },
    answer: page(Change),
  },
  "POST /assignments/:assignment/acknowledgement": { says: "签收" },
  "POST /assignments/:assignment/rounds/:round/report": { says: "报送本期进展" },
  "POST /assignments/:assignment/rounds/:round/signature": { says: "审签" },
  "POST /assignments/:assignment/rounds/:round/withdrawal": { says: "撤回" },
  "POST /assignments/:assignment/rounds/:round/acceptance": { says: "采纳" },
  "POST /assignments/:assignment/rounds/:round/return": { says: "退回" },
  "POST /plans/drafts": { says: "从文件的文字立为方案草稿（在网页上核对、下达）" },
  "POST /activities": { says: "登记普法活动" },
  "POST /activities/:activity/holding": { says: "登记拟开展活动的开展情况" },
  "POST /filings/:document/filing": { says: "报送报备文件" },
}
