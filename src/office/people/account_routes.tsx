import type { Context } from "hono"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, statusOf } from "#src/door/form.ts"
import { onward, page } from "#src/door/respond.tsx"
import { accountOf } from "#src/pages/account/queries.ts"
import { REVOKE_OWN_LINK } from "#src/reports/links/own_acts.ts"
import { AccountPage, PasswordPage } from "#views/people/account.tsx"
import { CHANGE_CONTACT, CHANGE_PASSWORD, CONFIRM_MAILBOX, END_OTHER_SESSIONS } from "./account_acts.ts"
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

/** Nothing that was typed here comes back. */
const showPassword = (c: Context<Env>, flaws: Flawed | null = null) =>
  page(
    c,
    { title: "修改口令", status: flaws ? statusOf(flaws) : 200 },
    <PasswordPage
      forced={c.var.actor.mustChangePassword}
      rules={c.var.settings}
      login={c.var.actor.login}
      flaws={flaws && { typed: {}, problems: flaws.problems }}
    />,
  )

const onAccount = { again: nothingTyped, onward: () => "/account" }

/** 账户: one's own data, sessions and password. */
export const account = factory
  .createApp()
  .get("/", (c) => show(c))
  // The act's address, reloaded or bookmarked, leads back to the page.
  .get("/contact", (c) => onward(c, "/account"))
  .post("/contact", pressed(CHANGE_CONTACT, { ...onAccount, again: (c, _, flaws) => show(c, flaws) }))
  .get("/mailbox", (c) => onward(c, "/account"))
  .post("/mailbox", pressed(CONFIRM_MAILBOX, onAccount))
  .post("/sessions", pressed(END_OTHER_SESSIONS, onAccount))
  .post("/links/:link{[0-9]+}/revocation", pressed(REVOKE_OWN_LINK, onAccount))
  .get("/password", (c) => showPassword(c))
  .post(
    "/password",
    pressed(CHANGE_PASSWORD, {
      again: (c, _, flaws) => showPassword(c, flaws),
      onward: ({ forced }) => (forced ? "/" : "/account"),
    }),
  )
