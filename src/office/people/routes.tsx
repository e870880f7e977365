import * as z from "zod"
import { dropToken, originOf, say, setToken, toggleLargeType, tokenOf } from "#src/door/cookies.ts"
import { factory } from "#src/door/env.ts"
import { CROWDED, RETRY_AFTER } from "#src/door/errors.tsx"
import { read, typedIn } from "#src/door/form.ts"
import { ownPath } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { placeIn } from "#src/office/attempts/place.ts"
import { login, text } from "#src/office/typed/input.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { KEPT, Login, Resume } from "#views/people/login.tsx"
import { homeOf } from "./actor.ts"
import { signIn, signOut } from "./commands.ts"
import { isUnsettled } from "./queries.ts"
import { hashToken } from "./sessions.ts"
import { Crowded } from "./turns.ts"

const SigningIn = z.object({
  username: login(80),
  password: text(200),
  next: z.string().optional(),
  action: z.string().optional(),
})

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
    const form = await read(c, SigningIn)
    const kept = keptIn(form.typed)
    const typedNext = form.ok ? form.data.next : undefined
    const action = ownPath(form.ok ? form.data.action : undefined)
    const again = (status: 401 | 422 | 429 | 503, problem: string) =>
      page(
        c,
        { title: "登录", status },
        <Login
          next={ownPath(typedNext) ?? "/"}
          problem={problem}
          username={String(form.typed.username ?? "")}
          kept={action ? { action, typed: kept } : null}
          demoPassword={c.var.ports.demoPassword}
          organisation={c.var.settings.organisation}
        />,
      )
    if (!form.ok) return again(422, "请填写用户名和口令")

    const result = await unlessCrowded(
      signIn(
        c.var.database,
        {
          username: form.data.username,
          password: form.data.password,
          ...placeIn(c),
          agent: (c.req.header("user-agent") ?? "").slice(0, 200),
        },
        c.var.settings,
        { previousToken: tokenOf(c), parameters: c.var.ports.scrypt, spare: c.var.ports.spare },
      ),
    )
    if (!result) {
      c.header("Retry-After", RETRY_AFTER)
      return again(503, CROWDED)
    }
    if (!result.ok) {
      return result.reason === "locked"
        ? again(429, `登录失败次数过多，请${result.minutes}分钟后再试，或请系统管理员在「登录锁定」中解除。`)
        : again(
            401,
            `用户名或口令错误。连续 ${c.var.settings.lockAfterFailures} 次失败，账号在本机地址将锁定${c.var.settings.lockMinutes}分钟。`,
          )
    }
    setToken(c, result.token)
    if (action) return page(c, { title: "继续刚才的操作" }, <Resume action={action} typed={kept} />)
    return onward(c, ownPath(typedNext) ?? "/")
  })
  .post("/type-size", async (c) => {
    const { next } = await typedIn(c)
    toggleLargeType(c)
    return onward(c, ownPath(typeof next === "string" ? next : undefined) ?? "/")
  })
  // Asked by the page that warns before the session ends; asking is using it.
  .get("/session", (c) => c.body(null, c.var.visitor ? 204 : 401))
  .post("/logout", async (c) => {
    const { visitor, token } = c.var
    const isSpare = token !== null && c.var.ports.spare?.end(hashToken(token))
    if (visitor && token && !isSpare) await signOut(c.var.database, visitor, token, c.var.now)
    dropToken(c)
    if (new URL(originOf(c)).protocol === "https:") c.header("Clear-Site-Data", '"cache"')
    say(c, "signed_out")
    return onward(c, "/login")
  })

/** Null: too many are signing in at this moment. */
async function unlessCrowded<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Crowded) return null
    throw error
  }
}

const keptIn = (typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => name.startsWith(KEPT))
      .map(([name, value]) => [name.slice(KEPT.length), value]),
  )
