import type { Context } from "hono"
import type { Child } from "hono/jsx"
import { NOTICE_KINDS, type Notice } from "#db/schema.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { download } from "#src/door/download.ts"
import { clashShown, savedIn, unsaved } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { read, typedIn } from "#src/door/form.ts"
import { askedNumber, ensureCurrent, numberIn, orDoneAlready, ownPath } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { clashOf } from "#src/drafting/draft.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { type Actor, isAdministrator, isOfUnit } from "#src/office/people/actor.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { noticePath, noticesPath, todoPath } from "#src/paths.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
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
import type { Room } from "#src/reports/evidence/staging.ts"
import { Confirming } from "#src/reports/report/input.ts"
import type { DraftFlaws } from "#views/drafting/draft.tsx"
import { NoticeEvidence } from "#views/notices/answer.tsx"
import { DraftNotices, type Drafted as Typing } from "#views/notices/compose.tsx"
import { type Last, LastLook } from "#views/notices/last_look.tsx"
import { NoticesPage } from "#views/notices/list.tsx"
import { NoticePage } from "#views/notices/notice.tsx"
import { noticePaper, noticePaperName } from "#views/papers/notice.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  type Addressee,
  acknowledgeNotice,
  answerDraft,
  answerNotices,
  approveNotice,
  changeNoticeEvidence,
  confirmNotice,
  draftNotices,
  judgeNotice,
  moveNotice,
  reviseNotice,
  saveAnswer,
  sendNotice,
  takeBackAnswer,
} from "./commands.ts"
import {
  Answering,
  AnsweringAll,
  Approving,
  Drafting,
  Issuing,
  Judging,
  Revising,
  Revoking,
  Saving,
  Versioned,
} from "./input.ts"
import { NOTICE_VIEWS, type NoticeView } from "./lists.ts"
import { approverOf, approves, mayPrepare } from "./policy.ts"
import {
  type About,
  type CandidatePart,
  type FoundNotice,
  findNotice,
  findNoticePaper,
  issuingFacts,
  type NoticeCandidates,
  noticeCandidates,
  noticesById,
  noticesListed,
} from "./queries.ts"
import { canMove } from "./workflow.ts"

type C = Context<Env>

/** The notice that the address names, or 404. */
async function noticeIn(c: C): Promise<FoundNotice> {
  const found = await findNotice(c.var.database, c.var.actor, numberIn(c, "notice"))
  if (!found) throw missing()
  return found
}

function ensureOffice(c: C, { plan }: FoundNotice) {
  if (!supervises(c.var.actor, plan)) throw forbidden()
}

function ensureUnit(c: C, { notice }: FoundNotice) {
  if (!mayPrepare(c.var.actor, notice)) throw forbidden()
}

/** An impatient second press, or the page from before it: the answer is there, and nobody else has changed anything. */
function ensureNotAnswered({ notice, answers }: FoundNotice, actor: Actor) {
  const sent = answers.at(-1)
  if (isAwaitingAnswer(notice.state) || sent?.sentById !== actor.id) return
  throw conflict("already_answered", { at: String(sent.at) })
}

const dueSet = ({ dueBy }: { dueBy: string }) => ({ field: "dueBy", what: "反馈期限", on: dueBy })

const back = (next: string | undefined, { notice }: FoundNotice) => ownPath(next) ?? noticePath(notice.id)

