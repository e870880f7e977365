import type { Context } from "hono"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { originOf } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, statusOf } from "#src/door/form.ts"
import { onward, page } from "#src/door/respond.tsx"
import { tokensPath } from "#src/paths.ts"
import { forbidden } from "#src/refusal.ts"
import { TokenMade, TokensPage } from "#views/tokens/tokens.tsx"
import { MAKE_TOKEN, REVOKE_TOKEN } from "./acts.ts"
import { mayHaveToken } from "./policy.ts"
import { ownTokens } from "./queries.ts"

async function show(c: Context<Env>, flaws: Flawed | null = null) {
  const { database, actor, today } = c.var
  if (!mayHaveToken(actor)) throw forbidden()
  const tokens = await ownTokens(database, actor.id, today)
  return page(
    c,
    { title: "接口令牌", status: flaws ? statusOf(flaws) : 200 },
    <TokensPage tokens={tokens} today={today} origin={originOf(c)} flaws={flaws} />,
  )
}

/** 接口令牌 below 我的账户. */
export const ownTokenActs = factory
  .createApp()
  .get("/tokens", (c) => show(c))
  .post(
    "/tokens",
    pressed(MAKE_TOKEN, {
      again: (c, _found, flaws) => show(c, flaws),
      shows: (c, _found, { name }, token) =>
        page(c, { title: "接口令牌" }, <TokenMade token={token} name={name} origin={originOf(c)} />),
    }),
  )
  .get("/tokens/:token{[0-9]+}/revocation", (c) => onward(c, tokensPath))
  .post("/tokens/:token{[0-9]+}/revocation", pressed(REVOKE_TOKEN, { again: nothingTyped, onward: () => tokensPath }))
