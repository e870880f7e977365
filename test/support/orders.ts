import { eq } from "drizzle-orm"
import { offers, orders } from "#db/schema.ts"
import type { Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 菜单 and 点单 over HTTP, each form right unless it is told otherwise. The world lives on 2026-09-21. */

const OFFER = {
  title: "民法典进机关",
  laws: "《民法典》",
  lecturer: "",
  kind: "主题宣传",
  duration: "90分钟",
  audience: "机关干部",
  note: "",
}

/** 办公室 offers it. */
export const enterOffer = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/years/2026/offers", { unit: "1", ...OFFER, ...over })

export async function offerOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(offers).where(eq(offers.id, id))])
  if (!row) throw new Error(`no offer ${id}`)
  return row
}

/** A form on an offer, made of what is there now. */
export const onOffer = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/offers/${id}/${act}`, {
    version: String((await offerOf(w, id)).version),
    ...(act === "revision" ? OFFER : {}),
    ...over,
  })

const ORDER = { wantedOn: "2026-10-15", place: "二楼会议室", audience: "全体干部", heads: "40" }

/** 综合指导司 orders it. */
export const placeOrder = (w: World, over: Fields = {}, login: Login | null = "zhou", offerId = 1) =>
  w.as(login).post(`/offers/${offerId}/orders`, { unit: "2", ...ORDER, ...over })

export async function orderOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(orders).where(eq(orders.id, id))])
  if (!row) throw new Error(`no order ${id}`)
  return row
}

const FIELDS: Record<string, Fields> = {
  acceptance: { agreedOn: "2026-09-21" },
  declining: { remark: "讲师外出。" },
  cancellation: { remark: "会议改期。" },
  completion: { heldOn: "2026-09-21", heads: "38" },
}

/** A form on an order, made of what is there now. */
export const onOrder = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/orders/${id}/${act}`, {
    version: String((await orderOf(w, id)).version),
    ...FIELDS[act],
    ...over,
  })
