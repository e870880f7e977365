import { z } from "zod"
import { say } from "#src/http/cookies.ts"
import { factory } from "#src/http/env.ts"
import { type Problems, read, text } from "#src/http/form.ts"
import { onward, page } from "#src/http/respond.tsx"
import { PASSWORD_PROBLEM_LABEL } from "#views/labels.ts"
import { AccountPage, PasswordPage } from "#views/people/account.tsx"
import { changePassword, endOtherSessions, type PasswordRefusal } from "./commands.ts"
import { LONGEST_PASSWORD, type PasswordRules } from "./password_policy.ts"
import { accountOf } from "./queries.ts"
import { hashToken } from "./sessions.ts"

const filled = (what: string) => text(LONGEST_PASSWORD).refine((value) => value !== "", `请填写${what}`)

const Changing = z
  .object({ oldPassword: filled("现用口令"), newPassword: filled("新口令"), again: filled("新口令") })
  .refine(({ newPassword, again }) => newPassword === again, { path: ["again"], error: "两次填写的新口令不一致" })

/** 账户: one's own data, sessions and password. */
export const account = factory
  .createApp()
  .get("/", async (c) => {
    const { database, actor, token, today } = c.var
    const { sessions, ...own } = await accountOf(database, actor.id)
    const current = hashToken(token ?? "")
    return page(
      c,
      { title: "我的账户" },
      <AccountPage
        actor={actor}
        today={today}
        {...own}
        sessions={sessions.map(({ tokenHash, ...session }) => ({ ...session, current: tokenHash === current }))}
      />,
    )
  })
  .post("/sessions", async (c) => {
    const ended = await endOtherSessions(c.var.database, c.var.actor, c.var.token ?? "", c.var.now)
    say(c, `sessions_ended.${ended}`)
    return onward(c, "/account")
  })
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
    const form = await read(c, Changing)
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
