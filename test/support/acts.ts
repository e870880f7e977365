import { and, asc, eq, max } from "drizzle-orm"
import { expect } from "vitest"
import {
  drafts,
  events,
  extensions,
  instructions,
  type NoticeKind,
  type NoticeState,
  noticeDrafts,
  notices,
  plans,
  reports,
} from "#db/schema.ts"
import { dateOf, yearOf } from "#src/clock.ts"
import { PDF } from "./files.ts"
import type { Login, World } from "./world.ts"

/*
 * The acts of a unit and of the office over HTTP, each with a form that is right unless it is told otherwise.
 * Assignments of plan 1: task 1: 1 办公室, 2 综合指导司, 3 研究室; task 2: 4 研究室; task 3: 5 综合指导司, 6 办公室.
 */

export type Fields = Record<string, string | string[]>
type Doing = () => Promise<Response> | Response

/** A quarter's round that asks all six assignments, due on Wednesday of next week. */
export const ROUND = { name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-30" }

export const openRound = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/plans/1/rounds", { ...ROUND, daysAsked: `dueBy=${over.dueBy}`, ...over })

export const WORDS = {
  achieved: "举办法治培训班1期，56人参加。",
  problems: "人手不足。",
  nextSteps: "下季度再办1期。",
}

export async function reportOf(w: World, assignment: number, round = 1) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(reports)
      .where(and(eq(reports.assignmentId, assignment), eq(reports.roundId, round))),
  ])
  return row ?? null
}

export async function draftOf(w: World, assignment: number, round = 1) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(drafts)
      .where(and(eq(drafts.assignmentId, assignment), eq(drafts.roundId, round))),
  ])
  return row ?? null
}

const reportVersion = async (w: World, assignment: number, round: number) =>
  String((await reportOf(w, assignment, round))?.version ?? 0)

const revision = async (w: World, assignment: number, round: number) =>
  String((await draftOf(w, assignment, round))?.revision ?? 0)

/** 方案设置 as they are when a plan is issued, with what is to be different. */
export async function settings(w: World, over: Fields = {}, login: Login | null = "lin") {
  const { db, read } = w.database
  const [[plan]] = await read([db.select({ version: plans.version }).from(plans).where(eq(plans.id, 1))])
  return w.as(login).post("/plans/1/settings", {
    version: String(plan?.version),
    rollUp: "all",
    confirmer: "supervisor",
    confirmingUnitId: "",
    noticeApprover: "none",
    urgency: "flat",
    handling: "internal",
    ...over,
  })
}

/** 报送安排 of plan 1: 季末, opened ten working days before; set as somebody does who has looked at its dates. */
export async function arrange(w: World, over: Fields = {}, login: Login | null = "lin") {
  const { db, read } = w.database
  const [[plan]] = await read([db.select({ version: plans.version }).from(plans).where(eq(plans.id, 1))])
  const rule = { rhythm: "quarterly", shift: "0", day: "31", roll: "next", opensBefore: "10", ...over }
  const { rhythm, shift, day, roll, opensBefore } = rule
  const seen = [rhythm, shift, day, roll, opensBefore, Boolean(over.opensItself)].join(" ")
  return w.as(login).post("/plans/1/rhythm", { version: String(plan?.version), ...rule, seen, step: "set", ...over })
}

/** A form on a report, made of what is there now. */
export async function onReport(
  w: World,
  login: Login | null,
  assignment: number,
  act: string,
  over: Fields = {},
  round = 1,
) {
  const fields: Record<string, Fields> = {
    draft: { ...WORDS, revision: await revision(w, assignment, round) },
    report: { ...WORDS, revision: await revision(w, assignment, round) },
    signature: {},
    "sending-back": { remark: "请补充人数。" },
    withdrawal: {},
    acceptance: {},
    return: { opinion: "请写明人数。", resubmitBy: "2026-09-24" },
    confirmation: { agrees: "yes" },
    undoing: {},
  }
  return w.as(login).post(`/assignments/${assignment}/rounds/${round}/${act}`, {
    version: await reportVersion(w, assignment, round),
    ...fields[act],
    ...over,
  })
}

