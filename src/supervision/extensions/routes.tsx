import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { conflict, missing } from "#src/refusal.ts"
import { AskExtension } from "#views/extensions/ask.tsx"
import { ExtensionPage } from "#views/extensions/extension.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { ASK_FOR_ASSIGNMENT, ASK_FOR_NOTICE, CONFIRM, DECIDE, extension, type ToExtend, WITHDRAW } from "./acts.ts"
import type { FoundExtension } from "./queries.ts"

type C = Context<Env>

function showAsking(c: C, found: ToExtend, flaws?: Flaws) {
  const { of, back } = found
  if (!of) throw conflict("nothing_to_extend")
  return page(
    c,
    { title: "申请延期", status: flaws ? 422 : 200 },
    <AskExtension asked={{ ...found, action: c.req.path }} of={of} back={back} today={c.var.today} flaws={flaws} />,
  )
}

const asked = { again: showAsking, onward: ({ back }: ToExtend) => back }

const show = (c: C, found: FoundExtension, flaws?: Flaws) =>
  page(
    c,
    { title: "延期申请", status: flaws ? 422 : 200 },
    <ExtensionPage found={found} actor={c.var.actor} today={c.var.today} flaws={flaws} />,
  )

/** Back to where the person came from in the program, else to the request. */
const decided = {
  again: show,
  onward: ({ extension }: FoundExtension, _input: unknown, next: string | null) =>
    next ?? `/extensions/${extension.id}`,
}

/** 延期: asked for by the unit, decided by the office. */
export const extensions = factory
  .createApp()
  .get("/assignments/:assignment/extension", async (c) => showAsking(c, await reached(ASK_FOR_ASSIGNMENT, askedOf(c))))
  .post("/assignments/:assignment/extension", pressed(ASK_FOR_ASSIGNMENT, asked))
  .get("/notices/:notice{[0-9]+}/extension", async (c) => showAsking(c, await reached(ASK_FOR_NOTICE, askedOf(c))))
  .post("/notices/:notice{[0-9]+}/extension", pressed(ASK_FOR_NOTICE, asked))

  .get("/extensions/:extension", async (c) => {
    const found = await extension(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/extensions/:extension/withdrawal", pressed(WITHDRAW, decided))
  .post("/extensions/:extension/decision", pressed(DECIDE, { ...decided, button: "verdict" }))
  .post("/extensions/:extension/confirmation", pressed(CONFIRM, decided))
