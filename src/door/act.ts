import type { Context } from "hono"
import type * as z from "zod"
import { type Database, Stale } from "#db/database.ts"
import type { PostKind } from "#db/schema.ts"
import { DraftConflict } from "#src/drafting/draft.ts"
import { placeIn } from "#src/office/attempts/place.ts"
import type { Place } from "#src/office/attempts/scope.ts"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { type Actor, actingAs } from "#src/office/people/actor.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { missing, Unfit } from "#src/refusal.ts"
import type { Room } from "#src/reports/evidence/staging.ts"
import type { NewFile } from "#src/reports/evidence/statements.ts"
import type { Said } from "#src/trail/actions.ts"
import { acting, type By } from "#src/trail/record.ts"
import { asksAbout } from "./asked.ts"
import { by } from "./by.ts"
import { say } from "./cookies.ts"
import type { Env, Ports } from "./env.ts"
import {
  type Bringing,
  broughtIn,
  type EvidenceKept,
  evidenceProblems,
  isUnchanged,
  NOTHING_KEPT,
  scansIn,
} from "./evidence.ts"
import { type Flawed, type Form, flawed, Incomplete, read, typedIn, typedText } from "./form.ts"
import type { House } from "./house.ts"
import { askedNumber, ensureCurrent, numberIn, ownPath } from "./params.ts"
import { takesFilesFor } from "./receiving.ts"
import { onward } from "./respond.tsx"

type C = Context<Env>

/**
 * Who asks, when and by which settings, and the numbers of the address: the same whichever door it comes by. `Who` is
 * somebody who is signed in; null where nobody need be, and then nobody is looked at: a sign-in, a code (`actOfAnybody`).
 */
export type Asked<Who extends Actor | null = Actor> = {
  database: Database
  actor: Who
  by: By<Who>
  today: string
  calendar: Calendar
  settings: Settings
  /** From where it is asked: passwords and codes are tried there. */
  place: Omit<Place, "login">
  /** By what it is asked: the browser as it names itself, and its session. */
  agent: string
  token: string | null
  /** What the runtime gives an act. */
  runtime: Pick<
    Ports,
    | "scrypt"
    | "spare"
    | "clockWatch"
    | "sealKey"
    | "reader"
    | "sheetReader"
    | "tableReader"
    | "space"
    | "backups"
    | "assets"
    | "mostArchived"
  >
  /** A number of the address; what is none is an address that does not exist. */
  number: (name: string) => number
  /** A word of the address, which its pattern has let through. */
  word: (name: string) => string
  /** What the address asks behind its question mark. */
  query: URLSearchParams
  /** A number that it asks for there, or null. */
  asks: (name: string) => number | null
  /** A rule's sentence, to stand at the field that breaks it. */
  refusalWords: House["refusalWords"]
  /** What the capabilities say of an event. */
  told: Pick<House, "learns" | "actionWords" | "nounWords">
  /** The scans that came with it, by their fields; none before it is read. */
  files: Files
  /** So much evidence has just been kept that what was found does not show yet. */
  attached: number
}

export type Files = ReadonlyMap<string, readonly NewFile[]>
const NO_FILES: Files = new Map()

export const askedOf = (c: C): Asked => ({ ...circumstancesOf(c), actor: c.var.actor, by: by(c) })

/** As anybody asks who comes to the door, whoever they are. */
function askedByAnybody(c: C): Asked<null> {
  const place = placeIn(c)
  return { ...circumstancesOf(c), actor: null, by: acting(null, c.var.now, { address: place.address }) }
}

function circumstancesOf(c: C): Omit<Asked, "actor" | "by"> {
  const { database, today, calendar, settings, token, ports, house } = c.var
  return {
    database,
    today,
    calendar,
    settings,
    place: placeIn(c),
    agent: (c.req.header("user-agent") ?? "").slice(0, 200),
    token,
    runtime: ports,
    number: (name) => numberIn(c, name),
    word: (name) => c.req.param(name) ?? "",
    query: new URL(c.req.url).searchParams,
    asks: (name) => askedNumber(c, name),
    refusalWords: house.refusalWords,
    told: house,
    files: NO_FILES,
    attached: 0,
  }
}

/** Who acts, by a post that the trail names. */
export const actsAs = ({ by }: Asked, kind: PostKind): By => ({ ...by, as: actingAs(by.actor, kind) })

/**
 * One act, for every door: about what, who may, what it takes, which command, what is said. `input` is JSON Schema as it
 * stands; a browser's form spells it (src/office/typed/spelling.ts). The order in which an act is refused is that of
 * `perform` and stands nowhere else.
 */
