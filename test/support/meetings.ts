import { and, asc, eq } from "drizzle-orm"
import { attendances, decisionAnswers, decisions, type MeetingState, meetings } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 会议 over HTTP, each form right unless it is told otherwise. The world lives on 2026-09-21. */

const MEETING = {
  kind: "joint",
  title: "第三季度普法联席会议",
  meetsOn: "2026-09-25",
  hour: "14:30",
  place: "三楼会议室",
  agenda: "一、听取各单位普法责任制落实情况\n二、研究宪法宣传周安排",
  guests: "",
  replyBy: "2026-09-23",
  units: ["1", "2"],
}

/** 安排 of a meeting of 2026 that 办公室 and 综合指导司 are called to, at once unless `call` is empty. */
export const planMeeting = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/meetings", { ...MEETING, call: "yes", ...over })

export async function meetingOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row], called] = await read([
    db.select().from(meetings).where(eq(meetings.id, id)),
    db.select().from(attendances).where(eq(attendances.meetingId, id)).orderBy(asc(attendances.unitId)),
  ])
  if (!row) throw new Error(`no meeting ${id}`)
  return { ...row, called }
}

export async function decisionOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row], answers] = await read([
    db.select().from(decisions).where(eq(decisions.id, id)),
    db.select().from(decisionAnswers).where(eq(decisionAnswers.decisionId, id)).orderBy(asc(decisionAnswers.number)),
  ])
  if (!row) throw new Error(`no decision ${id}`)
  return { ...row, answers }
}

const HELD = { heldOn: "2026-09-21", units: ["1"], present: "普法办主任，办公室副主任", minutes: "会议听取了汇报。" }

const FIELDS: Record<string, Fields> = {
  revision: MEETING,
  call: {},
  reply: { unit: "1", answer: "coming", post: "分管副主任", remark: "" },
  holding: HELD,
  decisions: { text: "办公室印制宪法宣传周海报。", unit: "1", dueBy: "2026-10-31" },
  issue: { issuedOn: "2026-09-21", docNumber: "〔2026〕3号" },
  cancellation: { remark: "因防汛工作推迟。" },
}

/** A form on a meeting, made of what is there now; `reply` is about the call of the unit that it names. */
export async function onMeeting(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const fields: Fields = { ...FIELDS[act], ...over }
  // A line more is written beside whatever stands there.
  if (act === "decisions") return w.as(login).post(`/meetings/${id}/${act}`, fields)
  const { version } = act === "reply" ? await attendanceOf(w, Number(fields.unit), id) : await meetingOf(w, id)
  return w.as(login).post(`/meetings/${id}/${act}`, { version: String(version), ...fields })
}

async function attendanceOf(w: World, unitId: number, meetingId: number) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(attendances)
      .where(and(eq(attendances.meetingId, meetingId), eq(attendances.unitId, unitId))),
  ])
  return row ?? { version: 0 }
}

const ON_DECISION: Record<string, Fields> = {
  revision: { text: "办公室印制海报500张。", unit: "1", dueBy: "2026-11-10" },
  striking: {},
  assignment: { assignment: "1" },
  notice: { assignment: "1", answerBy: "2026-10-15" },
  answer: { text: "海报已印制500张。" },
  closing: { remark: "已落实。" },
  return: { remark: "请写明发放范围。" },
  dropping: { remark: "原则意见，不需要另行办理。" },
  reopening: { remark: "海报有错字，要重印。" },
}

/** A form on a decision, made of what is there now. */
export const onDecision = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/decisions/${id}/${act}`, {
    version: String((await decisionOf(w, id)).version),
    ...ON_DECISION[act],
    ...over,
  })

/** Brings a new one on its way as far as that; with minutes there is a decision for 办公室 in them. */
export async function bringMeeting(w: World, state: Exclude<MeetingState, "cancelled">, over: Fields = {}, id = 1) {
  await done(planMeeting(w, { ...over, ...(state === "planned" ? { call: "" } : {}) }))
  if (state === "planned" || state === "called") return
  await done(onMeeting(w, "lin", "holding", {}, id))
  await done(onMeeting(w, "lin", "decisions", {}, id))
  if (state === "issued") await done(onMeeting(w, "lin", "issue", {}, id))
}

/** The first 分工 that the page of a decision offers. */
export async function assignmentFor(w: World, id = 1): Promise<string> {
  const page = await (await w.as("lin").get(`/decisions/${id}`)).text()
  return /<select name="assignment"[^>]*><option value="">[^<]*<\/option><option value="(\d+)"/.exec(page)?.[1] ?? ""
}
