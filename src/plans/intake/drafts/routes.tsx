import { createHash } from "node:crypto"
import type { Context } from "hono"
import { carriesFiles } from "#src/door/body.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, flawed, read, readWhole, typedIn } from "#src/door/form.ts"
import { askedNumber, ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { fileIn } from "#src/door/upload.ts"
import { dayTold } from "#src/office/calendar/day_told.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { holds, unitsOf } from "#src/office/people/actor.ts"
import { Crowded } from "#src/office/people/turns.ts"
import { idOf } from "#src/office/typed/input.ts"
import { fromForm, type Problems, type Typed } from "#src/office/typed/spelling.ts"
import { draftActPath, draftPath, newPlanPath, planPath } from "#src/paths.ts"
import { isOpen } from "#src/plans/consultations/workflow.ts"
import { answerTo, type DraftReading, type Sent, textOf, Unreadable } from "#src/plans/intake/reading/draft_reading.ts"
import { LARGEST_FILE, LONGEST_TEXT } from "#src/plans/intake/words/limits.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { cleanName } from "#src/reports/evidence/content.ts"
import { bytesOf } from "#src/trail/pieces.ts"
import { ComparisonPage } from "#views/intake/comparison.tsx"
import { DraftPage } from "#views/intake/draft.tsx"
import { IssuingLastLook } from "#views/intake/last_look.tsx"
import { NewPlanPage } from "#views/intake/new_plan.tsx"
import { SuccessorPage } from "#views/intake/successor.tsx"
import { submitDraft } from "./approval_commands.ts"
import { draftIn, hindrances, inUse, ownDraftIn, readingOf, reviewIn, supervisorOnly } from "./asked.ts"
import { comparison, isChanged } from "./compare.ts"
import { correct, type DraftPlan, editsOf, type Step } from "./corrections.ts"
import { discardDraft, type SourceFile, saveDraft, storeDraft } from "./draft_commands.ts"
import { draftsSeenBy, type Found, planToCarry, sourceOf } from "./draft_queries.ts"
import { answerIn, Correcting, Issuing, Revising, readTaskForm, Succeeding, sameUnits, Targeting } from "./input.ts"
import { changesOf, comparedOf, type Facts, gapsIn, partsByUnit } from "./issuing.ts"
import { issueDraft } from "./issuing_commands.ts"
import { pageOf, partAsked, partsIn } from "./paging.ts"
import { planNow, type Review } from "./review.ts"
import { carriedOver, successorOf } from "./successor.ts"
import { TEMPLATE_NAME, TEMPLATE_TYPE, templateXlsx } from "./template.ts"
import { kindOf } from "./unit_names.ts"

type C = Context<Env>

const hashOf = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex")

/** The first of the offices one supervises for; 下达 asks which it is to be. */
const officeOf = (c: C): number => unitsOf(c.var.actor, "supervisor")[0] ?? 0

async function newPlanPage(c: C, flaws?: Flawed) {
  const drafts = await draftsSeenBy(c.var.database, c.var.actor)
  return page(
    c,
    { title: "下达新方案", status: flaws ? 422 : 200 },
    <NewPlanPage drafts={drafts} today={c.var.today} flaws={flaws} />,
  )
}

/** What was pasted is kept as a file too. */
const PASTED = "粘贴的文字.txt"

type Read = { reading: DraftReading; file: SourceFile | null; sourceName: string; sha256: string }

/** What was chosen or what was pasted, as read. Both at once are two documents: which one is meant nobody can tell. */
async function readIn(c: C, typed: Typed): Promise<Read> {
  const { file, problem } = await fileIn(c, "file")
  const isPasted = String(typed.source ?? "").trim() !== ""
  if (problem) throw new Unreadable(`${problem}，或粘贴方案全文`)
  if (file && isPasted) throw new Unreadable(`选了文件《${shownName(file)}》，又粘贴了文字：请只留一种，再读取`)
  if (file) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const name = shownName(file)
    const reading = await readElsewhere(c, { kind: "file", bytes, name })
    const sha256 = hashOf(bytes)
    return { reading, file: { name, type: "application/octet-stream", bytes, sha256 }, sourceName: name, sha256 }
  }
  const text = String(typed.source ?? "")
  const reading = await readElsewhere(c, { kind: "paste", text, html: String(typed.html ?? "") })
  const bytes = new TextEncoder().encode(text.trim() === "" ? textOf(reading) : text)
  const sha256 = hashOf(bytes)
  return { reading, file: { name: PASTED, type: "text/plain; charset=utf-8", bytes, sha256 }, sourceName: "", sha256 }
}

/** The document as read, in a thread of its own where the runtime has one. */
async function readElsewhere(c: C, sent: Sent): Promise<DraftReading> {
  const { reader = async (document: Sent) => answerTo(document) } = c.var.ports
  const answer = await reader(sent).catch((error) => {
    if (error instanceof Crowded) throw new Unreadable("正在读取别人送来的几份文件，请过半分钟再试")
    throw error
  })
  if ("problem" in answer) throw new Unreadable(answer.problem)
  return answer.reading
}