export type Act<Found, Input extends z.ZodType, Made = number, Who extends Actor | null = Actor> = {
  /** What the address names; null where the actor sees no such thing, which then does not exist. */
  find: (asked: Asked<Who>) => Promise<Found | null>
  /** Throws what refuses it: `forbidden()`, or why nobody may. */
  may: (actor: Who, found: Found, asked: Asked<Who>) => void
  input: Input
  /** What the command itself would refuse of the input, at its field; null: nothing. */
  fits?: (asked: Asked<Who>, found: Found, input: z.output<Input>) => Problems | null
  /** Days that it sets: whether one that is over is meant is asked once. */
  days?: (asked: Asked<Who>, found: Found, input: z.output<Input>) => readonly DaySet[]
  /**
   * The number that `input.version` has to be (`input.revision` of what is saved without an event): what was shown is what
   * is there. May throw what has become of it instead, where that says more.
   */
  version?: (found: Found, input: z.output<Input>) => number
  /** The same where more than one number tells it. */
  isCurrent?: (found: Found, input: z.output<Input>) => boolean
  /**
   * Throws where the actor has done it already: an impatient second press is told so, and not that somebody was faster.
   * Asked before the version, and again of whoever was overtaken by their own first press.
   */
  already?: (asked: Asked<Who>, found: Found, input: z.output<Input>) => void
  /** Scans that go with the command. */
  scans?: Scans<Found>
  /** The command; what is said of it, a word of DONE_LABEL. */
  does: (asked: Asked<Who>, found: Found, input: z.output<Input>) => Promise<Done<Made>>
}

/** Papers that come as files: where they take up room, the names of their fields, what is said where none came that has to. */
type Scans<Found> = {
  room: (found: Found) => Room
  fields: (found: Found) => readonly string[]
  lacking?: string
}

/** What is said of an act, null: nothing; `made`: the id of what is there since, or what is shown of it this once. */
type Done<Made> = Said | null | { said: Said | null; made: Made }

/** One row, with its types read off it. */
export const act = <Found, Input extends z.ZodType, Made = number>(
  row: Act<Found, Input, Made>,
): Act<Found, Input, Made> => row

/** A row for whoever comes to the door: nobody need be signed in, and whoever is counts for nothing. */
export const actOfAnybody = <Found, Input extends z.ZodType, Made = number>(
  row: Act<Found, Input, Made, null>,
): Act<Found, Input, Made, null> => row

/** `find` of an act that is about nothing that is there already. */
export const nothingThere = () => Promise.resolve({})

/** 404, 403: what the act is about, for whoever may do it. */
export async function reached<Found, Who extends Actor | null = Actor>(
  act: Pick<Act<Found, z.ZodType, unknown, Who>, "find" | "may">,
  asked: Asked<Who>,
): Promise<Found> {
  const found = await act.find(asked)
  if (found === null) throw missing()
  act.may(asked.actor, found, asked)
  return found
}

/** 409: what was shown is no longer so. */
export function ensureShown<Found, Given>(
  act: { version?: (found: Found, input: Given) => number; isCurrent?: (found: Found, input: Given) => boolean },
  found: Found,
  input: Given,
) {
  if (act.version) ensureCurrent(shownIn(input), act.version(found, input))
  if (act.isCurrent?.(found, input) === false) throw new Stale("stale page")
}

function shownIn(input: unknown): number {
  const given = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {}
  const shown = given.version ?? given.revision
  if (typeof shown === "number") return shown
  throw new Error("an act with a version whose input has none")
}

/** What came of an act: what is said, or what is wrong with what was given. */
export type Outcome<Found, Input, Made = number> =
  | { found: Found; input: Input; typed: Typed; said: Said | null; made: Made | null }
  | { found: Found; flaws: Flawed }
  | { found: Found; shown: Response }

/** What a form brought of scans. `gone`: what is said of them where it comes back. */
type Scanned = { files: Files; problems: Problems; gone: Problems }
const NO_SCANS: Scanned = { files: NO_FILES, problems: {}, gone: {} }

/** What a form brought beside its words and is kept by itself; `holdsUp`: nothing else is done with what is wrong with it. */
type Beside = { isChanged: boolean; added: number; problems: Problems; holdsUp: boolean }
const NOTHING_BESIDE: Beside = { isChanged: false, added: 0, problems: {}, holdsUp: false }

/** What a door brings along: how it reads the input and its files, how it asks about days, what it shows before it is done. */
type Door<Found, Input> = {
  read: (found: Found) => Promise<Form<Input>>
  scans?: (fields: readonly string[]) => Promise<Scanned>
  asks?: (typed: Typed, days: readonly DaySet[]) => Flawed | null
  beside?: (found: Found) => Promise<Beside>
  before?: (found: Found, input: Input, typed: Typed) => Promise<Response | null>
}

