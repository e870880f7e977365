import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { deskPath, unitPath } from "#src/paths.ts"
import { TransferPage } from "#views/transfers/transfer.tsx"
import { openWork, TRANSFER, theOffice } from "./acts.ts"
import type { Transfer } from "./queries.ts"

type C = Context<Env>

const show = (c: C, found: Transfer, flaws: Flawed | null = null) =>
  page(
    c,
    { title: `移交：${found.unit.name}`, status: flaws ? 422 : 200 },
    <TransferPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 移交, from the page of the unit. The address names who takes over: what is sent is what was shown of both. */
export const unitTransfers = factory
  .createApp()
  .get("/:unit{[0-9]+}/transfer", async (c) => show(c, await reached({ find: openWork, may: theOffice }, askedOf(c))))
  .post(
    "/:unit{[0-9]+}/transfer",
    pressed(TRANSFER, {
      again: show,
      onward: ({ unit }, { to }) => (unit.active ? unitPath(to ?? 0) : deskPath({ queue: "transfers" })),
    }),
  )
