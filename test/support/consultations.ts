import { eq } from "drizzle-orm"
import { consultations } from "#db/schema.ts"
import { planDraft } from "./approvals.ts"
import type { Login, World } from "./world.ts"

type Fields = Record<string, string | string[]>

/** 征求意见 of a draft: to 办公室 and 综合指导司 until 30 September unless said otherwise. */
export async function askOpinions(w: World, path: string, fields: Fields = {}, login: Login | null = "lin") {
  const revision = String((await planDraft(w, path))?.revision)
  return w.as(login).post(`${path}/consultations`, {
    revision,
    units: ["1", "2"],
    answerBy: "2026-09-30",
    remark: "请各单位研提意见。",
    ...fields,
  })
}

export async function consultationOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(consultations).where(eq(consultations.id, id))])
  return row ?? null
}

/** What 办公室 says, for the first time unless `number` says otherwise. */
export const giveOpinion = (w: World, fields: Fields = {}, login: Login | null = "wang", id = 1) =>
  w.as(login).post(`/consultations/${id}/opinion`, {
    unit: "1",
    number: "0",
    stance: "amend",
    "item-1": "建议由研究室牵头。",
    ...fields,
  })

export async function onConsultation(
  w: World,
  act: "verdict" | "closing" | "recall",
  fields: Fields = {},
  login: Login | null = "lin",
  id = 1,
) {
  const version = String((await consultationOf(w, id))?.version)
  return w.as(login).post(`/consultations/${id}/${act}`, { version, ...fields })
}