export type Upload = { name: string; bytes: Uint8Array }
const SCAN: Upload = { name: "签字件.pdf", bytes: PDF }

/** Fields and files as a browser posts them. */
export function multipart(fields: Fields, files: Record<string, Upload[]> = {}) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  }
  for (const [field, some] of Object.entries(files)) {
    for (const { name, bytes } of some) body.append(field, new File([Buffer.from(bytes)], name))
  }
  return body
}

/** 代录 with a scan. */
export const enter = (w: World, login: Login | null, assignment: number, over: Fields = {}, scan: Upload = SCAN) =>
  w.as(login).post(`/assignments/${assignment}/rounds/1/entry`, multipart({ ...WORDS, ...over }, { scan: [scan] }))

/** A form on an assignment, made of what is there now. */
export async function onAssignment(w: World, login: Login | null, assignment: number, act: string, over: Fields = {}) {
  const fields: Record<string, Fields> = {
    acknowledgement: { office: "秘书处", personInCharge: "王五", measures: "每季度办班一期" },
    planning: { office: "综合处", personInCharge: "赵六", measures: "改为每月一期" },
    handler: { handlerId: "5" },
    answer: { answer: "uphold", remark: "属于你单位职责。", listed: "1" },
    verdict: { verdict: "close", remark: "材料齐全，同意销号。" },
    confirmation: { agrees: "yes" },
    light: { round: "1", light: "green", reason: "书面材料已到。" },
    suspension: { authority: "分管领导批示" },
    prolongation: { remark: "还要再等一个月", authority: "分管领导批示", untilOn: "2026-11-30" },
    termination: { authority: "分管领导批示", mergedIntoId: "" },
    reassignment: { authority: "分管领导批示", unitId: "4", listed: "1" },
    reopening: { authority: "分管领导批示", listed: "1" },
    extension: { wantedBy: "2026-11-30", reason: "场地未落实。", progress: "方案已定。" },
  }
  return w.as(login).post(`/assignments/${assignment}/${act}`, {
    version: String((await w.assignment(assignment)).version),
    remark: "理由如下。",
    ...fields[act],
    ...over,
  })
}

/** 批示 on task 1, by the leader unless it is somebody else's. */
export const instruct = (w: World, over: Fields = {}, login: Login | null = "boss", query = "?task=1") =>
  w.as(login).post(`/plans/1/instructions${query}`, {
    text: "请抓紧落实并报我。",
    followUp: "1",
    replyBy: "2026-09-30",
    leaderName: "张局长",
    givenOn: "2026-09-18",
    ...over,
  })

export async function instructionOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(instructions).where(eq(instructions.id, id))])
  if (!row) throw new Error(`no instruction ${id}`)
  return row
}

/** A form on a 批示, made of what is there now. */
export async function onInstruction(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const fields: Record<string, Fields> = {
    reply: { reply: "已按批示落实，参加56人。" },
    reopening: { remark: "请再核实人数。", replyBy: "2026-10-12" },
  }
  const { version } = await instructionOf(w, id)
  return w.as(login).post(`/instructions/${id}/${act}`, { version: String(version), ...fields[act], ...over })
}

export async function extensionOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(extensions).where(eq(extensions.id, id))])
  if (!row) throw new Error(`no extension ${id}`)
  return row
}

/** A form on a request for an extension, made of what is there now. */
export async function onExtension(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const { assignmentId, noticeId } = await extensionOf(w, id)
  const target = noticeId === null ? await w.assignment(assignmentId ?? 0) : await noticeOf(w, noticeId)
  const fields: Record<string, Fields> = {
    decision: { verdict: "grant", grantedBy: "2026-11-30", remark: "同意延期。" },
    confirmation: { agrees: "yes" },
  }
  return w.as(login).post(`/extensions/${id}/${act}`, { version: String(target.version), ...fields[act], ...over })
}

