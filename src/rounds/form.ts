import { z } from "zod"
import { DEADLINES, REMINDER_KINDS, RHYTHMS } from "#db/schema.ts"
import { chosen, counted, date, namedLine, optionalDate, said, ticked } from "#src/http/form.ts"

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

export const Reminding = z.object({
  units: chosen("催办的单位"),
  kind: z.enum(REMINDER_KINDS, { error: "请选择催办方式" }),
  text: said("催办内容"),
})

/** Rhythm and dates in bulk; an empty choice leaves things as they are. */
export const Scheduling = z
  .object({
    tasks: chosen("任务"),
    rhythm: z.enum(["", "plan", ...RHYTHMS]),
    deadline: z.enum(["", ...DEADLINES]),
    dueBy: optionalDate("完成时限"),
  })
  .refine(({ rhythm, deadline }) => rhythm !== "" || deadline !== "", {
    path: ["rhythm"],
    message: "请选择要设置的报送周期或完成时限",
  })
  .refine(({ deadline, dueBy }) => (deadline !== "date" && deadline !== "yearly") || dueBy !== null, {
    path: ["dueBy"],
    message: "请填写完成日期",
  })
