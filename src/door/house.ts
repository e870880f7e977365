import type { SQL } from "drizzle-orm"
import type { Hono } from "hono"
import type { Child } from "hono/jsx"
import type { Database } from "#db/database.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Dated } from "#src/outward/agenda/source.ts"
import type { Searched } from "#src/pages/search/source.ts"
import type { DeskAsked } from "#src/plans/plan/desk_queries.ts"
import type { EvidenceOwner } from "#src/reports/evidence/queries.ts"
import type { About, DoneLink, DoneWords, Learns, RefusalLink, RefusalWords, Stateful } from "#src/trail/about.ts"
import { newestOf, type Turn } from "#src/trail/newest_queries.ts"
import type { Env } from "./env.ts"

/** Where routes hang. */
export type Mount = { readonly at: string; readonly routes: Hono<Env> }
export const mount = (at: string, routes: Hono<Env>): Mount => ({ at, routes })

/** A link of the navigation; the least `rank` stands first. */
export type NavigationLink = {
  readonly rank: number
  readonly href: string
  readonly label: string
  readonly forWhom: (actor: Actor) => boolean
}

/** A file that is part of one file for browsers; the least `rank` comes first. */
export type Part = { readonly rank: number; readonly file: string }

/** A key that answers at the desk, and what it does there. */
export type DeskKey = readonly [key: string, what: string]

/** A queue of 督查工作台; the least `rank` stands first. */
export type DeskQueue = {
  readonly rank: number
  readonly name: string
  readonly label: string
  /** Who has it. */
  readonly forWhom: (actor: Actor) => boolean
  /** To whom it is shown only while something stands in it: many an office never has any. */
  readonly occasional?: (actor: Actor) => boolean
  /** What stands in it is late: an alarm, and not only work that waits. */
  readonly isLate?: true
  /** Where its items are dealt with; else it is the desk that lists them (src/pages/desk/queries.ts). */
  readonly href?: string
  /** What the keys of answers do in it; without them its items are only walked through. */
  readonly keys?: readonly DeskKey[]
}

/** How much of a capability waits in a queue, of its own or of another's: what stands in one is counted together. */
export type Waiting = {
  readonly queue: string
  readonly count: (database: Pick<Database, "db">, asked: DeskAsked) => SQL<number>
}

/** Whom the help is for, a screen each. */
export type HelpTopic = "liaison" | "supervisor" | "leader" | "admin" | "security" | "auditor" | "observer"

/**
 * A paragraph of the help of a topic: with a title a section of its own, without one a step of what is done in turn. The
 * least `rank` stands first, among the steps or among the sections of the topic.
 */
export type HelpSection = {
  readonly topic: HelpTopic
  readonly rank: number
  readonly title?: string
  readonly text: Child
}

/** A capability of the house: what it says of itself, its words, and what of it stands elsewhere. */
export type Capability = {
  readonly name: string
  readonly about?: About
  /** The module of its words (views/<capability>/words.ts). */
  readonly words?: {
    readonly ACTION_LABEL?: Readonly<Record<string, string>>
    readonly REFUSAL_LABEL?: Readonly<Record<string, RefusalWords>>
    readonly REFUSAL_LINK?: Readonly<Partial<Record<string, RefusalLink>>>
    readonly DONE_LABEL?: Readonly<Record<string, DoneWords>>
    readonly DONE_LINK?: Readonly<Partial<Record<string, DoneLink>>>
    /** Nouns of what its events are about, and names of what they say beside. */
    readonly SUBJECT_LABEL?: Readonly<Record<string, string>>
    readonly PARTICULAR_LABEL?: Readonly<Record<string, string>>
  }
  /** Routes for whoever comes, signed in or not. */
  readonly open?: () => readonly Mount[]
  /** Routes for the public, which is asked nothing and given no cookie (src/door/outside.tsx). */
  readonly outside?: () => readonly Mount[]
  /** Routes behind signing in. */
  readonly routes?: () => readonly Mount[]
  /** The same acts and readings told in JSON, below /api/v1 (src/door/json.ts). */
  readonly told?: () => readonly Mount[]
  /** Its affairs have evidence: who sees a file of theirs. */
  readonly evidence?: () => EvidenceOwner | readonly EvidenceOwner[]
  /** What of it is found by its words, a row a kind. */
  readonly searched?: () => readonly Searched[]
  /** What of it falls on a day, beside what is owed. */
  readonly dated?: () => readonly Dated[]
  readonly links?: readonly NavigationLink[]
  readonly help?: readonly HelpSection[]
  readonly queues?: readonly DeskQueue[]
  readonly waiting?: () => readonly Waiting[]
  /** The next instant at which a page of it reads otherwise though nobody does anything, if it falls within a minute. */
  readonly turns?: readonly Turn[]
  /** Parts of `style.css` and `app.js`, files of views/assets. */
  readonly styles?: readonly Part[]
  readonly scripts?: readonly Part[]
}

