import type { Child } from "hono/jsx"
import { ORDER_STATES, type OrderState } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import {
  activityPath,
  offerPath,
  orderPath,
  ordersFilePath,
  ordersPath,
  yearOffersPath,
  yearOrdersPath,
} from "#src/paths.ts"
import { mayMove } from "#src/year/orders/policy.ts"
import type { DueOrder, FoundOrder, OrderList, OrderRow } from "#src/year/orders/queries.ts"
import { canMove, type OrderMove } from "#src/year/orders/workflow.ts"
import { ActForm, Why } from "../parts/act_form.tsx"
import { Field, type Flaws, flawsOf } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { ORDER_STATE_LABEL } from "./words.ts"

type ListProps = { found: OrderList; state: OrderState | null; page: number; today: string }

/** 点单 of a year, what is under way first. */
export const OrderListPage = ({ found, state, page, today }: ListProps) => {
  const {
    orders,
    hasMore,
    year: { year },
  } = found
  return (
    <>
      <YearHead found={found} tab="offers" acts={<PrintButton />} />
      <section class="block" id="orders">
        <h2>
          点单
          <small>
            <a href={yearOffersPath(year)}>看菜单</a>
          </small>
        </h2>
        <form method="get" class="filters no-print" action={yearOrdersPath(year)} data-at-once>
          <PickFrom
            name="state"
            id="order-state"
            label="状态"
            all="全部"
            value={state}
            options={ORDER_STATES.map((one) => [one, ORDER_STATE_LABEL[one]])}
          />
          <button type="submit">筛选</button>
        </form>
        <KeptTo facts={[state && ORDER_STATE_LABEL[state]]} />
        {orders.length === 0 ? <p class="empty sheet">没有点单。</p> : <OrderTable orders={orders} today={today} />}
        <Pages page={page} hasMore={hasMore} path={(page) => yearOrdersPath(year, { state, page })} />
        <Taking path={(file) => ordersFilePath(year, "orders", file, { state })} />
      </section>
    </>
  )
}

type WaitingProps = Pick<ListProps, "page" | "today"> & Pick<OrderList, "orders" | "hasMore">

/** What waits to be answered, or to be entered as held, in the years that somebody keeps. */
export const OrdersWaiting = ({ orders, hasMore, page, today }: WaitingProps) => (
  <>
    <h1>待办点单</h1>
    {orders.length === 0 ? (
      <p class="empty sheet">没有待接单、待登记完成的点单。</p>
    ) : (
      <OrderTable orders={orders} today={today} />
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => `${ordersPath}?page=${page}`} />
  </>
)

export const OrderTable = ({ orders, today }: { orders: readonly OrderRow[]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <thead>
        <tr>
          {["题目", "讲授单位", "点单单位", "日期", "听众", "状态"].map((word) => (
            <th scope="col">{word}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {orders.map(({ order, offer, unit, orderer }) => (
          <tr data-row="order">
            <th scope="row">
              <a href={orderPath(order.id)} id={`order-${order.id}`}>
                {offer.title}
              </a>
            </th>
            <td class="nowrap" data-label="讲授单位">
              {unit}
            </td>
            <td class="nowrap" data-label="点单单位">
              {orderer}
            </td>
            <td class="nowrap" data-label="日期">
              {dayWords(order.agreedOn ?? order.wantedOn, today)}
            </td>
            <td data-label="听众">
              {order.audience}
              {order.heads !== null && `（${order.heads}人）`}
            </td>
            <td class="nowrap" data-label="状态">
              <span class="tag">{ORDER_STATE_LABEL[order.state]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** What waits for a unit that offers. */
export const OrdersDue = ({ orders, today }: { orders: readonly DueOrder[]; today: string }) =>
  orders.length === 0 ? null : (
    <section class="block" id="orders-due">
      <h2>菜单点单（{orders.length}）</h2>
      <ul class="rows sheet padded">
        {orders.map((one) => (
          <li data-row="order">
            <a href={orderPath(one.id)}>{one.title}</a>{" "}
            <small>
              {one.orderer}点单，{dayWords(one.on, today)} · {one.state === "ordered" ? "待接单" : "待登记完成"}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )

type Props = { found: FoundOrder; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

/** One order, and what either unit may do about it. */
export const OrderPage = (props: Props) => {
  const { found, actor, today } = props
  const { order, offer, unit, orderer, year } = found
  const may = (move: OrderMove) =>
    canMove(order.state, move) && mayMove(actor, year, { offering: offer.unitId, ordering: order.unitId }, move)
  const facts = [
    ["讲授单位", unit],
    ["点单单位", orderer],
    ["希望日期", dayWords(order.wantedOn, today)],
    ["商定日期", order.agreedOn && dayWords(order.agreedOn, today)],
    ["地点", order.place],
    ["听众", order.audience],
    ["人数", order.heads],
  ] as const
  return (
    <article>
      <p class="crumbs small">
        <a href={yearOrdersPath(offer.year)}>{offer.year}年点单</a>
      </p>
      <div class="title">
        <div>
          <h1>
            点单：<a href={offerPath(offer.id)}>{offer.title}</a>
          </h1>
          <p>
            第{order.id}单 <span class="tag">{ORDER_STATE_LABEL[order.state]}</span>
          </p>
        </div>
      </div>
      {order.reason && (
        <p class="note">
          {ORDER_STATE_LABEL[order.state]}：{order.reason}
        </p>
      )}
      {order.activityId !== null && (
        <p class="note">
          <a href={activityPath(order.activityId)}>已记入活动台账</a>
        </p>
      )}
      <dl class="facts sheet padded">
        {facts.map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd>{value || "未填"}</dd>
          </>
        ))}
      </dl>
      {may("accept") && (
        <Act {...props} act="acceptance" title="接单" open>
          {(flaws) => (
            <Field name="agreedOn" label="商定日期" type="date" required value={order.wantedOn} flaws={flaws} />
          )}
        </Act>
      )}
      {may("finish") && (
        <Act {...props} act="completion" title="完成" open>
          {(flaws) => (
            <div class="fields">
              <Field name="heldOn" label="开展日期" type="date" required value={order.agreedOn} flaws={flaws} />
              <Field name="heads" label="到场人数" inputmode="numeric" value={order.heads} flaws={flaws} />
              <p class="hint full">完成后记入活动台账，不必再登记。</p>
            </div>
          )}
        </Act>
      )}
      {may("decline") && <Reason {...props} act="declining" title="婉拒" />}
      {may("cancel") && <Reason {...props} act="cancellation" title="取消" />}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

type ActProps = Props & { act: string; title: string; open?: boolean }

const Act = ({
  found,
  flawed,
  act,
  title,
  open,
  children,
}: ActProps & { children: (flaws: Flaws | null) => Child }) => {
  const flaws = flawsOf(flawed, act)
  const { id, version } = found.order
  return (
    <ActForm
      id={act}
      title={title}
      open={open}
      kind={open ? "primary" : undefined}
      action={orderPath(id, act)}
      version={version}
      flaws={flaws}
    >
      {children(flaws)}
    </ActForm>
  )
}

const Reason = (props: ActProps) => (
  <Act {...props}>{(flaws) => <Why id={`${props.act}-why`} label={`${props.title}原因`} flaws={flaws} />}</Act>
)
