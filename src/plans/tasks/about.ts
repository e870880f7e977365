import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    task_added: { fact: "plan", remark: "plan" },
    task_changed: { fact: "plan", remark: "plan" },
    tasks_scheduled: { fact: "plan", remark: "plan" },
    task_leaders_set: { fact: "plan", remark: "plan" },
    task_staged: { fact: "plan", remark: "plan" },
    assignment_stage_marked: { fact: "plan", remark: "plan" },
  },
  refusals: ["own_stage"],
  done: ["stages_set", "stage_marked", "leaders_set", "tasks_scheduled"],
} as const satisfies About
