import { and, eq } from "drizzle-orm"
import { breakdownDrafts, breakdownReports, breakdowns, units } from "#db/schema.ts"
import { done, type Fields, onAssignment, openRound, WORDS } from "./acts.ts"
import type { Login, World } from "./world.ts"

/*
 * 分解落实 over HTTP. 外事处 (unit 4, 赵联络) stands below 办公室 (unit 1): it has no part of its own in plan 1, and is the
 * outsider of every other test.
 */

export const LOWER = 4
/** 内部期限: a week before 办公室's own day, 9月30日. */
export const INTERNAL = "2026-09-23"

/** 外事处 is put below a unit. */
export const putBelow = async ({ database: { db, write } }: World, parentId = 1, unitId = LOWER) =>
  write([db.update(units).set({ parentId }).where(eq(units.id, unitId))])

export const passOn = (w: World, over: Fields = {}, login: Login | null = "wang", path = "/assignments/1/below") =>
  w.as(login).post(path, { units: [String(LOWER)], words: "负责处内学法。", internalBy: INTERNAL, ...over })

/** A round that runs, and 办公室's part of task 1 passed on to 外事处. */
export async function brokenDown(w: World, over: Fields = {}) {
  await done(openRound(w))
  await done(onAssignment(w, "wang", 1, "acknowledgement"))
  await putBelow(w)
  await done(passOn(w, over))
}

export async function breakdownOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(breakdowns).where(eq(breakdowns.id, id))])
  if (!row) throw new Error(`no breakdown ${id}`)
  return row
}

export async function lowerReportOf(w: World, id = 1, roundId = 1) {
  const { db, read } = w.database
  const [[row], [draft]] = await read([
    db
      .select()
      .from(breakdownReports)
      .where(and(eq(breakdownReports.breakdownId, id), eq(breakdownReports.roundId, roundId))),
    db
      .select()
      .from(breakdownDrafts)
      .where(and(eq(breakdownDrafts.breakdownId, id), eq(breakdownDrafts.roundId, roundId))),
  ])
  return { report: row ?? null, draft: draft ?? null }
}

/** A form on a breakdown, made of what is there now. */
export async function onBreakdown(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const fields: Record<string, Fields> = {
    declining: { remark: "不属于我处职责。" },
    revision: { words: "负责处内学法和考试。", internalBy: "2026-09-24" },
    withdrawal: { remark: "由本单位统一办理。" },
  }
  const { version } = await breakdownOf(w, id)
  return w.as(login).post(`/breakdowns/${id}/${act}`, { version: String(version), ...fields[act], ...over })
}

export const LOWER_WORDS = { achieved: "处内学法2次，18人参加。", problems: "", nextSteps: "下季度考试1次。" }

/** A form on a lower report, made of what is there now. */
export async function onLower(w: World, login: Login | null, act: string, over: Fields = {}, id = 1, round = 1) {
  const { report, draft } = await lowerReportOf(w, id, round)
  const fields: Record<string, Fields> = {
    draft: { ...LOWER_WORDS, revision: String(draft?.revision ?? 0) },
    report: { ...LOWER_WORDS, revision: String(draft?.revision ?? 0) },
    retraction: {},
    return: { remark: "请写明学法内容。", resubmitBy: "2026-09-24" },
  }
  const version = String(report?.version ?? 0)
  return w.as(login).post(`/breakdowns/${id}/rounds/${round}/${act}`, { version, ...fields[act], ...over })
}

/** 汇入 of what lower bodies have sent, with what stands in 办公室's boxes. */
export const takeUp = (w: World, below = "1", over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/assignments/1/rounds/1/draft", { ...WORDS, revision: "0", below, ...over })