/**
 * Does an act. Refused in this order, always: what does not exist for the actor (404), who may not (403), what is wrong
 * with the input (422), what has changed since it was shown (409); then the command has its say.
 *
 * Evidence is kept once it is known that the words, if nothing is wrong with them, still are about what was shown.
 */
export async function perform<Found, Input extends z.ZodType, Made, Who extends Actor | null>(
  row: Act<Found, Input, Made, Who>,
  asking: Asked<Who>,
  door: Door<Found, z.output<Input>>,
): Promise<Outcome<Found, z.output<Input>, Made>> {
  const found = await reached(row, asking)
  const form = await door.read(found)
  const scans = row.scans ? await scanned(row.scans, found, door) : NO_SCANS
  const reading = row.scans ? { ...asking, files: scans.files } : asking
  const read = fitting(row, reading, found, form, scans, door.asks)
  if (read.ok) ensureNotYet(row, reading, found, read.data)
  const beside = (await door.beside?.(found)) ?? NOTHING_BESIDE
  const asked = beside.isChanged ? { ...reading, attached: beside.added } : reading
  const back = async (flaws: Flawed) => ({ found: beside.isChanged ? await foundAgain(row, asked) : found, flaws })
  if (!read.ok) return back({ ...read, problems: { ...read.problems, ...beside.problems } })
  const { data: input, typed } = read
  if (beside.holdsUp) return back(flawed(typed, beside.problems))
  const shown = await door.before?.(found, input, typed)
  if (shown) return { found, shown }
  try {
    const done = await row.does(asked, found, input)
    const told = typeof done === "string" || done === null ? { said: done, made: null } : done
    return { found, input, typed, ...told }
  } catch (error) {
    if (error instanceof Unfit) return back(flawed(typed, { ...error.problems, ...scans.gone }, error.why))
    if (error instanceof DraftConflict) return back({ ...flawed(typed, beside.problems), theirs: error.current })
    if (error instanceof Stale && row.already) row.already(asked, await foundAgain(row, asked), input)
    throw error
  }
}

async function scanned<Found>(
  { fields, lacking }: Scans<Found>,
  found: Found,
  door: Pick<Door<Found, unknown>, "scans">,
): Promise<Scanned> {
  const names = fields(found)
  const scans = (await door.scans?.(names)) ?? NO_SCANS
  const isThere = Object.keys(scans.problems).length > 0 || [...scans.files.values()].some((files) => files.length > 0)
  const [first = ""] = names
  return lacking === undefined || isThere ? scans : { ...scans, problems: { [first]: [lacking] } }
}

/** 422: the input as it was read, or all that is wrong with it and with the files that came. */
function fitting<Found, Input extends z.ZodType, Made, Who extends Actor | null>(
  row: Act<Found, Input, Made, Who>,
  asked: Asked<Who>,
  found: Found,
  form: Form<z.output<Input>>,
  scans: Scanned,
  asks: Door<Found, z.output<Input>>["asks"],
): Form<z.output<Input>> {
  const unfit = form.ok ? row.fits?.(asked, found, form.data) : form.problems
  if (unfit || Object.keys(scans.problems).length > 0) {
    return flawed(form.typed, { ...scans.gone, ...unfit, ...scans.problems })
  }
  if (!form.ok) return form
  return (row.days && asks?.(form.typed, row.days(asked, found, form.data))) ?? form
}

function ensureNotYet<Found, Input extends z.ZodType, Made, Who extends Actor | null>(
  row: Act<Found, Input, Made, Who>,
  asked: Asked<Who>,
  found: Found,
  input: z.output<Input>,
) {
  row.already?.(asked, found, input)
  ensureShown(row, found, input)
}

/** As it is now, with what has just been kept, or done by somebody else. */
async function foundAgain<Found, Who extends Actor | null>(
  { find }: Pick<Act<Found, z.ZodType, unknown, Who>, "find">,
  asked: Asked<Who>,
): Promise<Found> {
  const found = await find(asked)
  if (found === null) throw missing()
  return found
}

/** How a browser presses the button of an act. */
export type Pressed<Found, Input, Made = number> = {
  /** How its form is read, where it brings more than its texts: a file. */
  reads?: (c: C) => Promise<Form<Input>>
  /** The form again, with what was typed and what is wrong with it. */
  again: (c: C, found: Found, flaws: Flawed) => Response | Promise<Response>
  /** A page that is shown before it is done: 「核对」; null: none, or it was shown. */
  before?: (c: C, found: Found, input: Input, typed: Typed) => Response | null | Promise<Response | null>
  /** Name of the button, where the form has several: what is asked about days presses the same one. */
  button?: string
  /** The evidence that the form brings along. */
  evidence?: Bringing<Found>
  /** What is said instead, with what came along; null: the page that follows says it all. */
  says?: (said: Said, input: Input, kept: EvidenceKept) => Said | null
  /** An answer in place of what is said and the page that follows; null: none. */
  done?: (c: C, did: Did<Found, Input, Made>) => Response | null | Promise<Response | null>
} & (Onward<Found, Input, Made> | Shows<Found, Input, Made>)

