import { createContext, useContext } from "hono/jsx"

/** What all capabilities say, in words (src/door/house.ts); the document hands it down to what is in it. */
/** What the trail calls what it is about, and what events say beside. */
export type Naming = {
  /** The noun of a subject; null: nobody has one. */
  readonly nounWords: (noun: string) => string | null
  readonly particularWords: (key: string) => string
}

export type Told = Naming & {
  readonly actions: readonly string[]
  readonly actionWords: (action: string) => string
  readonly refusalWords: (code: string, facts?: Record<string, string>) => string
}

const nothing: Told = {
  actions: [],
  actionWords: (action) => action,
  refusalWords: (code) => code,
  nounWords: () => null,
  particularWords: (key) => key,
}

export const TellingOf = createContext<Told>(nothing)

/** Asked while a component is drawn. */
export const useTold = (): Told => useContext(TellingOf)

/** What was done, as the trail calls it. */
export const ActionWord = ({ action }: { action: string }) => <>{useTold().actionWords(action)}</>

/** Why not, in a sentence. */
export const RefusalWord = ({ code, facts }: { code: string; facts?: Record<string, string> }) => (
  <>{useTold().refusalWords(code, facts)}</>
)
