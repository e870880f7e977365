import type { Context } from "hono"
import { askedOf, ensureShown, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read, readWhole } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import { placeIn } from "#src/office/attempts/place.ts"
import { homeOf } from "#src/office/people/actor.ts"
import { hashPassword, trying } from "#src/office/people/password.ts"
import { passwordProblems } from "#src/office/people/password_policy.ts"
import { hashCode } from "#src/office/setup/code.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { personPath, resetPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { acting } from "#src/trail/record.ts"
import { PASSWORD_PROBLEM_LABEL } from "#views/people/words.ts"
import { ResetCodePage, ResetPage } from "#views/resets/reset.tsx"
import { UseResetPage } from "#views/resets/using.tsx"
import { ASK_FOR_RESET, CONFIRM_RESET, confirmerOf, REFUSE_RESET, WITHDRAW_RESET } from "./acts.ts"
import { confirmReset, useReset } from "./commands.ts"
import { Using } from "./input.ts"
import { mayConfirm, mayWithdraw } from "./policy.ts"
import { findReset, type ResetRow, resetByCode } from "./queries.ts"
import { isLive } from "./workflow.ts"

type C = Context<Env>

/** 申请重置: by the 系统管理员, of somebody whose posts take two administrators. */
export const askingForResets = factory
  .createApp()
  .use("/:login/reset", only("admin"))
  .get("/:login/reset", (c) => onward(c, personPath(encodeURIComponent(c.req.param("login")))))
  .post(
    "/:login/reset",
    pressed(ASK_FOR_RESET, { again: nothingTyped, onward: ({ person }) => personPath(person.login) }),
  )

async function resetIn(c: C): Promise<ResetRow> {
  const found = await findReset(c.var.database, numberIn(c, "reset"), c.var.today)
  if (!found) throw missing()
  return found
}

const show = (c: C, found: ResetRow, flaws: Flawed | null = null) =>
  page(
    c,
    { title: "口令重置", status: flaws ? 422 : 200 },
    <ResetPage
      found={found}
      may={{
        confirm: mayConfirm(c.var.actor, { ...found.reset, kinds: found.kinds }),
        withdraw: mayWithdraw(c.var.actor),
      }}
      home={homeOf(c.var.actor)}
      now={c.var.now}
      today={c.var.today}
      flaws={flaws}
    />,
  )

/** 口令重置: each of the three reads of it; who confirms is for the rule. */
export const resetDecisions = factory
  .createApp()
  .use(only("admin", "security", "auditor"))
  .get("/:reset{[0-9]+}", async (c) => show(c, await resetIn(c)))
  .get("/:reset{[0-9]+}/:act{confirmation|refusal|withdrawal}", (c) => onward(c, resetPath(numberIn(c, "reset"))))
  .post("/:reset{[0-9]+}/confirmation", async (c) => {
    const asked = askedOf(c)
    const found = await reached(CONFIRM_RESET, asked)
    ensureShown(CONFIRM_RESET, found, await readWhole(c, CONFIRM_RESET.input))
    const code = await confirmReset(asked.database, found, confirmerOf(asked, found))
    return page(c, { title: "重置码" }, <ResetCodePage found={found} code={code} home={homeOf(asked.actor)} />)
  })
  .post("/:reset{[0-9]+}/refusal", async (c) =>
    pressed(REFUSE_RESET, { again: show, onward: () => homeOf(c.var.actor) })(c),
  )
  .post(
    "/:reset{[0-9]+}/withdrawal",
    pressed(WITHDRAW_RESET, { again: nothingTyped, onward: ({ person }) => personPath(person.login) }),
  )

/** /reset: whoever has the code sets a new password. Needs no account; tries are counted like those at the door. */
export const usingResets = factory
  .createApp()
  .get("/", (c) => page(c, { title: "设置新口令" }, <UseResetPage rules={c.var.settings} />))
  .post("/", async (c) => {
    const { database, now, settings, today } = c.var
    const form = await read(c, Using)
    const again = (problems: Problems, status: 422 | 429 = 422) =>
      page(
        c,
        { title: "设置新口令", status },
        <UseResetPage
          rules={settings}
          flaws={{ typed: { username: form.typed.username, code: form.typed.code }, problems }}
        />,
      )
    if (!form.ok) return again(form.problems)
    const { username, code, newPassword } = form.data
    return await trying(async () => {
      const begun = await beginAttempt(database, { ...placeIn(c), login: `(reset) ${username}` }, settings)
      const { attempt } = begun
      if (!attempt)
        return again({ code: [c.var.house.refusalWords("too_many_attempts", { minutes: String(begun.minutes) })] }, 429)
      const found = await resetByCode(database, username, hashCode(code), today)
      if (!found || !isLive(found.reset, now)) {
        const nobody = acting(null, now, { address: attempt.address })
        await attemptFailed(database, attempt, { action: "reset_code_refused", by: nobody }, settings)
        return again({ code: ["用户名或重置码不对，或重置码已用过、已超过24小时。请核对，或请管理员重新办理。"] })
      }
      const problems = passwordProblems(newPassword, { login: found.person.login }, settings)
      if (problems.length > 0) {
        await database.write([attemptSucceeded(database, attempt)])
        return again({ newPassword: problems.map((problem) => PASSWORD_PROBLEM_LABEL[problem](settings)) })
      }
      const passwordHash = await hashPassword(newPassword, c.var.ports.scrypt)
      await useReset(database, found, { passwordHash, attempt, now })
      say(c, "reset_used")
      return onward(c, "/login")
    })
  })
