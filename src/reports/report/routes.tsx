import type { Context } from "hono"
import { soonEnds } from "#src/board/lights/light.ts"
import { dateOf } from "#src/clock.ts"
import { askedOf, pressed } from "#src/door/act.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { clashShown, savedIn, unsaved } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read, typedIn } from "#src/door/form.ts"
import { ensureCurrent, orDoneAlready } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { carriesEvidence, filesIn, goneFiles } from "#src/door/upload.ts"
import { clashOf } from "#src/drafting/draft.ts"
import { type Actor, isOfUnit, unitsOf } from "#src/office/people/actor.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { type Todo, todoOf } from "#src/pages/todo/queries.ts"
import { byUrgency, deadlinesOf, isReady, itemsOf, noticesOf, passedOf } from "#src/pages/todo/todo.ts"
import { taskPath, todoItemPath, todoPath } from "#src/paths.ts"
import { ensureRunning, supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { stageIn } from "#src/plans/stages/stages.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { takingUp } from "#src/reports/breakdowns/commands.ts"
import { belowIn } from "#src/reports/breakdowns/input.ts"
import { rolledUp } from "#src/reports/breakdowns/queries.ts"
import { takenFrom, withRolledUp } from "#src/reports/breakdowns/roll_up.ts"
import {
  addressTyped,
  type EvidenceKept,
  evidenceProblems,
  evidenceSaid,
  formNamed,
  isUnchanged,
  keepEvidence,
  NOTHING_KEPT,
  orChoose,
} from "#src/reports/evidence/form.ts"
import { takesFilesFor } from "#src/reports/evidence/receiving.ts"
import { reportFile } from "#src/reports/evidence/statements.ts"
import { LinkTodo } from "#views/links/todo.tsx"
import { planOfAmong } from "#views/plans/titles.ts"
import { EntryPage } from "#views/reports/entry.tsx"
import { itemKey, ReportEvidence } from "#views/reports/report_form.tsx"
import { type FlawedItem, TodoPage, type Work, workKey } from "#views/reports/todo.tsx"
import { dayWords } from "#views/words.ts"
import { report, SEND_BACK, SIGN, TAKE_BACK } from "./acts.ts"
import {
  changeReportEvidence,
  ensureWritable,
  enterReport,
  reportDraft,
  saveReportDraft,
  sendReports,
  type Words,
} from "./commands.ts"
import { Drafting, Entering, Sending, SendingAll } from "./input.ts"
import { mayDraft, maySend } from "./policy.ts"
import type { FoundReport } from "./queries.ts"
import { notUnchanged, saysSomething } from "./words.ts"
import { isOpen } from "./workflow.ts"

type C = Context<Env>

/** The report that the address names, or 404. */
async function reportIn(c: C): Promise<FoundReport> {
  const found = await report(askedOf(c))
  if (!found) throw missing()
  return found
}

async function todoItems(c: C) {
  const { actor, database, now, today, calendar, settings } = c.var
  const rule = { today, calendar, dueSoonDays: settings.dueSoonDays }
  const todo = await todoOf(database, actor, { now, today, soonEnds: soonEnds(rule), approver: settings.planApprover })
  return {
    todo,
    items: itemsOf(todo, actor, rule),
    notices: noticesOf(todo, actor, rule),
    deadlines: deadlinesOf(todo, rule),
    passed: passedOf(todo, rule),
  }
}

/** 我的待办 with, after a flawed form, what was typed and what to do about it. */
async function showTodo(c: C, flawed?: FlawedItem) {
  const { todo, items, notices, deadlines, passed } = await todoItems(c)
  const writing = items.filter(({ report }) => report?.state !== "signing")
  const signing = items.filter(({ report }) => report?.state === "signing")
  // No box any more to put the words back into: the page that refuses keeps them.
  if (flawed && !items.some((item) => itemKey(item) === flawed.key)) throw conflict()
  const head = { title: "我的待办", status: flawed?.clash ? 409 : flawed ? 422 : 200 } as const
  const ready = writing.filter(isReady).map(itemKey)
  const open = flawed?.key ?? c.req.query("item") ?? firstOpen(byUrgency(notices, deadlines, [], writing))
  const shared = { signing, sent: todo.sent, ready, open, today: c.var.today, flawed }
  const planOf = planOfAmong(todo.plans)
  if (c.var.actor.link) return page(c, head, <LinkTodo {...shared} items={writing} />)
  return page(
    c,
    head,
    <TodoPage
      {...shared}
      items={writing}
      notices={notices}
      deadlines={deadlines}
      passed={passed}
      declined={todo.declined}
      planOf={planOf}
      arrived={todo.arrived}
      awaiting={todo.awaiting}
      urged={todo.urged}
      reminded={todo.reminded}
      conclusions={todo.conclusions}
      toConfirm={todo.toConfirm}
      toApprove={todo.toApprove}
      consulted={todo.consulted}
      liaisonOf={unitsOf(c.var.actor, "liaison")}
      readOf={unitsSeenFrom(c.var.actor)}
      mayAcknowledge={c.var.actor.posts.some(({ kind }) => kind === "liaison")}
    />,
  )
}

/** The item that is open when none was asked for: the most urgent one. */
const firstOpen = ([first]: Work[]) => (first ? workKey(first) : null)

const wordsOf = (
  { achieved, problems, nextSteps, hasDifficulty }: Omit<Words, "unchanged" | "stageId">,
  stageId: number | null,
): Words => ({ achieved, problems, nextSteps, hasDifficulty, stageId, unchanged: false })

/** 已完成本阶段 says so of the stage that is next; one that is reached or gone meanwhile is not said again. */
const tickedStage = ({ nextStage }: FoundReport, { stage }: { stage: number | null }): number | null =>
  stage !== null && stageIn(nextStage)?.id === stage ? stage : null

/** 沿用上期: last time's words go into the boxes that are still empty. */
const withLast = (words: Words, last: FoundReport["last"]): Words => ({
  ...words,
  achieved: words.achieved.trim() ? words.achieved : (last?.achieved ?? ""),
  problems: words.problems.trim() ? words.problems : (last?.problems ?? ""),
  nextSteps: words.nextSteps.trim() ? words.nextSteps : (last?.nextSteps ?? ""),
})

const NO_WORDS = { achieved: "", problems: "", nextSteps: "", hasDifficulty: false }

/** 无变化 has to say since when. */
function unchangedWords({ last }: FoundReport, today: string): Words {
  if (!last?.achieved || last.at === null) throw conflict("nothing_before")
  return {
    achieved: `自${last.roundName}（${dayWords(dateOf(last.at), today)}报送）以来无变化，继续按原措施推进。`,
    problems: "",
    nextSteps: "",
    hasDifficulty: false,
    stageId: null,
    unchanged: true,
  }
}

/** An impatient second press, or the page from before it: the report is there, and nobody else has changed anything. */
function ensureNotSent({ report, versions }: FoundReport, actor: Actor) {
  const sent = versions.at(-1)
  if (report === null || isOpen(report.state) || sent?.sentById !== actor.id) return
  throw conflict("already_sent", { at: String(sent.at), state: report.state })
}

/** The same for what was sent together: everything that the page listed has left the unit. */
function ensureNotAllSent(listed: ReadonlySet<string>, { owed, sent }: Todo) {
  const gone = new Set([
    ...owed.filter(({ report }) => report?.state === "signing").map(itemKey),
    ...sent.map(({ assignmentId, round }) => itemKey({ assignment: { id: assignmentId }, round })),
  ])
  if (listed.size > 0 && [...listed].every((key) => gone.has(key))) throw conflict("all_sent")
}

/** A draft as its fields would be posted, for showing it again beside a problem elsewhere. */
const typedAgain = (draft: FoundReport["draft"]): Typed =>
  draft
    ? {
        achieved: draft.achieved,
        problems: draft.problems,
        nextSteps: draft.nextSteps,
        ...(draft.hasDifficulty ? { hasDifficulty: "1" } : {}),
        ...(draft.stageId === null ? {} : { stage: String(draft.stageId) }),
      }
    : {}

/** 汇入: what these lower bodies have sent, and the acts that land with the draft. */
async function rolledFrom(c: C, { assignment, round }: FoundReport, ids: number[]) {
  const { actor, database } = c.var
  if (actor.link) throw missing()
  const [below] = await database.read([rolledUp(database, { assignmentId: assignment.id, roundId: round.id })])
  const taken = takenFrom(below, ids)
  return { taken, besides: takingUp(database, taken) }
}

const keepFiles = (c: C, found: FoundReport) =>
  keepEvidence(c, found.attachments, (change) => changeReportEvidence(c.var.database, found, change, by(c)))

/** A form that comes back, with what was wrong with its files beside what was wrong with its words. */
const withFiles = ({ typed, problems = {} }: { typed: Typed; problems?: Problems }, kept: EvidenceKept) => ({
  typed,
  problems: { ...problems, ...evidenceProblems(kept) },
})

/** The evidence alone, for the page that is being written on. */
async function showFiles(c: C, found: FoundReport, kept: EvidenceKept) {
  const typed = await typedIn(c)
  const item = { ...found, files: found.attachments }
  const flaws = { typed, problems: evidenceProblems(kept) }
  return c.html(<ReportEvidence item={item} form={formNamed(typed)} flaws={flaws} />, kept.problem ? 422 : 200)
}

/** One act on a report, from its place in 我的待办. */
const onOne = {
  again: (c: C, found: FoundReport, flaws: Flawed) => showTodo(c, { key: itemKey(found), ...flaws }),
  onward: () => todoPath(),
}

export const reports = factory
  .createApp()
  .get("/todo", (c) => {
    if (!isOfUnit(c.var.actor)) throw forbidden()
    return showTodo(c)
  })
  .post("/todo/sending", async (c) => {
    if (!isOfUnit(c.var.actor)) throw forbidden()
    const { todo, items } = await todoItems(c)
    const form = await read(c, SendingAll)
    const listed = new Set(form.ok ? form.data.items : [])
    const ready = items.filter((item) => isReady(item) && listed.has(itemKey(item)))
    if (ready.length === 0) ensureNotAllSent(listed, todo)
    const outcome = await orDoneAlready(
      sendReports(
        c.var.database,
        ready.map((found) => ({
          found,
          words: wordsOf(found.draft ?? NO_WORDS, found.draft?.stageId ?? null),
          hasEvidence: found.files.length > 0,
        })),
        by(c),
      ),
      async () => ensureNotAllSent(listed, (await todoItems(c)).todo),
    )
    say(c, `${outcome === "signing" ? "signing" : "sent"}.${ready.length}`)
    return onward(c, todoPath())
  })

  .post("/assignments/:assignment/rounds/:round/draft", carriesEvidence, async (c) => {
    const found = await reportIn(c)
    if (!mayDraft(c.var.actor, found)) throw forbidden()
    takesFilesFor(c, reportFile(found))
    const form = await read(c, Drafting)
    const key = itemKey(found)
    const kept = isPartial(c) ? NOTHING_KEPT : await keepFiles(c, found)
    if (!form.ok) {
      if (isPartial(c)) return unsaved(c, form.problems)
      return showTodo(c, { key, ...withFiles(form, kept) })
    }
    const { revision, overwrite, use, below, ...typed } = form.data
    const typedWords = wordsOf(typed, tickedStage(found, typed))
    const own = use === "last" ? withLast(typedWords, found.last) : typedWords
    const rolled = below === undefined ? null : await rolledFrom(c, found, belowIn(below))
    const words = rolled?.taken.reduce((all, one) => withRolledUp(all, one.bodyShort, one), own) ?? own
    const { answer, clash } = await savedIn(c, revision, () =>
      saveReportDraft(c.var.database, found, words, overwrite ?? revision, by(c), rolled?.besides),
    )
    if (answer) return answer
    if (clash) {
      return showTodo(c, {
        key,
        typed: form.typed,
        problems: { "": ["另一个窗口刚保存了不同的内容。本页内容保留在下面，请核对后再保存。"] },
        clash,
      })
    }
    if (kept.problem) return showTodo(c, { key, ...withFiles({ typed: form.typed }, kept) })
    if (!isUnchanged(kept)) say(c, evidenceSaid(kept))
    else if (rolled) say(c, `rolled_up.${rolled.taken.length}`)
    else if (use !== "last") say(c, "draft_saved")
    return onward(c, `${todoPath({ item: key })}#item-${key}`)
  })
  .post("/assignments/:assignment/rounds/:round/report", carriesEvidence, async (c) => {
    const found = await reportIn(c)
    if (!maySend(c.var.actor, found)) throw forbidden()
    takesFilesFor(c, reportFile(found))
    const form = await read(c, Sending)
    const key = itemKey(found)
    if (form.ok) {
      ensureNotSent(found, c.var.actor)
      ensureCurrent(form.data.version, found.report?.version ?? 0)
      ensureWritable(found, c.var.today)
    }
    const kept = await keepFiles(c, found)
    if (!form.ok || kept.problem) return showTodo(c, { key, ...withFiles(form, kept) })
    const { revision, overwrite, unchanged, version: _, ...typed } = form.data
    const refusal = unchanged
      ? notUnchanged({ ...found, draft: saysSomething(typed) ? wordsOf(typed, null) : found.draft })
      : null
    if (refusal) {
      const kept = saysSomething(typed) ? form.typed : typedAgain(found.draft)
      return showTodo(c, { key, typed: kept, problems: { "": [c.var.house.refusalWords(refusal)] } })
    }
    const theirs = clashOf(reportDraft(found), overwrite ?? revision)
    if (theirs) {
      return showTodo(c, {
        key,
        typed: form.typed,
        problems: { "": ["这一项的草稿刚在别处改过，没有报送。请核对后勾选「以本页内容为准」，再报送。"] },
        clash: clashShown(c, revision, theirs),
      })
    }
    const words = unchanged ? unchangedWords(found, c.var.today) : wordsOf(typed, tickedStage(found, typed))
    const outcome = await orDoneAlready(
      sendReports(c.var.database, [{ found, words, hasEvidence: found.attachments.length + kept.added > 0 }], by(c)),
      async () => ensureNotSent(await reportIn(c), c.var.actor),
    )
    say(c, kept.added > 0 ? `${outcome}_with_files.${kept.added}` : `${outcome}.1`)
    return onward(c, todoPath())
  })
  .post("/assignments/:assignment/rounds/:round/signature", pressed(SIGN, onOne))
  .post("/assignments/:assignment/rounds/:round/sending-back", pressed(SEND_BACK, onOne))
  .post(
    "/assignments/:assignment/rounds/:round/withdrawal",
    pressed(TAKE_BACK, { ...onOne, onward: (found) => todoItemPath(itemKey(found)) }),
  )

  .get("/assignments/:assignment/rounds/:round/entry", async (c) => {
    const found = await reportIn(c)
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    ensureRunning(found.plan)
    return page(c, { title: "代录进展" }, <EntryPage found={found} today={c.var.today} />)
  })
  .post("/assignments/:assignment/rounds/:round/entry", carriesEvidence, async (c) => {
    const found = await reportIn(c)
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    takesFilesFor(c, reportFile(found))
    const form = await read(c, Entering)
    const upload = await filesIn(c, "scan")
    const missingScan = upload.ok && upload.files.length === 0 ? "请附签字件的扫描件或照片" : null
    if (!form.ok || !upload.ok || missingScan) {
      const scan = upload.ok ? (missingScan ?? goneFiles(c, upload.files)) : upload.problem
      const problems = { ...(form.ok ? {} : form.problems), ...(scan ? { scan: [scan] } : {}) }
      return page(
        c,
        { title: "代录进展", status: 422 },
        <EntryPage found={found} today={c.var.today} flaws={{ typed: form.typed, problems }} />,
      )
    }
    await enterReport(c.var.database, found, wordsOf(form.data, tickedStage(found, form.data)), upload.files, by(c))
    say(c, "entered")
    return onward(c, taskPath(found.plan.id, found.task.ordinal))
  })
  .post("/assignments/:assignment/rounds/:round/attachments", carriesEvidence, async (c) => {
    const found = await reportIn(c)
    const key = itemKey(found)
    if (!mayDraft(c.var.actor, found)) throw forbidden()
    takesFilesFor(c, reportFile(found))
    const kept = orChoose(await keepFiles(c, found))
    if (isPartial(c)) return showFiles(c, await reportIn(c), kept)
    if (kept.problem) {
      const typed = { ...typedAgain(found.draft), ...addressTyped(await typedIn(c)) }
      return showTodo(c, { key, ...withFiles({ typed }, kept) })
    }
    say(c, evidenceSaid(kept))
    return onward(c, `${todoPath({ item: key })}#item-${key}`)
  })
