import type { Filter } from "#src/board/filter.ts"
import type { Board } from "#src/board/standing.ts"
import type { about } from "#src/outward/ledger/about.ts"
import { leaderKey, leadersAmong } from "#src/plans/tasks/leaders.ts"
import type { WordsOf } from "#src/trail/about.ts"

import { REPORT_FILTER_LABEL } from "../plans/words.ts"
import { LIGHT_LABEL } from "../words/lights.ts"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  ledger_taken: "下载台账",
  ledger_layout_saved: "新建台账版式",
  ledger_layout_changed: "修改台账版式",
  ledger_layout_removed: "删除台账版式",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  ledger_empty: () => "没有符合筛选条件的分工，没有可下载的内容。请先放宽筛选条件。",
  ledger_too_long: ({ most }) => `台账${most ? `超过${most}行` : "太长"}，一个文件放不下。请按单位筛选后分别下载。`,
  too_many_layouts: ({ most }) => `版式${most ? `已有${most}个` : "太多"}，请先删除不用的。`,
}

/** Said once after an act. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  ledger_layout_saved: () => "版式已保存",
  ledger_layout_removed: () => "版式已删除",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { ledger_layout: "台账版式" }

export const PARTICULAR_LABEL = { layout: "版式", period: "所属时期", picked: "筛选", columns: "列数" }

type Kept = Pick<Board, "units"> & { tasks: Parameters<typeof leadersAmong>[0] }

/** What the rows are kept to, in words. */
export const keptTo = ({ units, tasks }: Kept, filter: Filter): string[] =>
  [
    filter.leader !== null && "我分管的单位",
    filter.led !== null &&
      `责任领导${leadersAmong(tasks).find((one) => leaderKey(one) === filter.led)?.name ?? "不在本方案"}`,
    filter.unit !== null && (units.find(({ id }) => id === filter.unit)?.name ?? "其他单位"),
    filter.light !== null && `任务${LIGHT_LABEL[filter.light]}`,
    filter.part !== null && LIGHT_LABEL[filter.part],
    filter.state !== null && ASSIGNMENT_STATE_LABEL[filter.state],
    filter.report !== null && REPORT_FILTER_LABEL[filter.report],
    filter.hasDifficulty && "需要协调",
  ].filter((words) => words !== false)
