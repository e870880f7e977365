import type { Context } from "hono"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, flawed, read, readWhole } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { consultationPath, draftPath } from "#src/paths.ts"
import { draftIn, inUse, ownDraftIn, reviewIn, unfitIn } from "#src/plans/intake/drafts/asked.ts"
import type { Found } from "#src/plans/intake/drafts/draft_queries.ts"
import { documentOf } from "#src/plans/intake/drafts/shown.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { AskingPage } from "#views/consultations/asking.tsx"
import { ConsultationPage } from "#views/consultations/consultation.tsx"
import { OpinionPage } from "#views/consultations/opinion.tsx"
import { endConsultation, giveOpinion, judgeOpinion, openConsultation } from "./commands.ts"
import { Ending, itemsIn, Judging, Opening, Opinion } from "./input.ts"
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
    ensureCurrent(revision, found.draft.revision)
    const { review, document } = shownIn(found)
    const unfit = unfitIn(review)
    if (unfit) return ask(c, found, flawed(form.typed, { units: Object.values(unfit).flat() as string[] }))
    const known = inUse(found).map(({ id }) => id)
    if (!units.every((id) => known.includes(id))) throw missing()
    if (asking.answerBy < c.var.today) {
      return ask(c, found, flawed(form.typed, { answerBy: ["请填今天或以后的日期"] }))
    }
    const words = {
      title: review.plan.title || found.draft.title || "（没有标题）",
      document,
      unitIds: [...new Set(units)],
    }
    const id = await openConsultation(c.var.database, found.draft, { ...asking, ...words }, by(c))
    say(c, `consultation_opened.${units.length}`)
    return onward(c, consultationPath(id))
  })

async function consultationIn(c: C): Promise<FoundConsultation> {
  const found = await findConsultation(c.var.database, c.var.actor, numberIn(c, "consultation"))
  if (!found) throw missing()
  return found
}

/** The same for the office alone. */
async function ownIn(c: C): Promise<FoundConsultation> {
  const found = await consultationIn(c)
  if (!conducts(c.var.actor, found.consultation)) throw forbidden()
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

/** 征求意见稿: for units something to read and perhaps to say; for the office what all have said. */
export const consultationsOfUnits = factory
  .createApp()
  .get("/:consultation{[0-9]+}", async (c) => show(c, await consultationIn(c)))
  .get("/:consultation{[0-9]+}/opinion", async (c) => showOpinion(c, await consultationIn(c)))
  .post("/:consultation{[0-9]+}/opinion", async (c) => {
    const found = await consultationIn(c)
    const { actor, database } = c.var
    const speaks = spokenFor(actor, found.units)
    if (speaks.length === 0) throw forbidden()
    const form = await read(c, Opinion)
    const { items, problems } = itemsIn(form.typed)
    if (!form.ok) return show(c, found, flawed(form.typed, { ...form.problems, ...problems }))
    const { unit, number, stance, text } = form.data
    if (!speaks.includes(unit)) throw missing()
    const known = new Set(found.document.tasks.map(({ ordinal }) => String(ordinal)))
    if (!Object.keys(items).every((ordinal) => known.has(ordinal))) throw missing()
    const says = text.trim() !== "" || Object.keys(items).length > 0
    if (Object.keys(problems).length > 0) return show(c, found, flawed(form.typed, problems))
    if (stance === "amend" && !says) {
      return show(c, found, flawed(form.typed, { stance: ["请在下面写明意见，或选「无意见」"] }))
    }
    if (stance === "agree" && says) {
      return show(c, found, flawed(form.typed, { stance: ["下面写了意见：请选「有意见」，或删去所写的"] }))
    }
    ensureCurrent(number, found.opinions.get(unit)?.opinion.number ?? 0)
    await giveOpinion(database, found, unit, { stance, text: text.trim(), items }, by(c))
    say(c, "opinion_given")
    return onward(c, consultationPath(found.consultation.id, "opinion"))
  })
  .post("/:consultation{[0-9]+}/verdict", async (c) => {
    const found = await ownIn(c)
    const form = await read(c, Judging)
    if (!form.ok) return show(c, found, form)
    const { version, unit, item, number, ...rest } = form.data
    const said = found.opinions.get(unit)?.opinion
    if (!said || (item === "" ? said.text === "" : !(item in said.items))) throw missing()
    // The unit has said something else since the page was read.
    if (said.number !== number) throw conflict("opinion_changed")
    ensureCurrent(version, found.consultation.version)
    await judgeOpinion(c.var.database, found, { unitId: unit, item, number, ...rest }, by(c))
    say(c, "opinion_judged")
    return onward(c, `${consultationPath(found.consultation.id)}#said-${unit}-${item || "whole"}`)
  })
  .post("/:consultation{[0-9]+}/closing", async (c) => {
    const { consultation } = await ownIn(c)
    const { version } = await readWhole(c, Ending)
    ensureCurrent(version, consultation.version)
    await endConsultation(c.var.database, consultation, "close", by(c))
    say(c, "consultation_closed")
    return onward(c, consultationPath(consultation.id))
  })
  .post("/:consultation{[0-9]+}/recall", async (c) => {
    const { consultation } = await ownIn(c)
    const { version } = await readWhole(c, Ending)
    ensureCurrent(version, consultation.version)
    await endConsultation(c.var.database, consultation, "recall", by(c))
    say(c, "consultation_recalled")
    return onward(c, consultationPath(consultation.id))
  })
