import type { CriterionMeasure } from "#db/schema.ts"

/** Something that was entered in the year and speaks for a unit; `isOfDay`: held for a 普法节点. */
export type Proof = {
  what: "document" | "activity" | "case" | "resource" | "outcome" | "statement" | "body" | "budget"
  id: number
  kind: string
  title: string
  isOfDay: boolean
}

const document = (kind: string) => (one: Proof) => one.what === "document" && one.kind === kind
const resource = (kind: string) => (one: Proof) => one.what === "resource" && one.kind === kind
const activity = (words: RegExp) => (one: Proof) => one.what === "activity" && words.test(one.kind + one.title)
const any = (what: Proof["what"]) => (one: Proof) => one.what === what

const MEASURED: Record<CriterionMeasure, (one: Proof) => boolean> = {
  year_plan: document("year_plan"),
  duty_list: document("duty_list"),
  summary: document("summary"),
  filings: any("document"),
  liaison: any("body"),
  budget: any("budget"),
  study: activity(/中心组|集中学法/),
  statements: any("statement"),
  training: activity(/培训|讲座|学法/),
  court: activity(/旁听/),
  cases: any("case"),
  key_days: (one) => one.what === "activity" && one.isOfDay,
  constitution_day: activity(/宪法/),
  activities: any("activity"),
  venues: resource("venue"),
  channels: resource("channel"),
  volunteers: resource("volunteers"),
  praise: any("outcome"),
}

/** What of a year speaks for a criterion: a proposal, each of it to be opened. */
export const proving = (measure: CriterionMeasure | null, proofs: readonly Proof[]): Proof[] =>
  measure === null ? [] : proofs.filter(MEASURED[measure])
