import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    offer_entered: null,
    offer_revised: null,
    offer_closed: null,
    offer_reopened: null,
    order_placed: null,
    order_accepted: null,
    order_declined: null,
    order_done: null,
    order_cancelled: null,
  },
  refusals: [],
  done: [
    "offer_entered",
    "offer_revised",
    "offer_closed",
    "offer_reopened",
    "order_placed",
    "order_accepted",
    "order_declined",
    "order_done",
    "order_cancelled",
  ],
  stateful: [
    { noun: "offer", table: "offers", keys: ["id"], begins: "none" },
    { noun: "order", table: "orders", keys: ["id"], begins: "none" },
  ],
} as const satisfies About
