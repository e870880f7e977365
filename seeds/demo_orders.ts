import { addDays } from "#src/clock.ts"
import { acceptOrder, enterOffer, finishOrder, type OfferWords, placeOrder } from "#src/year/orders/commands.ts"
import { findOffer, findOrder, offersOfYear } from "#src/year/orders/queries.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 普法菜单 of the demo, two lines of it, and three orders: one that was held, one accepted, one that waits. */

const OFFERS: readonly (Omit<OfferWords, "lecturer"> & { unit: string; who: string })[] = [
  {
    unit: "yanjiushi",
    who: "yanjiushi",
    title: "民法典与信访事项办理",
    laws: ["民法典", "信访工作条例"],
    kind: "法治讲座",
    duration: "90分钟",
    audience: "各单位干部",
    note: "可结合本单位案例",
  },
  {
    unit: "laifangjiedaisi",
    who: "laifangjiedaisi",
    title: "来访接待中的依法分类处理",
    laws: ["信访工作条例"],
    kind: "法律培训",
    duration: "半天",
    audience: "新到岗干部",
    note: "",
  },
]

export function orderActs(today: string, opened: string): YearAct[] {
  const before = (days: number) => {
    const on = addDays(today, -days)
    return on < opened ? opened : on
  }
  return [
    ...OFFERS.map((one) => ({ on: before(60), does: offer(one) })),
    { on: before(50), does: order("bangongshi", 1, before(40), 32) },
    { on: before(48), does: accept(1, "yanjiushi", before(40)) },
    { on: before(39), does: finish(1, "yanjiushi", before(40)) },
    { on: before(6), does: order("banxinsi", 2, addDays(today, 9), 26) },
    { on: before(5), does: accept(2, "laifangjiedaisi", addDays(today, 9)) },
    { on: before(2), does: order("duchashi", 2, addDays(today, 16), 18) },
  ]
}

const offer =
  ({ unit, who, ...words }: (typeof OFFERS)[number]) =>
  async ({ database, year, units, by }: DemoYear) => {
    const doer = by(who)
    const found = await offersOfYear(database, doer.actor, year, 1)
    const unitId = units.get(unit) ?? 0
    const lecturer = found?.lecturers.find((one) => one.unitId === unitId)?.id ?? null
    if (found) await enterOffer(database, found, { unitId, words: { ...words, lecturer } }, doer)
  }

/** On a day that lies in the next year nothing is ordered. */
const order =
  (who: string, offerId: number, wantedOn: string, heads: number) =>
  async ({ database, year, units, by }: DemoYear) => {
    const doer = by(who)
    const found = await findOffer(database, doer.actor, offerId)
    const words = { unitId: units.get(who) ?? 0, place: "本单位会议室", audience: "全体干部", heads }
    const on = wantedOn < doer.today ? doer.today : wantedOn
    if (found && on.startsWith(`${year}-`)) await placeOrder(database, found, { ...words, wantedOn: on }, doer)
  }

const accept =
  (id: number, who: string, agreedOn: string) =>
  async ({ database, by }: DemoYear) => {
    const doer = by(who)
    const found = await findOrder(database, doer.actor, id)
    const on = agreedOn < doer.today ? doer.today : agreedOn
    if (found?.order.state === "ordered") await acceptOrder(database, found, on, doer)
  }

const finish =
  (id: number, who: string, heldOn: string) =>
  async ({ database, by }: DemoYear) => {
    const doer = by(who)
    const found = await findOrder(database, doer.actor, id)
    if (found?.order.state === "accepted") await finishOrder(database, found, { heldOn, heads: 30 }, doer)
  }
