import { and, eq } from "drizzle-orm"
import { conclusions, inspections } from "#db/schema.ts"
import { done, type Fields, multipart } from "./acts.ts"
import { PDF } from "./files.ts"
import type { Login, World } from "./world.ts"

/** 督查方案 of plan 1 with 林 as the team alone: 林2 and the leader take no part. */
export const planInspection = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/plans/1/inspections", {
    title: "第三季度抽查",
    type: "special",
    methods: ["site", "records"],
    purpose: "核对第三季度进展是否属实。",
    fromOn: "2026-09-21",
    untilOn: "2026-09-25",
    leader: "1",
    invited: "",
    ...over,
  })

export async function inspectionOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(inspections).where(eq(inspections.id, id))])
  if (!row) throw new Error(`no inspection ${id}`)
  return row
}

export async function conclusionOf(w: World, unit = 1, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(conclusions)
      .where(and(eq(conclusions.inspectionId, id), eq(conclusions.unitId, unit))),
  ])
  if (!row) throw new Error(`no conclusion for ${unit}`)
  return row
}

const FIELDS: Record<string, Fields> = {
  revision: {
    title: "第三季度抽查（改）",
    type: "special",
    methods: ["site"],
    purpose: "核对进展。",
    fromOn: "2026-09-21",
    untilOn: "2026-09-30",
    leader: "1",
    invited: "",
  },
  scope: { assignments: ["1", "2"] },
  draw: { frame: "all", size: "2", reason: "" },
  cancellation: { remark: "另行安排。" },
  finding: { assignment: "1", verdict: "untrue", finding: "签到表只有20人。", evidence: "查阅9月签到表原件。" },
  conclusion: { conclusion: "总体较好，个别不实。", "text-1": "参训人数与报送不符。", "text-2": "情况属实。" },
}

/** A form on an inspection, made of what is there now. */
export async function onInspection(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const { version } = await inspectionOf(w, id)
  return w.as(login).post(`/inspections/${id}/${act}`, { version: String(version), ...FIELDS[act], ...over })
}

const ON_CONCLUSION: Record<string, Fields> = {
  objection: { objection: "另有一场36人，签到表在局里。" },
  decision: { verdict: "uphold", decision: "经核对，另一场不在本季度。" },
}

/** A form on the conclusion of a unit. */
export async function onConclusion(w: World, login: Login | null, act: string, over: Fields = {}, unit = 1, id = 1) {
  const { version } = await conclusionOf(w, unit, id)
  const fields = { version: String(version), ...ON_CONCLUSION[act], ...over }
  return w.as(login).post(`/inspections/${id}/units/${unit}/${act}`, fields)
}

/** A file beside what was found of an assignment. */
export const attachFinding = (w: World, login: Login | null, assignment = 1, name = "签到表.pdf") =>
  w.as(login).post(`/inspections/1/items/${assignment}/attachments`, multipart({}, { files: [{ name, bytes: PDF }] }))

/** An inspection of 办公室's and 综合指导司's part in task 1, brought so far by 林. */
export async function bringInspection(w: World, to: "draft" | "underway" | "found" | "concluded" | "objected") {
  await done(planInspection(w))
  await done(onInspection(w, "lin", "scope"))
  if (to === "draft") return
  await done(onInspection(w, "lin", "opening"))
  if (to === "underway") return
  await done(onInspection(w, "lin", "finding"))
  await done(onInspection(w, "lin", "finding", { assignment: "2", verdict: "true", finding: "属实。", evidence: "" }))
  if (to === "found") return
  await done(onInspection(w, "lin", "conclusion"))
  if (to === "concluded") return
  await done(onConclusion(w, "wang", "objection"))
}
