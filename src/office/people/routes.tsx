import type { Context } from "hono"
import { pressedByAnybody } from "#src/door/act.ts"
import { dropToken, originOf, say, setToken, toggleLargeType } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { CROWDED, RETRY_AFTER } from "#src/door/errors.tsx"
import { typedIn, typedText } from "#src/door/form.ts"
import { ownPath } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import type { Typed } from "#src/office/typed/spelling.ts"
import { KEPT, Login, Resume } from "#views/people/login.tsx"
import { homeOf } from "./actor.ts"
import { signOut } from "./commands.ts"
import { isUnsettled } from "./queries.ts"
import { hashToken } from "./sessions.ts"
import { SIGN_IN } from "./signing_acts.ts"
import { Crowded } from "./turns.ts"

type C = Context<Env>

export const signingIn = factory
  .createApp()
  .get("/", async (c) => {
    if (c.var.visitor) return c.redirect(homeOf(c.var.visitor), 303)
    return c.redirect((await isUnsettled(c.var.database)) ? "/setup" : "/login", 303)
  })
  .get("/login", async (c) => {
    // Whoever came by a link may sign in all the same, and then see the rest.
    if (c.var.visitor && !c.var.visitor.link) return c.redirect(homeOf(c.var.visitor), 303)
    return page(
      c,
      { title: "登录" },
      <Login
        next={ownPath(c.req.query("next")) ?? "/"}
        demoPassword={c.var.ports.demoPassword}
        organisation={c.var.settings.organisation}
      />,
    )
  })
  .post("/login", async (c) => {
    try {
      return await pressedByAnybody(SIGN_IN, {
        again: (_, __, { why, problems }) => {
          const [told = ""] = why ? (problems.password ?? []) : ["请填写用户名和口令"]
          return again(c, why ? STATUS[why] : 422, told)
        },
        shows: (_, __, ___, token) => entered(c, token),
      })(c)
    } catch (error) {
      if (!(error instanceof Crowded)) throw error
      c.header("Retry-After", RETRY_AFTER)
      return again(c, 503, CROWDED)
    }
  })
  // No act of an office: it changes how this browser shows pages, and there is nothing in it that could be refused.
  .post("/type-size", async (c) => {
    const { next } = await typedIn(c)
    toggleLargeType(c)
    return onward(c, ownPath(typeof next === "string" ? next : undefined) ?? "/")
  })
  // Asked by the page that warns before the session ends; asking is using it.
  .get("/session", (c) => c.body(null, c.var.visitor ? 204 : 401))
  // Not a row either: whoever leaves is let go, with a session or without one, by whatever form.
  .post("/logout", async (c) => {
    const { visitor, token } = c.var
    const isSpare = token !== null && c.var.ports.spare?.end(hashToken(token))
    if (visitor && token && !isSpare) await signOut(c.var.database, visitor, token, c.var.now)
    dropToken(c)
    if (new URL(originOf(c)).protocol === "https:") c.header("Clear-Site-Data", '"cache"')
    say(c, "signed_out")
    return onward(c, "/login")
  })

const STATUS = { wrong: 401, lapsed: 401, locked: 429 } as const

/** The form again; what was being sent when a session ended goes along. */
async function again(c: C, status: 401 | 422 | 429 | 503, problem: string) {
  const { typed, next, action } = await broughtBy(c)
  return page(
    c,
    { title: "登录", status },
    <Login
      next={next}
      problem={problem}
      username={typedText(typed, "username") ?? ""}
      kept={action ? { action, typed: keptIn(typed) } : null}
      demoPassword={c.var.ports.demoPassword}
      organisation={c.var.settings.organisation}
    />,
  )
}

/** Signed in: back to where it was going, or to what was being sent. */
async function entered(c: C, token: string) {
  setToken(c, token)
  const { typed, next, action } = await broughtBy(c)
  if (action) return page(c, { title: "继续刚才的操作" }, <Resume action={action} typed={keptIn(typed)} />)
  return onward(c, next)
}

/** What the form brings for the browser's sake: where it was going, and what it was sending. */
async function broughtBy(c: C) {
  const typed = await typedIn(c)
  return {
    typed,
    next: ownPath(typedText(typed, "next")) ?? "/",
    action: ownPath(typedText(typed, "action")),
  }
}

const keptIn = (typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => name.startsWith(KEPT))
      .map(([name, value]) => [name.slice(KEPT.length), value]),
  )
