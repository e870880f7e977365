import type { about } from "#src/supervision/ending/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  plan_withdrawn: "撤回下达",
  plan_archived: "方案归档",
  plan_restored: "恢复归档的方案",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  plan_running: () => "方案正在运行，不需要恢复。",
  plan_reported_on: () =>
    "已有单位报送进展、反馈督办单或申请办结，方案不能撤回。不再推进的，可以逐项终止，或办完后归档。",
  still_open: () => "方案还有没有办完的事项，请核对后勾选「仍要归档」。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  plan_withdrawn: () => "方案已撤回下达，各单位不再看到内容",
  plan_archived: () => "方案已归档，只供查阅",
  plan_restored: () => "方案已恢复，按原来的期限继续",
}
