import type { BodyDuty, DocumentState, LightColour } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import type { Requirement } from "./requirements.ts"
import { isRecorded } from "./workflow.ts"

/*
 * How one kind of document of one unit stands on a day: derived on every read from what was filed and taken in and from what
 * the year asks. What was late stays late, whatever is filed afterwards; what is 参照执行 is never an alarm.
 */

export const STANDINGS = [
  "left",
  "unasked",
  "open",
  "soon",
  "overdue",
  "unfiled",
  "returned",
  "overdue_again",
  "partial",
  "overdue_paper",
  "filed",
  "recorded",
  "released",
  "withdrawn",
] as const

export type StandingWord = (typeof STANDINGS)[number]

export type Standing = {
  word: StandingWord
  colour: LightColour
  /** The day that stands beside it: by when it is asked, or on which it was filed, recorded, released. */
  on: string | null
  /** It came after its day: for ever. */
  late: boolean
  /** 已过内部期限, and still to be filed. */
  pastInternal: boolean
  /** Counts in 应报, and in 已报. */
  counts: boolean
  done: boolean
}

/** What of a document counts here. `state`: of its newest version; `before`: of the newest recorded one before it. */
export type Facts = {
  state: DocumentState
  before: DocumentState | null
  againBy: string | null
  firstFiledOn: string | null
  /** The first day on which a paper copy was taken in. */
  firstPaperOn: string | null
  recordedOn: string | null
  releasedOn: string | null
  withdrawnOn: string | null
}

type Asked = Pick<Requirement, "asked" | "publicBy" | "internalBy" | "paper">
type Whose = { duty: BodyDuty; leftOn: string | null }

/** Without an internal day it is soon this many days before the public one. */
const SOON_BEFORE = 15

/** The day on which all copies that the kind asks for were there; null: not yet. */
export function completeOn(facts: Pick<Facts, "firstFiledOn" | "firstPaperOn">, { paper }: Pick<Asked, "paper">) {
  const { firstFiledOn, firstPaperOn } = facts
  if (firstFiledOn === null || !paper) return firstFiledOn
  if (firstPaperOn === null) return null
  return firstPaperOn > firstFiledOn ? firstPaperOn : firstFiledOn
}

export function standingOf(body: Whose, asked: Asked, facts: Facts | null, today: string): Standing {
  const counts = asked.asked && body.leftOn === null && body.duty !== "voluntary"
  const complete = facts && completeOn(facts, asked)
  const late = asked.publicBy !== null && complete !== null && complete > asked.publicBy
  const told = wordOf(body, asked, facts, today)
  return {
    ...told,
    colour: COLOUR[told.word],
    late,
    pastInternal: told.word === "soon" && asked.internalBy !== null && today > asked.internalBy,
    counts,
    done: DONE.has(told.word),
  }
}

type Told = Pick<Standing, "word" | "on">

function wordOf(body: Whose, asked: Asked, facts: Facts | null, today: string): Told {
  const filed = facts && filedWord(body, asked, facts, today)
  if (filed) return filed
  if (body.leftOn !== null) return { word: "left", on: body.leftOn }
  if (facts && isReturned(facts)) return returnedWord(body, facts, today)
  return asked.asked ? owedWord(body, asked, today) : { word: "unasked", on: null }
}

/** Came back and was not filed again. */
const isReturned = ({ state, before, firstFiledOn }: Facts): boolean =>
  before === null && firstFiledOn !== null && (state === "draft" || state === "signing")

function returnedWord({ duty }: Whose, { againBy }: Facts, today: string): Told {
  const isOver = againBy !== null && today > againBy && duty !== "voluntary"
  return { word: isOver ? "overdue_again" : "returned", on: againBy }
}

/** With the office; null: it is not. A new version on its way leaves what was recorded before it where it is. */
function filedWord(body: Whose, asked: Asked, facts: Facts, today: string): Told | null {
  const state = facts.before !== null && !isRecorded(facts.state) ? facts.before : facts.state
  if (state === "draft" || state === "signing") return null
  if (state === "filed") {
    if (completeOn(facts, asked) !== null) return { word: "filed", on: facts.firstFiledOn }
    return { word: isOver(body, asked, today) ? "overdue_paper" : "partial", on: asked.publicBy }
  }
  const day = { recorded: facts.recordedOn, released: facts.releasedOn, withdrawn: facts.withdrawnOn }
  return { word: state, on: day[state] }
}

const isOver = ({ duty, leftOn }: Whose, { publicBy }: Asked, today: string): boolean =>
  publicBy !== null && today > publicBy && duty !== "voluntary" && leftOn === null

function owedWord(body: Whose, asked: Asked, today: string): Told {
  const { publicBy, internalBy } = asked
  if (publicBy === null) return { word: "open", on: null }
  if (isOver(body, asked, today)) return { word: "overdue", on: publicBy }
  if (today > publicBy) return { word: "unfiled", on: publicBy }
  return { word: today >= (internalBy ?? addDays(publicBy, -SOON_BEFORE)) ? "soon" : "open", on: publicBy }
}

const COLOUR: Record<StandingWord, LightColour> = {
  left: "grey",
  unasked: "grey",
  open: "grey",
  soon: "yellow",
  overdue: "red",
  unfiled: "grey",
  returned: "yellow",
  overdue_again: "red",
  partial: "yellow",
  overdue_paper: "red",
  filed: "green",
  recorded: "blue",
  released: "blue",
  withdrawn: "blue",
}

const DONE: ReadonlySet<StandingWord> = new Set(["filed", "recorded", "released", "withdrawn"])

/** Still to be filed, or filed again. */
export const isLacking = ({ counts, done }: Pick<Standing, "counts" | "done">): boolean => counts && !done

/** The same once its day is near or over, or it came back: what 催办 is for. */
export const isUrged = (standing: Pick<Standing, "word" | "counts" | "done">): boolean =>
  isLacking(standing) && standing.word !== "open"

/** What asks for attention stands first: 逾期, then what came back, then what is soon. */
const URGENCY: readonly StandingWord[] = [
  "overdue",
  "overdue_again",
  "overdue_paper",
  "returned",
  "partial",
  "soon",
  "open",
  "unfiled",
]

export function urgencyOf(standings: readonly Pick<Standing, "word" | "counts" | "done">[]): number {
  const places = standings.filter(isLacking).map(({ word }) => URGENCY.indexOf(word))
  return Math.min(URGENCY.length, ...places.map((place) => (place < 0 ? URGENCY.length : place)))
}
