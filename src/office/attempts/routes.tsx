import * as z from "zod"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { holds } from "#src/office/people/actor.ts"
import { line } from "#src/office/typed/input.ts"
import { locksPath } from "#src/paths.ts"
import { conflict } from "#src/refusal.ts"
import { LocksPage } from "#views/attempts/locks.tsx"
import { releaseLock } from "./commands.ts"
import { locksNow } from "./queries.ts"

const Releasing = z.object({ login: line(80).default(""), address: line(80) })

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
  .post("/release", async (c) => {
    const { database, actor, now, settings } = c.var
    const form = await read(c, Releasing)
    if (!form.ok) throw conflict("lock_gone")
    const { login, address } = form.data
    const { accounts, addresses } = await locksNow(database, now, settings)
    const isLocked = login
      ? accounts.some((one) => one.login === login && one.address === address)
      : addresses.some((one) => one.address === address)
    if (!isLocked) throw conflict("lock_gone")
    const post = holds(actor, "admin") ? "admin" : "security"
    await releaseLock(database, { login: login || null, address }, by(c, post))
    say(c, "lock_released")
    return onward(c, locksPath())
  })