const shownName = ({ name }: File) => cleanName(name)

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

/** What the posted form corrects; a sentence where it cannot. */
function stepIn(typed: Typed, plan: DraftPlan, review: Review): Step | Problems {
  const form = fromForm(Correcting, typed)
  if (!form.ok) return { general: Object.values(form.problems).flatMap((said) => said ?? []) }
  const { data } = form
  switch (data.kind) {
    case "facts":
      return [
        { kind: "title", text: data.title },
        { kind: "doc_number", text: data.docNumber },
      ]
    case "task": {
      const edit = readTaskForm(typed)
      if (!edit.ok) return edit.problems
      const task = plan.tasks.find(({ id }) => id === edit.data.task)
      return task ? editsOf(task, edit.data) : []
    }
    case "task_added":
      return [{ kind: "task_added", text: data.text, lines: { from: data.from, to: Math.max(data.from, data.to) } }]
    case "settle":
      return data.warnings.split(",").map((warning) => ({ kind: "settle", warning: Number(warning) }))
    case "same_units": {
      const [task, as] = [data.task, data.as].map((id) => plan.tasks.find((one) => one.id === id))
      return task && as ? sameUnits(task, as) : []
    }
    case "match": {
      const answer = answerIn(data.answer, typed.units)
      return answer ? [{ kind: "match", answers: { [data.name]: answer } }] : { units: ["请选择单位"] }
    }
    case "match_all": {
      const open = review.matches.filter(({ answer, isBody }) => answer === null && isBody)
      const answers = open.map(
        ({ name, isCollective }) => [name, { kind: "new", as: kindOf(name, isCollective) }] as const,
      )
      return [{ kind: "match", answers: Object.fromEntries(answers) }]
    }
    default:
      return [data]
  }
}

/** What was typed over the title and the number at 送审 stays in the draft. */
const renamedIn = (plan: DraftPlan, facts: Facts): Step => [
  ...(facts.title === plan.title ? [] : [{ kind: "title" as const, text: facts.title }]),
  ...(facts.docNumber === plan.docNumber ? [] : [{ kind: "doc_number" as const, text: facts.docNumber }]),
]

/** The place of the page where the correction was made; where the task is gone, the one before it, or what is first now. */
const placeOf = (typed: Typed, before: DraftPlan, after: DraftPlan): { task?: number; near: number; hash: string } => {
  const id = idOf(String(typed.task ?? ""))
  if (id !== 0 && !after.tasks.some((task) => task.id === id)) {
    const place = before.tasks.findIndex((task) => task.id === id)
    const near = after.tasks[Math.max(0, place - 1)]
    return { near: near?.id ?? 0, hash: near ? `#task-${near.id}` : "" }
  }
  if (id === 0) return { near: 0, hash: typed.kind === "match" || typed.kind === "match_all" ? "#units" : "" }
  return { ...(typed.kind === "task" ? {} : { task: id }), near: id, hash: `#task-${id}` }
}

/** A file, or a paste: a character of it is nine bytes where a form without a file sends it. */
const carriesDocument = carriesFiles(Math.max(LARGEST_FILE, 9 * LONGEST_TEXT))

