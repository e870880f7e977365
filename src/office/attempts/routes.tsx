import { pressed } from "#src/door/act.ts"
import { factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { locksPath } from "#src/paths.ts"
import { conflict } from "#src/refusal.ts"
import { LocksPage } from "#views/attempts/locks.tsx"
import { RELEASE_LOCK } from "./acts.ts"
import { locksNow } from "./queries.ts"

/** 登录锁定: who has used up their tries, and the two administrators who may let them try again. */
export const locks = factory
  .createApp()
  .use(only("admin", "security"))
  .get("/", async (c) => {
    const { database, now, today, settings } = c.var
    const found = await locksNow(database, now, settings)
    return page(c, { title: "登录锁定" }, <LocksPage found={found} rules={settings} today={today} />)
  })
  .get("/release", (c) => onward(c, locksPath()))
  .post(
    "/release",
    pressed(RELEASE_LOCK, {
      // The page itself fills in all of it: what it names otherwise is not locked.
      again: () => {
        throw conflict("lock_gone")
      },
      onward: locksPath,
    }),
  )
