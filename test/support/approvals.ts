import { eq } from "drizzle-orm"
import { type PlanDraft, planDrafts } from "#db/schema.ts"
import { settingRows } from "#src/office/settings/queries.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { hiddenIn } from "./visitor.ts"
import type { Login, World } from "./world.ts"

/** 安全与规则: who approves a plan before its 下达. */
export async function planApprover(w: World, approver: PlanApprover) {
  const row = (await settingRows(w.database)).find(({ key }) => key === "planApprover")
  const response = await w.as("security").post("/admin/settings", {
    planApprover: approver,
    "shown.planApprover": String(row?.value),
    "version.planApprover": String(row?.version),
  })
  if (response.status !== 303) throw new Error(`not set: ${response.status} ${await response.text()}`)
}

export async function planDraft(w: World, path: string): Promise<PlanDraft | null> {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(planDrafts)
      .where(eq(planDrafts.key, path.split("/").at(-1) ?? "")),
  ])
  return row ?? null
}

/** Answers on the page of a draft that waits for 审定, as its form stands there now or stood on `html`. */
export async function decide(
  w: World,
  path: string,
  fields: Record<string, string>,
  login: Login | null = "boss",
  html?: string,
) {
  const page = html ?? (await (await w.as("boss").get(`${path}/approval`)).text())
  return w.as(login).post(`${path}/approval`, { ...hiddenIn(page, `${path}/approval`), ...fields })
}

export const recall = async (w: World, path: string, login: Login | null = "lin", version?: number) =>
  w.as(login).post(`${path}/recall`, { version: String(version ?? (await planDraft(w, path))?.version) })
