import { ORDER_STATES } from "#db/schema.ts"
import { type Asked, act } from "#src/door/act.ts"
import { forbidden } from "#src/refusal.ts"
import { noteRegister } from "#src/year/years/commands.ts"
import { ORDER_STATE_LABEL } from "#views/orders/words.ts"
import {
  acceptFits,
  acceptOrder,
  endOrder,
  ensureMoves,
  ensureOffers,
  enterOffer,
  finishFits,
  finishOrder,
  moveOffer,
  offerFits,
  orderFits,
  placeOrder,
  reviseOffer,
} from "./commands.ts"
import { Accepting, Cancelling, Declining, Finishing, Moving, Offering, Ordering, Revising, Taking } from "./input.ts"
import { orderersOf } from "./policy.ts"
import {
  type FoundOffer,
  type FoundOrder,
  findOffer,
  findOrder,
  offersOfYear,
  ordersOfYear,
  ordersToTake,
} from "./queries.ts"
import type { OrderMove } from "./workflow.ts"

/* 菜单 and 点单: what units offer, who orders it, and what came of it. The pages are in routes.tsx. */

export const stateIn = (query: URLSearchParams) => ORDER_STATES.find((state) => state === query.get("state")) ?? null

export const menu = ({ database, actor, number, asks }: Asked) =>
  offersOfYear(database, actor, number("year"), Math.max(1, asks("page") ?? 1))

export const orderList = ({ database, actor, number, query, asks }: Asked) =>
  ordersOfYear(database, actor, number("year"), { state: stateIn(query), page: Math.max(1, asks("page") ?? 1) })

export const OFFER = act({
  find: menu,
  may: (_actor, { choices }) => {
    if (choices.own.length === 0) throw forbidden()
  },
  input: Offering,
  fits: (_asked, found, { unit, ...words }) =>
    found.choices.own.some(({ id }) => id === unit) ? offerFits(found, unit, words) : { unit: ["请选择本单位"] },
  does: async ({ database, by }, found, { unit, ...words }) => ({
    said: "offer_entered",
    made: await enterOffer(database, found, { unitId: unit, words }, by),
  }),
})

export const theOffer = ({ database, actor, number }: Asked) => findOffer(database, actor, number("offer"))

const onOffer = { find: theOffer, may: ensureOffers, version: ({ offer }: FoundOffer) => offer.version }

export const REVISE = act({
  ...onOffer,
  input: Revising,
  fits: (_asked, found, { version: _, ...words }) => offerFits(found, found.offer.unitId, words, found.offer),
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await reviseOffer(database, found, words, by)
    return "offer_revised"
  },
})

export const CLOSE = act({
  ...onOffer,
  input: Moving,
  does: async ({ database, by }, found) => {
    await moveOffer(database, found, "close", by)
    return "offer_closed"
  },
})

export const REOPEN = act({
  ...onOffer,
  input: Moving,
  does: async ({ database, by }, found) => {
    await moveOffer(database, found, "reopen", by)
    return "offer_reopened"
  },
})

export const ORDER = act({
  find: theOffer,
  may: (_actor, found) => {
    if (orderersOf(found).length === 0) throw forbidden()
  },
  input: Ordering,
  fits: ({ today }, found, { unit: unitId, ...words }) => orderFits(found, { unitId, ...words }, today),
  does: async ({ database, by }, found, { unit: unitId, ...words }) => ({
    said: "order_placed",
    made: await placeOrder(database, found, { unitId, ...words }, by),
  }),
})

export const theOrder = ({ database, actor, number }: Asked) => findOrder(database, actor, number("order"))

const moving = (move: OrderMove) => ({
  find: theOrder,
  may: (actor: Asked["actor"], found: FoundOrder) => ensureMoves(actor, found, move),
  version: ({ order }: FoundOrder) => order.version,
})

export const ACCEPT = act({
  ...moving("accept"),
  input: Accepting,
  fits: ({ today }, found, { agreedOn }) => acceptFits(found, agreedOn, today),
  does: async ({ database, by }, found, { agreedOn }) => {
    await acceptOrder(database, found, agreedOn, by)
    return "order_accepted"
  },
})

export const DECLINE = act({
  ...moving("decline"),
  input: Declining,
  does: async ({ database, by }, found, { remark }) => {
    await endOrder(database, found, "decline", remark, by)
    return "order_declined"
  },
})

export const CANCEL = act({
  ...moving("cancel"),
  input: Cancelling,
  does: async ({ database, by }, found, { remark }) => {
    await endOrder(database, found, "cancel", remark, by)
    return "order_cancelled"
  },
})

export const FINISH = act({
  ...moving("finish"),
  input: Finishing,
  fits: ({ today }, found, { version: _, ...finished }) => finishFits(found, finished, today),
  does: async ({ database, by }, found, { version: _, ...finished }) => ({
    said: "order_done",
    made: await finishOrder(database, found, finished, by),
  }),
})

const REGISTER = { offers: "普法菜单", orders: "菜单点单" } as const

/** Whoever sees the year takes what they see of it. */
export const taking = (what: keyof typeof REGISTER, file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number, query }: Asked) => ordersToTake(database, actor, number("year"), stateIn(query)),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by, query }, found) => {
      const state = what === "orders" ? stateIn(query) : null
      const picked = state === null ? "全部" : ORDER_STATE_LABEL[state]
      const taken = { year: found.year, register: REGISTER[what], picked, file, rows: found[what].length }
      await noteRegister(database, taken, by)
      return { said: null, made: file }
    },
  })
