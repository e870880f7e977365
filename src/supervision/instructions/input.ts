import * as z from "zod"
import { counted, date, namedLine, optionalDate, said, ticked } from "#src/office/typed/input.ts"

/** 批示 by a leader. */
export const Giving = z.object({
  text: said("批示内容"),
  followUp: ticked,
  replyBy: optionalDate("要求回复日期"),
})

/** The same from paper: whose it is, and of which day. */
export const Entering = Giving.extend({
  leaderName: namedLine("批示领导", 40),
  givenOn: date("批示日期"),
})

export const Replying = z.object({ version: counted, reply: said("办理情况") })
export const Settling = z.object({ version: counted })
export const AskingAgain = z.object({
  version: counted,
  remark: said("批示内容"),
  replyBy: optionalDate("要求回复日期"),
})
