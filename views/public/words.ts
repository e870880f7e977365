import type { ReleaseKind, ReleaseState } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import type { about } from "#src/outward/public/about.ts"
import type { ReleaseSighting } from "#src/outward/public/body.ts"
import type { Ended, Plain } from "#src/outward/public/plain.ts"
import type { ReleaseMove } from "#src/outward/public/workflow.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { type Identifier, veiled } from "#src/year/cases/identifiers.ts"
import { IDENTIFIER_LABEL } from "../cases/words.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const RELEASE_KIND_LABEL: Record<ReleaseKind, string> = {
  announcement: "责任公告",
  duty_list: "责任清单",
  plan: "分工方案",
  case: "以案释法案例",
  appraisal: "履职评议结果",
}

export const RELEASE_STATE_LABEL: Record<ReleaseState, string> = {
  prepared: "拟公布",
  checked: "已核对",
  released: "已公布",
  replaced: "已替换",
  withdrawn: "已撤下",
  dropped: "不予公布",
}

export const RELEASE_MOVE_LABEL: Record<ReleaseMove, string> = {
  check: "核对无误",
  release: "公布",
  drop: "不予公布",
  replace: "替换",
  withdraw: "撤下",
}

/** How a task stands, as the public is told. */
export const PLAIN_LABEL: Record<Plain, string> = {
  done: "已完成",
  underway: "进行中",
  continuing: "长期坚持，进行中",
  overdue: "超过时限，进行中",
  paused: "暂缓",
  ended: "已终止",
}

/** What came of a line of the 责任公告 at the year's end. */
export const ENDED_LABEL: Record<Ended, string> = {
  done: "已完成",
  partly: "部分完成",
  not_done: "未完成",
  held: "已开展",
  unheld: "未开展",
}
export const UNVERIFIED = "尚未核实"

/** What stands where something may be shown no more and not even named. */
export const STOPPED = "这里的内容已停止公开。"

export const dayAtWords = (at: number | null): string => (at === null ? "" : dayWords(dateOf(at)))

/** 普法内容第3行疑似手机号「154…00」. */
export const sightingWords = ({ where, row, kind, text }: ReleaseSighting): string => {
  const place = row >= 0 && where !== "" ? `第${row + 1}行${where}` : where || "标题和说明"
  return `${place}：疑似${IDENTIFIER_LABEL[kind]}「${kind === "name" ? text : veiled(text)}」`
}

/** Of what commands.ts names: `普法内容.3.mobile`. */
const whereWords = (what: string): string =>
  what
    .split(" ")
    .map((one) => {
      const [where = "", row = "", kind = ""] = one.split(".")
      const label = IDENTIFIER_LABEL[kind as Identifier] ?? kind
      return `${Number(row) > 0 ? `第${row}行` : ""}${where || "标题和说明"}（${label}）`
    })
    .join("、")

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  release_prepared: "拟公布",
  release_checked: "核对拟公布内容",
  release_released: "向社会公布",
  release_replaced: "公布内容被新版替换",
  release_withdrawn: "撤下公布内容",
  release_dropped: "不予公布",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_release: () => "这一版由您拟公布，须由本单位另一位督查人员核对。",
  release_open: () => "这项内容已有一版正在等待核对或公布，请先办理那一版。",
  release_barred: () => "只有处理方式为公开的方案、没有撤下的责任清单、仍在发布的案例才能向社会公布。",
  release_numbers: ({ what = "" }) =>
    `有能识别到人的号码，不能公布：${whereWords(what)}。请先在原处删去或隐去，再重新拟公布。`,
  release_unread: () => "请逐处看过标出的疑似姓名和长数字，勾选后再核对。",
  release_empty: () => "没有可公布的内容。",
  release_too_long: ({ most = "" }) => `超过${most}行，一份公告放不下。`,
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  release_prepared: () => "已拟公布，请本单位另一位督查人员核对",
  release_checked: () => "已核对，可以公布",
  release_released: () => "已向社会公布",
  release_withdrawn: () => "已撤下，说明保留在原网址",
  release_dropped: () => "已作不予公布处理",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { release: "公开内容" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { replacedBy: "替换它的版次" }

/** Beside 履职评议结果 that were changed since. */
export const OUTDATED = "拟公布后评议结果有更正或认定，请另拟新版"
