import * as z from "zod"
import { counted, date, namedLine, optionalMonth, ticked } from "#src/http/form.ts"

export const BEFORE_OPENING = "报送截止日期不能早于开启日期"

export const Opening = z
  .object({
    name: namedLine("填报期名称", 40),
    opensOn: date("开启日期"),
    dueBy: date("报送截止日期"),
    /** 所属时期, a month; left empty, the due day tells. */
    period: optionalMonth("所属时期"),
    evidenceRequired: ticked,
    inside: ticked,
  })
  .refine(({ opensOn, dueBy }) => opensOn <= dueBy, { path: ["dueBy"], message: BEFORE_OPENING })

export const CuttingOff = z.object({ version: counted })

export const Rescheduling = z.object({
  version: counted,
  name: namedLine("填报期名称", 40),
  dueBy: date("报送截止日期"),
  evidenceRequired: ticked,
})
