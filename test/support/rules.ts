import { eq } from "drizzle-orm"
import { type DraftRuleState, draftRules } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 草案 over HTTP, each form right unless it is told otherwise. */

export const openRule = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/years/2026/rules", { unit: "1", kind: "normative", title: "信访事项网上办理办法", ...over })

export async function ruleOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(draftRules).where(eq(draftRules.id, id))])
  if (!row) throw new Error(`no draft rule ${id}`)
  return row
}

const FIELDS: Record<string, Fields> = {
  consultation: {
    consultFrom: "2026-08-01",
    consultUntil: "2026-08-31",
    consultAddress: "https://example.gov.cn/ask",
  },
  telling: { toldOn: "2026-09-10", opinions: "12", taken: "5", toldAddress: "https://example.gov.cn/told" },
  exemption: { remark: "涉及工作秘密，依法不公开。" },
  enactment: { enactedOn: "2026-09-15", docNumber: "国信发〔2026〕9号" },
  explanation: { explainedOn: "2026-09-20", explainedAddress: "办事大厅宣传栏" },
  stopping: { remark: "上位法已作规定。" },
}

export const onRule = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/rules/${id}/${act}`, { version: String((await ruleOf(w, id)).version), ...FIELDS[act], ...over })

/** Brings a new one of 办公室 on its way as far as that. */
export async function bringRule(w: World, state: DraftRuleState, id = 1) {
  await done(openRule(w))
  if (state === "drafting") return
  if (state === "stopped") return void (await done(onRule(w, "wang", "stopping", {}, id)))
  if (state === "exempt") return void (await done(onRule(w, "wang", "exemption", {}, id)))
  await done(onRule(w, "wang", "consultation", {}, id))
  if (state === "consulting") return
  await done(onRule(w, "wang", "telling", {}, id))
  if (state === "told") return
  await done(onRule(w, "wang", "enactment", {}, id))
  if (state === "enacted") return
  await done(onRule(w, "wang", "explanation", {}, id))
}
