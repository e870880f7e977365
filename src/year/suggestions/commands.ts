import { and, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Satisfaction, type Suggestion, suggestionAnswers, suggestions } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import { isObserver } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { answerMail } from "#src/trail/outbox.ts"
import { type By, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { answers, handsOut, rates } from "./policy.ts"
import { type FoundSuggestion, MOST_TAKEN } from "./queries.ts"
import { canMove, MOVES, moveOf, type SuggestionMove } from "./workflow.ts"

/** What came, and who answers it by when. */
export type SuggestionWords = Pick<
  Suggestion,
  "kind" | "source" | "number" | "receivedOn" | "text" | "unitId" | "dueBy"
>

type OfYear = { year: { year: number; officeId: number }; units: readonly { id: number; name: string }[] }
type Found = Pick<FoundSuggestion, "suggestion" | "year" | "units" | "unit" | "isInvited">

const ACTION_OF: Record<SuggestionMove, Action> = {
  answer: "suggestion_answered",
  rate: "suggestion_rated",
  answer_again: "suggestion_rated",
  discard: "suggestion_discarded",
}

export function ensureHandsOut(actor: By["actor"], { year }: Pick<OfYear, "year">) {
  if (!handsOut(actor, year)) throw forbidden()
}

export function ensureRates(actor: By["actor"], { year, suggestion, isInvited }: Omit<Found, "units" | "unit">) {
  if (!rates(actor, year, suggestion, isInvited)) throw forbidden()
}

/** It came on a day of its year that is over or today, and goes to a unit that takes part in that year. */
export function wordsFit(
  { year, units }: OfYear,
  words: Pick<SuggestionWords, "receivedOn" | "unitId" | "dueBy">,
  today: string,
): Problems | null {
  const problems: Problems = {}
  if (words.receivedOn > today) problems.receivedOn = ["收到日期不能晚于今天"]
  if (yearOf(words.receivedOn) !== year.year) problems.receivedOn = [`请填写${year.year}年的日期`]
  if (words.dueBy !== null && words.dueBy < words.receivedOn) problems.dueBy = ["答复期限不能早于收到日期"]
  if (!units.some(({ id }) => id === words.unitId)) problems.unit = ["请从本年度的责任单位中选择"]
  return Object.keys(problems).length > 0 ? problems : null
}

/** 登记, with the unit that answers. Resolves with its id. */
export async function enterSuggestion(
  database: Database,
  found: OfYear,
  words: SuggestionWords,
  by: By,
): Promise<number> {
  ensureHandsOut(by.actor, found)
  return begun(database, found, words, null, by)
}

/** What an 外部监督 says of a unit, in the name of where they come from, as it stands. */
export type GivenWords = Pick<SuggestionWords, "kind" | "text" | "unitId">

const asGiven = (words: GivenWords, { actor, today }: By): SuggestionWords => ({
  ...words,
  source: actor.unitName ?? actor.name,
  number: "",
  receivedOn: today,
  dueBy: null,
})

export const givenFits = (found: OfYear, words: GivenWords, by: By): Problems | null =>
  wordsFit(found, asGiven(words, by), by.today)

/** 提出, by an invited 外部监督: the unit answers it, the year's office says by when. Resolves with its id. */
export function giveSuggestion(database: Database, found: OfYear, words: GivenWords, by: By): Promise<number> {
  if (!isObserver(by.actor)) throw forbidden()
  return begun(database, found, asGiven(words, by), by.actor.id, by)
}

async function begun(
  database: Database,
  found: OfYear,
  words: SuggestionWords,
  observerId: number | null,
  by: By,
): Promise<number> {
  ensureFits(wordsFit(found, words, by.today))
  const unit = found.units.find(({ id }) => id === words.unitId)?.name ?? ""
  const told = { to: "open", year: found.year.year, suggestedBy: words.source, unit, dueBy: words.dueBy }
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: observerId === null ? "suggestion_entered" : "suggestion_given",
        subject: nextSubject("suggestion", suggestions),
        version: 1,
        particulars: told,
      },
    ],
    [
      database.db
        .insert(suggestions)
        .values({
          ...words,
          year: found.year.year,
          state: "open",
          observerId,
          enteredById: by.actor.id,
          enteredAt: by.at,
        })
        .returning({ id: suggestions.id }),
    ],
  )
  if (!made) throw new Error("a suggestion without a row")
  return made.id
}

const subjectOf = (id: number) => `suggestion:${id}`

/** The words of an 外部监督 are nobody's to change: the office says who answers, and by when. */
export function revisionFits(found: Found, words: SuggestionWords, today: string): Problems | null {
  const { suggestion } = found
  const asGiven = (["kind", "source", "number", "receivedOn", "text"] as const).every(
    (name) => words[name] === suggestion[name],
  )
  if (suggestion.observerId !== null && !asGiven)
    return { text: ["外部监督提出的内容不能改，只能改承办单位和答复期限"] }
  return wordsFit(found, words, today)
}

