import type { Context } from "hono"
import { nothingTyped, pressed, pressedByAnybody } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, statusOf } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { homeOf } from "#src/office/people/actor.ts"
import { personPath, resetPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { ResetCodePage, ResetPage } from "#views/resets/reset.tsx"
import { UseResetPage } from "#views/resets/using.tsx"
import { ASK_FOR_RESET, CONFIRM_RESET, REFUSE_RESET, USE_RESET, WITHDRAW_RESET } from "./acts.ts"
import { mayConfirm, mayWithdraw } from "./policy.ts"
import { findReset, type ResetRow } from "./queries.ts"

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
  .post(
    "/:reset{[0-9]+}/confirmation",
    pressed(CONFIRM_RESET, {
      again: nothingTyped,
      shows: (c, found, _, code) =>
        page(c, { title: "重置码" }, <ResetCodePage found={found} code={code} home={homeOf(c.var.actor)} />),
    }),
  )
  .post("/:reset{[0-9]+}/refusal", async (c) =>
    pressed(REFUSE_RESET, { again: show, onward: () => homeOf(c.var.actor) })(c),
  )
  .post(
    "/:reset{[0-9]+}/withdrawal",
    pressed(WITHDRAW_RESET, { again: nothingTyped, onward: ({ person }) => personPath(person.login) }),
  )

/** The name and the code come back; the passwords do not. */
const showUsing = (c: C, flaws: Flawed | null = null) =>
  page(
    c,
    { title: "设置新口令", status: flaws ? statusOf(flaws) : 200 },
    <UseResetPage
      rules={c.var.settings}
      flaws={
        flaws && {
          typed: { username: flaws.typed.username, code: flaws.typed.code },
          problems: flaws.problems,
        }
      }
    />,
  )

/** /reset: whoever has the code sets a new password. Needs no account. */
export const usingResets = factory
  .createApp()
  .get("/", (c) => showUsing(c))
  .post("/", pressedByAnybody(USE_RESET, { again: (c, _, flaws) => showUsing(c, flaws), onward: () => "/login" }))
