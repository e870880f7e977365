import * as z from "zod"
import { APPROVERS, CONFIRMERS, HANDLINGS, RHYTHMS, ROLL_UPS, URGENCIES } from "#db/schema.ts"
import { choice, counted, ticked } from "#src/http/form.ts"

/** 方案设置. */
export const PlanSettings = z
  .object({
    version: counted,
    rhythm: z.enum(RHYTHMS),
    rollUp: z.enum(ROLL_UPS),
    confirmer: z.enum(CONFIRMERS),
    confirmingUnitId: choice,
    noticeApprover: z.enum(APPROVERS),
    headSigns: ticked,
    supportReports: ticked,
    urgency: z.enum(URGENCIES),
    handling: z.enum(HANDLINGS),
  })
  .refine(({ confirmer, confirmingUnitId }) => confirmer !== "unit" || confirmingUnitId !== null, {
    path: ["confirmingUnitId"],
    message: "请选择由哪个单位复核",
  })
