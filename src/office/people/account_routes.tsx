import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { ensureCurrent } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { placeIn } from "#src/office/attempts/place.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { accountOf } from "#src/pages/account/queries.ts"
import { REVOKE_OWN_LINK } from "#src/reports/links/own_acts.ts"
import { AccountPage, PasswordPage } from "#views/people/account.tsx"
import { PASSWORD_PROBLEM_LABEL } from "#views/people/words.ts"
import { CONFIRM_MAILBOX } from "./account_acts.ts"
import { changePassword, endOtherSessions, type PasswordRefusal } from "./commands.ts"
import { changePerson } from "./directory_commands.ts"
import { Addressing, ChangingPassword } from "./input.ts"
import type { PasswordRules } from "./password_policy.ts"
import { hashToken } from "./sessions.ts"

async function show(c: Context<Env>, flaws: Flawed | null = null) {
  const { database, actor, token, today } = c.var
  const { sessions, ...own } = await accountOf(database, actor.id, c.var.now)
  const current = hashToken(token ?? "")
  return page(
    c,
    { title: "我的账户", status: flaws ? 422 : 200 },
    <AccountPage
      actor={actor}
      today={today}
      {...own}
      sessions={sessions.map(({ tokenHash, ...session }) => ({ ...session, current: tokenHash === current }))}
      flaws={flaws}
    />,
  )
}

const onAccount = { again: nothingTyped, onward: () => "/account" }

/** 账户: one's own data, sessions and password. */
export const account = factory
  .createApp()
  .get("/", (c) => show(c))
  // The act's address, reloaded or bookmarked, leads back to the page.
  .get("/contact", (c) => onward(c, "/account"))
  .post("/contact", async (c) => {
    const form = await read(c, Addressing)
    if (!form.ok) return show(c, form)
    const { version, ...contact } = form.data
    const own = await accountOf(c.var.database, c.var.actor.id, c.var.now)
    ensureCurrent(version, own.version)
    if (own.email !== contact.email || own.contact !== contact.contact) {
      const person = { ...own, id: c.var.actor.id }
      await changePerson(c.var.database, person, contact, askedOf(c).by)
      say(c, "contact_changed")
    }
    return onward(c, "/account")
  })
  .get("/mailbox", (c) => onward(c, "/account"))
  .post("/mailbox", pressed(CONFIRM_MAILBOX, onAccount))
  .post("/sessions", async (c) => {
    const ended = await endOtherSessions(c.var.database, c.var.actor, c.var.token ?? "", c.var.now)
    say(c, `sessions_ended.${ended}`)
    return onward(c, "/account")
  })
  .post("/links/:link{[0-9]+}/revocation", pressed(REVOKE_OWN_LINK, onAccount))
  .get("/password", (c) => {
    const { actor, settings } = c.var
    return page(
      c,
      { title: "修改口令" },
      <PasswordPage forced={actor.mustChangePassword} rules={settings} login={actor.login} />,
    )
  })
  .post("/password", async (c) => {
    const { actor, settings, database, now, token } = c.var
    const form = await read(c, ChangingPassword)
    const again = (problems: Problems, status: 422 | 429 = 422) =>
      page(
        c,
        { title: "修改口令", status },
        <PasswordPage
          forced={actor.mustChangePassword}
          rules={settings}
          login={actor.login}
          flaws={{ typed: {}, problems }}
        />,
      )
    if (!form.ok) return again(form.problems)

    const result = await changePassword(database, actor, form.data, {
      token: token ?? "",
      now,
      shared: placeIn(c).shared,
      settings,
      parameters: c.var.ports.scrypt,
    })
    if (!result.ok) return again(problemsOf(result, settings), result.reason === "locked" ? 429 : 422)
    say(c, "password_changed")
    return onward(c, actor.mustChangePassword ? "/" : "/account")
  })

function problemsOf(refusal: PasswordRefusal, rules: PasswordRules): Problems {
  if (refusal.reason === "wrong") return { oldPassword: ["现用口令不对"] }
  if (refusal.reason === "locked") return { oldPassword: [`口令填错次数过多，请 ${refusal.minutes} 分钟后再试`] }
  return { newPassword: refusal.problems.map((problem) => PASSWORD_PROBLEM_LABEL[problem](rules)) }
}
