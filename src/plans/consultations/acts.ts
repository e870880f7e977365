import { type Asked, act } from "#src/door/act.ts"
import { ensureCurrent } from "#src/door/params.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { inUse, REVIEWED_DRAFT, type Reviewed } from "#src/plans/intake/drafts/asked.ts"
import { unfitIn } from "#src/plans/intake/drafts/issuing.ts"
import { documentOf } from "#src/plans/intake/drafts/shown.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Said } from "#src/trail/actions.ts"
import { askingFits, endConsultation, giveOpinion, judgeOpinion, openConsultation, opinionFits } from "./commands.ts"
import { Ending, itemsIn, Judging, Opening, Opinion } from "./input.ts"
import { conducts, spokenFor } from "./policy.ts"
import { type FoundConsultation, findConsultation } from "./queries.ts"

/* 征求意见稿: how it is sent out, what units say of it, what the office makes of that, and how it ends. */

/** What stands against showing the draft to units: told where they are chosen. */
function unfitToShow({ review }: Reviewed) {
  const unfit = unfitIn(review)
  return unfit && { units: Object.values(unfit).flatMap((said) => said ?? []) }
}

/** 征求意见 of a draft: to whom, until when. */
export const OPEN = act({
  ...REVIEWED_DRAFT,
  input: Opening,
  fits: ({ by }, found, { answerBy }) => unfitToShow(found) ?? askingFits(answerBy, by),
  does: async ({ database, by }, found, { revision: _, units, ...asking }) => {
    const { draft, review, directory } = found
    const known = inUse(found).map(({ id }) => id)
    if (!units.every((id) => known.includes(id))) throw missing()
    const words = {
      title: review.plan.title || draft.title || "（没有标题）",
      document: documentOf(review, draft.reading, directory),
      unitIds: [...new Set(units)],
    }
    const made = await openConsultation(database, draft, { ...asking, ...words }, by)
    return { said: `consultation_opened.${units.length}`, made }
  },
})

const consultation = ({ database, actor, number }: Asked) => findConsultation(database, actor, number("consultation"))

export const GIVE_OPINION = act({
  find: consultation,
  may: (actor, { units }) => {
    if (spokenFor(actor, units).length === 0) throw forbidden()
  },
  input: Opinion,
  fits: (_asked, _found, input) => {
    const { items, problems } = itemsIn(input)
    return Object.keys(problems).length > 0 ? problems : opinionFits({ ...input, items })
  },
  does: async ({ database, actor, by }, found, input) => {
    const { unit, number, stance, text } = input
    const { items } = itemsIn(input)
    if (!spokenFor(actor, found.units).includes(unit)) throw missing()
    const known = new Set(found.document.tasks.map(({ ordinal }) => String(ordinal)))
    if (!Object.keys(items).every((ordinal) => known.has(ordinal))) throw missing()
    ensureCurrent(number, found.opinions.get(unit)?.opinion.number ?? 0)
    await giveOpinion(database, found, unit, { stance, text: text.trim(), items }, by)
    return "opinion_given"
  },
})

/** An act of the office on the 征求意见稿 of the address. */
const conducted = {
  find: consultation,
  may: (actor: Actor, found: FoundConsultation) => {
    if (!conducts(actor, found.consultation)) throw forbidden()
  },
}

export const JUDGE_OPINION = act({
  ...conducted,
  input: Judging,
  does: async ({ database, by }, found, { version, unit, ...verdict }) => {
    const said = found.opinions.get(unit)?.opinion
    const { item, number } = verdict
    if (!said || (item === "" ? said.text === "" : !(item in said.items))) throw missing()
    // The unit has said something else since the page was read.
    if (said.number !== number) throw conflict("opinion_changed")
    ensureCurrent(version, found.consultation.version)
    await judgeOpinion(database, found, { unitId: unit, ...verdict }, by)
    return "opinion_judged"
  },
})

const ending = (move: "close" | "recall", done: Said) =>
  act({
    ...conducted,
    input: Ending,
    version: (found) => found.consultation.version,
    does: async ({ database, by }, found) => {
      await endConsultation(database, found.consultation, move, by)
      return done
    },
  })

export const CLOSE = ending("close", "consultation_closed")
export const RECALL = ending("recall", "consultation_recalled")