/** What was done; `made` as the command says it, `fresh` what was found as it is now. */
export type Did<Found, Input, Made = number> = {
  found: Found
  input: Input
  typed: Typed
  made: Made | null
  fresh: () => Promise<Found>
}

/** How a form of texts is told by pages, whatever its act takes besides what these look at. */
export type Pages<Found, Input, Made = number> = Pick<
  Pressed<Found, Input, Made>,
  "again" | "evidence" | "says" | "done"
> &
  Onward<Found, Input, Made>

type Onward<Found, Input, Made> = {
  /** The page that shows what was done; `next`: where in the program the form was, if it says so. */
  onward: (found: Found, input: Input, next: string | null, made: Made | null) => string
  shows?: undefined
}

type Shows<Found, Input, Made> = {
  /** What was made, where it is shown this once and stands at no address: a first password, a file. */
  shows: (c: C, found: Found, input: Input, made: Made) => Response | Promise<Response>
}

/** The handler of a form's button: an act of `row`, told by pages. */
export const pressed =
  <Found, Input extends z.ZodType, Made>(
    row: Act<Found, Input, Made>,
    browser: Pressed<Found, z.output<Input>, Made>,
  ) =>
  (c: C): Promise<Response> =>
    pressedBy(c, askedOf(c), row, browser)

/** The same of a row for whoever comes to the door. */
export const pressedByAnybody =
  <Found, Input extends z.ZodType, Made>(
    row: Act<Found, Input, Made, null>,
    browser: Pressed<Found, z.output<Input>, Made>,
  ) =>
  (c: C): Promise<Response> =>
    pressedBy(c, askedByAnybody(c), row, browser)

async function pressedBy<Found, Input extends z.ZodType, Made, Who extends Actor | null>(
  c: C,
  asked: Asked<Who>,
  row: Act<Found, Input, Made, Who>,
  browser: Pressed<Found, z.output<Input>, Made>,
): Promise<Response> {
  const { evidence, again } = browser
  const room = row.scans?.room ?? evidence?.room
  let kept = NOTHING_KEPT
  const outcome = await perform(row, asked, {
    read: (found) => {
      if (room) takesFilesFor(c, room(found))
      return browser.reads?.(c) ?? read(c, row.input)
    },
    scans: (fields) => scansIn(c, fields),
    asks: (typed, days) => asksAbout(c, typed, days, browser.button),
    beside: async (found) => {
      if (evidence) kept = await broughtIn(c, askedOf(c), evidence, found)
      const holdsUp = kept.problem !== null && evidence?.kept !== "besides"
      return { isChanged: !isUnchanged(kept), added: kept.added, problems: evidenceProblems(kept), holdsUp }
    },
    before: async (found, input, typed) => (await browser.before?.(c, found, input, typed)) ?? null,
  })
  if ("shown" in outcome) return outcome.shown
  if ("flaws" in outcome) return again(c, outcome.found, outcome.flaws)
  // What was saved in spite of a file that did not come stands on the page that says so.
  const fresh = () => foundAgain(row, asked)
  if (kept.problem) return again(c, await fresh(), flawed(outcome.typed, evidenceProblems(kept)))
  return answered(c, browser, { ...outcome, fresh }, kept)
}

async function answered<Found, Input, Made>(
  c: C,
  browser: Pressed<Found, Input, Made>,
  did: Did<Found, Input, Made> & { said: Said | null },
  kept: EvidenceKept,
): Promise<Response> {
  const answer = await browser.done?.(c, did)
  if (answer) return answer
  const { found, input, said, made } = did
  if (browser.shows) {
    if (made === null) throw new Error("an act that has nothing to show")
    return browser.shows(c, found, input, made)
  }
  const words = said !== null && browser.says ? browser.says(said, input, kept) : said
  if (words !== null) say(c, words)
  return onward(c, browser.onward(found, input, await nextIn(c), made))
}

/** `again` of an act that takes nothing but what the page itself brought: its form is right, or it is none of ours. */
export function nothingTyped(): never {
  throw new Incomplete()
}

/** The page of ours from which somebody came to the form, if it says so. */
const nextIn = async (c: C): Promise<string | null> => ownPath(typedText(await typedIn(c), "next"))
