import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { activityPath, offerPath, orderPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { MenuPage, OfferPage } from "#views/orders/menu.tsx"
import { OrderListPage, OrderPage, OrdersWaiting } from "#views/orders/orders.tsx"
import { offersFile, ordersFile } from "#views/orders/sheet.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ACCEPT,
  CANCEL,
  CLOSE,
  DECLINE,
  FINISH,
  menu,
  OFFER,
  ORDER,
  orderList,
  REOPEN,
  REVISE,
  stateIn,
  taking,
  theOffer,
  theOrder,
} from "./acts.ts"
import { type FoundOffer, type FoundOrder, type OfferMenu, ordersToSeeTo } from "./queries.ts"

type C = Context<Env>

const showMenu = (c: C, found: OfferMenu, flaws?: Flaws) =>
  page(
    c,
    { title: `${found.choices.year}年普法菜单`, wide: true, status: flaws ? 422 : 200 },
    <MenuPage found={found} page={pageIn(c)} flaws={flaws} />,
  )

const offersTaken = (file: "xlsx" | "csv") =>
  pressed(taking("offers", file), {
    again: nothingTyped,
    shows: (c, found) => registerSent(c, offersFile(found.year), found.offers, file),
  })

const ordersTaken = (file: "xlsx" | "csv") =>
  pressed(taking("orders", file), {
    again: nothingTyped,
    shows: (c, found) => registerSent(c, ordersFile(found.year), found.orders, file),
  })

/** 菜单 and 点单 of a year, mounted below the years. */
export const yearOrders = factory
  .createApp()
  .get("/:year{[0-9]+}/offers", async (c) => {
    const found = await menu(askedOf(c))
    if (!found) throw missing()
    return showMenu(c, found)
  })
  .post(
    "/:year{[0-9]+}/offers",
    pressed(OFFER, { again: showMenu, onward: (_found, _input, _next, made) => offerPath(made ?? 0) }),
  )
  .post("/:year{[0-9]+}/offers.xlsx", offersTaken("xlsx"))
  .post("/:year{[0-9]+}/offers.csv", offersTaken("csv"))
  .get("/:year{[0-9]+}/orders", async (c) => {
    const found = await orderList(askedOf(c))
    if (!found) throw missing()
    return page(
      c,
      { title: `${found.year.year}年菜单点单`, wide: true },
      <OrderListPage found={found} state={stateIn(askedOf(c).query)} page={pageIn(c)} today={c.var.today} />,
    )
  })
  .post("/:year{[0-9]+}/orders.xlsx", ordersTaken("xlsx"))
  .post("/:year{[0-9]+}/orders.csv", ordersTaken("csv"))

type Flawed = (Flaws & { act: string }) | null

const showOffer = (c: C, found: FoundOffer, flawed: Flawed = null) =>
  page(
    c,
    { title: found.offer.title, status: flawed ? 422 : 200 },
    <OfferPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

const onOffer = (act: string) => ({
  again: (c: C, found: FoundOffer, flaws: Flaws) => showOffer(c, found, { ...flaws, act }),
  onward: ({ offer }: FoundOffer) => offerPath(offer.id),
})

/** One thing that is offered. */
export const offerRoutes = factory
  .createApp()
  .get("/:offer{[0-9]+}", async (c) => {
    const found = await theOffer(askedOf(c))
    if (!found) throw missing()
    return showOffer(c, found)
  })
  .post("/:offer{[0-9]+}/revision", pressed(REVISE, onOffer("revision")))
  .post("/:offer{[0-9]+}/closing", pressed(CLOSE, onOffer("closing")))
  .post("/:offer{[0-9]+}/reopening", pressed(REOPEN, onOffer("reopening")))
  .post(
    "/:offer{[0-9]+}/orders",
    pressed(ORDER, { ...onOffer("orders"), onward: (_found, _input, _next, made) => orderPath(made ?? 0) }),
  )

const showOrder = (c: C, found: FoundOrder, flawed: Flawed = null) =>
  page(
    c,
    { title: `点单 · ${found.offer.title}`, status: flawed ? 422 : 200 },
    <OrderPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

const onOrder = (act: string) => ({
  again: (c: C, found: FoundOrder, flaws: Flaws) => showOrder(c, found, { ...flaws, act }),
  onward: ({ order }: FoundOrder) => orderPath(order.id),
})

/** One order. */
export const orderRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const rows = await ordersToSeeTo(database, actor, today, pageIn(c))
    return page(c, { title: "待办点单", wide: true }, <OrdersWaiting {...rows} page={pageIn(c)} today={today} />)
  })
  .get("/:order{[0-9]+}", async (c) => {
    const found = await theOrder(askedOf(c))
    if (!found) throw missing()
    return showOrder(c, found)
  })
  .post("/:order{[0-9]+}/acceptance", pressed(ACCEPT, onOrder("acceptance")))
  .post("/:order{[0-9]+}/declining", pressed(DECLINE, onOrder("declining")))
  .post("/:order{[0-9]+}/cancellation", pressed(CANCEL, onOrder("cancellation")))
  .post(
    "/:order{[0-9]+}/completion",
    pressed(FINISH, { ...onOrder("completion"), onward: (_found, _input, _next, made) => activityPath(made ?? 0) }),
  )
