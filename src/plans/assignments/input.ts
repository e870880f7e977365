import * as z from "zod"
import { choice, counted, id, line, namedLine, optionalDate, said, text, ticked } from "#src/office/typed/input.ts"

/** 签收, with what the unit says of its own part. */
export const Acknowledging = z.object({
  version: counted,
  office: line().optional().default(""),
  personInCharge: namedLine("责任人"),
  measures: text().optional().default(""),
})

const NONE_CHOSEN = "没有选中待签收的分工，请从「我的待办」重新办理"

export const AcknowledgingAll = z.object({
  ids: z.array(id(NONE_CHOSEN), { error: NONE_CHOSEN }).min(1, NONE_CHOSEN),
  office: line().optional().default(""),
  personInCharge: namedLine("责任人"),
  measures: text().optional().default(""),
  /** How many were shown before they are taken; without it nothing has been shown yet. */
  confirmed: counted.optional(),
  /** Back from that to the words. */
  revise: z.string().optional(),
})

export const Handing = z.object({
  version: counted,
  handlerId: id("请选择经办人").nullable(),
})

/** A decision of the office: why, and whose decision it is. */
const deciding = {
  version: counted,
  remark: said("理由或说明"),
  authority: namedLine("决定依据或批准人"),
}

export const Suspending = z.object({ ...deciding, untilOn: optionalDate("预计恢复日期") })
export const Prolonging = Suspending.refine(({ untilOn }) => untilOn !== null, {
  path: ["untilOn"],
  message: "请填写新的预计恢复日期",
})
export const Terminating = z.object({ ...deciding, mergedIntoId: choice })
export const Redistributing = z
  .object({ ...deciding, unitId: choice, listed: ticked })
  .refine(({ unitId }) => unitId !== null, { path: ["unitId"], message: "请选择改派给哪个单位" })
/** `listed`: 列入本期应报. */
export const Reopening = z.object({ ...deciding, listed: ticked })

/** A move that needs its reason: 异议, 申请办结, 恢复. */
export const Reasoned = z.object({ version: counted, remark: said("理由或说明"), listed: ticked })

export const Answering = z
  .object({
    version: counted,
    remark: said("答复"),
    answer: z.enum(["uphold", "reassign"], { error: "请选择维持分工或改派" }),
    unitId: choice,
    listed: ticked,
  })
  .refine(({ answer, unitId }) => answer !== "reassign" || unitId !== null, {
    path: ["unitId"],
    message: "请选择改派给哪个单位",
  })

/** `answerBy`: of 要求整改, and of nothing else. */
export const Judging = z
  .object({
    version: counted,
    verdict: z.enum(["close", "hand_back", "rectify"], { error: "请选择销号、继续推进或要求整改" }),
    remark: said("核查意见"),
    answerBy: optionalDate("整改期限"),
  })
  .refine(({ verdict, answerBy }) => verdict !== "rectify" || answerBy !== null, {
    path: ["answerBy"],
    message: "要求整改须写明整改期限",
  })
  .overwrite((input) => (input.verdict === "rectify" ? input : { ...input, answerBy: null }))
