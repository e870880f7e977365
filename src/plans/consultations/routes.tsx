import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { consultationPath, draftPath } from "#src/paths.ts"
import { DRAFT, ensureDrafted, inUse, type Reviewed, reviewIn } from "#src/plans/intake/drafts/asked.ts"
import { unfitIn } from "#src/plans/intake/drafts/issuing.ts"
import { documentOf } from "#src/plans/intake/drafts/shown.ts"
import { missing } from "#src/refusal.ts"
import { AskingPage } from "#views/consultations/asking.tsx"
import { ConsultationPage } from "#views/consultations/consultation.tsx"
import { OpinionPage } from "#views/consultations/opinion.tsx"
import { CLOSE, GIVE_OPINION, JUDGE_OPINION, OPEN, RECALL } from "./acts.ts"
import { itemsIn } from "./input.ts"
import { conducts, spokenFor } from "./policy.ts"
import { type FoundConsultation, findConsultation } from "./queries.ts"

type C = Context<Env>

function ask(c: C, found: Reviewed, flaws?: Flawed) {
  ensureDrafted(found)
  const { review, draft, directory } = found
  return page(
    c,
    { title: "征求意见", status: flaws ? 422 : 200 },
    <AskingPage
      found={found}
      document={documentOf(review, draft.reading, directory)}
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
    const found = await reached(DRAFT, askedOf(c))
    return found.draft.state === "draft"
      ? ask(c, { ...found, review: reviewIn(found) })
      : c.redirect(draftPath(found.draft.key), 303)
  })
  .post(
    "/drafts/:draft/consultations",
    pressed(OPEN, { again: ask, onward: (_found, _input, _next, id) => consultationPath(id ?? 0) }),
  )

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
