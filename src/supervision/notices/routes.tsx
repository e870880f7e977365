import type { Context } from "hono"
import type { Child } from "hono/jsx"
import type * as z from "zod"
import { NOTICE_KINDS } from "#db/schema.ts"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { download } from "#src/door/download.ts"
import { clashShown, savedIn, unsaved } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read, typedIn, typedText } from "#src/door/form.ts"
import { askedNumber, ensureCurrent, numberIn, orDoneAlready } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { clashOf } from "#src/drafting/draft.ts"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { type Actor, isAdministrator, isOfUnit } from "#src/office/people/actor.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { noticePath, noticesPath, todoPath } from "#src/paths.ts"
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
import type { DraftFlaws } from "#views/drafting/draft.tsx"
import { NoticeEvidence } from "#views/notices/answer.tsx"
import { DraftNotices, type Drafted as Typing } from "#views/notices/compose.tsx"
import { type Last, LastLook } from "#views/notices/last_look.tsx"
import { NoticesPage } from "#views/notices/list.tsx"
import { NoticePage } from "#views/notices/notice.tsx"
import { noticePaper, noticePaperName } from "#views/papers/notice.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ACKNOWLEDGE,
  APPROVE,
  addressees,
  CONFIRM,
  chosenOf,
  DISCARD,
  DRAFT,
  doubledOf,
  ISSUE,
  isIssuedAtOnce,
  JUDGE,
  notice,
  RECALL,
  REVISE,
  REVOKE,
  TAKE_BACK,
  type ToDraft,
  theUnit,
} from "./acts.ts"
import { type Addressee, answerDraft, answerFile, answerNotices, changeNoticeEvidence, saveAnswer } from "./commands.ts"
import { Answering, AnsweringAll, type Drafting, type Issuing, Saving } from "./input.ts"
import { NOTICE_VIEWS, type NoticeView } from "./lists.ts"
import {
  type CandidatePart,
  type FoundNotice,
  findNoticePaper,
  issuingFacts,
  noticesById,
  noticesListed,
} from "./queries.ts"
import { canMove } from "./workflow.ts"

type C = Context<Env>

/** The notice that the address names, or 404. */
async function noticeIn(c: C): Promise<FoundNotice> {
  const found = await notice(askedOf(c))
  if (!found) throw missing()
  return found
}

/** The notice, for its unit. */
const ownNoticeIn = (c: C) => reached({ find: notice, may: theUnit }, askedOf(c))

/** An impatient second press, or the page from before it: the answer is there, and nobody else has changed anything. */
function ensureNotAnswered({ notice, answers }: FoundNotice, actor: Actor) {
  const sent = answers.at(-1)
  if (isAwaitingAnswer(notice.state) || sent?.sentById !== actor.id) return
  throw conflict("already_answered", { at: String(sent.at) })
}

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

const compose = (c: C, found: ToDraft, typing?: Typing) =>
  page(
    c,
    { title: "拟办督办单", status: typing && !typing.revising ? 422 : 200 },
    <DraftNotices
      found={found}
      about={found.about}
      query={new URL(c.req.url).search}
      dueBy={addWorkingDays(c.var.calendar, c.var.today, c.var.settings.noticeDays)}
      kind={NOTICE_KINDS.find((kind) => kind === c.req.query("kind")) ?? "demand"}
      today={c.var.today}
      typing={typing}
    />,
  )

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

/** What is wrong with a draft, or that some of what it is about has an open notice already. */
function composeAgain(c: C, found: ToDraft, { typed, problems }: Flawed) {
  if (!problems.again) return compose(c, found, { typed, problems })
  return compose(c, found, {
    typed,
    problems: {},
    doubled: doubledOf(found, [typed.assignments ?? []].flat().map(Number)),
  })
}

