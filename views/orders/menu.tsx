import type { Offer } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { offerPath, ordersFilePath, yearOffersPath, yearOrdersPath } from "#src/paths.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { lendable, orderersOf } from "#src/year/orders/policy.ts"
import type { FoundOffer, OfferMenu } from "#src/year/orders/queries.ts"
import { actsFor } from "#src/year/years/policy.ts"
import { ActForm } from "../parts/act_form.tsx"
import { Area, Choice, Field, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { Trail } from "../parts/trail.tsx"
import { YearHead } from "../years/head.tsx"
import { OrderTable } from "./orders.tsx"
import { OFFER_STATE_LABEL } from "./words.ts"

type MenuProps = { found: OfferMenu; page: number; flaws?: Flaws | undefined }

/** 菜单 of a year: what can be ordered stands first. */
export const MenuPage = ({ found, page, flaws }: MenuProps) => {
  const { choices, offers, hasMore } = found
  const { year, own } = choices
  return (
    <>
      <YearHead found={choices.found} tab="offers" acts={<PrintButton />} />
      {own.length > 0 && (
        <details class="sheet padded no-print" id="new-offer" open={flaws !== undefined}>
          <summary>登记普法菜单</summary>
          <form method="post" action={yearOffersPath(year)}>
            <Flawed flaws={flaws} />
            <Choice
              name="unit"
              label="单位"
              required
              value={own[0]?.id}
              options={own.map(({ id, name }) => [String(id), name] as const)}
              flaws={flaws}
            />
            <OfferFields found={found} flaws={flaws} />
            <p class="acts">
              <button type="submit" class="primary" id="enter-offer">
                列入菜单
              </button>
            </p>
          </form>
        </details>
      )}
      <section class="block" id="offers">
        <h2>
          普法菜单
          <small>
            <a href={yearOrdersPath(year)} id="to-orders">
              看点单
            </a>
          </small>
        </h2>
        {offers.length === 0 ? (
          <p class="empty sheet">菜单中还没有内容。</p>
        ) : (
          <div class="table-frame">
            <table class="list stack">
              <thead>
                <tr>
                  {["题目", "单位", "讲师", "形式、时长", "对象", "已完成"].map((word) => (
                    <th scope="col">{word}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {offers.map(({ offer, unit, lecturer, held }) => (
                  <tr data-row="offer">
                    <th scope="row">
                      <a href={offerPath(offer.id)} id={`offer-${offer.id}`}>
                        {offer.title}
                      </a>{" "}
                      {offer.state === "closed" && <span class="tag">{OFFER_STATE_LABEL.closed}</span>}
                      <br />
                      <small>{offer.laws.map(citedLaw).join("")}</small>
                    </th>
                    <td class="nowrap" data-label="单位">
                      {unit}
                    </td>
                    <td data-label="讲师">{lecturer ?? "–"}</td>
                    <td data-label="形式、时长">{[offer.kind, offer.duration].filter(Boolean).join("，")}</td>
                    <td data-label="对象">{offer.audience || "–"}</td>
                    <td class="nowrap" data-label="已完成">
                      {held}次
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => yearOffersPath(year, { page })} />
        <Taking path={(file) => ordersFilePath(year, "offers", file)} />
      </section>
    </>
  )
}

type FieldsProps = {
  found: Pick<OfferMenu, "choices" | "lecturers">
  one?: Offer
  named?: string | null
  flaws?: Flaws | null | undefined
}

const OfferFields = ({ found, one, named, flaws }: FieldsProps) => {
  const { choices, lecturers } = found
  const lent = one ? lendable(found, one.unitId) : lecturers
  const gone = one?.lecturerId && !lent.some(({ id }) => id === one.lecturerId)
  const people = [...lent, ...(gone ? [{ id: one.lecturerId, name: named ?? "" }] : [])]
  const kinds = [...new Set([...choices.lists.kinds, ...(one ? [one.kind] : [])])]
  return (
    <>
      <div class="fields">
        <Field name="title" label="题目" required value={one?.title} flaws={flaws} />
        <Field
          name="laws"
          label="讲授的法律法规"
          value={one?.laws.map(citedLaw).join("")}
          flaws={flaws}
          hint="如：《民法典》《宪法》"
        />
        <Choice
          name="lecturer"
          label="讲师"
          empty="待定"
          value={one?.lecturerId}
          options={people.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
          hint="从在用的讲师团成员中选"
        />
        <Choice
          name="kind"
          label="活动形式"
          required
          empty="请选择"
          value={one?.kind}
          options={kinds.map((kind) => [kind, kind] as const)}
          flaws={flaws}
        />
        <Field name="duration" label="时长" value={one?.duration} flaws={flaws} placeholder="如：90分钟" />
        <Field name="audience" label="对象" value={one?.audience} flaws={flaws} />
      </div>
      <Area id="offer-note" name="note" label="说明" rows={2} longest={2000} value={one?.note} flaws={flaws} />
    </>
  )
}

type Props = { found: FoundOffer; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

/** One thing that is offered: what it is, where it is ordered, and its orders as far as whoever looks sees them. */
export const OfferPage = (props: Props) => {
  const { found, actor, today, flawed } = props
  const { offer, unit, lecturer, year, orders, hasMore, held } = found
  const facts = [
    ["单位", unit],
    ["法律法规", offer.laws.map(citedLaw).join("")],
    ["讲师", lecturer ?? "待定"],
    ["形式、时长", [offer.kind, offer.duration].filter(Boolean).join("，")],
    ["对象", offer.audience],
    ["说明", offer.note],
    ["已完成", `${held}次`],
  ] as const
  const offers = actsFor(actor, year, offer.unitId)
  const revised = flawsOf(flawed, "revision")
  return (
    <article>
      <p class="crumbs small">
        <a href={yearOffersPath(offer.year)}>{offer.year}年普法菜单</a>
      </p>
      <div class="title">
        <div>
          <h1>{offer.title}</h1>
          <p>
            <span class="tag">{OFFER_STATE_LABEL[offer.state]}</span>
          </p>
        </div>
      </div>
      <dl class="facts sheet padded">
        {facts.map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd class="preserve">{value || "未填"}</dd>
          </>
        ))}
      </dl>
      {offer.state === "open" && orderersOf(found).length > 0 && <OrderForm {...props} />}
      {orders.length > 0 && (
        <section class="block" id="orders">
          <h2>已有的点单</h2>
          <OrderTable orders={orders} today={today} />
          {hasMore && (
            <p>
              只列前{orders.length}单，其余见<a href={yearOrdersPath(offer.year)}>{offer.year}年点单</a>。
            </p>
          )}
        </section>
      )}
      {offers && offer.state === "open" && (
        <ActForm
          id="revision"
          title="修改"
          button="保存"
          action={offerPath(offer.id, "revision")}
          version={offer.version}
          flaws={revised}
        >
          <OfferFields found={found} one={offer} named={lecturer} flaws={revised} />
        </ActForm>
      )}
      {offers && (
        <form
          method="post"
          action={offerPath(offer.id, offer.state === "open" ? "closing" : "reopening")}
          class="acts no-print"
        >
          <input type="hidden" name="version" value={offer.version} />
          <button type="submit">{offer.state === "open" ? "停止点单" : "恢复点单"}</button>
        </form>
      )}
      <Trail lines={found.trail} today={today}>
        {() => null}
      </Trail>
    </article>
  )
}

const OrderForm = ({ found, flawed, today }: Props) => {
  const flaws = flawsOf(flawed, "orders")
  const own = orderersOf(found)
  return (
    <section class="block no-print" id="order">
      <h2>点单</h2>
      <form method="post" action={offerPath(found.offer.id, "orders")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <div class="fields">
          <Choice
            name="unit"
            label="点单单位"
            required
            value={own[0]?.id}
            options={own.map(({ id, name }) => [String(id), name] as const)}
            flaws={flaws}
          />
          <Field name="wantedOn" label="希望日期" type="date" required value={today} flaws={flaws} />
          <Field id="order-place" name="place" label="地点" flaws={flaws} />
          <Field id="order-audience" name="audience" label="听众" required flaws={flaws} />
          <Field name="heads" label="人数" inputmode="numeric" flaws={flaws} />
        </div>
        <p class="acts">
          <button type="submit" class="primary" id="place-order">
            点单
          </button>
        </p>
      </form>
    </section>
  )
}
