import type { HOUSE } from "#src/capabilities.ts"
import type { ActionOf, DoneOf } from "./about.ts"

type Told = Extract<(typeof HOUSE)[number], { about: unknown }>["about"]

/** Everything the trail can say: what the capabilities say of themselves. */
export type Action = ActionOf<Told>

/** What is said once after an act: a word that its capability names, and behind a dot what it says of numbers. */
export type Said = DoneOf<Told> | `${DoneOf<Told>}.${string}`
