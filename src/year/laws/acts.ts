import { type Asked, act, actsAs } from "#src/door/act.ts"
import { type Actor, ensureHolds, isAdministrator } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { addLaw, bringLaws, changeLaw } from "./commands.ts"
import { COMMON_LAWS, type NewLaw } from "./common.ts"
import { Adding, Bringing, Changing } from "./input.ts"
import { shortTitle } from "./naming.ts"
import { allLaws, findLaw, type PickedLaw } from "./queries.ts"

/* 法律法规: entered by whoever supervises, read by everybody of business. */

const theSupervisors = (actor: Actor) => ensureHolds(actor, "supervisor")

/** All that are there; for the three administrators there is nothing. */
const lawsAsked = async ({ database, actor }: Asked) => (isAdministrator(actor) ? null : await allLaws(database))

/** Days in their order, and a title that no other law has. */
function lawFits(laws: readonly PickedLaw[], law: NewLaw, own: number | null = null): Problems | null {
  const { issuedOn, effectiveOn, repealedOn } = law
  const twin = laws.find(({ id, title }) => id !== own && shortTitle(title) === shortTitle(law.title))
  if (twin) return { title: [`已有《${twin.title}》，请直接修改它`] }
  if (repealedOn !== null && effectiveOn !== null && repealedOn < effectiveOn)
    return { repealedOn: ["废止日期早于施行日期，请核对"] }
  if (repealedOn !== null && issuedOn !== null && repealedOn < issuedOn)
    return { repealedOn: ["废止日期早于公布日期，请核对"] }
  return law.successor !== "" && repealedOn === null ? { repealedOn: ["填写了由何代替的，请填写废止日期"] } : null
}

/** Those of the common ones that nobody has entered yet. */
export function commonMissing(laws: readonly Pick<PickedLaw, "title">[]): NewLaw[] {
  const there = new Set(laws.map(({ title }) => shortTitle(title)))
  return COMMON_LAWS.filter(({ title }) => !there.has(shortTitle(title)))
}

export const BRING = act({
  find: lawsAsked,
  may: theSupervisors,
  input: Bringing,
  does: async (asked, laws) => {
    const brought = commonMissing(laws)
    await bringLaws(asked.database, brought, actsAs(asked, "supervisor"))
    return `laws_brought.${brought.length}`
  },
})

export const ADD = act({
  find: lawsAsked,
  may: theSupervisors,
  input: Adding,
  fits: (_asked, laws, law) => lawFits(laws, law),
  does: async (asked, _laws, law) => {
    await addLaw(asked.database, law, actsAs(asked, "supervisor"))
    return "law_added"
  },
})

export const lawAsked = ({ database, actor, number }: Asked) =>
  isAdministrator(actor) ? Promise.resolve(null) : findLaw(database, number("law"))

export const CHANGE = act({
  find: lawAsked,
  may: theSupervisors,
  input: Changing,
  fits: (_asked, { law, laws }, input) => lawFits(laws, input, law.id),
  version: ({ law }) => law.version,
  does: async (asked, { law }, { version: _, ...changes }) => {
    await changeLaw(asked.database, law, changes, actsAs(asked, "supervisor"))
    return "law_changed"
  },
})
