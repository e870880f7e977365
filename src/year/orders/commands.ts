import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { activities, type Offer, type Order, offers, orders } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, newestId, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { type ActivityWords, activityEntered, daysFit } from "#src/year/activities/commands.ts"
import { personalFit } from "#src/year/cases/identifiers.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { actsFor } from "#src/year/years/policy.ts"
import { lendable, mayMove, orderersOf } from "./policy.ts"
import type { FoundOffer, FoundOrder, OfferMenu } from "./queries.ts"
import { canMove, canMoveOffer, MOVES, OFFER_MOVES, type OfferMove, type OrderMove } from "./workflow.ts"

/** What a unit says of what it offers. */
export type OfferWords = Pick<Offer, "title" | "laws" | "kind" | "duration" | "audience" | "note"> & {
  lecturer: number | null
}

/** What of the words the year does not offer; `kept`: what the offer has already. */
export function offerFits(
  found: Pick<OfferMenu, "choices" | "lecturers">,
  unitId: number,
  words: OfferWords,
  kept?: Pick<Offer, "kind" | "lecturerId">,
): Problems | null {
  const problems: Problems = { ...personalFit({ title: words.title, audience: words.audience, note: words.note }) }
  if (![...found.choices.lists.kinds, kept?.kind].includes(words.kind)) problems.kind = ["请从列表中选择活动形式"]
  const named = [null, kept?.lecturerId, ...lendable(found, unitId).map(({ id }) => id)]
  if (!named.includes(words.lecturer)) problems.lecturer = ["请从该单位或普法办在用的讲师团成员中选择"]
  return Object.keys(problems).length > 0 ? problems : null
}

const columnsOf = ({ lecturer, ...words }: OfferWords) => ({ ...words, lecturerId: lecturer })

/** 列入菜单, of a unit that takes part in the year. Resolves with its id. */
export async function enterOffer(
  database: Database,
  found: Pick<OfferMenu, "choices" | "lecturers">,
  { unitId, words }: { unitId: number; words: OfferWords },
  by: By,
): Promise<number> {
  const unit = found.choices.own.find(({ id }) => id === unitId)
  if (!unit) throw forbidden()
  ensureFits(offerFits(found, unitId, words))
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: "offer_entered",
        subject: nextSubject("offer", offers),
        version: 1,
        particulars: { to: "open", unit: unit.name, title: words.title },
      },
    ],
    [
      database.db
        .insert(offers)
        .values({
          ...columnsOf(words),
          year: found.choices.year,
          unitId,
          state: "open",
          enteredById: by.actor.id,
          enteredAt: by.at,
        })
        .returning({ id: offers.id }),
    ],
  )
  return made?.id ?? 0
}

export function ensureOffers(actor: By["actor"], { offer, year }: Pick<FoundOffer, "offer" | "year">) {
  if (!actsFor(actor, year, offer.unitId)) throw forbidden()
}

const offerSubject = (id: number) => `offer:${id}`

/** What its event says of it. */
const toldOf = ({ laws, lecturerId, title, kind, duration, audience, note }: ReturnType<typeof columnsOf>) => ({
  title,
  activityKind: kind,
  duration,
  audience,
  note,
  lawsTaught: laws.map(citedLaw).join(""),
  lecturer: lecturerId === null ? null : String(lecturerId),
})

/** Puts an offer right; what was ordered by it before stays ordered. */
export async function reviseOffer(database: Database, found: FoundOffer, words: OfferWords, by: By) {
  ensureOffers(by.actor, found)
  const { offer } = found
  if (offer.state !== "open") throw conflict("wrong_state", { state: offer.state, noun: "offer" })
  ensureFits(offerFits(found, offer.unitId, words, offer))
  const particulars = beforeAfter(toldOf(offer), toldOf(columnsOf(words)))
  const event = { action: "offer_revised" as const, subject: offerSubject(offer.id), particulars }
  const { act, change } = step(database, offers, offer, event, columnsOf(words))
  await record(database, by, [act], [change])
}

/** 停止点单, and again. */
export async function moveOffer(database: Database, found: FoundOffer, move: OfferMove, by: By) {
  ensureOffers(by.actor, found)
  const { offer } = found
  if (!canMoveOffer(offer.state, move)) throw conflict("wrong_state", { state: offer.state, noun: "offer" })
  const { to } = OFFER_MOVES[move]
  const action: Action = move === "close" ? "offer_closed" : "offer_reopened"
  const event = { action, subject: offerSubject(offer.id), particulars: { from: offer.state, to } }
  const { act, change } = step(database, offers, offer, event, { state: to })
  await record(database, by, [act], [change])
}

export type OrderWords = Pick<Order, "unitId" | "wantedOn" | "place" | "audience" | "heads">

const dayFits = (name: string, day: string, year: number, today: string): Problems | null => {
  if (yearOf(day) !== year) return { [name]: [`请填写${year}年的日期`] }
  return day < today ? { [name]: ["日期不能早于今天"] } : null
}

