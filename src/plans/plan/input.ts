import * as z from "zod"
import { APPROVERS, CONFIRMERS, HANDLINGS, ROLL_UPS, URGENCIES } from "#db/schema.ts"
import { choice, counted, said, text, ticked } from "#src/office/typed/input.ts"

/** 方案设置. */
export const PlanSettings = z
  .object({
    version: counted,
    rollUp: z.enum(ROLL_UPS),
    confirmer: z.enum(CONFIRMERS),
    confirmingUnitId: choice,
    noticeApprover: z.enum(APPROVERS),
    headSigns: ticked,
    supportReports: ticked,
    urgency: z.enum(URGENCIES),
    handling: z.enum(HANDLINGS),
    allowsLinks: ticked,
  })
  .refine(({ allowsLinks, handling }) => !allowsLinks || handling !== "work_secret", {
    path: ["allowsLinks"],
    message: "工作秘密方案不能凭链接填报：请取消勾选，或改公开属性",
  })
  .refine(({ confirmer, confirmingUnitId }) => confirmer !== "unit" || confirmingUnitId !== null, {
    path: ["confirmingUnitId"],
    message: "请选择由哪个单位复核",
  })

/** 撤回下达, 恢复: why. */
export const Reasoning = z.object({ version: counted, remark: said("理由") })

export const Archiving = z.object({
  version: counted,
  remark: text(2000).optional().default(""),
  /** Although something is still open. */
  anyway: ticked,
})
