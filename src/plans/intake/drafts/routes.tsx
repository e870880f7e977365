import type { Context } from "hono"
import type * as z from "zod"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { carriesFiles } from "#src/door/body.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, type Form, flawed, read } from "#src/door/form.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { fileIn } from "#src/door/upload.ts"
import { dayTold } from "#src/office/calendar/day_told.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { holds } from "#src/office/people/actor.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { draftActPath, draftPath, newPlanPath, planPath } from "#src/paths.ts"
import { endingsTaken } from "#src/plans/intake/files/endings.ts"
import { LARGEST_FILE, LONGEST_TEXT } from "#src/plans/intake/words/limits.ts"
import { missing } from "#src/refusal.ts"
import { cleanName } from "#src/reports/evidence/content.ts"
import { bytesOf } from "#src/trail/pieces.ts"
import { ComparisonPage } from "#views/intake/comparison.tsx"
import { DraftPage } from "#views/intake/draft.tsx"
import { IssuingLastLook } from "#views/intake/last_look.tsx"
import { NewPlanPage } from "#views/intake/new_plan.tsx"
import { SuccessorPage } from "#views/intake/successor.tsx"
import { CARRIED, CHOOSE_TARGET, CORRECT, DISCARD, IMPORT, ISSUE, SUCCEED, submissionIn, UNDO } from "./acts.ts"
import { DRAFT, ensureDrafted, inUse, type Reviewed, reviewIn, supervisorOnly } from "./asked.ts"
import { comparison, isChanged } from "./compare.ts"
import { corrected as planWith } from "./corrections.ts"
import { draftsSeenBy, type Found, planToCarry, sourceOf } from "./draft_queries.ts"
import { Importing } from "./input.ts"
import { changesOf, comparedOf, deadlinesIn, type Facts, gapsIn, partsByUnit } from "./issuing.ts"
import { pageOf, partAsked, partsIn } from "./paging.ts"
import type { Review } from "./review.ts"
import { type Corrected, placeOf, stepOf } from "./steps.ts"
import { carriedOver } from "./successor.ts"
import { TEMPLATE_NAME, TEMPLATE_TYPE, templateXlsx } from "./template.ts"

type C = Context<Env>

async function newPlanPage(c: C, flaws?: Flawed) {
  const drafts = await draftsSeenBy(c.var.database, c.var.actor)
  return page(
    c,
    { title: "下达新方案", status: flaws ? 422 : 200 },
    <NewPlanPage drafts={drafts} today={c.var.today} endings={endingsTaken(c.var.ports).plans} flaws={flaws} />,
  )
}

/** The form with its file, which is no text of it. */
async function sentIn(c: C): Promise<Form<z.output<typeof Importing>>> {
  const { file, problem } = await fileIn(c, "file")
  const form = await read(c, Importing)
  if (problem) return flawed(form.typed, { source: [`${problem}，或粘贴方案全文`] })
  return form.ok ? { ...form, data: { ...form.data, file: file && new File([file], cleanName(file.name)) } } : form
}

/** Words that only come back, to be looked over again, are no flaw. */
const hasProblems = (flaws?: Flawed) => Object.keys(flaws?.problems ?? {}).length > 0