export function orderFits(found: FoundOffer, words: OrderWords, today: string): Problems | null {
  if (!orderersOf(found).some(({ id }) => id === words.unitId)) return { unit: ["请选择点单的单位"] }
  const personal = personalFit({ place: words.place, audience: words.audience })
  return personal ?? dayFits("wantedOn", words.wantedOn, found.year.year, today)
}

/** 点单. Resolves with its id. */
export async function placeOrder(database: Database, found: FoundOffer, words: OrderWords, by: By): Promise<number> {
  const unit = orderersOf(found).find(({ id }) => id === words.unitId)
  if (!unit) throw forbidden()
  if (found.offer.state !== "open") throw conflict("wrong_state", { state: found.offer.state, noun: "offer" })
  ensureFits(orderFits(found, words, by.today))
  const told = { to: "ordered", title: found.offer.title, unit: unit.name, on: words.wantedOn }
  const [[made]] = await record(
    database,
    by,
    [{ action: "order_placed", subject: nextSubject("order", orders), version: 1, particulars: told }],
    [
      database.db
        .insert(orders)
        .values({
          ...words,
          offerId: found.offer.id,
          state: "ordered",
          enteredById: by.actor.id,
          enteredAt: by.at,
        })
        .returning({ id: orders.id }),
    ],
  )
  return made?.id ?? 0
}

const ACTION_OF: Record<OrderMove, Action> = {
  accept: "order_accepted",
  decline: "order_declined",
  finish: "order_done",
  cancel: "order_cancelled",
}

export function ensureMoves(actor: By["actor"], { order, offer, year }: FoundOrder, move: OrderMove) {
  if (!mayMove(actor, year, { offering: offer.unitId, ordering: order.unitId }, move)) throw forbidden()
}

function moved(
  database: Database,
  found: FoundOrder,
  move: OrderMove,
  by: By,
  particulars: Record<string, unknown>,
  changes: Partial<Order>,
) {
  ensureMoves(by.actor, found, move)
  const { order } = found
  if (!canMove(order.state, move)) throw conflict("wrong_state", { state: order.state, noun: "order" })
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: `order:${order.id}`,
    particulars: { from: order.state, to, ...particulars },
  }
  return step(database, orders, order, event, { ...changes, state: to })
}

export const acceptFits = ({ year }: FoundOrder, agreedOn: string, today: string) =>
  dayFits("agreedOn", agreedOn, year.year, today)

/** 接单, on a day that was agreed on. */
export async function acceptOrder(database: Database, found: FoundOrder, agreedOn: string, by: By) {
  const { act, change } = moved(database, found, "accept", by, { on: agreedOn }, { agreedOn })
  ensureFits(acceptFits(found, agreedOn, by.today))
  await record(database, by, [act], [change])
}

/** 婉拒 or 取消, with the reason. */
export async function endOrder(
  database: Database,
  found: FoundOrder,
  move: "decline" | "cancel",
  remark: string,
  by: By,
) {
  const { act, change } = moved(database, found, move, by, { remark }, { reason: remark })
  await record(database, by, [act], [change])
}

export type Finished = { heldOn: string; heads: number | null }

export function finishFits({ year }: FoundOrder, { heldOn }: Finished, today: string): Problems | null {
  const onDay = daysFit("held", { fromOn: heldOn, untilOn: null }, today)
  if (onDay) return { heldOn: ["日期还没有到"] }
  return yearOf(heldOn) === year.year ? null : { heldOn: [`请填写${year.year}年的日期`] }
}

/** The activity that it was: of the unit that offers, together with the one that ordered. */
function activityOf({ offer, order, choices }: FoundOrder, { heldOn, heads }: Finished): ActivityWords {
  const isThere = choices.units.some(({ id, hasLeft }) => id === order.unitId && !hasLeft)
  return {
    kind: offer.kind,
    title: offer.title,
    fromOn: heldOn,
    untilOn: null,
    joint: isThere ? [order.unitId] : [],
    laws: offer.laws,
    audience: order.audience || offer.audience,
    place: order.place,
    channels: [],
    otherChannel: "",
    tags: [],
    stage: null,
    topic: "",
    keyDay: null,
    note: `菜单点单第${order.id}单`,
    sessions: { n: 1, approx: null },
    copies: null,
    consulted: null,
    reached: heads === null ? null : { n: heads, approx: null },
  }
}

/** 完成: it becomes an activity in the same act, entered once. Resolves with the activity's id. */
export async function finishOrder(database: Database, found: FoundOrder, finished: Finished, by: By): Promise<number> {
  const { act, change } = moved(database, found, "finish", by, { on: finished.heldOn }, {})
  ensureFits(finishFits(found, finished, by.today))
  const { unitId, kind: keptKind } = found.offer
  const entered = { unitId, state: "held" as const, words: activityOf(found, finished), keptKind }
  const made = activityEntered(database, found.choices, entered, by)
  const linked = database.db
    .update(orders)
    .set({ activityId: newestId(activities) })
    .where(eq(orders.id, found.order.id))
  const [[created]] = await record(database, by, [act, made.act], [made.inserted, ...made.more, change, linked])
  return created?.id ?? 0
}