/** Gives task 1 a deadline, and 办公室 asks to have it later. */
export async function askForExtension(w: World, { dueBy = "2026-10-30", assignment = 1, unit = "wang" as Login } = {}) {
  const schedule = { tasks: ["1", "2", "3"], rhythm: "", deadline: "date", dueBy }
  await done(w.as("lin").post("/plans/1/schedule", schedule))
  await done(onAssignment(w, unit, assignment, "extension"))
}

/** The number that the office's next notice of a kind will get, as the last look shows it. */
export async function nextNotice(w: World, kind: NoticeKind = "demand"): Promise<string> {
  const { db, read } = w.database
  const ofThisYear = and(eq(notices.year, yearOf(dateOf(w.now()))), eq(notices.kind, kind))
  const [[row]] = await read([
    db
      .select({ last: max(notices.number) })
      .from(notices)
      .where(ofThisYear),
  ])
  return String((row?.last ?? 0) + 1)
}

/** 拟办 and 发出 of one notice about assignment 1 (of 办公室), with what is to be different. */
export const draftNotice = async (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/plans/1/notices", {
    numbered: await nextNotice(w, (over.kind ?? "demand") as NoticeKind),
    assignments: ["1"],
    kind: "demand",
    title: "报送三季度落实情况",
    basis: "普法责任制分工方案",
    facts: "",
    demand: "请于9月30日前书面反馈。",
    dueBy: "2026-09-30",
    contact: "林督查 8012",
    send: "1",
    ...over,
  })

export const ROBOT_URL = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789"

export const addRobot = (w: World, over: Fields = {}, login: Login | null = "admin") =>
  w.as(login).post("/admin/channels/robots", {
    name: "办公室督办群",
    kind: "wecom",
    unitId: String(w.unitId("bgs")),
    url: ROBOT_URL,
    secret: "",
    ...over,
  })

export async function noticeOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(notices).where(eq(notices.id, id))])
  if (!row) throw new Error(`no notice ${id}`)
  return row
}

export async function answerDraftOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(noticeDrafts).where(eq(noticeDrafts.noticeId, id))])
  return row ?? null
}

/** A form on a notice, made of what is there now. */
export async function onNotice(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const revision = String((await answerDraftOf(w, id))?.revision ?? 0)
  const { kind } = await noticeOf(w, id)
  const fields: Record<string, Fields> = {
    revision: {
      kind: "demand",
      title: "补报三季度落实情况",
      basis: "",
      facts: "",
      demand: "请补报。",
      dueBy: "2026-10-09",
      contact: "",
    },
    issue: { numbered: await nextNotice(w, kind) },
    approval: { agrees: "yes", remark: "同意。" },
    draft: { text: "已办理一半。", revision },
    answer: { text: "已按要求办理完毕，参加56人。", revision },
    verdict: { verdict: "close", remark: "情况属实，同意销号。" },
    confirmation: { agrees: "yes" },
    revocation: { remark: "发错单位。" },
  }
  return w.as(login).post(`/notices/${id}/${act}`, {
    version: String((await noticeOf(w, id)).version),
    ...fields[act],
    ...over,
  })
}

