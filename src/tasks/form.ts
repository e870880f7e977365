import * as z from "zod"
import { DEADLINES, RHYTHMS } from "#db/schema.ts"
import { chosen, optionalDate } from "#src/http/form.ts"

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
