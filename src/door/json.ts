import { type Context, Hono } from "hono"
import { HTTPException } from "hono/http-exception"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import * as z from "zod"
import { ASKED, daysToAsk } from "#src/office/calendar/day_told.ts"
import { LACKING } from "#src/office/typed/input.ts"
import { type Problems, problemsOf } from "#src/office/typed/spelling.ts"
import { forbidden, missing, Refusal, SignedOut } from "#src/refusal.ts"
import { type Act, type Asked, askedOf, perform, reached } from "./act.ts"
import { answeredOnce, TooMany, tokenGiven, visitByToken, withinToken } from "./bearer.ts"
import { originOf } from "./cookies.ts"
import type { Env } from "./env.ts"
import { toldOf } from "./errors.tsx"
import { type Flawed, type Form, flawed, Incomplete, statusOf } from "./form.ts"
import { signedIn, visit } from "./guard.ts"
import type { Mount } from "./house.ts"

/*
 * The second door: the acts and readings of the pages, told in JSON to whoever has the same session. Nothing is decided
 * here: who may, what is taken and in which order it is refused are those of the rows (src/door/act.ts).
 */

type C = Context<Env>

const JSON_TYPE = /^application\/json\b/i

/** The door for what speaks JSON: signed in as on the pages, and written to from this site alone. */
export function jsonDoor(told: readonly Mount[]): Hono<Env> {
  const door = new Hono<Env>()
  door.use((c, next) => (tokenGiven(c) === null ? visit(c, next) : visitByToken(c, next)))
  door.use(async (c, next) => {
    // No page of another site can send a token along.
    const isForeign = !c.var.apiToken && c.req.header("origin") !== originOf(c)
    if (c.req.method !== "GET" && isForeign) throw new HTTPException(403)
    if (c.req.method !== "GET" && !JSON_TYPE.test(c.req.header("content-type") ?? "")) throw new HTTPException(415)
    // A page would send whoever must change the password there first.
    if (c.var.visitor?.mustChangePassword) throw forbidden()
    await next()
  })
  door.use(signedIn)
  door.use(withinToken)
  door.use(answeredOnce)
  for (const { at, routes } of told) door.route(at, routes)
  // What is mounted elsewhere has no word in what is not found there.
  door.all("*", () => {
    throw missing()
  })
  door.onError(tell)
  return door
}

/** What a reading shows: of what the address names, for whoever may see it, as JSON. */
export type Reading<Found> = Pick<Act<Found, z.ZodType>, "find"> & {
  may?: Act<Found, z.ZodType>["may"]
  shows: (found: Found, asked: Asked) => unknown
}

/** One reading, with its type read off it. */
export const reading = <Found>(row: Reading<Found>): Reading<Found> => row

/** The handler of a reading. */
export const shown =
  <Found>({ find, may = () => undefined, shows }: Reading<Found>) =>
  async (c: C): Promise<Response> => {
    const asked = askedOf(c)
    c.header("Cache-Control", "no-store")
    return c.json(shows(await reached({ find, may }, asked), asked) as object)
  }

/** The handler of an act: what is said of it, by its code, and what it made. */
export const told =
  <Found, Input extends z.ZodType, Made>(row: Act<Found, Input, Made>) =>
  async (c: C): Promise<Response> => {
    const outcome = await perform(row, askedOf(c), {
      read: () => given(c, row.input),
      asks: (typed, days) => {
        const { today, calendar } = c.var
        const asks = daysToAsk(days, { today, calendar, typed })
        return asks && { ...flawed(typed, {}), asks }
      },
    })
    if ("shown" in outcome) return outcome.shown
    if ("flaws" in outcome) return unfit(c, outcome.flaws)
    const { said, made } = outcome
    return c.json({ done: said, ...(made === null ? {} : { made }) } as object)
  }

/** The input as it was given; what the asking about days needs of it stands beside it. */
async function given<S extends z.ZodType>(c: C, schema: S): Promise<Form<z.output<S>>> {
  const { [ASKED]: daysAsked, ...value } = z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(await jsonIn(c))
  const typed = typeof daysAsked === "string" ? { [ASKED]: daysAsked } : {}
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, data: result.data, typed }
  if (result.error.issues.every(({ message }) => message === LACKING)) throw new Incomplete()
  return flawed(typed, problemsOf(result.error))
}

const jsonIn = (c: C): Promise<unknown> =>
  c.req.json().catch(() => {
    throw new HTTPException(400)
  })

type Detail = { status: ContentfulStatusCode; title: string; detail: string; code?: string; problems?: Problems }

/** An error as RFC 9457 writes it; `code` is the refusal's, `problems` stand by the names of the input. */
function problem(c: C, { status, ...detail }: Detail & Record<string, unknown>): Response {
  c.header("Cache-Control", "no-store")
  return c.json({ type: "about:blank", status, ...detail }, status, { "Content-Type": "application/problem+json" })
}

const unfit = (c: C, flaws: Flawed): Response => {
  const { problems, asks, theirs } = flaws
  if (theirs) {
    const detail = "另一个窗口刚保存了不同的内容。以本次内容为准的，请连同 overwrite 再次提交。"
    return problem(c, { status: 409, title: "操作未完成", detail, theirs })
  }
  return problem(c, {
    status: statusOf(flaws),
    title: "填写有误",
    detail: asks ? "有日期已经过去。确认无误的，请连同 daysAsked 再次提交。" : "请改正所列各项后再次提交。",
    problems,
    ...(asks ? { daysAsked: asks.key } : {}),
  })
}

function tell(error: Error, c: C): Response {
  if (error instanceof SignedOut) {
    c.header("WWW-Authenticate", "Bearer")
    return problem(c, { status: 401, title: "登录", detail: "请先登录，或使用有效的接口令牌。", code: "signed_out" })
  }
  if (error instanceof TooMany) {
    c.header("Retry-After", String(error.seconds))
    return problem(c, { status: 429, title: "请求过于频繁", detail: "请求过于频繁，请稍后再试。", code: "too_many" })
  }
  const { status, title, text } = toldOf(error, c.var.house, null)
  if (status === 500) console.error(error)
  return problem(c, { status, title, detail: text, ...(error instanceof Refusal ? { code: error.code } : {}) })
}