/** Brings a notice on an assignment into a state, by those who may: its unit's liaison, and the office. */
export async function bringNotice(w: World, state: NoticeState, { unit = "wang", assignment = "1" } = {}) {
  const liaison = unit as Login
  const drafts = state === "draft" || state === "discarded"
  if (state === "approving") await done(settings(w, { noticeApprover: "supervisor" }))
  await done(draftNotice(w, { assignments: [assignment], ...(drafts ? { send: "" } : {}) }))
  if (state === "discarded") await done(onNotice(w, "lin", "discarding"))
  if (drafts || state === "approving" || state === "issued") return
  if (state === "acknowledged") await done(onNotice(w, liaison, "acknowledgement"))
  else if (state === "revoked") await done(onNotice(w, "lin", "revocation"))
  else {
    await done(onNotice(w, liaison, "answer"))
    if (state === "closed") await done(onNotice(w, "lin", "verdict"))
    if (state === "failed") await done(onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-10-12" }))
  }
}

/** Does it and insists that it worked. */
export async function done(response: Promise<Response> | Response) {
  const answer = await response
  if (answer.status !== 303) throw new Error(`${answer.status}: ${sentence(await answer.text())}`)
  return answer
}

/** Acts that bring assignment 1 (of 办公室) into a state, by those who may. */
export async function bring(
  w: World,
  assignment: number,
  state: "awaiting" | "active" | "claimed" | "rectifying" | "disputed" | "suspended" | "closed" | "terminated",
  by: { unit: Login; office: Login } = { unit: "wang", office: "lin" },
) {
  const unit = (act: string, over: Fields = {}) => done(onAssignment(w, by.unit, assignment, act, over))
  const office = (act: string, over: Fields = {}) => done(onAssignment(w, by.office, assignment, act, over))
  if (state === "awaiting") return
  if (state === "disputed") {
    await unit("dispute")
    return
  }
  await unit("acknowledgement")
  if (state === "active") return
  if (state === "suspended") await office("suspension")
  else if (state === "terminated") await office("termination")
  else {
    await unit("claim")
    if (state === "closed") await office("verdict")
    if (state === "rectifying") await office("verdict", { verdict: "rectify", answerBy: "2026-10-12" })
  }
}

/** Brings the report of assignment 1 (办公室) in round 1, which must be open, into a standing. */
export async function bringReport(
  w: World,
  standing: "none" | "draft" | "signing" | "submitted" | "accepted" | "returned",
) {
  if (standing === "none") return
  if (standing === "signing") {
    await done(settings(w, { headSigns: "1" }))
    await done(onReport(w, "wang", 1, "report"))
    return
  }
  await done(onReport(w, "wang", 1, "report"))
  if (standing === "draft") await done(onReport(w, "wang", 1, "withdrawal"))
  if (standing === "accepted") await done(onReport(w, "lin", 1, "acceptance"))
  if (standing === "returned") await done(onReport(w, "lin", 1, "return"))
}

/** What the page says when it refuses. */
export const sentence = (html: string) =>
  [...html.matchAll(/<p (?:role="alert"|class="(?:problem|returned)")[^>]*>(.*?)<\/p>/gs)]
    .map(([, inner = ""]) => inner.replaceAll(/<[^>]*>/g, "").trim())
    .join(" | ")

/** Refused with a status and a Chinese sentence that names no code, and nothing happened. */
export async function refused(w: World, act: Doing, status: number, words?: string | RegExp) {
  const before = (await w.events()).length
  const response = await act()
  const html = await response.text()
  expect({ status: response.status, says: sentence(html) }).toMatchObject({ status })
  expect((await w.events()).length).toBe(before)
  expect(sentence(html)).toMatch(/[一-龥]{4}/)
  expect(sentence(html)).not.toMatch(/「[a-z_]+」|undefined|\[object/)
  if (words) expect(html).toMatch(words)
  return html
}

/** The lines of the trail on one subject, oldest first. */
export async function trailOf(w: World, subject: string) {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(events).where(eq(events.subject, subject)).orderBy(asc(events.version))])
  return rows.map(({ version, action, actorId, particulars }) => ({ version, action, actorId, particulars }))
}

/** Actions of the trail since the plan was issued, in order. */
export const actions = async (w: World) => (await w.events()).map(({ action }) => action)

/** Two at once: one is done, the other is told so, and there is one event more. */
export async function onlyOne(w: World, one: Doing, other: Doing, added = 1) {
  const before = (await w.events()).length
  const responses = await Promise.all([one(), other()])
  expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
  expect((await w.events()).length - before).toBe(added)
}

/** The page after an act, with what the act says once. */
export async function pageAfter(w: World, response: Response, login: Login) {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0])
  const headers = { cookie: [`__Host-sid=${login}`, ...cookies].join("; ") }
  return w.app.request(`http://127.0.0.1:3000${response.headers.get("location")}`, { headers })
}
