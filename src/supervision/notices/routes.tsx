import type { Context } from "hono"
import type * as z from "zod"
import { NOTICE_KINDS } from "#db/schema.ts"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { typing, withClash } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { addressTyped, evidenceAlone, evidenceSaid, formNamed, isUnchanged } from "#src/door/evidence.ts"
import { type Flawed, typedText } from "#src/door/form.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { noticePath, noticesPath, todoPath } from "#src/paths.ts"
import { conflict, missing } from "#src/refusal.ts"
import type { Said } from "#src/trail/actions.ts"
import { decisionOfNotice, decisionsOfNotice } from "#src/year/meetings/decision_queries.ts"
import type { DraftFlaws } from "#views/drafting/draft.tsx"
import { NoticeEvidence } from "#views/notices/answer.tsx"
import { DraftNotices, type Drafted as Typing } from "#views/notices/compose.tsx"
import { type Last, LastLook } from "#views/notices/last_look.tsx"
import { NoticesPage } from "#views/notices/list.tsx"
import { NoticePage } from "#views/notices/notice.tsx"
import { noticePaper, noticePaperName, summonsName, summonsPaper } from "#views/papers/notice.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ACKNOWLEDGE,
  ANSWER,
  ANSWER_READY,
  APPROVE,
  ATTACH,
  addressees,
  CONFIRM,
  chosenOf,
  DISCARD,
  DRAFT,
  doubledOf,
  EVIDENCE,
  ISSUE,
  isIssuedAtOnce,
  JUDGE,
  notice,
  RECALL,
  REVISE,
  REVOKE,
  SAVE,
  TAKE_BACK,
  type ToDraft,
} from "./acts.ts"
import type { Addressee } from "./commands.ts"
import type { Drafting, Issuing } from "./input.ts"
import { NOTICE_VIEWS, type NoticeView } from "./lists.ts"
import { type CandidatePart, type FoundNotice, findNoticePaper, issuingFacts, noticesListed } from "./queries.ts"
import { canMove } from "./workflow.ts"

type C = Context<Env>

/** The page of a notice; after a flawed form with what was typed, in the act that it belongs to. */
async function show(c: C, found: FoundNotice, act: string | null = null, flaws: DraftFlaws | null = null) {
  const { database, actor } = c.var
  const [decisions] = await database.read([decisionsOfNotice(database, actor, found.notice.id)])
  return page(
    c,
    { title: `督办单 ${found.notice.title}`, status: flaws?.clash ? 409 : flaws ? 422 : 200 },
    <NoticePage
      found={found}
      decisions={decisions}
      actor={actor}
      today={c.var.today}
      calendar={c.var.calendar}
      dueSoonDays={c.var.settings.dueSoonDays}
      organisation={c.var.settings.organisation}
      nextDueBy={addWorkingDays(c.var.calendar, c.var.today, c.var.settings.noticeDays)}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )
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
  const facts = await issuingFacts(
    c.var.database,
    { officeId: found.plan.supervisingUnitId, kind: words.kind },
    c.var.today,
  )
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
  const facts = await issuingFacts(c.var.database, notice, c.var.today)
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

/** The answer as it was typed. */
const answering = {
  again: (c: C, found: FoundNotice, flaws: Flawed) => show(c, found, "answer", withClash(c, flaws, CLASHED)),
}

const CLASHED = "这份反馈的草稿刚在别处改过。本页内容保留在下面，请核对后勾选「以本页内容为准」，再保存或反馈。"

const saved = typing({
  ...answering,
  evidence: { ...EVIDENCE, kept: "besides" },
  says: (said, _input, kept) => (isUnchanged(kept) ? said : evidenceSaid(kept)),
  onward: ({ notice }: FoundNotice) => noticePath(notice.id),
})

const answered = {
  ...answering,
  evidence: { ...EVIDENCE, kept: "first" as const },
  says: (said: Said, _input: unknown, { added }: { added: number }): Said =>
    added > 0 ? `notice_answered_with_files.${added}` : said,
  onward: () => todoPath(),
}

/** The evidence alone, for the page that is being written on. */
const attached = evidenceAlone({
  brought: EVIDENCE,
  shown: (_c, { notice, files }: FoundNotice, flaws) => (
    <NoticeEvidence notice={notice} files={files} form={formNamed(flaws.typed)} flaws={flaws} />
  ),
  again: (c, found, { typed, ...flaws }) =>
    show(c, found, "answer", { ...flaws, typed: { text: found.draft?.text ?? "", ...addressTyped(typed) } }),
  onward: ({ notice }) => {
    const item = `notice-${notice.id}`
    return `${todoPath({ item })}#item-${item}`
  },
})

/** Nobody typed anything: what the page listed is not there to be sent. */
function nothingReady(): never {
  throw conflict("nothing_to_send")
}

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
    const list = await noticesListed(database, actor, filter, today, decisionOfNotice(actor))
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
  .post("/answers", pressed(ANSWER_READY, { again: nothingReady, onward: () => todoPath() }))

  .get("/:notice{[0-9]+}", async (c) => {
    const found = await notice(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .get("/:notice{[0-9]+}/paper", async (c) => {
    const found = await findNoticePaper(c.var.database, c.var.actor, numberIn(c, "notice"))
    if (!found) throw missing()
    const { organisation } = c.var.settings
    if (c.req.query("as") === "summons") {
      const summons = summonsPaper(found, organisation, c.var.today)
      if (!summons) throw missing()
      return c.body(docxOf(summons), 200, download(summonsName(found), DOCX_TYPE))
    }
    const paper = noticePaper(found, organisation, c.var.today)
    return c.body(docxOf(paper), 200, download(noticePaperName(found), DOCX_TYPE))
  })
  .post("/:notice{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:notice{[0-9]+}/issue", pressed(ISSUE, { ...onOne("issue"), before: beforeIssuing }))
  .post("/:notice{[0-9]+}/approval", pressed(APPROVE, fromElsewhere("approval")))
  .post("/:notice{[0-9]+}/recall", pressed(RECALL, onOne("recall")))
  .post("/:notice{[0-9]+}/discarding", pressed(DISCARD, onOne("discarding")))
  .post("/:notice{[0-9]+}/revocation", pressed(REVOKE, onOne("revocation")))

  .post("/:notice{[0-9]+}/acknowledgement", pressed(ACKNOWLEDGE, fromElsewhere("acknowledgement")))
  .post("/:notice{[0-9]+}/draft", carriesEvidence, pressed(SAVE, saved))
  .post("/:notice{[0-9]+}/answer", carriesEvidence, pressed(ANSWER, answered))
  .post("/:notice{[0-9]+}/withdrawal", pressed(TAKE_BACK, onOne("withdrawal")))
  .post("/:notice{[0-9]+}/attachments", carriesEvidence, pressed(ATTACH, attached))

  .post("/:notice{[0-9]+}/verdict", pressed(JUDGE, fromElsewhere("verdict")))
  .post("/:notice{[0-9]+}/confirmation", pressed(CONFIRM, fromElsewhere("confirmation")))
