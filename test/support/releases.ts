import { and, eq } from "drizzle-orm"
import { type ReleaseState, releaseVersions } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"
import { YEAR } from "./years.ts"

/*
 * 公开 over HTTP, each form right unless it is told otherwise. 2026 is kept by 研究室: 林督查 prepares, 凌督查 checks. The 责任公告
 * needs an activity and a recorded 年度普法计划 of its unit.
 */

const newest = async (w: World, releaseId: number): Promise<number> => {
  const { db, read } = w.database
  const [rows] = await read([
    db.select({ number: releaseVersions.number }).from(releaseVersions).where(eq(releaseVersions.releaseId, releaseId)),
  ])
  return Math.max(0, ...rows.map(({ number }) => number))
}

export const prepareAnnouncement = async (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post(`/years/${YEAR}/publication/announcement`, { version: String(await newest(w, 1)), ...over })

export const prepareCase = (w: World, id = 1, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post(`/years/${YEAR}/publication/cases/${id}`, { version: "0", ...over })

export async function releaseOf(w: World, id = 1, number = 1) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(releaseVersions)
      .where(and(eq(releaseVersions.releaseId, id), eq(releaseVersions.number, number))),
  ])
  if (!row) throw new Error(`no release ${id}/${number}`)
  return row
}

/** A form on a version, made of what is there now. */
export async function onRelease(w: World, login: Login | null, act: string, over: Fields = {}, id = 1, number = 1) {
  const fields: Record<string, Fields> = {
    dropping: { remark: "时间还未确定，暂不公布。" },
    withdrawal: { remark: "实施时间有变化，更正后重新公布。" },
  }
  const version = String((await releaseOf(w, id, number)).version)
  return w.as(login).post(`/releases/${id}/${number}/${act}`, { version, ...fields[act], ...over })
}

/** Brings what was prepared as far as that. */
export async function take(w: World, state: ReleaseState, id = 1, number = 1) {
  if (state === "prepared") return
  if (state === "dropped") return void (await done(onRelease(w, "lin", "dropping", {}, id, number)))
  await done(onRelease(w, "lin2", "check", {}, id, number))
  if (state === "checked") return
  await done(onRelease(w, "lin", "release", {}, id, number))
  if (state === "withdrawn") await done(onRelease(w, "lin", "withdrawal", {}, id, number))
}

/** Brings the first 责任公告 of the year as far as that. */
export async function bringRelease(w: World, state: ReleaseState) {
  await done(prepareAnnouncement(w))
  await take(w, state)
}
