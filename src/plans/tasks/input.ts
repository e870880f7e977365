import * as z from "zod"
import { DEADLINES, RHYTHMS } from "#db/schema.ts"
import { chosen, counted, line, optionalDate } from "#src/office/typed/input.ts"
import { type Problems, spelled } from "#src/office/typed/spelling.ts"
import { type leadersNamed, MOST_LEADERS, namesIn } from "./leaders.ts"

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

const written = line()

/** Names, in one line of a form. */
const names = spelled(z.array(z.string()), (typed) => {
  const read = written.safeParse(typed)
  return read.success ? { value: namesIn(read.data) } : { problem: read.error.issues[0]?.message ?? "" }
})

/** 责任领导 of one task; left empty: nobody. */
export const Leading = z.object({ version: counted, leaders: names })

/** The same of many. */
export const LeadingMany = z.object({
  tasks: chosen("任务"),
  leaders: names.refine((some) => some.length > 0, "请填写责任领导；要清除的，在各任务页上办理"),
})

type NamedLeaders = ReturnType<typeof leadersNamed>

/** Whether the names are somebody's, told at their field. */
export const leadersFit = (named: NamedLeaders): Problems | null =>
  "leaders" in named ? null : { leaders: [leadersProblem(named)] }

/** Why these names are nobody's, as the field says it. */
export function leadersProblem(chosen: Exclude<NamedLeaders, { leaders: unknown }>): string {
  if (chosen.problem === "too_many") return `一项任务的责任领导最多${MOST_LEADERS}人`
  if (chosen.problem === "too_long") return `「${chosen.name}」不像姓名，多人之间请用顿号分开`
  return `有两位领导都叫「${chosen.name}」，分不清是哪一位，请在姓名后注明职务`
}
