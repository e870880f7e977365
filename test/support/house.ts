import type { Database } from "#db/database.ts"
import { HOUSE, house } from "#src/capabilities.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Entry, entryFor as entryWith, type Happening } from "#src/pages/task/timeline.ts"
import type { Action } from "#src/trail/actions.ts"
import { discrepancies as discrepanciesOf } from "#src/trail/projections.ts"
import { verify as verifyWith } from "#src/trail/verification.ts"
import { scriptsOf, stylesOf } from "#views/assets/files.ts"

/* What the house's own capabilities say and bring, for tests that ask it outside the program. */

/** The type of what the trail can say is made of the same array. */
export const ACTIONS = house.actions as readonly Action[]
/** The queues that the desk itself lists, in the order of work. */
export const QUEUES = house.queues.filter(({ href }) => href === undefined).map(({ name }) => name)
export const STYLES = stylesOf(HOUSE)
export const SCRIPTS = scriptsOf(HOUSE)

export const discrepancies = (database: Database) => discrepanciesOf(database, house.stateful)

export const verify = (database: Database, how: Omit<Parameters<typeof verifyWith>[1], "stateful"> = {}) =>
  verifyWith(database, { ...how, stateful: house.stateful })

export const entryFor = (
  actor: Actor,
  plan: Parameters<typeof entryWith>[2],
  coUnitIds: readonly number[],
  happening: Happening,
): Entry | null => entryWith(house.learns, actor, plan, coUnitIds, happening)
