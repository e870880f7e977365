/*
 * What a capability says of itself, in plain data: each has an about.ts, and src/capabilities.ts draws them together. Its
 * words stand in views/<capability>/words.ts, keyed by these names.
 */

/**
 * plan: everyone who sees the plan. close: the unit, the supervising office and leaders. inner: the unit and the
 * office. within: the unit alone. office: those who take part in 初核 and 复核. units: the task's units, the office and
 * leaders. above: leaders and the office.
 */
export type Circle = "plan" | "units" | "close" | "inner" | "within" | "office" | "above"

/**
 * Who learns in the course of a task that something happened (`fact`) and who reads the remark that came with it
 * (`remark`); null: it is no part of that course. `keepsDay`: the event repeats the day that stands, so that a cut-off
 * finds it; to people it says nothing new.
 */
export type Learns = { readonly fact: Circle; readonly remark: Circle; readonly keepsDay?: true } | null

/** A thing with a state of its own: `noun:key/key` in the trail, a row of its table, and where it begins. */
export type Stateful = {
  readonly noun: string
  readonly table: string
  readonly keys: readonly string[]
  readonly begins: string
}

/** `report` of `report:12/3`. */
export const nounOf = (subject: string): string => subject.split(":")[0] ?? ""

export type About = {
  /** All that the trail can say of it, past tense, the noun first. */
  readonly actions: Readonly<Record<string, Learns>>
  /** Why it refuses an act. */
  readonly refusals: readonly string[]
  /** What is said once after its acts. */
  readonly done: readonly string[]
  readonly stateful?: readonly Stateful[]
}

export type ActionOf<A extends About> = A extends About ? keyof A["actions"] & string : never
export type RefusalOf<A extends About> = A["refusals"][number]
export type DoneOf<A extends About> = A["done"][number]

/** Why something is refused, in a sentence; of facts that it names. */
export type RefusalWords = (facts: Record<string, string>) => string
/** What is said after an act; `n` comes after a dot in the code. */
export type DoneWords = (n: string) => string
/** Where what is said once can be read in full, or what comes next is done. */
export type DoneLink = (n: string) => { href: string; word: string }
/** Where what stands in the way can be seen; of the facts of the refusal. */
export type RefusalLink = (facts: Record<string, string>) => { href: string; word: string }

/** The words that a capability owes: one for each name. */
export type WordsOf<A extends About> = {
  ACTION_LABEL: Record<ActionOf<A>, string>
  REFUSAL_LABEL: Record<RefusalOf<A>, RefusalWords>
  REFUSAL_LINK: Partial<Record<RefusalOf<A>, RefusalLink>>
  DONE_LABEL: Record<DoneOf<A>, DoneWords>
  DONE_LINK: Partial<Record<DoneOf<A>, DoneLink>>
}
