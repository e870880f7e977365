import { pressedByAnybody } from "#src/door/act.ts"
import { factory } from "#src/door/env.ts"
import { statusOf } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { missing } from "#src/refusal.ts"
import { SetupPage } from "#views/setup/setup.tsx"
import { SET_UP } from "./acts.ts"
import { announceSetup } from "./commands.ts"
import { liveCodes } from "./queries.ts"

/** 首次设置: exists only while nobody has an account, and asks for the code on the server's console. */
export const setup = factory
  .createApp()
  .get("/", async (c) => {
    const { database, now, settings } = c.var
    const codes = await liveCodes(database, now)
    if (!codes) throw missing()
    if (codes.length === 0) await announceSetup(database, console.log, now)
    return page(c, { title: "首次设置" }, <SetupPage rules={settings} />)
  })
  .post(
    "/",
    pressedByAnybody(SET_UP, {
      again: (c, _, flaws) =>
        page(c, { title: "首次设置", status: statusOf(flaws) }, <SetupPage rules={c.var.settings} flaws={flaws} />),
      onward: () => "/login",
    }),
  )
