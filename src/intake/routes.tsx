import { createHash } from "node:crypto"
import type { Context } from "hono"
import { cleanName } from "#src/attachments/content.ts"
import { dayTold } from "#src/calendar/day_told.ts"
import type { Calendar } from "#src/calendar/working_days.ts"
import { carriesFiles } from "#src/http/body.ts"
import { say } from "#src/http/cookies.ts"
import { download } from "#src/http/download.ts"
import { type Env, factory } from "#src/http/env.ts"
import { type Flawed, idOf, type Problems, read, type Typed, typedIn } from "#src/http/form.ts"
import { askedNumber, ensureCurrent, numberIn } from "#src/http/params.ts"
import { onward, page } from "#src/http/respond.tsx"
import { fileIn } from "#src/http/upload.ts"
import { draftPath, newPlanPath, planPath } from "#src/paths.ts"
import { holds, isSupervisor, unitsOf } from "#src/people/actor.ts"
import { issuePlan } from "#src/plans/commands.ts"
import { supervises } from "#src/plans/policy.ts"
import { type PlanUpdate, updatePlan } from "#src/plans/update_commands.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { periodAbout } from "#src/rounds/rounds.ts"
import { ComparisonPage } from "#views/intake/comparison.tsx"
import { DraftPage } from "#views/intake/draft.tsx"
import { IssuingLastLook } from "#views/intake/last_look.tsx"
import { NewPlanPage } from "#views/intake/new_plan.tsx"
import { SuccessorPage } from "#views/intake/successor.tsx"
import { comparison, isChanged } from "./compare.ts"
import { correct, type DraftPlan, editsOf, type Step } from "./corrections.ts"
import { discardDraft, type SourceFile, saveDraft, storeDraft } from "./draft_commands.ts"
import { bytesOf, draftsSeenBy, type Found, findDraft, planToCarry, sourceOf, type Target } from "./draft_queries.ts"
import { type DraftReading, readingOfFile, readingOfPaste, textOf, Unreadable } from "./drafting.ts"
import { answerIn, Correcting, Issuing, Revising, readTaskForm, Succeeding, sameUnits, Targeting } from "./form.ts"
import { changesOf, comparedOf, type Facts, gapsIn, newPlanOf, partsByUnit, updateOf } from "./issuing.ts"
import { LARGEST_FILE, LONGEST_TEXT } from "./limits.ts"
import { kindOf } from "./matching.ts"
import { planNow, type Review, reviewOf } from "./review.ts"
import { carriedOver, successorOf } from "./successor.ts"
import { TEMPLATE_NAME, TEMPLATE_TYPE, templateXlsx } from "./template.ts"

type C = Context<Env>

function supervisorOnly(c: C) {
  if (!isSupervisor(c.var.actor)) throw forbidden()
}

const by = (c: C) => ({ actor: c.var.actor, at: c.var.now })
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

type Sent = { reading: DraftReading; file: SourceFile | null; sourceName: string; sha256: string }

/** What was chosen or what was pasted, as read. Both at once are two documents: which one is meant nobody can tell. */
async function sentIn(c: C, typed: Typed): Promise<Sent> {
  const { file, problem } = await fileIn(c, "file")
  const isPasted = String(typed.source ?? "").trim() !== ""
  if (problem) throw new Unreadable(`${problem}，或粘贴方案全文`)
  if (file && isPasted) throw new Unreadable(`选了文件《${shownName(file)}》，又粘贴了文字：请只留一种，再读取`)
  if (file) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const name = shownName(file)
    const reading = readingOfFile(bytes, name)
    const sha256 = hashOf(bytes)
    return { reading, file: { name, type: "application/octet-stream", bytes, sha256 }, sourceName: name, sha256 }
  }
  const text = String(typed.source ?? "")
  const reading = readingOfPaste(text, String(typed.html ?? ""))
  const bytes = new TextEncoder().encode(text.trim() === "" ? textOf(reading) : text)
  const sha256 = hashOf(bytes)
  return { reading, file: { name: PASTED, type: "text/plain; charset=utf-8", bytes, sha256 }, sourceName: "", sha256 }
}

/** The round that runs in the plan which is updated, with the period that it is about. */
function runningIn(c: C, { plan, running }: Target): PlanUpdate["into"] {
  const { calendar, settings } = c.var
  if (!running) return null
  return { round: running, period: periodAbout(plan, running, { calendar, lastPeriodDays: settings.lastPeriodDays }) }
}

const shownName = ({ name }: File) => cleanName(name)

/** The draft of the address, which must be of one's own office. */
async function draftIn(c: C): Promise<Found> {
  supervisorOnly(c)
  const found = await findDraft(c.var.database, c.var.actor, c.req.param("draft") ?? "", c.var.today)
  if (!found) throw missing()
  return found
}

/** Words that only come back, to be looked over again, are no flaw. */
const hasProblems = (flaws?: Flawed) => Object.keys(flaws?.problems ?? {}).length > 0

const inUse = ({ directory }: Found) => directory.filter(({ active }) => active)
const reviewIn = (found: Found, steps: readonly Step[] = found.draft.steps): Review =>
  reviewOf(found.draft.reading, steps, inUse(found), found.remembered)