/** The page of a notice; after a flawed form with what was typed, in the act that it belongs to. */
const show = (c: C, found: FoundNotice, act: string | null = null, flaws: DraftFlaws | null = null) =>
  page(
    c,
    { title: `督办单 ${found.notice.title}`, status: flaws?.clash ? 409 : flaws ? 422 : 200 },
    <NoticePage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      calendar={c.var.calendar}
      dueSoonDays={c.var.settings.dueSoonDays}
      nextDueBy={addWorkingDays(c.var.calendar, c.var.today, c.var.settings.noticeDays)}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

const roomOf = ({ notice, plan }: FoundNotice): Room => ({
  planId: plan.id,
  unitId: notice.unitId,
  noticeId: notice.id,
})

const keepFiles = (c: C, found: FoundNotice) =>
  keepEvidence(c, found.files, (change) => changeNoticeEvidence(c.var.database, found, change, by(c)))

type Answered = { typed: Typed; problems?: Problems; clash?: Child }

/** The answer as it was typed; what came with it and could be kept is there. */
async function showAnswer(c: C, found: FoundNotice, { typed, problems = {}, clash }: Answered, kept: EvidenceKept) {
  const fresh = isUnchanged(kept) ? found : await noticeIn(c)
  return show(c, fresh, "answer", { typed, problems: { ...problems, ...evidenceProblems(kept) }, clash })
}

/** The evidence alone, for the page that is being written on. */
async function showFiles(c: C, { notice, files }: FoundNotice, kept: EvidenceKept) {
  const typed = await typedIn(c)
  const flaws = { typed, problems: evidenceProblems(kept) }
  const evidence = <NoticeEvidence notice={notice} files={files} form={formNamed(typed)} flaws={flaws} />
  return c.html(evidence, kept.problem ? 422 : 200)
}

const isView = (name: string | undefined): name is NoticeView => NOTICE_VIEWS.some((view) => view === name)

/** What the address asks a notice to be about. */
const aboutOf = (c: C): About => ({
  assignments: (c.req.queries("assignment") ?? []).filter((id) => /^\d{1,15}$/.test(id)).map(Number),
  ordinal: askedNumber(c, "task"),
  round: askedNumber(c, "round"),
  instruction: askedNumber(c, "instruction"),
  inspection: askedNumber(c, "inspection"),
})

function sourceOf({ ordinal, round, instruction, inspection }: About): Notice["source"] {
  if (inspection !== null) return "inspection"
  if (instruction !== null) return "instruction"
  if (round !== null) return "late_list"
  return ordinal !== null ? "task" : "assignment"
}

async function candidatesIn(c: C, about: About): Promise<NoticeCandidates> {
  const { database, actor, today } = c.var
  const found = await noticeCandidates(database, actor, numberIn(c, "plan"), about, today)
  if (!found) throw missing()
  if (!supervises(actor, found.plan)) throw forbidden()
  ensureRunning(found.plan)
  if (about.instruction !== null && !found.instruction) throw missing()
  if (about.inspection !== null && !found.inspection) throw missing()
  return found
}

const compose = (c: C, found: NoticeCandidates, about: About, typing?: Typing) =>
  page(
    c,
    { title: "拟办督办单", status: typing && !typing.revising ? 422 : 200 },
    <DraftNotices
      found={found}
      about={about}
      query={new URL(c.req.url).search}
      dueBy={addWorkingDays(c.var.calendar, c.var.today, c.var.settings.noticeDays)}
      kind={NOTICE_KINDS.find((kind) => kind === c.req.query("kind")) ?? "demand"}
      today={c.var.today}
      typing={typing}
    />,
  )

/** One addressee a unit, in 单位排序. */
function addressees(parts: CandidatePart[]): Addressee[] {
  const byUnit = new Map<number, Addressee>()
  for (const { id, unit } of parts) {
    const known = byUnit.get(unit.id) ?? { unitId: unit.id, unit: unit.name, assignmentIds: [] }
    known.assignmentIds.push(id)
    byUnit.set(unit.id, known)
  }
  return [...byUnit.values()]
}

const itemsOf = (parts: CandidatePart[], { assignmentIds }: Addressee) =>
  parts.filter(({ id }) => assignmentIds.includes(id)).map(({ task }) => task)

/** Numbers are spent for good: what they will be and whom they go to is shown first. */
const lastLook = (c: C, last: Last, typed: Typed, moved: boolean, back?: string) =>
  page(
    c,
    { title: "核对并发出督办单" },
    <LastLook
      last={last}
      action={c.req.path + new URL(c.req.url).search}
      typed={typed}
      moved={moved}
      back={back}
      today={c.var.today}
    />,
  )

/** 拟办, mounted below the plans. */
export const planNotices = factory
  .createApp()
  .get("/:plan{[0-9]+}/notices/new", async (c) => {
    const about = aboutOf(c)
    return compose(c, await candidatesIn(c, about), about)
  })
  .post("/:plan{[0-9]+}/notices", async (c) => {
    const about = aboutOf(c)
    const found = await candidatesIn(c, about)
    const form = await read(c, Drafting)
    if (!form.ok) return compose(c, found, about, form)
    const { assignments, send, again, numbered, revise, ...words } = form.data
    if (revise) return compose(c, found, about, { typed: form.typed, problems: {}, revising: true })
    const problems = overAlready(dueSet(words), c.var.today)
    if (problems) return compose(c, found, about, { typed: form.typed, problems })
    const chosen = found.parts.filter(({ id }) => assignments.includes(id))
    if (chosen.length !== new Set(assignments).size) throw missing()
    const doubled = chosen.filter(({ open }) => open.length > 0)
    if (doubled.length > 0 && !again) return compose(c, found, about, { ...form, problems: {}, doubled })
    const to = addressees(chosen)
    if (send && approverOf(words.kind, found.plan) === "none") {
      const facts = await issuingFacts(c.var.database, found.plan.supervisingUnitId, c.var.today)
      if (numbered !== facts.next) {
        const last = { facts, to: to.map((one) => ({ ...one, items: itemsOf(chosen, one) })), words }
        return lastLook(c, last, form.typed, numbered !== undefined)
      }
    }
    const from = {
      source: sourceOf(about),
      instructionId: found.instruction?.id ?? null,
      inspectionId: found.inspection?.id ?? null,
    }
    const outcome = await draftNotices(c.var.database, found.plan, from, to, words, by(c), { send: Boolean(send) })
    say(c, `${DONE_BY_OUTCOME[outcome]}.${to.length}`)
    return onward(c, noticesPath({ view: outcome === "issued" ? "awaiting" : "drafting", plan: found.plan.id }))
  })

/** 督办单: from the draft to 销号. */
export const notices = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const asked = c.req.query("view")
    const filter = {
      view: isView(asked) ? asked : "awaiting",
      plan: askedNumber(c, "plan"),
      unit: askedNumber(c, "unit"),
      page: Math.max(1, askedNumber(c, "page") ?? 1),
    }
    const list = await noticesListed(database, actor, filter, today)
    return page(
      c,
      { title: "督办单" },
      <NoticesPage
        list={list}
        filter={filter}
        actor={actor}
        today={today}
        calendar={c.var.calendar}
        dueSoonDays={c.var.settings.dueSoonDays}
      />,
    )
  })
  .post("/answers", async (c) => {
    if (!isOfUnit(c.var.actor)) throw forbidden()
    const form = await read(c, AnsweringAll)
    if (!form.ok) throw conflict("nothing_to_send")
    const { ids } = form.data
    const [founds] = await c.var.database.read([noticesById(c.var.database, c.var.actor, ids)])
    if (founds.length !== new Set(ids).size) throw missing()
    await answerNotices(
      c.var.database,
      founds.map((found) => ({ found, text: found.draft?.text ?? "" })),
      by(c),
    )
    say(c, `notices_answered.${founds.length}`)
    return onward(c, todoPath())
  })

  .get("/:notice{[0-9]+}", async (c) => show(c, await noticeIn(c)))
  .get("/:notice{[0-9]+}/paper", async (c) => {
    const found = await findNoticePaper(c.var.database, c.var.actor, numberIn(c, "notice"))
    if (!found) throw missing()
    const paper = noticePaper(found, c.var.settings.organisation, c.var.today)
    return c.body(docxOf(paper), 200, download(noticePaperName(found), DOCX_TYPE))
  })
  .post("/:notice{[0-9]+}/revision", async (c) => {
    const found = await noticeIn(c)
    ensureOffice(c, found)
    const form = await read(c, Revising)
    if (!form.ok) return show(c, found, "revision", form)
    const { version, ...words } = form.data
    const problems = overAlready(dueSet(words), c.var.today)
    if (problems) return show(c, found, "revision", { typed: form.typed, problems })
    ensureCurrent(version, found.notice.version)
    await reviseNotice(c.var.database, found, words, by(c))
    say(c, "notice_revised")
    return onward(c, noticePath(found.notice.id))
  })
  .post("/:notice{[0-9]+}/issue", async (c) => {
    const found = await noticeIn(c)
    ensureOffice(c, found)
    const form = await read(c, Issuing)
    if (!form.ok) return show(c, found, "issue", form)
    ensureCurrent(form.data.version, found.notice.version)
    const { notice, plan, unit, items } = found
    const isReady = canMove(notice.state, "issue") && notice.dueBy >= c.var.today
    if (isReady && approverOf(notice.kind, plan) === "none") {
      const { numbered } = form.data
      const facts = await issuingFacts(c.var.database, notice.officeId, c.var.today)
      if (numbered !== facts.next) {
        const last = { facts, to: [{ unitId: unit.id, unit: unit.name, items }], words: notice }
        return lastLook(c, last, form.typed, numbered !== undefined, noticePath(notice.id))
      }
    }
    const outcome = await sendNotice(c.var.database, found, by(c))
    say(c, `${DONE_BY_OUTCOME[outcome]}.1`)
    return onward(c, noticePath(found.notice.id))
  })
  .post("/:notice{[0-9]+}/approval", async (c) => {
    const found = await noticeIn(c)
    if (!approves(c.var.actor, found.notice, found.plan)) {
      throw forbidden(found.notice.draftedById === c.var.actor.id ? "own_draft" : "not_yours")
    }
    const form = await read(c, Approving)
    if (!form.ok) return show(c, found, "approval", form)
    ensureCurrent(form.data.version, found.notice.version)
    const agrees = form.data.agrees
    await approveNotice(c.var.database, found, by(c), { agrees, remark: form.data.remark })
    say(c, agrees ? "notices_issued.1" : "notice_declined")
    return onward(c, back(form.data.next, found))
  })
  .post("/:notice{[0-9]+}/:act{recall|discarding}", async (c) => {
    const found = await noticeIn(c)
    ensureOffice(c, found)
    const form = await read(c, Versioned)
    if (!form.ok) return show(c, found, c.req.param("act"), form)
    ensureCurrent(form.data.version, found.notice.version)
    const recalls = c.req.param("act") === "recall"
    await moveNotice(c.var.database, found, recalls ? "recall" : "discard", by(c))
    say(c, recalls ? "notice_recalled" : "notice_discarded")
    return onward(c, noticePath(found.notice.id))
  })
  .post("/:notice{[0-9]+}/revocation", async (c) => {
    const found = await noticeIn(c)
    ensureOffice(c, found)
    const form = await read(c, Revoking)
    if (!form.ok) return show(c, found, "revocation", form)
    ensureCurrent(form.data.version, found.notice.version)
    await moveNotice(c.var.database, found, "revoke", by(c), form.data.remark)
    say(c, "notice_revoked")
    return onward(c, noticePath(found.notice.id))
  })

  .post("/:notice{[0-9]+}/acknowledgement", async (c) => {
    const found = await noticeIn(c)
    ensureUnit(c, found)
    const form = await read(c, Versioned)
    if (!form.ok) return show(c, found, "acknowledgement", form)
    ensureCurrent(form.data.version, found.notice.version)
    await acknowledgeNotice(c.var.database, found, by(c))
    say(c, "notice_acknowledged")
    return onward(c, back(form.data.next, found))
  })
  .post("/:notice{[0-9]+}/draft", carriesEvidence, async (c) => {
    const found = await noticeIn(c)
    ensureUnit(c, found)
    takesFilesFor(c, roomOf(found))
    const form = await read(c, Saving)
    const kept = isPartial(c) ? NOTHING_KEPT : await keepFiles(c, found)
    if (!form.ok) {
      if (isPartial(c)) return unsaved(c, form.problems)
      return showAnswer(c, found, form, kept)
    }
    const { text, revision, overwrite } = form.data
    const { answer, clash } = await savedIn(c, revision, () =>
      saveAnswer(c.var.database, found, text, overwrite ?? revision, by(c)),
    )
    if (answer) return answer
    if (clash) return showAnswer(c, found, { ...clashed(form.typed), clash }, kept)
    if (kept.problem) return showAnswer(c, await noticeIn(c), { typed: form.typed }, kept)
    say(c, isUnchanged(kept) ? "draft_saved" : evidenceSaid(kept))
    return onward(c, noticePath(found.notice.id))
  })
  .post("/:notice{[0-9]+}/answer", carriesEvidence, async (c) => {
    const found = await noticeIn(c)
    ensureUnit(c, found)
    takesFilesFor(c, roomOf(found))
    const form = await read(c, Answering)
    if (form.ok) {
      ensureNotAnswered(found, c.var.actor)
      ensureCurrent(form.data.version, found.notice.version)
    }
    const kept = await keepFiles(c, found)
    if (!form.ok || kept.problem) return showAnswer(c, found, form, kept)
    const { text, revision, overwrite } = form.data
    const theirs = clashOf(answerDraft(found), overwrite ?? revision)
    if (theirs) {
      const clash = clashShown(c, revision, theirs)
      return showAnswer(c, found, { ...clashed(form.typed), clash }, kept)
    }
    await orDoneAlready(answerNotices(c.var.database, [{ found, text }], by(c)), async () =>
      ensureNotAnswered(await noticeIn(c), c.var.actor),
    )
    say(c, kept.added > 0 ? `notice_answered_with_files.${kept.added}` : "notices_answered.1")
    return onward(c, todoPath())
  })
  .post("/:notice{[0-9]+}/withdrawal", async (c) => {
    const found = await noticeIn(c)
    ensureUnit(c, found)
    const form = await read(c, Versioned)
    if (!form.ok) return show(c, found, "withdrawal", form)
    ensureCurrent(form.data.version, found.notice.version)
    await takeBackAnswer(c.var.database, found, by(c))
    say(c, "notice_taken_back")
    return onward(c, noticePath(found.notice.id))
  })
  .post("/:notice{[0-9]+}/attachments", carriesEvidence, async (c) => {
    const found = await noticeIn(c)
    ensureUnit(c, found)
    takesFilesFor(c, roomOf(found))
    const kept = orChoose(await keepFiles(c, found))
    if (isPartial(c)) return showFiles(c, await noticeIn(c), kept)
    if (kept.problem) {
      const typed = { text: found.draft?.text ?? "", ...addressTyped(await typedIn(c)) }
      return showAnswer(c, found, { typed }, kept)
    }
    say(c, evidenceSaid(kept))
    const item = `notice-${found.notice.id}`
    return onward(c, `${todoPath({ item })}#item-${item}`)
  })

  .post("/:notice{[0-9]+}/verdict", async (c) => {
    const found = await noticeIn(c)
    ensureOffice(c, found)
    const form = await read(c, Judging)
    if (!form.ok) return show(c, found, "verdict", form)
    const { verdict, remark, answerBy, version, next } = form.data
    if (verdict === "fail") {
      const problems =
        answerBy === null
          ? { answerBy: ["不通过须写明新的反馈期限"] }
          : overAlready({ field: "answerBy", what: "新的反馈期限", on: answerBy }, c.var.today)
      if (problems) return show(c, found, "verdict", { typed: form.typed, problems })
    }
    ensureCurrent(version, found.notice.version)
    const opinion = { remark, answerBy: verdict === "fail" ? answerBy : null }
    const outcome = await judgeNotice(c.var.database, found, verdict, by(c), opinion)
    say(c, outcome === "proposed" ? "proposed" : DONE_BY_VERDICT[verdict])
    return onward(c, back(next, found))
  })
  .post("/:notice{[0-9]+}/confirmation", async (c) => {
    const found = await noticeIn(c)
    if (!isNamedConfirmer(c.var.actor, found.plan)) throw forbidden()
    const form = await read(c, Confirming)
    if (!form.ok) return show(c, found, "confirmation", form)
    ensureCurrent(form.data.version, found.notice.version)
    const agrees = form.data.agrees
    const verdict = await confirmNotice(c.var.database, found, by(c), { agrees, decision: form.data.decision })
    say(c, agrees ? DONE_BY_VERDICT[verdict] : "proposal_declined")
    return onward(c, back(form.data.next, found))
  })

const DONE_BY_OUTCOME = {
  drafted: "notices_drafted",
  submitted: "notices_submitted",
  issued: "notices_issued",
} as const
const DONE_BY_VERDICT = { close: "notice_closed", fail: "notice_failed" } as const

const clashed = (typed: Typed): Flaws => ({
  typed,
  problems: { "": ["这份反馈的草稿刚在别处改过。本页内容保留在下面，请核对后勾选「以本页内容为准」，再保存或反馈。"] },
})
