import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, pressedByAnybody } from "#src/door/act.ts"
import { originOf } from "#src/door/cookies.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import type { Paper } from "#src/outward/papers/paper.ts"
import { appraisalPath, appraisalTargetPath, panelPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { AppraisalPage } from "#views/appraisals/appraisal.tsx"
import { JurorPage, JurorSheet } from "#views/appraisals/juror.tsx"
import { ObjectionsPage } from "#views/appraisals/objections.tsx"
import { JurorLink } from "#views/appraisals/panel.tsx"
import { TargetPage } from "#views/appraisals/target.tsx"
import { appraisalPaperName, TARGET_PAPERS, targetPaper, YEAR_PAPERS, yearPaper } from "#views/papers/appraisal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { ADVANCE, AUDIT, CHANGE_RULES, RETURN, SAVE, START, SUBMIT } from "./acts.ts"
import {
  ADD_JUROR,
  CAST,
  DISCARD,
  DRAW,
  ENTER_BALLOT,
  type HeldTarget,
  heldTarget,
  OBJECT,
  RECORD,
  RECTIFY,
  RENEW,
  REVOKE,
  RULE,
  SET_HEARING,
  TAKE_PAPER,
  TAKE_YEAR_PAPER,
  theHolder,
} from "./panel_acts.ts"
import { appraisalOfYear, type CycleOfYear, type FoundTarget, objectionsToReview, targetToShow } from "./queries.ts"

type C = Context<Env>
type Flawed = Flaws & { act: string }

async function show(c: C, flawed: Flawed | null = null) {
  const { database, actor, number, asks } = askedOf(c)
  const found = await appraisalOfYear(database, actor, number("year"), Math.max(1, asks("page") ?? 1))
  if (!found) throw missing()
  return page(
    c,
    { title: `${found.year.year}年履职评议`, wide: true, status: flawed ? 422 : 200 },
    <AppraisalPage found={found} today={c.var.today} flawed={flawed} />,
  )
}

const onYear = (act: string) => ({
  again: (c: C, _found: unknown, flaws: Flaws) => show(c, { ...flaws, act }),
  onward: ({ year }: Pick<CycleOfYear, "year">) => appraisalPath(year.year),
})

/** 履职评议 of a year, mounted below the years. */
export const yearAppraisal = factory
  .createApp()
  .get("/:year{[0-9]+}/appraisal", (c) => show(c))
  .post("/:year{[0-9]+}/appraisal", pressed(START, onYear("start")))
  .post("/:year{[0-9]+}/appraisal/rules", pressed(CHANGE_RULES, onYear("rules")))
  .post("/:year{[0-9]+}/appraisal/stage", pressed(ADVANCE, { ...onYear("stage"), again: nothingTyped }))

async function showTarget(c: C, flawed: Flawed | null = null) {
  const { database, actor, number } = askedOf(c)
  const found = await targetToShow(database, actor, number("target"))
  if (!found) throw missing()
  return page(
    c,
    { title: `${found.unit}履职评议`, wide: true, status: flawed ? 422 : 200 },
    <TargetPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )
}

const onTarget = (act: string) => ({
  again: (c: C, _found: unknown, flaws: Flaws) => showTarget(c, { ...flaws, act }),
  onward: ({ target }: FoundTarget) => appraisalTargetPath(target.id),
})

/** One unit in it. */
export const appraisalTargetRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const rows = await objectionsToReview(database, actor)
    return page(c, { title: "评议结果异议" }, <ObjectionsPage rows={rows} today={today} />)
  })
  .get("/:target{[0-9]+}", (c) => showTarget(c))
  .post("/:target{[0-9]+}", pressed(SAVE, onTarget("sheet")))
  .post("/:target{[0-9]+}/submission", pressed(SUBMIT, onTarget("sheet")))
  .post("/:target{[0-9]+}/return", pressed(RETURN, onTarget("return")))
  .post("/:target{[0-9]+}/audit", pressed(AUDIT, onTarget("sheet")))

const showLink = (c: C, year: number, { key, name }: { key: string; name: string }) =>
  page(c, { title: "评分链接" }, <JurorLink year={year} name={name} link={originOf(c) + panelPath(key)} />)