/** What the program asks of all capabilities together; made once. */
export type House = {
  readonly capabilities: readonly Capability[]
  /** Everything the trail can say. */
  readonly actions: readonly string[]
  readonly learns: (action: string) => Learns
  readonly stateful: readonly Stateful[]
  /** In words; what nobody knows, as it stands. */
  readonly actionWords: (action: string) => string
  readonly nounWords: (noun: string) => string | null
  readonly particularWords: (key: string) => string
  readonly refusalWords: (code: string, facts?: Record<string, string>) => string
  readonly refusalLink: (code: string, facts: Record<string, string>) => ReturnType<RefusalLink> | undefined
  readonly doneWords: (code: string, n: string) => string | undefined
  readonly doneLink: (code: string, n: string) => ReturnType<DoneLink> | undefined
  readonly evidence: () => readonly EvidenceOwner[]
  readonly searched: () => readonly Searched[]
  readonly dated: () => readonly Dated[]
  readonly links: readonly NavigationLink[]
  readonly help: readonly HelpSection[]
  readonly queues: readonly DeskQueue[]
  readonly waiting: () => readonly Waiting[]
  /** Where the trail stands, with the turns of all capabilities. */
  readonly newest: ReturnType<typeof newestOf>
}

/** All of one kind in one table; a name that two capabilities use is a fault of the house. */
function together<T>(tables: (Readonly<Record<string, T>> | undefined)[]): ReadonlyMap<string, T> {
  const all = new Map<string, T>()
  for (const [name, one] of tables.flatMap((table) => Object.entries(table ?? {}))) {
    if (all.has(name)) throw new Error(`two capabilities say ${name}`)
    all.set(name, one)
  }
  return all
}

export function houseOf(capabilities: readonly Capability[]): House {
  const learns = together(capabilities.map(({ about }) => about?.actions))
  const actions = together(capabilities.map(({ words }) => words?.ACTION_LABEL))
  const refusals = together(capabilities.map(({ words }) => words?.REFUSAL_LABEL))
  const refusalLinks = together(capabilities.map(({ words }) => words?.REFUSAL_LINK))
  const done = together(capabilities.map(({ words }) => words?.DONE_LABEL))
  const doneLinks = together(capabilities.map(({ words }) => words?.DONE_LINK))
  const nouns = together(capabilities.map(({ words }) => words?.SUBJECT_LABEL))
  const particulars = together(capabilities.map(({ words }) => words?.PARTICULAR_LABEL))
  // The same each time: of each kind something is kept (src/pages/search/queries.ts).
  let searched: readonly Searched[] | undefined
  return {
    capabilities,
    actions: [...learns.keys()],
    learns: (action) => learns.get(action) ?? null,
    stateful: capabilities.flatMap(({ about }) => about?.stateful ?? []),
    actionWords: (action) => actions.get(action) ?? action,
    nounWords: (noun) => nouns.get(noun) ?? null,
    particularWords: (key) => particulars.get(key) ?? key,
    refusalWords: (code, facts = {}) => refusals.get(code)?.(facts) ?? code,
    refusalLink: (code, facts) => refusalLinks.get(code)?.(facts),
    doneWords: (code, n) => done.get(code)?.(n),
    doneLink: (code, n) => doneLinks.get(code)?.(n),
    evidence: () => capabilities.flatMap(({ evidence }) => evidence?.() ?? []),
    searched: () => {
      searched ??= capabilities.flatMap((one) => one.searched?.() ?? []).sort((a, b) => a.rank - b.rank)
      return searched
    },
    dated: () => capabilities.flatMap(({ dated }) => dated?.() ?? []),
    links: capabilities.flatMap(({ links }) => links ?? []).sort((a, b) => a.rank - b.rank),
    help: capabilities.flatMap(({ help }) => help ?? []).sort((a, b) => a.rank - b.rank),
    queues: capabilities.flatMap(({ queues }) => queues ?? []).sort((a, b) => a.rank - b.rank),
    waiting: () => capabilities.flatMap(({ waiting }) => waiting?.() ?? []),
    newest: newestOf(capabilities.flatMap(({ turns }) => turns ?? [])),
  }
}
