import type { ResourceKind, ResourceState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/resources/about.ts"
import type { Picked } from "#src/year/resources/queries.ts"

type Words = WordsOf<typeof about>

export const RESOURCE_KIND_LABEL: Record<ResourceKind, string> = {
  venue: "阵地",
  channel: "宣传渠道",
  lecturer: "讲师团成员",
  volunteers: "志愿者队伍",
}

/** By what they are counted. */
export const RESOURCE_KIND_UNIT: Record<ResourceKind, string> = {
  venue: "个",
  channel: "个",
  lecturer: "名",
  volunteers: "支",
}

export const RESOURCE_STATE_LABEL: Record<ResourceState, string> = { in_use: "在用", ended: "停用" }

/** What a list is kept to. */
export const pickedWords = ({ kind, ended }: Picked): string =>
  [ended ? "已停用" : "在用", kind && RESOURCE_KIND_LABEL[kind]].filter(Boolean).join("、")

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  resource_entered: "登记普法资源",
  resource_revised: "修改普法资源",
  resource_ended: "停用普法资源",
  resource_resumed: "恢复使用普法资源",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  resource_entered: () => "已登记",
  resource_revised: () => "已修改",
  resource_ended: () => "已停用",
  resource_resumed: () => "已恢复使用",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = { form: "类型、职务", offers: "内容" }

/** What the trail calls it. */
export const SUBJECT_LABEL = { resource: "普法资源" }