/** Puts it right, or hands it to another unit, as long as it is not answered. */
export async function reviseSuggestion(database: Database, found: Found, words: SuggestionWords, by: By) {
  ensureHandsOut(by.actor, found)
  const { suggestion } = found
  if (suggestion.state !== "open") throw conflict("wrong_state", { state: suggestion.state, noun: "suggestion" })
  ensureFits(revisionFits(found, words, by.today))
  const names = (Object.keys(words) as (keyof SuggestionWords)[]).filter(
    (name) => name !== "unitId" && words[name] !== suggestion[name],
  )
  const changed: Record<string, unknown> = Object.fromEntries(
    names.map((name) => [name === "source" ? "suggestedBy" : name, { before: suggestion[name], after: words[name] }]),
  )
  if (words.unitId !== suggestion.unitId) {
    changed.unit = { before: found.unit, after: found.units.find(({ id }) => id === words.unitId)?.name ?? "" }
  }
  const event = { action: "suggestion_revised" as const, subject: subjectOf(suggestion.id), particulars: changed }
  const { act, change } = step(database, suggestions, suggestion, event, words)
  await record(database, by, [act], [change])
}

function moved(
  database: Database,
  { suggestion }: Pick<Found, "suggestion">,
  move: SuggestionMove,
  particulars: Record<string, unknown>,
  changes: Partial<Suggestion>,
) {
  if (!canMove(suggestion.state, move)) {
    throw conflict("wrong_state", { state: suggestion.state, noun: "suggestion" })
  }
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: subjectOf(suggestion.id),
    particulars: { from: suggestion.state, to, ...particulars },
  }
  return step(database, suggestions, suggestion, event, { ...changes, state: to })
}

/** A day that is told as past. */
export function answerFits(
  { suggestion }: Pick<Found, "suggestion">,
  { answeredOn }: { answeredOn: string },
  today: string,
): Problems | null {
  if (answeredOn > today) return { answeredOn: ["答复日期不能晚于今天"] }
  return answeredOn < suggestion.receivedOn ? { answeredOn: ["答复日期不能早于收到日期"] } : null
}

/** 答复, as it went to whoever suggested it. */
export async function answerSuggestion(
  database: Database,
  found: Found,
  answer: { answeredOn: string; text: string },
  by: By,
) {
  const { suggestion, year } = found
  if (!answers(by.actor, year, suggestion)) throw forbidden()
  ensureFits(answerFits(found, answer, by.today))
  const number = suggestion.latest + 1
  const { answeredOn } = answer
  const changes = { latest: number, answeredOn, satisfaction: null }
  const { act, change } = moved(database, found, "answer", { number, on: answeredOn }, changes)
  const row = { suggestionId: suggestion.id, number, ...answer, byId: by.actor.id, at: by.at }
  const told =
    suggestion.observerId === null ? [] : [answerMail(database, { personId: suggestion.observerId, at: by.at })]
  await record(database, by, [act], [change, database.db.insert(suggestionAnswers).values(row), ...told])
}

/** What whoever suggested it says of the answer; who is not satisfied is answered again, and the first answer stays. */
export async function rateAnswer(
  database: Database,
  found: Found,
  { satisfaction, dueBy }: { satisfaction: Satisfaction; dueBy: string | null },
  by: By,
) {
  ensureRates(by.actor, found)
  const { suggestion } = found
  const move = moveOf(satisfaction)
  // Whoever gave it says no day, and the old one is over: the office sets one, and it waits there until then.
  const until = handsOut(by.actor, found.year) ? (dueBy ?? suggestion.dueBy) : null
  const again = move === "answer_again" ? { answeredOn: null, dueBy: until } : {}
  const { act, change } = moved(database, found, move, { satisfaction }, { satisfaction, ...again })
  const rated = database.db
    .update(suggestionAnswers)
    .set({ satisfaction })
    .where(and(eq(suggestionAnswers.suggestionId, suggestion.id), eq(suggestionAnswers.number, suggestion.latest)))
  await record(database, by, [act], [change, rated])
}

/** 作废: entered by mistake. */
export async function discardSuggestion(database: Database, found: Found, remark: string, by: By) {
  ensureHandsOut(by.actor, found)
  const { act, change } = moved(database, found, "discard", { remark }, { discardWhy: remark })
  await record(database, by, [act], [change])
}

/** The register goes out as a file: who took it stands in the trail. */
export async function noteSuggestionsTaken(
  database: Database,
  taken: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) {
  if (taken.rows > MOST_TAKEN) throw conflict("too_many_suggestions", { most: String(MOST_TAKEN) })
  await recordOnce(database, by, { action: "suggestions_taken", subject: "suggestion_register", particulars: taken })
}
