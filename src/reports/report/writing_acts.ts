import { soonEnds } from "#src/board/lights/light.ts"
import { dateOf } from "#src/clock.ts"
import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import { ensureUpon } from "#src/drafting/draft.ts"
import { type Actor, isOfUnit } from "#src/office/people/actor.ts"
import { type Todo, todoOf } from "#src/pages/todo/queries.ts"
import { deadlinesOf, isReady, itemsOf, noticesOf, passedOf } from "#src/pages/todo/todo.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { stageIn } from "#src/plans/stages/stages.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { takingUp } from "#src/reports/breakdowns/commands.ts"
import { belowIn } from "#src/reports/breakdowns/input.ts"
import { rolledUp } from "#src/reports/breakdowns/queries.ts"
import { takenFrom, withRolledUp } from "#src/reports/breakdowns/roll_up.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import { reportFile } from "#src/reports/evidence/statements.ts"
import { itemKey } from "#views/reports/report_form.tsx"
import { dayWords } from "#views/words.ts"
import { report, theLiaison, version } from "./acts.ts"
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
import { mayDraft } from "./policy.ts"
import type { FoundReport } from "./queries.ts"
import { notUnchanged, type Said, saysSomething } from "./words.ts"
import { isOpen } from "./workflow.ts"

/* A report as its unit writes it: saved, shown by evidence, sent by itself or with others; or entered from paper. */

function theWriter(actor: Actor, found: FoundReport) {
  if (!mayDraft(actor, found)) throw forbidden()
}

/** 佐证材料 of a report. */
export const EVIDENCE = evidence({
  room: reportFile,
  listed: ({ attachments }: FoundReport) => attachments,
  keep: ({ database, by }, found, change) => changeReportEvidence(database, found, change, by),
})

export const ATTACH = act({ find: report, may: theWriter, input: Attaching, does: async () => "attached.0" })

const wordsOf = ({ achieved, problems, nextSteps, hasDifficulty }: Said, stageId: number | null): Words => ({
  achieved,
  problems,
  nextSteps,
  hasDifficulty,
  stageId,
  unchanged: false,
})

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

/** 汇入: what these lower bodies have sent. */
async function rolledFrom({ database, actor }: Asked, { assignment, round }: FoundReport, ids: number[]) {
  if (actor.link) throw missing()
  const [below] = await database.read([rolledUp(database, { assignmentId: assignment.id, roundId: round.id })])
  return takenFrom(below, ids)
}

/** What is being typed, saved as it stands; `made` is its new revision. */
export const DRAFT = act({
  find: report,
  may: theWriter,
  input: Drafting,
  does: async (asked, found, { revision, overwrite, use, below, ...typed }) => {
    const { database, by } = asked
    const words = wordsOf(typed, tickedStage(found, typed))
    const own = use === "last" ? withLast(words, found.last) : words
    const upon = overwrite ?? revision
    if (below === undefined) {
      return { said: "draft_saved", made: await saveReportDraft(database, found, own, upon, by) }
    }
    const taken = await rolledFrom(asked, found, belowIn(below))
    const all = taken.reduce((written, one) => withRolledUp(written, one.bodyShort, one), own)
    const made = await saveReportDraft(database, found, all, upon, by, takingUp(database, taken))
    return { said: `rolled_up.${taken.length}`, made }
  },
})

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
function ensureNotSent({ actor }: Asked, { report, versions }: FoundReport) {
  const sent = versions.at(-1)
  if (report === null || isOpen(report.state) || sent?.sentById !== actor.id) return
  throw conflict("already_sent", { at: String(sent.at), state: report.state })
}

const DONE_BY_OUTCOME = { sent: "sent", signing: "signing" } as const

/** 报送. */
export const SEND = act({
  find: report,
  may: theLiaison,
  input: Sending,
  fits: ({ refusalWords }, found, { unchanged, ...typed }) => {
    const draft = saysSomething(typed) ? wordsOf(typed, null) : found.draft
    const refusal = unchanged ? notUnchanged({ ...found, draft }) : null
    return refusal && { "": [refusalWords(refusal)] }
  },
  already: ensureNotSent,
  version,
  does: async ({ database, by, attached }, found, { unchanged, revision, overwrite, ...typed }) => {
    ensureWritable(found, by.today)
    ensureUpon(reportDraft(found), overwrite ?? revision)
    const words = unchanged ? unchangedWords(found, by.today) : wordsOf(typed, tickedStage(found, typed))
    const hasEvidence = found.attachments.length + attached > 0
    const outcome = await sendReports(database, [{ found, words, hasEvidence }], by)
    return `${DONE_BY_OUTCOME[outcome]}.1`
  },
})

/** 我的待办: all that waits for whoever asks, each kind with its lights. */
export async function todoItems({ actor, database, today, calendar, settings }: Asked) {
  const rule = { today, calendar, dueSoonDays: settings.dueSoonDays }
  const asked = { today, soonEnds: soonEnds(rule), approver: settings.planApprover }
  const todo = await todoOf(database, actor, asked)
  return {
    todo,
    items: itemsOf(todo, actor, rule),
    notices: noticesOf(todo, actor, rule),
    deadlines: deadlinesOf(todo, rule),
    passed: passedOf(todo, rule),
  }
}

export function hasTodo(actor: Actor) {
  if (!isOfUnit(actor)) throw forbidden()
}

/** Everything that the page listed has left the unit. */
function ensureNotAllSent(listed: ReadonlySet<string>, { owed, sent }: Todo) {
  const gone = new Set([
    ...owed.filter(({ report }) => report?.state === "signing").map(itemKey),
    ...sent.map(({ assignmentId, round }) => itemKey({ assignment: { id: assignmentId }, round })),
  ])
  if (listed.size > 0 && [...listed].every((key) => gone.has(key))) throw conflict("all_sent")
}

const NO_WORDS = { achieved: "", problems: "", nextSteps: "", hasDifficulty: false }

/** 一并报送 of what the page listed as ready and still is. */
export const SEND_READY = act({
  find: todoItems,
  may: hasTodo,
  input: SendingAll,
  already: (_asked, { todo }, { items }) => ensureNotAllSent(new Set(items), todo),
  does: async ({ database, by }, { items }, { items: listed }) => {
    const ready = items
      .filter((item) => isReady(item) && listed.includes(itemKey(item)))
      .map((found) => ({
        found,
        words: wordsOf(found.draft ?? NO_WORDS, found.draft?.stageId ?? null),
        hasEvidence: found.files.length > 0,
      }))
    const outcome = await sendReports(database, ready, by)
    return `${DONE_BY_OUTCOME[outcome]}.${ready.length}`
  },
})

/** 代录 of a report that came on paper, with its scan. */
export const ENTER = act({
  find: report,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  input: Entering,
  scans: { room: reportFile, fields: () => ["scan"], lacking: "请附签字件的扫描件或照片" },
  does: async ({ database, by, files }, found, input) => {
    const words = wordsOf(input, tickedStage(found, input))
    await enterReport(database, found, words, [...(files.get("scan") ?? [])], by)
    return "entered"
  },
})
