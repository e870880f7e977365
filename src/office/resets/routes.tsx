import type { Context } from "hono"
import * as z from "zod"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import { placeIn } from "#src/office/attempts/place.ts"
import { homeOf } from "#src/office/people/actor.ts"
import { hashPassword, trying } from "#src/office/people/password.ts"
import { LONGEST_PASSWORD, passwordProblems } from "#src/office/people/password_policy.ts"
import { hashCode } from "#src/office/setup/code.ts"
import { counted, login, namedLine, text } from "#src/office/typed/input.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { personPath, resetPath } from "#src/paths.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { acting } from "#src/trail/record.ts"
import { PASSWORD_PROBLEM_LABEL } from "#views/people/words.ts"
import { ResetCodePage, ResetPage } from "#views/resets/reset.tsx"
import { UseResetPage } from "#views/resets/using.tsx"
import { askForReset, confirmReset, refuseReset, useReset, withdrawReset } from "./commands.ts"
import { confirmingPost, mayConfirm, mayWithdraw } from "./policy.ts"
import { findReset, personToReset, type ResetRow, resetByCode } from "./queries.ts"
import { isLive } from "./workflow.ts"

type C = Context<Env>

const Versioned = z.object({ version: counted })
const Refusing = z.object({ version: counted, opinion: namedLine("理由", 200) })

const password = (what: string) => text(LONGEST_PASSWORD).refine((value) => value !== "", `请填写${what}`)
const Using = z
  .object({
    username: login(80),
    code: namedLine("重置码", 40),
    newPassword: password("新口令"),
    newPasswordAgain: password("新口令"),
  })
  .refine(({ newPassword, newPasswordAgain }) => newPassword === newPasswordAgain, {
    path: ["newPasswordAgain"],
    error: "两次填写的新口令不一致",
  })

/** 申请重置: by the 系统管理员, of somebody whose posts take two administrators. */
export const askingForResets = factory
  .createApp()
  .use("/:login/reset", only("admin"))
  .get("/:login/reset", (c) => onward(c, personPath(encodeURIComponent(c.req.param("login")))))
  .post("/:login/reset", async (c) => {
    const { database, today } = c.var
    const form = await read(c, Versioned)
    const found = await personToReset(database, c.req.param("login"), today)
    if (!found) throw missing()
    ensureCurrent(form.ok ? form.data.version : -1, found.person.version)
    await askForReset(database, found, by(c, "admin"))
    say(c, "reset_asked")
    return onward(c, personPath(found.person.login))
  })

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

/** One to be decided, for who may. */
async function resetToDecide(c: C): Promise<ResetRow> {
  const found = await resetIn(c)
  if (!mayConfirm(c.var.actor, { ...found.reset, kinds: found.kinds })) throw forbidden("reset_not_yours")
  return found
}

const confirmerIn = (c: C, { kinds }: ResetRow) => by(c, confirmingPost(kinds))

/** 口令重置: each of the three reads of it; who confirms is for the rule. */
export const resetDecisions = factory
  .createApp()
  .use(only("admin", "security", "auditor"))
  .get("/:reset{[0-9]+}", async (c) => show(c, await resetIn(c)))
  .get("/:reset{[0-9]+}/:act{confirmation|refusal|withdrawal}", (c) => onward(c, resetPath(numberIn(c, "reset"))))
  .post("/:reset{[0-9]+}/confirmation", async (c) => {
    const found = await resetToDecide(c)
    const form = await read(c, Versioned)
    ensureCurrent(form.ok ? form.data.version : -1, found.reset.version)
    const code = await confirmReset(c.var.database, found, confirmerIn(c, found))
    return page(c, { title: "重置码" }, <ResetCodePage found={found} code={code} home={homeOf(c.var.actor)} />)
  })
  .post("/:reset{[0-9]+}/refusal", async (c) => {
    const found = await resetToDecide(c)
    const form = await read(c, Refusing)
    if (!form.ok) return show(c, found, form)
    ensureCurrent(form.data.version, found.reset.version)
    await refuseReset(c.var.database, found, form.data.opinion, confirmerIn(c, found))
    say(c, "reset_refused")
    return onward(c, homeOf(c.var.actor))
  })
  .post("/:reset{[0-9]+}/withdrawal", async (c) => {
    const found = await resetIn(c)
    if (!mayWithdraw(c.var.actor)) throw forbidden()
    const form = await read(c, Versioned)
    ensureCurrent(form.ok ? form.data.version : -1, found.reset.version)
    await withdrawReset(c.var.database, found, by(c, "admin"))
    say(c, "reset_withdrawn")
    return onward(c, personPath(found.person.login))
  })

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