function draftPage(c: C, found: Found, flaws?: Flawed, review = reviewIn(found)) {
  const units = inUse(found)
  const { target } = found
  const { tasks } = review.plan
  const open = flaws ? idOf(String(flaws.typed.task ?? "")) : askedNumber(c, "task")
  const parts = partsIn(tasks, found.draft.reading.lines)
  return page(
    c,
    { title: "核对并下达", wide: true, status: hasProblems(flaws) ? 422 : 200 },
    <DraftPage
      found={found}
      review={review}
      changes={target && changesOf(target, review, found.directory)}
      units={units}
      gaps={gapsIn(found.gaps, review)}
      offices={units.filter(({ id }) => holds(c.var.actor, "supervisor", id))}
      open={open}
      part={partAsked(parts, tasks, { task: open, page: askedNumber(c, "page") })}
      isLast={(part) => part.page === parts.length}
      openName={c.req.query("name") ?? null}
      view={c.req.query("view") === "matrix" ? "matrix" : "tasks"}
      approver={c.var.settings.planApprover}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

/** 下达 is not done at one stroke: what follows from it is shown first. */
function lastLook(c: C, found: Found, review: Review, facts: Facts, typed: Typed) {
  const { target, directory } = found
  return page(
    c,
    { title: c.var.settings.planApprover === "none" ? "核对后下达" : "核对后送审" },
    <IssuingLastLook
      found={found}
      review={review}
      facts={facts}
      changes={target && changesOf(target, review, directory).changes.filter(isChanged)}
      parts={partsByUnit(review, directory)}
      deadlines={deadlinesIn(review)}
      office={directory.find(({ id }) => id === facts.supervisingUnitId)?.name ?? ""}
      gaps={gapsIn(found.gaps, review)}
      approver={c.var.settings.planApprover}
      typed={typed}
      over={overIn(review, c.var.today, c.var.calendar)}
      today={c.var.today}
    />,
  )
}

/** Tasks of the draft whose day is over, by their labels: late as soon as they are issued. */
const overIn = ({ plan }: Review, today: string, calendar: Calendar): string[] =>
  plan.tasks
    .filter(({ deadline: { dueBy } }) => dueBy !== null && dayTold(dueBy, today, calendar).told === "past")
    .map(({ label }) => label)

/** The form of the draft's page again; nobody is given one to fill in where it was submitted. */
function again(c: C, found: Found & Partial<Reviewed>, flaws: Flawed) {
  ensureDrafted(found)
  return draftPage(c, found, flaws, found.review)
}

/** Back to the draft, where it was corrected. */
function corrected(found: Reviewed, input: Corrected): string {
  const { draft, review } = found
  const now = planWith(review.plan, [stepOf(input, review)]) ?? review.plan
  const { task, hash, near } = placeOf(input, review.plan, now)
  const page = task ? null : pageOf(partsIn(now.tasks, draft.reading.lines), now.tasks, near)
  return draftPath(draft.key, { task, page }) + hash
}

const toDraft = ({ draft }: Found) => draftPath(draft.key)

/** A file, or a paste: a character of it is nine bytes where a form without a file sends it. */
const carriesDocument = carriesFiles(Math.max(LARGEST_FILE, 9 * LONGEST_TEXT))

/** 导入: from a document to an issued plan. Nothing is a plan before 下达; the draft waits as long as it takes. */
export const intake = factory
  .createApp()
  .get("/new", (c) => {
    supervisorOnly(c.var.actor)
    return newPlanPage(c)
  })
  .post(
    "/new",
    carriesDocument,
    pressed(IMPORT, {
      reads: sentIn,
      again: (c, _office, flaws) => newPlanPage(c, flaws),
      onward: (_office, _sent, _next, key) => draftPath(key ?? ""),
    }),
  )
  .get("/new/template", (c) => {
    supervisorOnly(c.var.actor)
    return c.body(templateXlsx(), 200, download(TEMPLATE_NAME, TEMPLATE_TYPE))
  })
  .get("/drafts/:draft", async (c) => {
    const found = await reached(DRAFT, askedOf(c))
    const { key, state } = found.draft
    return state === "approving" ? c.redirect(draftActPath(key, "approval"), 303) : draftPage(c, found)
  })
  .post("/drafts/:draft/corrections", pressed(CORRECT, { again, onward: corrected }))
  .post("/drafts/:draft/undo", pressed(UNDO, { again, onward: toDraft }))
  .post("/drafts/:draft/target", pressed(CHOOSE_TARGET, { again, onward: toDraft }))
  .post("/drafts/:draft/removal", pressed(DISCARD, { again: nothingTyped, onward: () => newPlanPath }))
  .post(
    "/drafts/:draft/issue",
    pressed(ISSUE, {
      again,
      before: (c, found, input, typed) => {
        if (input.revise) return draftPage(c, found, flawed(typed, {}), found.review)
        return input.confirmed ? null : lastLook(c, found, found.review, submissionIn(input), typed)
      },
      onward: ({ draft }, _input, _next, planId) =>
        planId === null ? draftActPath(draft.key, "approval") : planPath(planId),
    }),
  )
  .get("/:plan{[0-9]+}/source", async (c) => {
    const found = await sourceOf(c.var.database, c.var.actor, numberIn(c, "plan"))
    if (!found) throw missing()
    const headers = { ...download(found.name, found.type), "Content-Length": String(found.size) }
    return c.body(bytesOf(c.var.database, { sourceId: found.id }, found.first), 200, headers)
  })
  .get("/:plan{[0-9]+}/successor", async (c) => {
    const { plan, tasks } = await reached(CARRIED, askedOf(c))
    return page(
      c,
      { title: `下一年度方案 · ${plan.title}` },
      <SuccessorPage plan={plan} open={carriedOver(tasks, "open").length} all={carriedOver(tasks, "all").length} />,
    )
  })
  .post(
    "/:plan{[0-9]+}/successor",
    pressed(SUCCEED, { again: nothingTyped, onward: (_found, _input, _next, key) => draftPath(key ?? "") }),
  )
  .get("/:plan{[0-9]+}/comparison", async (c) => {
    const found = await planToCarry(c.var.database, c.var.actor, numberIn(c, "plan"))
    if (!found?.predecessor) throw missing()
    const { plan, tasks, predecessor } = found
    // What had ended before last year was over is not missing this year.
    const [was, now] = [predecessor.tasks, tasks].map((some) => comparedOf(carriedOver(some, "all")))
    const compared = comparison(was ?? [], now ?? [])
    return page(
      c,
      { title: `与上年比较 · ${plan.title}`, wide: true },
      <ComparisonPage plan={plan} predecessor={predecessor.plan} {...compared} />,
    )
  })
