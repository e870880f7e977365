import { z } from "zod"
import { counted, date, namedLine, ticked } from "#src/http/form.ts"

export const BEFORE_OPENING = "报送截止日期不能早于开启日期"

export const Opening = z
  .object({
    name: namedLine("填报期名称", 40),
    opensOn: date("开启日期"),
    dueBy: date("报送截止日期"),
    evidenceRequired: ticked,
    inside: ticked,
  })
  .refine(({ opensOn, dueBy }) => opensOn <= dueBy, { path: ["dueBy"], message: BEFORE_OPENING })

export const Rescheduling = z.object({
  version: counted,
  name: namedLine("填报期名称", 40),
  dueBy: date("报送截止日期"),
  evidenceRequired: ticked,
})
