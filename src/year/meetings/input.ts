import * as z from "zod"
import { ATTENDANCE_ANSWERS, MEETING_KINDS } from "#db/schema.ts"
import {
  chosenOne,
  counted,
  date,
  ids,
  line,
  maybeText,
  namedLine,
  optionalDate,
  said,
  text,
  ticked,
} from "#src/office/typed/input.ts"

const LONGEST_AGENDA = 5000
const LONGEST_DECISION = 1000

const words = {
  kind: z.enum(MEETING_KINDS, { error: "请选择类型" }),
  title: namedLine("名称"),
  meetsOn: date("日期"),
  hour: line(40).default(""),
  place: line().default(""),
  agenda: maybeText(LONGEST_AGENDA),
  guests: line(500).default(""),
  replyBy: optionalDate("回执期限"),
  units: ids,
}

/** 安排; `call`: the units are told at once. */
export const Planning = z.object({ ...words, call: ticked })
export const Revising = z.object({ version: counted, ...words })
export const Calling = z.object({ version: counted })

/** 回执 of a unit: who comes by name of post, or why nobody does. */
export const Replying = z
  .object({
    version: counted,
    unit: chosenOne("单位"),
    answer: z.enum(ATTENDANCE_ANSWERS, { error: "请选择参加或请假" }),
    post: line(100).default(""),
    remark: line(500).default(""),
  })
  .refine(({ answer, post }) => answer !== "coming" || post !== "", {
    path: ["post"],
    message: "请写明参加人员的职务",
  })
  .refine(({ answer, remark }) => answer !== "away" || remark !== "", { path: ["remark"], message: "请写明请假原因" })

/** 召开情况 and 纪要, as long as these are not issued. */
export const Holding = z.object({
  version: counted,
  heldOn: date("召开日期"),
  units: ids,
  present: maybeText(2000),
  minutes: text().default(""),
})

export const Issuing = z.object({
  version: counted,
  issuedOn: date("印发日期"),
  docNumber: line(100).default(""),
})

export const Cancelling = z.object({ version: counted, remark: said("取消原因", 2000) })

const decision = {
  text: said("议定事项", LONGEST_DECISION),
  unit: chosenOne("责任单位"),
  dueBy: optionalDate("完成时限"),
}

export const Deciding = z.object(decision)
export const RevisingDecision = z.object({ version: counted, ...decision })
export const Versioned = z.object({ version: counted })

/** 交办 as a 分工 that is there. */
export const Assigning = z.object({ version: counted, assignment: chosenOne("分工") })
/** 交办 by a 督办单 about such a 分工, kept as a draft. */
export const Noticing = z.object({ version: counted, assignment: chosenOne("分工"), answerBy: date("反馈期限") })
export const Answering = z.object({ version: counted, text: said("落实情况", 5000) })
export const Closing = z.object({ version: counted, remark: said("办结意见", 2000) })
export const Returning = z.object({ version: counted, remark: said("退回意见", 2000) })
export const Dropping = z.object({ version: counted, remark: said("不另交办的理由", 2000) })
export const Reopening = z.object({ version: counted, remark: said("重新打开的原因", 2000) })
export const Taking = z.object({})