/** The draw and the panel, mounted below the years. */
export const yearPanel = factory
  .createApp()
  .post("/:year{[0-9]+}/appraisal/draw", pressed(DRAW, onYear("draw")))
  .post("/:year{[0-9]+}/appraisal/hearing", pressed(SET_HEARING, onYear("hearing")))
  .post(
    "/:year{[0-9]+}/appraisal/jurors",
    pressed(ADD_JUROR, {
      again: onYear("juror").again,
      shows: (c, { year }, _input, made) => showLink(c, year.year, made),
    }),
  )

const sent = (c: C, paper: Paper, name: string) => c.body(docxOf(paper), 200, download(name, DOCX_TYPE))
const given = (c: C) => ({ organisation: c.var.settings.organisation, today: c.var.today })

/** Papers of the year and of one unit, as .docx. */
export const yearPapers = factory.createApp().post(
  "/:year{[0-9]+}/appraisal/papers/:yearPaper{[a-z]+}",
  pressed(TAKE_YEAR_PAPER, {
    again: nothingTyped,
    shows: (c, { found, kind }) =>
      sent(c, yearPaper(found, kind, given(c)), appraisalPaperName(found.year.year, YEAR_PAPERS[kind])),
  }),
)

export const targetPapers = factory.createApp().post(
  "/:target{[0-9]+}/papers/:targetPaper{[a-z]+}",
  pressed(TAKE_PAPER, {
    again: nothingTyped,
    shows: (c, { found, kind }) =>
      sent(c, targetPaper(found, kind, given(c)), appraisalPaperName(found.year.year, TARGET_PAPERS[kind], found.unit)),
  }),
)

/** A juror's link. */
export const jurorRoutes = factory
  .createApp()
  .post(
    "/:juror{[0-9]+}/link",
    pressed(RENEW, { again: nothingTyped, shows: (c, { year }, _input, made) => showLink(c, year.year, made) }),
  )
  .post(
    "/:juror{[0-9]+}/revocation",
    pressed(REVOKE, { again: nothingTyped, onward: ({ year }) => appraisalPath(year.year) }),
  )

/** What is done with the sheet of one unit besides its marks. */
export const targetPanel = factory
  .createApp()
  .post("/:target{[0-9]+}/ballots", carriesEvidence, pressed(ENTER_BALLOT, onTarget("ballot")))
  .post("/:target{[0-9]+}/records", pressed(RECORD, onTarget("record")))
  .post("/:target{[0-9]+}/rulings", pressed(RULE, onTarget("ruling")))
  .post("/:target{[0-9]+}/rectification", pressed(RECTIFY, onTarget("rectification")))
  .post("/:target{[0-9]+}/objection", pressed(OBJECT, onTarget("objection")))
  .post(
    "/records/:record{[0-9]+}",
    pressed(DISCARD, { again: nothingTyped, onward: ({ found }) => appraisalTargetPath(found.target.id) }),
  )

const keyed = (c: C) => ({
  database: c.var.database,
  word: (name: string) => c.req.param(name) ?? "",
  number: (name: string) => numberIn(c, name),
})

const showSheet = (c: C, found: HeldTarget, flaws: Flaws | null = null) =>
  page(c, { title: `评分 · ${found.row.unit}`, status: flaws ? 422 : 200 }, <JurorSheet found={found} flaws={flaws} />)

/** By the link, for everybody who has it: the units that were drawn, and nothing else. */
export const panelPages = factory
  .createApp()
  .get("/:panel", async (c) => {
    const found = await theHolder(keyed(c))
    if (!found) throw missing()
    return page(c, { title: "履职评议评分" }, <JurorPage found={found} keyText={c.req.param("panel")} />)
  })
  .get("/:panel/:target{[0-9]+}", async (c) => {
    const found = await heldTarget(keyed(c))
    if (!found) throw missing()
    return showSheet(c, found)
  })
  .post(
    "/:panel/:target{[0-9]+}",
    pressedByAnybody(CAST, { again: showSheet, onward: ({ keyText }) => panelPath(keyText) }),
  )
