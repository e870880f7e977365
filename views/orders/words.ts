import type { OfferState, OrderState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/orders/about.ts"

type Words = WordsOf<typeof about>

export const OFFER_STATE_LABEL: Record<OfferState, string> = { open: "可点单", closed: "停止点单" }

export const ORDER_STATE_LABEL: Record<OrderState, string> = {
  ordered: "已点单",
  accepted: "已接单",
  declined: "已婉拒",
  done: "已完成",
  cancelled: "已取消",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  offer_entered: "列入普法菜单",
  offer_revised: "修改普法菜单",
  offer_closed: "停止点单",
  offer_reopened: "恢复点单",
  order_placed: "点单",
  order_accepted: "接单",
  order_declined: "婉拒点单",
  order_done: "完成点单",
  order_cancelled: "取消点单",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  offer_entered: () => "已列入菜单，各单位可以点单",
  offer_revised: () => "已修改",
  offer_closed: () => "已停止点单",
  offer_reopened: () => "已恢复点单",
  order_placed: () => "已点单，等对方接单",
  order_accepted: () => "已接单",
  order_declined: () => "已婉拒",
  order_done: () => "点单已完成，记入活动台账",
  order_cancelled: () => "点单已取消",
}

/** What the trail calls them. */
export const SUBJECT_LABEL = { offer: "普法菜单", order: "点单" }

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  activityKind: "形式",
  duration: "时长",
  lawsTaught: "法律法规",
  lecturer: "讲师编号",
}
