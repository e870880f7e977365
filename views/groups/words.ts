import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/groups/about.ts"

type Words = WordsOf<typeof about>

export const GROUP_LABEL = { head: "组长", deputies: "副组长", members: "成员" } as const

/** 某单位 or 全机关: whose group it is. */
export const ofWhom = (unit: string | null): string => unit ?? "全机关"

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  group_added: "添加领导小组",
  group_changed: "修改领导小组",
  group_removed: "撤销领导小组",
  addressees_saved: "添加主送范围",
  addressees_changed: "修改主送范围",
  addressees_removed: "删除主送范围",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  group_saved: () => "领导小组已保存",
  group_removed: () => "领导小组已撤销",
  addressees_saved: () => "主送范围已保存",
  addressees_removed: () => "主送范围已删除",
}

/** What the trail calls them. */
export const SUBJECT_LABEL = { group: "领导小组", addressees: "主送范围" }

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  groupHead: GROUP_LABEL.head,
  deputies: GROUP_LABEL.deputies,
  groupMembers: GROUP_LABEL.members,
  seat: "办公室设在",
}
