import type { HOUSE } from "#src/capabilities.ts"
import type { ActionOf } from "./about.ts"

type Told = Extract<(typeof HOUSE)[number], { about: unknown }>["about"]

/** Everything the trail can say: what the capabilities say of themselves. */
export type Action = ActionOf<Told>
