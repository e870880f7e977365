import type { Activity, Approximation } from "#db/schema.ts"

/*
 * 场次, 发放份数, 咨询人次, 覆盖人数, as they were told: 6000余 is not 6000. A sum in which one part is not exact says so.
 */

export const MEASURES = ["sessions", "copies", "consulted", "reached"] as const
export type Measure = (typeof MEASURES)[number]

/** A number as it was told. */
export type Told = { n: number; approx: Approximation | null }
/** What an activity says of each; null: nothing. */
export type Numbers = Record<Measure, Told | null>

/** A sum: of how much, and how many of its parts were `over` or otherwise not exact. */
export type Sum = { n: number; over: number; rough: number }

export const NOTHING: Sum = { n: 0, over: 0, rough: 0 }

export const added = (a: Sum, b: Sum): Sum => ({ n: a.n + b.n, over: a.over + b.over, rough: a.rough + b.rough })

export const sumOf = (told: Told | null): Sum => {
  if (told === null) return NOTHING
  return {
    n: told.n,
    over: Number(told.approx === "over"),
    rough: Number(told.approx === "about" || told.approx === "nearly"),
  }
}

/** How a sum is said: more than its parts where some were told with 余, otherwise about so many. */
export const approxOf = ({ over, rough }: Sum): Approximation | null => {
  if (rough > 0) return "about"
  return over > 0 ? "over" : null
}

const LARGEST = 1_000_000_000
/** What people write behind a number: the unit stands in the name of the field. */
const UNITS = "人次|人\\(次\\)|人/次|人|次|份|册|本|场次|场|期|件|条"
const WRITTEN = new RegExp(
  `^(约|近|大约|将近|超过|逾)?(\\d{1,10}(?:\\.\\d{1,4})?)(万|千|百)?(余|多|来|以上)?(?:${UNITS})?(余|多|以上|左右)?$`,
)
const TIMES: Record<string, number> = { 万: 10_000, 千: 1000, 百: 100 }
const OVER = new Set(["余", "多", "来", "以上", "超过", "逾"])

const approxIn = (before: string | undefined, after: string | undefined): Approximation | null => {
  if (before === "近" || before === "将近") return "nearly"
  if (before === "约" || before === "大约" || after === "左右") return "about"
  return OVER.has(before ?? after ?? "") ? "over" : null
}

/** `320`, `6,000余`, `1.2万余份`, `约300人次`, `近200`; null: it is no number. */
export function toldIn(text: string): Told | null {
  const plain = text.normalize("NFKC").replace(/[\s,，]/g, "")
  const [whole, before, digits = "", times = "", after, last] = WRITTEN.exec(plain) ?? []
  if (whole === undefined) return null
  const n = Number((Number(digits) * (TIMES[times] ?? 1)).toFixed(4))
  return Number.isInteger(n) && n <= LARGEST ? { n, approx: approxIn(before, after ?? last) } : null
}

/** The numbers in the columns of an activity. */
export const numbersOf = (row: Pick<Activity, Measure | `${Measure}Approx`>): Numbers => ({
  sessions: told(row.sessions, row.sessionsApprox),
  copies: told(row.copies, row.copiesApprox),
  consulted: told(row.consulted, row.consultedApprox),
  reached: told(row.reached, row.reachedApprox),
})

const told = (n: number | null, approx: Approximation | null): Told | null => (n === null ? null : { n, approx })

/** The columns for these numbers. */
export const columnsOf = (numbers: Numbers) => ({
  sessions: numbers.sessions?.n ?? null,
  sessionsApprox: numbers.sessions?.approx ?? null,
  copies: numbers.copies?.n ?? null,
  copiesApprox: numbers.copies?.approx ?? null,
  consulted: numbers.consulted?.n ?? null,
  consultedApprox: numbers.consulted?.approx ?? null,
  reached: numbers.reached?.n ?? null,
  reachedApprox: numbers.reached?.approx ?? null,
})
