import type { Task } from "#db/schema.ts"
import type { about } from "#src/plans/tasks/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const DEADLINE_LABEL: Record<Task["deadline"], string> = {
  none: "未定时限",
  date: "限期完成",
  yearly: "每年完成",
  continuing: "长期坚持",
  printed: "按文件所述",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  task_added: "新增任务",
  task_changed: "修改任务",
  tasks_scheduled: "设置报送周期和时限",
  task_leaders_set: "设置责任领导",
  task_staged: "设置阶段",
  assignment_stage_marked: "登记阶段完成情况",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_stage: () => "本部门自己的阶段是否完成，由其进展报告说明，并经另一人复核，不能在这里登记。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  stages_set: (n) => (n === "0" ? "已清除阶段" : `已设置 ${n} 个阶段`),
  stage_marked: () => "阶段完成情况已登记",
  leaders_set: (n) => `已设置 ${n} 项任务的责任领导`,
  tasks_scheduled: (n) => `已设置 ${n} 项任务的报送周期和时限`,
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { task: "任务" }
