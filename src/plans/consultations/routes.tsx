import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, flawed, read } from "#src/door/form.ts"
import { ensureCurrent } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { consultationPath, draftPath } from "#src/paths.ts"
import { draftIn, inUse, ownDraftIn, reviewIn, unfitIn } from "#src/plans/intake/drafts/asked.ts"
import type { Found } from "#src/plans/intake/drafts/draft_queries.ts"
import { documentOf } from "#src/plans/intake/drafts/shown.ts"
import { missing } from "#src/refusal.ts"
import { AskingPage } from "#views/consultations/asking.tsx"
import { ConsultationPage } from "#views/consultations/consultation.tsx"
import { OpinionPage } from "#views/consultations/opinion.tsx"
import { CLOSE, GIVE_OPINION, JUDGE_OPINION, RECALL } from "./acts.ts"
import { askingFits, openConsultation } from "./commands.ts"
import { itemsIn, Opening } from "./input.ts"
import { conducts, spokenFor } from "./policy.ts"
import { type FoundConsultation, findConsultation } from "./queries.ts"

type C = Context<Env>

const shownIn = (found: Found) => {
  const review = reviewIn(found)
  return { review, document: documentOf(review, found.draft.reading, found.directory) }
}

function ask(c: C, found: Found, flaws?: Flawed) {
  const { review, document } = shownIn(found)
  return page(
    c,
    { title: "征求意见", status: flaws ? 422 : 200 },
    <AskingPage
      found={found}
      document={document}
      unfit={unfitIn(review)}
      units={inUse(found)}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

/** 征求意见 of a draft: to whom, until when; its words are kept as they are then. */
export const draftConsultations = factory
  .createApp()
  .get("/drafts/:draft/consultations/new", async (c) => {
    const found = await draftIn(c)
    return found.draft.state === "draft" ? ask(c, found) : c.redirect(draftPath(found.draft.key), 303)
  })
  .post("/drafts/:draft/consultations", async (c) => {
    const found = await ownDraftIn(c)
    const form = await read(c, Opening)
    if (!form.ok) return ask(c, found, form)
    const { revision, units, ...asking } = form.data
    const { by } = askedOf(c)
    const { review, document } = shownIn(found)
    const unfit = unfitIn(review)
    if (unfit) return ask(c, found, flawed(form.typed, { units: Object.values(unfit).flat() as string[] }))
    const late = askingFits(asking.answerBy, by)
    if (late) return ask(c, found, flawed(form.typed, late))
    ensureCurrent(revision, found.draft.revision)
    const known = inUse(found).map(({ id }) => id)
    if (!units.every((id) => known.includes(id))) throw missing()
    const words = {
      title: review.plan.title || found.draft.title || "（没有标题）",
      document,
      unitIds: [...new Set(units)],
    }
    const id = await openConsultation(c.var.database, found.draft, { ...asking, ...words }, by)
    say(c, `consultation_opened.${units.length}`)
    return onward(c, consultationPath(id))
  })

async function consultationIn(c: C): Promise<FoundConsultation> {
  const { database, actor, number } = askedOf(c)
  const found = await findConsultation(database, actor, number("consultation"))
  if (!found) throw missing()
  return found
}

const headOf = ({ consultation }: FoundConsultation, flaws?: Flawed) =>
  ({ title: `征求意见稿 · ${consultation.title}`, status: flaws ? 422 : 200 }) as const

function show(c: C, found: FoundConsultation, flaws?: Flawed) {
  // Of an office that is asked itself: its liaison answers, its supervisors read what all have said.
  if (conducts(c.var.actor, found.consultation) && flaws?.typed.stance === undefined) {
    return page(c, headOf(found, flaws), <ConsultationPage found={found} today={c.var.today} flaws={flaws} />)
  }
  return showOpinion(c, found, flaws)
}

function showOpinion(c: C, found: FoundConsultation, flaws?: Flawed) {
  const { actor, today } = c.var
  const speaks = spokenFor(actor, found.units)
  return page(
    c,
    headOf(found, flaws),
    <OpinionPage found={found} speaks={speaks} actor={actor} today={today} flaws={flaws} />,
  )
}

const ended = {
  again: nothingTyped,
  onward: ({ consultation }: FoundConsultation) => consultationPath(consultation.id),
}

/** 征求意见稿: for units something to read and perhaps to say; for the office what all have said. */
export const consultationsOfUnits = factory
  .createApp()
  .get("/:consultation{[0-9]+}", async (c) => show(c, await consultationIn(c)))
  .get("/:consultation{[0-9]+}/opinion", async (c) => showOpinion(c, await consultationIn(c)))
  .post(
    "/:consultation{[0-9]+}/opinion",
    pressed(GIVE_OPINION, {
      // What is wrong at single tasks is told together with the rest.
      again: (c, found, { typed, problems }) =>
        show(c, found, flawed(typed, { ...problems, ...itemsIn(typed).problems })),
      onward: ({ consultation }) => consultationPath(consultation.id, "opinion"),
    }),
  )
  .post(
    "/:consultation{[0-9]+}/verdict",
    pressed(JUDGE_OPINION, {
      again: show,
      onward: ({ consultation }, { unit, item }) =>
        `${consultationPath(consultation.id)}#said-${unit}-${item || "whole"}`,
    }),
  )
  .post("/:consultation{[0-9]+}/closing", pressed(CLOSE, ended))
  .post("/:consultation{[0-9]+}/recall", pressed(RECALL, ended))
