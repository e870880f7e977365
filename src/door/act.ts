import type { Context } from "hono"
import type * as z from "zod"
import { type Database, Stale } from "#db/database.ts"
import type { PostKind } from "#db/schema.ts"
import { placeIn } from "#src/office/attempts/place.ts"
import type { Place } from "#src/office/attempts/scope.ts"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { type Actor, actingAs } from "#src/office/people/actor.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { missing, Unfit } from "#src/refusal.ts"
import type { Said } from "#src/trail/actions.ts"
import { acting, type By } from "#src/trail/record.ts"
import { asksAbout } from "./asked.ts"
import { by } from "./by.ts"
import { say } from "./cookies.ts"
import type { Env, Ports } from "./env.ts"
import { type Flawed, type Form, flawed, Incomplete, read, typedIn, typedText } from "./form.ts"
import type { House } from "./house.ts"
import { askedNumber, ensureCurrent, numberIn, ownPath } from "./params.ts"
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
  runtime: Pick<Ports, "scrypt" | "spare" | "clockWatch" | "sealKey">
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
}

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
  /** The number that `input.version` has to be: what was shown is what is there. */
  version?: (found: Found, input: z.output<Input>) => number
  /** The same where more than one number tells it. */
  isCurrent?: (found: Found, input: z.output<Input>) => boolean
  /** The command; what is said of it, a word of DONE_LABEL. */
  does: (asked: Asked<Who>, found: Found, input: z.output<Input>) => Promise<Done<Made>>
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
  if (typeof input === "object" && input !== null && "version" in input && typeof input.version === "number") {
    return input.version
  }
  throw new Error("an act with a version whose input has none")
}

/** What came of an act: what is said, or what is wrong with what was given. */
export type Outcome<Found, Input, Made = number> =
  | { found: Found; input: Input; said: Said | null; made: Made | null }
  | { found: Found; flaws: Flawed }
  | { found: Found; shown: Response }

/** What a door brings along: how it reads the input, how it asks about days, and what it may show before it is done. */
type Door<Found, Input> = {
  read: () => Promise<Form<Input>>
  asks?: (typed: Typed, days: readonly DaySet[]) => Flawed | null
  before?: (found: Found, input: Input, typed: Typed) => Promise<Response | null>
}

/**
 * Does an act. Refused in this order, always: what does not exist for the actor (404), who may not (403), what is wrong
 * with the input (422), what has changed since it was shown (409); then the command has its say.
 */
export async function perform<Found, Input extends z.ZodType, Made, Who extends Actor | null>(
  row: Act<Found, Input, Made, Who>,
  asked: Asked<Who>,
  door: Door<Found, z.output<Input>>,
): Promise<Outcome<Found, z.output<Input>, Made>> {
  const found = await reached(row, asked)
  const form = await door.read()
  if (!form.ok) return { found, flaws: form }
  const { data: input, typed } = form
  const problems = row.fits?.(asked, found, input)
  if (problems) return { found, flaws: flawed(typed, problems) }
  const asks = row.days && door.asks?.(typed, row.days(asked, found, input))
  if (asks) return { found, flaws: asks }
  ensureShown(row, found, input)
  const shown = await door.before?.(found, input, typed)
  if (shown) return { found, shown }
  try {
    const done = await row.does(asked, found, input)
    const told = typeof done === "string" || done === null ? { said: done, made: null } : done
    return { found, input, ...told }
  } catch (error) {
    if (error instanceof Unfit) return { found, flaws: flawed(typed, error.problems, error.why) }
    throw error
  }
}

/** How a browser presses the button of an act. */
type Pressed<Found, Input, Made> = {
  /** How its form is read, where it brings more than its texts: a file. */
  reads?: (c: C) => Promise<Form<Input>>
  /** The form again, with what was typed and what is wrong with it. */
  again: (c: C, found: Found, flaws: Flawed) => Response | Promise<Response>
  /** A page that is shown before it is done: 「核对」; null: none, or it was shown. */
  before?: (c: C, found: Found, input: Input, typed: Typed) => Response | null | Promise<Response | null>
  /** Name of the button, where the form has several: what is asked about days presses the same one. */
  button?: string
} & (Onward<Found, Input, Made> | Shows<Found, Input, Made>)

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
  const outcome = await perform(row, asked, {
    read: () => browser.reads?.(c) ?? read(c, row.input),
    asks: (typed, days) => asksAbout(c, typed, days, browser.button),
    before: async (found, input, typed) => (await browser.before?.(c, found, input, typed)) ?? null,
  })
  if ("shown" in outcome) return outcome.shown
  if ("flaws" in outcome) return browser.again(c, outcome.found, outcome.flaws)
  const { found, input, said, made } = outcome
  if (browser.shows) {
    if (made === null) throw new Error("an act that has nothing to show")
    return browser.shows(c, found, input, made)
  }
  if (said !== null) say(c, said)
  return onward(c, browser.onward(found, input, await nextIn(c), made))
}

/** `again` of an act that takes nothing but what the page itself brought: its form is right, or it is none of ours. */
export function nothingTyped(): never {
  throw new Incomplete()
}

/** The page of ours from which somebody came to the form, if it says so. */
const nextIn = async (c: C): Promise<string | null> => ownPath(typedText(await typedIn(c), "next"))
