import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { rounds } from "#db/schema.ts"
import { endOf, instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { CLOCKS_AGREE_WITHIN, clockWatch, isBehind, observed, SETTLES_AFTER } from "#src/office/system/clock_watch.ts"
import { done, onReport, openRound, refused, trailOf } from "#test/support/acts.ts"
import { CAST, type Login, TODAY, type World, world } from "#test/support/world.ts"

const MINUTE = 60_000
const DAY = 86_400_000

describe("whether the clock can be believed", () => {
  const begun = { line: { wall: 1_000_000, monotonic: 0 }, leapt: null }
  /** `ahead`: by how much the wall clock is off the line of the beginning. */
  const at = (minutes: number, ahead: number) => ({
    wall: 1_000_000 + minutes * MINUTE + ahead,
    monotonic: minutes * MINUTE,
  })

  test("a leap in either direction is one when it is longer than a minute, at whatever interval it is asked", () => {
    for (const minutes of [0, 1, 7, 600])
      for (const ahead of [0, 1, 30_000, MINUTE, MINUTE + 1, 20 * DAY])
        for (const sign of [1, -1])
          expect(observed(begun, at(minutes, sign * ahead)).leapt !== null).toBe(ahead > CLOCKS_AGREE_WITHIN)
  })

  test("back on the old line it is believed at once", () => {
    const leapt = observed(begun, at(1, 20 * DAY))
    expect(observed(leapt, at(2, 0)).leapt).toBeNull()
    expect(observed(observed(leapt, at(2, 20 * DAY)), at(3, 0)).leapt).toBeNull()
  })

  test("on a new line it is believed when both have run alike for an hour, and every further leap begins that anew", () => {
    let watched = observed(begun, at(1, DAY))
    for (let minute = 2; minute <= SETTLES_AFTER / MINUTE; minute++) {
      watched = observed(watched, at(minute, DAY))
      expect(watched.leapt).not.toBeNull()
    }
    expect(observed(watched, at(61, DAY)).leapt).toBeNull()
    const again = observed(watched, at(61, 2 * DAY))
    expect(observed(again, at(62, 2 * DAY)).leapt).not.toBeNull()
    expect(observed(again, at(121, 2 * DAY)).leapt).toBeNull()
  })

  test("behind is more than a minute before the newest event", () => {
    expect([isBehind(0, null), isBehind(0, MINUTE), isBehind(0, MINUTE + 1), isBehind(9, 0)]).toEqual([
      false,
      false,
      true,
      false,
    ])
  })
})

/** A world whose machine has a wall clock that can be put forward and one that only runs on. */
async function machine() {
  let ran = 0
  const clocks: { wall: () => number } = { wall: () => 0 }
  const watch = clockWatch(
    () => clocks.wall(),
    () => ran,
  )
  const w = await world(undefined, { clockWatch: watch })
  clocks.wall = w.now
  // The watch began before the world's clock was known: it is told that its time is right.
  let told = 0
  watch.fault(w.now(), { newestAt: null, confirmations: told })
  watch.fault(w.now(), { newestAt: null, confirmations: ++told })
  watch.fault(w.now(), { newestAt: null, confirmations: 0 })
  return {
    w,
    sweep: () => sweep(w.database, w.now(), null, { clockWatch: watch }),
    runs: (milliseconds: number) => {
      ran += milliseconds
    },
  }
}

const roundOf = async (w: World) => {
  const [[row]] = await w.database.read([w.database.db.select().from(rounds).where(eq(rounds.number, 1))])
  return row
}
const page = async (w: World) => (await w.as("admin").get("/admin/system")).text()
const confirm = (w: World, login: Login | null = "admin", version = "0") =>
  w.as(login).post("/admin/system/clock", { version })

describe("the clock leaps twenty days ahead and back", () => {
  test("nothing is cut off, nobody is signed out, and it is said; what comes afterwards is not late", async () => {
    const { w, sweep, runs } = await machine()
    await done(openRound(w))
    expect(await sweep()).toMatchObject({ stopped: null })
    runs(MINUTE)
    await w.travel("2026-10-20")
    expect(await sweep()).toMatchObject({ stopped: "leapt", cutOff: 0, digests: 0 })
    expect(await roundOf(w)).toMatchObject({ cutOffAt: null })
    expect(await page(w)).toContain("时间异常，自动办理已暂停")
    const ready = await w.as(null).get("/readyz")
    expect([ready.status, await ready.text()]).toEqual([503, "clock: leapt"])

    runs(MINUTE)
    await w.travel(TODAY, 9, 2)
    expect(await sweep()).toMatchObject({ stopped: null })
    expect(await (await w.as(null).get("/readyz")).text()).toBe("ok")
    expect(await page(w)).not.toContain("自动办理已暂停")
  })

  test("the 系统管理员 says that the time is right, and it goes on", async () => {
    const { w, sweep, runs } = await machine()
    await done(openRound(w))
    await sweep()
    runs(MINUTE)
    await w.travel("2026-10-20")
    expect(await sweep()).toMatchObject({ stopped: "leapt" })
    await done(confirm(w))
    expect(await trailOf(w, "clock")).toMatchObject([
      { version: 1, action: "clock_confirmed", actorId: w.actor("admin").id, particulars: { fault: "leapt" } },
    ])
    expect(await sweep()).toMatchObject({ stopped: null, cutOff: 1 })
    // Twice, and by a page of before.
    await refused(w, () => confirm(w), 409)
    await refused(w, () => confirm(w, "admin", "1"), 409, "不需要确认")
  })
})

describe("the clock stands behind the newest event", () => {
  const behind = async () => {
    const w = await world()
    await w.travel("2026-10-20")
    await done(openRound(w, { dueBy: "2026-10-30" }))
    await w.travel("2026-10-19")
    return w
  }

  test("on every runtime: automatic acts wait until it has caught up", async () => {
    const w = await behind()
    expect(await sweep(w.database, w.now())).toMatchObject({ stopped: "behind" })
    expect(await (await w.as(null).get("/readyz")).text()).toBe("clock: behind")
    expect(await sweep(w.database, instant("2026-10-20", 9) - MINUTE)).toMatchObject({ stopped: null })
  })

  test("or until somebody says that it is right: from then on only newer events count", async () => {
    const w = await behind()
    await done(confirm(w))
    expect(await sweep(w.database, w.now())).toMatchObject({ stopped: null })
    await w.travel("2026-10-18")
    expect(await sweep(w.database, w.now())).toMatchObject({ stopped: "behind" })
    await done(confirm(w, "admin", "1"))
  })

  test.each((Object.keys(CAST) as Login[]).filter((login) => login !== "admin"))(
    "%s does not say so",
    async (login) => {
      const w = await behind()
      await refused(w, () => confirm(w, login), 403)
    },
  )

  test("a form without what the page has shown is 422", async () => {
    const w = await behind()
    await refused(w, async () => w.as("admin").post("/admin/system/clock"), 422)
  })
})

test("a report before the instant of the cut-off is not late, though the round was cut off under a false time", async () => {
  const w = await world()
  await done(openRound(w))
  const cutOffAt = endOf("2026-10-12")
  await w.database.write([w.database.db.update(rounds).set({ cutOffAt })])
  await done(onReport(w, "wang", 1, "report"))
  await w.travel("2026-10-13")
  await done(onReport(w, "zhou", 2, "report"))
  const late = (await w.events()).filter(({ action }) => action === "report_sent").map(({ particulars }) => particulars)
  expect(late).toMatchObject([{ late: false }, { late: true }])
})

test("whoever watches is told that the database does not answer", async () => {
  const w = await world()
  w.database.close()
  const ready = await w.as(null).get("/readyz")
  expect([ready.status, await ready.text()]).toEqual([503, "database"])
  expect((await w.as(null).get("/healthz")).status).toBe(200)
})