/** 导入: from a document to an issued plan. Nothing is a plan before 下达; the draft waits as long as it takes. */
export const intake = factory
  .createApp()
  .get("/new", (c) => {
    supervisorOnly(c)
    return newPlanPage(c)
  })
  .post("/new", carriesDocument, async (c) => {
    supervisorOnly(c)
    const typed = await typedIn(c)
    try {
      const sent = await readIn(c, typed)
      const title = sent.reading.plan.title ?? ""
      const key = await storeDraft(c.var.database, { unitId: officeOf(c), title, ...sent }, by(c))
      return onward(c, draftPath(key))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return newPlanPage(c, flawed({ source: String(typed.source ?? "") }, { source: [error.message] }))
    }
  })
  .get("/new/template", (c) => {
    supervisorOnly(c)
    return c.body(new Uint8Array(templateXlsx()), 200, download(TEMPLATE_NAME, TEMPLATE_TYPE))
  })
  .get("/drafts/:draft", async (c) => {
    const found = await draftIn(c)
    const { key, state } = found.draft
    return state === "approving" ? c.redirect(draftActPath(key, "approval"), 303) : draftPage(c, found)
  })
  .post("/drafts/:draft/corrections", async (c) => {
    const found = await ownDraftIn(c)
    const form = await read(c, Revising)
    if (!form.ok) return draftPage(c, found, form)
    const { draft } = found
    ensureCurrent(form.data.revision, draft.revision)
    const review = reviewIn(found)
    const step = stepIn(form.typed, review.plan, review)
    if (!Array.isArray(step)) return draftPage(c, found, flawed(form.typed, step), review)
    let plan: DraftPlan | null = review.plan
    for (const correction of step) plan = plan && correct(plan, correction)
    const unfit = { general: ["这项修改与方案现状不符，没有执行。请核对后重试。"] }
    if (!plan) return draftPage(c, found, flawed(form.typed, unfit), review)
    const { task, hash, near } = placeOf(form.typed, review.plan, plan)
    if (step.length > 0) {
      const changes = { steps: [...draft.steps, step], title: plan.title }
      await saveDraft(c.var.database, draft, changes, by(c))
    }
    return onward(
      c,
      draftPath(draft.key, {
        task,
        page: task ? null : pageOf(partsIn(plan.tasks, draft.reading.lines), plan.tasks, near),
      }) + hash,
    )
  })
  .post("/drafts/:draft/undo", async (c) => {
    const found = await ownDraftIn(c)
    const form = await read(c, Revising)
    if (!form.ok) return draftPage(c, found, form)
    const { draft } = found
    ensureCurrent(form.data.revision, draft.revision)
    const steps = draft.steps.slice(0, -1)
    await saveDraft(c.var.database, draft, { steps, title: planNow(draft.reading, steps).title }, by(c))
    return onward(c, draftPath(draft.key))
  })
  .post("/drafts/:draft/target", async (c) => {
    const found = await ownDraftIn(c)
    const form = await read(c, Targeting)
    if (!form.ok) return draftPage(c, found, form)
    const { draft, same } = found
    ensureCurrent(form.data.revision, draft.revision)
    const planId = form.data.plan === "" ? null : idOf(form.data.plan)
    if (planId !== null && !same.some(({ id }) => id === planId)) throw missing()
    await saveDraft(c.var.database, draft, { planId }, by(c))
    return onward(c, draftPath(draft.key))
  })
  .post("/drafts/:draft/removal", async (c) => {
    const { draft, consultations } = await ownDraftIn(c)
    if (consultations.some(({ state }) => isOpen(state))) throw conflict("consultation_open")
    const { revision } = await readWhole(c, Revising)
    ensureCurrent(revision, draft.revision)
    await discardDraft(c.var.database, draft, by(c))
    say(c, "draft_discarded")
    return onward(c, newPlanPath)
  })
  .post("/drafts/:draft/issue", async (c) => {
    const found = await ownDraftIn(c)
    const { draft } = found
    const approver = c.var.settings.planApprover
    const form = await read(c, Issuing)
    if (!form.ok) return draftPage(c, found, form)
    const { revision, reason, listed, confirmed, revise, ...facts } = form.data
    ensureCurrent(revision, draft.revision)
    if (!unitsOf(c.var.actor, "supervisor").includes(facts.supervisingUnitId)) throw forbidden()
    const review = reviewIn(found)
    const problems = hindrances(found, review, String(form.typed.target ?? ""))
    if (problems) return draftPage(c, found, flawed(form.typed, problems), review)
    if (revise) return draftPage(c, found, flawed(form.typed, {}), review)
    if (!confirmed) return lastLook(c, found, review, facts, form.typed)
    const submission = { ...facts, reason, listed }
    if (approver !== "none") {
      const renamed = renamedIn(review.plan, facts)
      await submitDraft(c.var.database, draft, submission, renamed, by(c), { approver })
      say(c, "plan_submitted")
      return onward(c, draftActPath(draft.key, "approval"))
    }
    const { planId, kind, n } = await issueDraft(c.var.database, found, review, submission, null, by(c), readingOf(c))
    const gaps = gapsIn(found.gaps, review).length
    say(
      c,
      kind === "updated"
        ? `plan_updated.${n}`
        : gaps > 0
          ? `plan_issued_gaps.${n}-${gaps}-${planId}`
          : `plan_issued.${n}-${planId}`,
    )
    return onward(c, planPath(planId))
  })
  .get("/:plan{[0-9]+}/source", async (c) => {
    const found = await sourceOf(c.var.database, c.var.actor, numberIn(c, "plan"))
    if (!found) throw missing()
    const headers = { ...download(found.name, found.type), "Content-Length": String(found.size) }
    return c.body(bytesOf(c.var.database, { sourceId: found.id }, found.first), 200, headers)
  })
  .get("/:plan{[0-9]+}/successor", async (c) => {
    const { plan, tasks } = await planIn(c)
    return page(
      c,
      { title: `下一年度方案 · ${plan.title}` },
      <SuccessorPage plan={plan} open={carriedOver(tasks, "open").length} all={carriedOver(tasks, "all").length} />,
    )
  })
  .post("/:plan{[0-9]+}/successor", async (c) => {
    const { plan, tasks } = await planIn(c)
    const form = await read(c, Succeeding)
    const which = form.ok ? form.data.which : "all"
    const { reading, steps } = successorOf(plan, carriedOver(tasks, which))
    const key = await storeDraft(
      c.var.database,
      {
        unitId: plan.supervisingUnitId,
        reading,
        steps,
        file: null,
        sourceName: "",
        sha256: hashOf(`successor of plan ${plan.id}`),
        title: reading.plan.title ?? "",
        predecessorId: plan.id,
      },
      by(c),
    )
    return onward(c, draftPath(key))
  })
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

/** A plan of one's own office. */
async function planIn(c: C) {
  const found = await planToCarry(c.var.database, c.var.actor, numberIn(c, "plan"))
  if (!found) throw missing()
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}