function draftPage(c: C, found: Found, flaws?: Flawed, review = reviewIn(found)) {
  const units = inUse(found)
  const { target } = found
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
      open={flaws ? idOf(String(flaws.typed.task ?? "")) : askedNumber(c, "task")}
      openName={c.req.query("name") ?? null}
      view={c.req.query("view") === "matrix" ? "matrix" : "tasks"}
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
    { title: "核对后下达" },
    <IssuingLastLook
      found={found}
      review={review}
      facts={facts}
      changes={target && changesOf(target, review, directory).changes.filter(isChanged)}
      parts={partsByUnit(review, directory)}
      office={directory.find(({ id }) => id === facts.supervisingUnitId)?.name ?? ""}
      gaps={gapsIn(found.gaps, review)}
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

const flawed = (typed: Typed, problems: Problems): Flawed => ({ ok: false, typed, problems })

/** What the posted form corrects; a sentence where it cannot. */
function stepIn(typed: Typed, plan: DraftPlan, review: Review): Step | Problems {
  const form = Correcting.safeParse(typed)
  if (!form.success) return { general: form.error.issues.map(({ message }) => message) }
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

/** The place of the page where the correction was made; where the task is gone, the one before it, or what is first now. */
const placeOf = (typed: Typed, before: DraftPlan, after: DraftPlan): { task?: number; hash: string } => {
  const id = idOf(String(typed.task ?? ""))
  if (id !== 0 && !after.tasks.some((task) => task.id === id)) {
    const place = before.tasks.findIndex((task) => task.id === id)
    const near = after.tasks[Math.max(0, place - 1)]
    return { hash: near ? `#task-${near.id}` : "" }
  }
  if (id === 0) return { hash: typed.kind === "match" || typed.kind === "match_all" ? "#units" : "" }
  return typed.kind === "task" ? { hash: `#task-${id}` } : { task: id, hash: `#task-${id}` }
}

/** 导入: from a document to an issued plan. Nothing is a plan before 下达; the draft waits as long as it takes. */
/** A file, or a paste: a character of it is nine bytes where a form without a file sends it. */
const carriesDocument = carriesFiles(Math.max(LARGEST_FILE, 9 * LONGEST_TEXT))

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
      const sent = await sentIn(c, typed)
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
  .get("/drafts/:draft", async (c) => draftPage(c, await draftIn(c)))
  .post("/drafts/:draft/corrections", async (c) => {
    const found = await draftIn(c)
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
    const { task, hash } = placeOf(form.typed, review.plan, plan)
    if (step.length > 0) {
      const changes = { steps: [...draft.steps, step], title: plan.title }
      await saveDraft(c.var.database, draft, changes, by(c))
    }
    return onward(c, draftPath(draft.key, { task }) + hash)
  })
  .post("/drafts/:draft/undo", async (c) => {
    const found = await draftIn(c)
    const form = await read(c, Revising)
    if (!form.ok) return draftPage(c, found, form)
    const { draft } = found
    ensureCurrent(form.data.revision, draft.revision)
    const steps = draft.steps.slice(0, -1)
    await saveDraft(c.var.database, draft, { steps, title: planNow(draft.reading, steps).title }, by(c))
    return onward(c, draftPath(draft.key))
  })
  .post("/drafts/:draft/target", async (c) => {
    const found = await draftIn(c)
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
    const { draft } = await draftIn(c)
    const form = await read(c, Revising)
    if (form.ok) ensureCurrent(form.data.revision, draft.revision)
    await discardDraft(c.var.database, draft, by(c))
    say(c, "draft_discarded")
    return onward(c, newPlanPath)
  })
  .post("/drafts/:draft/issue", async (c) => {
    const found = await draftIn(c)
    const { draft, target } = found
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
    if (target) {
      const file = draft.sourceName ? `（${draft.sourceName}）` : ""
      const why = reason || `按新文件更新方案${file}，本项分工已不在文件中`
      const update = updateOf(found, target, review, facts, { reason: why, into: listed ? runningIn(c, target) : null })
      await updatePlan(c.var.database, target.plan, target.tasks, update, by(c))
      say(c, `plan_updated.${update.changes.length + update.newTasks.length}`)
      return onward(c, planPath(target.plan.id))
    }
    const planId = await issuePlan(c.var.database, newPlanOf(found, review, facts), by(c))
    const gaps = gapsIn(found.gaps, review).length
    const parts = review.counts.assignments
    say(c, gaps > 0 ? `plan_issued_gaps.${parts}-${gaps}-${planId}` : `plan_issued.${parts}`)
    return onward(c, planPath(planId))
  })
  .get("/:plan{[0-9]+}/source", async (c) => {
    const found = await sourceOf(c.var.database, c.var.actor, numberIn(c, "plan"))
    if (!found) throw missing()
    const headers = { ...download(found.name, found.type), "Content-Length": String(found.size) }
    return c.body(bytesOf(c.var.database, found), 200, headers)
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

/** What must be decided before 下达. */
function hindrances({ same, target }: Found, review: Review, chosen: string): Problems | null {
  const open = review.matches.filter(({ answer }) => answer === null).map(({ name }) => name)
  if (open.length > 0) return { units: [`请先为${open.join("、")}选择对应单位，或选「新增」`] }
  if (review.counts.assignments === 0) return { general: ["方案里没有任何分工，不能下达"] }
  const undecided = same.length > 0 && !target && chosen !== "new"
  return undecided ? { target: ["同一文件或同名方案已经下达，请选择更新现有方案，或确认另行下达"] } : null
}