/** Back from the last look to the words, or the last look itself, where numbers are about to be spent. */
async function beforeDrafting(c: C, found: ToDraft, { assignments, send, numbered, ...words }: Draft, typed: Typed) {
  if (typedText(typed, "revise")) return compose(c, found, { typed, problems: {}, revising: true })
  const chosen = chosenOf(found, assignments)
  if (!send || !isIssuedAtOnce(words.kind, found.plan)) return null
  const facts = await issuingFacts(c.var.database, found.plan.supervisingUnitId, c.var.today)
  if (numbered === facts.next) return null
  const to = addressees(chosen).map((one) => ({ ...one, items: itemsOf(chosen, one) }))
  return lastLook(c, { facts, to, words }, typed, numbered !== undefined)
}

type Draft = z.output<typeof Drafting>

/** The same of one that was kept as a draft, as soon as it can be issued. */
async function beforeIssuing(c: C, found: FoundNotice, { numbered }: z.output<typeof Issuing>, typed: Typed) {
  const { notice, plan, unit, items } = found
  const isReady = canMove(notice.state, "issue") && notice.dueBy >= c.var.today
  if (!isReady || !isIssuedAtOnce(notice.kind, plan)) return null
  const facts = await issuingFacts(c.var.database, notice.officeId, c.var.today)
  if (numbered === facts.next) return null
  const last = { facts, to: [{ unitId: unit.id, unit: unit.name, items }], words: notice }
  return lastLook(c, last, typed, numbered !== undefined, noticePath(notice.id))
}

/** The form of one act on the page of the notice, which also shows what was done. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundNotice, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ notice }: FoundNotice) => noticePath(notice.id),
})

/** The same, back to where the person came from in the program. */
const fromElsewhere = (act: string) => ({
  ...onOne(act),
  onward: ({ notice }: FoundNotice, _input: unknown, next: string | null) => next ?? noticePath(notice.id),
})

/** 拟办, mounted below the plans. */
export const planNotices = factory
  .createApp()
  .get("/:plan{[0-9]+}/notices/new", async (c) => compose(c, await reached(DRAFT, askedOf(c))))
  .post(
    "/:plan{[0-9]+}/notices",
    pressed(DRAFT, {
      again: composeAgain,
      before: beforeDrafting,
      onward: ({ plan }, { send, kind }) =>
        noticesPath({ view: send && isIssuedAtOnce(kind, plan) ? "awaiting" : "drafting", plan: plan.id }),
    }),
  )

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
  .post("/:notice{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:notice{[0-9]+}/issue", pressed(ISSUE, { ...onOne("issue"), before: beforeIssuing }))
  .post("/:notice{[0-9]+}/approval", pressed(APPROVE, fromElsewhere("approval")))
  .post("/:notice{[0-9]+}/recall", pressed(RECALL, onOne("recall")))
  .post("/:notice{[0-9]+}/discarding", pressed(DISCARD, onOne("discarding")))
  .post("/:notice{[0-9]+}/revocation", pressed(REVOKE, onOne("revocation")))

  .post("/:notice{[0-9]+}/acknowledgement", pressed(ACKNOWLEDGE, fromElsewhere("acknowledgement")))
  .post("/:notice{[0-9]+}/draft", carriesEvidence, async (c) => {
    const found = await ownNoticeIn(c)
    takesFilesFor(c, answerFile(found))
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
    const found = await ownNoticeIn(c)
    takesFilesFor(c, answerFile(found))
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
  .post("/:notice{[0-9]+}/withdrawal", pressed(TAKE_BACK, onOne("withdrawal")))
  .post("/:notice{[0-9]+}/attachments", carriesEvidence, async (c) => {
    const found = await ownNoticeIn(c)
    takesFilesFor(c, answerFile(found))
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

  .post("/:notice{[0-9]+}/verdict", pressed(JUDGE, fromElsewhere("verdict")))
  .post("/:notice{[0-9]+}/confirmation", pressed(CONFIRM, fromElsewhere("confirmation")))

const clashed = (typed: Typed): Flaws => ({
  typed,
  problems: { "": ["这份反馈的草稿刚在别处改过。本页内容保留在下面，请核对后勾选「以本页内容为准」，再保存或反馈。"] },
})
