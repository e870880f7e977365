import * as z from "zod"
import { chosen, date, said } from "#src/office/typed/input.ts"

const LONGEST_TALK = 500

export const Talking = z.object({
  parts: chosen("事项"),
  heldOn: date("沟通日期"),
  text: said("沟通情况").refine((words) => words.length <= LONGEST_TALK, `沟通情况最多 ${LONGEST_TALK} 字`),
})
