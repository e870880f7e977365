import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { typing, withClash } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { addressTyped, evidenceAlone, evidenceSaid, formNamed, isUnchanged } from "#src/door/evidence.ts"
import { type Flawed, typedText } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { unitsOf } from "#src/office/people/actor.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { byUrgency, isReady } from "#src/pages/todo/todo.ts"
import { taskPath, todoItemPath, todoPath } from "#src/paths.ts"
import { ensureRunning, supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Said } from "#src/trail/actions.ts"
import { LinkTodo } from "#views/links/todo.tsx"
import { planOfAmong } from "#views/plans/titles.ts"
import { EntryPage } from "#views/reports/entry.tsx"
import { itemKey, ReportEvidence } from "#views/reports/report_form.tsx"
import { type FlawedItem, TodoPage, type Work, workKey } from "#views/reports/todo.tsx"
import { report, SEND_BACK, SIGN, TAKE_BACK } from "./acts.ts"
import type { FoundReport } from "./queries.ts"
import { saysSomething } from "./words.ts"
import { ATTACH, DRAFT, ENTER, EVIDENCE, hasTodo, SEND, SEND_READY, todoItems } from "./writing_acts.ts"

type C = Context<Env>

/** 我的待办 with, after a flawed form, what was typed and what to do about it. */
async function showTodo(c: C, flawed?: FlawedItem) {
  const { todo, items, notices, deadlines, passed } = await todoItems(askedOf(c))
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
      filings={todo.filings}
      meetings={todo.meetings}
      decisions={todo.decisions}
      suggestions={todo.suggestions}
      orders={todo.orders}
      explanations={todo.explanations}
      claims={todo.claims}
      scores={todo.scores}
      liaisonOf={unitsOf(c.var.actor, "liaison")}
      readOf={unitsSeenFrom(c.var.actor)}
      mayAcknowledge={c.var.actor.posts.some(({ kind }) => kind === "liaison")}
    />,
  )
}

/** The item that is open when none was asked for: the most urgent one. */
const firstOpen = ([first]: Work[]) => (first ? workKey(first) : null)

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

/** The form of an item as it was typed. */
const showItem = (c: C, found: FoundReport, flaws: Flawed, clashed = "") =>
  showTodo(c, { key: itemKey(found), ...withClash(c, flaws, clashed) })

/** One act on a report, from its place in 我的待办. */
const onOne = {
  again: (c: C, found: FoundReport, flaws: Flawed) => showItem(c, found, flaws),
  onward: () => todoPath(),
}

const placeOf = (found: FoundReport) => {
  const item = itemKey(found)
  return `${todoPath({ item })}#item-${item}`
}

const drafted = typing({
  again: (c: C, found: FoundReport, flaws: Flawed) =>
    showItem(c, found, flaws, "另一个窗口刚保存了不同的内容。本页内容保留在下面，请核对后再保存。"),
  evidence: { ...EVIDENCE, kept: "besides" },
  // What was taken over from last time stands in the boxes.
  says: (said, { use, below }: { use?: string; below?: string }, kept) => {
    if (!isUnchanged(kept)) return evidenceSaid(kept)
    return use === "last" && below === undefined ? null : said
  },
  onward: placeOf,
})

/** The button 本期无变化 stands beside the boxes: what is in them is shown as it is kept. */
function withBoxes({ draft }: FoundReport, { typed, ...flaws }: Flawed): Flawed {
  const said = (name: string) => typedText(typed, name) ?? ""
  const boxes = { achieved: said("achieved"), problems: said("problems"), nextSteps: said("nextSteps") }
  const isWritten = saysSomething({ ...boxes, hasDifficulty: said("hasDifficulty") !== "" })
  return { ...flaws, typed: said("unchanged") === "" || isWritten ? typed : typedAgain(draft) }
}

const sent = {
  again: (c: C, found: FoundReport, flaws: Flawed) =>
    showItem(
      c,
      found,
      withBoxes(found, flaws),
      "这一项的草稿刚在别处改过，没有报送。请核对后勾选「以本页内容为准」，再报送。",
    ),
  evidence: { ...EVIDENCE, kept: "first" as const },
  says: (said: Said, _input: unknown, { added }: { added: number }): Said => {
    if (added === 0) return said
    return said === "signing.1" ? `signing_with_files.${added}` : `sent_with_files.${added}`
  },
  onward: () => todoPath(),
}

/** The evidence alone, for the page that is being written on. */
const attached = evidenceAlone({
  brought: EVIDENCE,
  shown: (_c, found: FoundReport, flaws) => (
    <ReportEvidence item={{ ...found, files: found.attachments }} form={formNamed(flaws.typed)} flaws={flaws} />
  ),
  again: (c, found, { typed, ...flaws }) =>
    showItem(c, found, { ...flaws, typed: { ...typedAgain(found.draft), ...addressTyped(typed) } }),
  onward: placeOf,
})

const showEntry = (c: C, found: FoundReport, flaws?: Flawed) =>
  page(
    c,
    { title: "代录进展", status: flaws ? 422 : 200 },
    <EntryPage found={found} today={c.var.today} flaws={flaws} />,
  )

export const reports = factory
  .createApp()
  .get("/todo", (c) => {
    hasTodo(c.var.actor)
    return showTodo(c)
  })
  .post("/todo/sending", pressed(SEND_READY, { again: nothingTyped, onward: () => todoPath() }))

  .post("/assignments/:assignment/rounds/:round/draft", carriesEvidence, pressed(DRAFT, drafted))
  .post("/assignments/:assignment/rounds/:round/report", carriesEvidence, pressed(SEND, sent))
  .post("/assignments/:assignment/rounds/:round/signature", pressed(SIGN, onOne))
  .post("/assignments/:assignment/rounds/:round/sending-back", pressed(SEND_BACK, onOne))
  .post(
    "/assignments/:assignment/rounds/:round/withdrawal",
    pressed(TAKE_BACK, { ...onOne, onward: (found) => todoItemPath(itemKey(found)) }),
  )

  .get("/assignments/:assignment/rounds/:round/entry", async (c) => {
    const found = await report(askedOf(c))
    if (!found) throw missing()
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    ensureRunning(found.plan)
    return showEntry(c, found)
  })
  .post(
    "/assignments/:assignment/rounds/:round/entry",
    carriesEvidence,
    pressed(ENTER, { again: showEntry, onward: ({ plan, task }) => taskPath(plan.id, task.ordinal) }),
  )
  .post("/assignments/:assignment/rounds/:round/attachments", carriesEvidence, pressed(ATTACH, attached))
