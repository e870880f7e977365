import { describe, expect, test } from "vitest"
import { instant } from "#src/clock.ts"
import {
  type BackupEvent,
  type Backups,
  backupName,
  backupStanding,
  hasRoomForBackup,
} from "#src/office/system/backups.ts"
import { actions, done, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const GB = 1024 ** 3
const HALF_AN_HOUR = 30 * 60_000

/** A folder of backups that is asked to make one and waits until it is told what comes of it. */
function waiting() {
  let end: { made: () => void; fails: (why: string) => void } | null = null
  const names: string[] = []
  const backups: Backups = {
    folder: "/srv/fengong/data/backups",
    isUnderway: () => end !== null,
    kept: async () => names.map((name) => ({ name, size: 2 * 1024 * 1024, at: 0 })),
    make: (name) =>
      new Promise((made, fails) => {
        end = {
          made: () => {
            names.push(name)
            end = null
            made({ kilobytes: 2048, events: 77 })
          },
          fails: (why) => {
            end = null
            fails(new Error(why))
          },
        }
      }),
  }
  return { backups, now: () => end }
}

const page = async (w: World, login: Login = "admin", path = "/admin/system") => (await w.as(login).get(path)).text()
const press = (w: World, version: string, login: Login | null = "admin") =>
  w.as(login).post("/admin/system/backup", { version })
/** What is done after the answer was sent. */
const settled = (w: World, count: number) =>
  expect.poll(() => trailOf(w, "backup").then((trail) => trail.length)).toBe(count)

describe("立即备份", () => {
  test("begins at once, says that it is under way, and then what came of it", async () => {
    const { backups, now } = waiting()
    const w = await world(undefined, { backups })
    expect(await page(w)).toContain("还没有备份过")
    await done(press(w, "0"))
    const begun = await page(w)
    expect(begun).toContain("正在备份并演练恢复")
    expect(begun).toMatch(/<button type="submit" class="primary" disabled/)
    now()?.made()
    await settled(w, 2)
    const html = await page(w)
    expect(html).toContain("fengong-20260921-090000.db（2.0 MB，操作记录 77 条）")
    expect(html).toContain("备份后演练，核验通过")
    expect(html).toContain("/srv/fengong/data/backups")
    expect(html).toContain("现有 1 个文件")
    // It was asked for by somebody, and came about by itself.
    expect((await trailOf(w, "backup")).map(({ action, actorId }) => [action, actorId])).toEqual([
      ["backup_begun", w.actor("admin").id],
      ["backup_made", null],
    ])
  })

  test("where the second copy lies is said, and when nothing makes them any more", async () => {
    const backups: Backups = {
      ...waiting().backups,
      make: async (name) => ({ kilobytes: 1, events: 1, file: `${name}.enc`, secondCopy: "elsewhere" }),
    }
    const w = await world(undefined, { backups })
    await done(press(w, "0"))
    await settled(w, 2)
    const html = await page(w)
    expect(html).toContain("fengong-20260921-090000.db.enc（1 KB，操作记录 1 条）；第二份已存到另一块盘")
    expect(html).not.toContain("已超过2天没有备份")
    expect(await page(w, "auditor", "/admin/events")).toContain("<dt>第二份</dt><dd><ins>在另一块盘上</ins>")
    await w.travel("2026-09-23", 10)
    expect(await page(w)).toContain("已超过2天没有备份")
  })

  test("what did not come about is said with its reason, and what was made before stays the last one", async () => {
    const { backups, now } = waiting()
    const w = await world(undefined, { backups })
    await done(press(w, "0"))
    now()?.made()
    await settled(w, 2)
    for (let version = 2; version < 16; version += 2) {
      await done(press(w, String(version)))
      now()?.fails("备份没有通过核验。")
      await settled(w, version + 2)
    }
    const html = await page(w)
    expect(html).toContain("开始的备份没有完成：备份没有通过核验。")
    expect(html).toContain("fengong-20260921-090000.db（2.0 MB")
  })

  test("what the disk answered is said in Chinese", async () => {
    const { backups, now } = waiting()
    const w = await world(undefined, { backups })
    await done(press(w, "0"))
    now()?.fails("ENOSPC: no space left on device, write")
    await settled(w, 2)
    const html = await page(w)
    expect(html).toContain("开始的备份没有完成：磁盘空间不足，没有写完。")
    expect(html).not.toContain("ENOSPC")
  })

  test("who is not the 系统管理员 may not, and nobody learns where backups lie", async () => {
    const { backups } = waiting()
    const w = await world(undefined, { backups })
    for (const login of ["security", "auditor", "lin", "boss", "wang", "zhao"] as const) {
      await refused(w, () => press(w, "0", login), 403)
      expect(await page(w, login)).not.toContain("data/backups")
    }
    expect((await press(w, "0", null)).status).toBe(401)
  })

  test("one at a time: pressed twice, or on a page that is out of date, it begins once", async () => {
    const { backups } = waiting()
    const w = await world(undefined, { backups })
    await done(press(w, "0"))
    await refused(w, () => press(w, "0"), 409)
    await refused(w, () => press(w, "1"), 409, /正在备份/)
    expect((await actions(w)).filter((action) => action === "backup_begun")).toHaveLength(1)
  })

  test("without room, or without a disk, it says what to do and begins nothing", async () => {
    const full = await world(undefined, {
      backups: waiting().backups,
      space: async () => ({ free: 2 * GB, total: 10 * GB, database: GB }),
    })
    await refused(full, () => press(full, "0"), 409, /磁盘剩余空间不够/)
    const edge = await world()
    await refused(edge, () => press(edge, "0"), 409, /数据库服务器一侧备份/)
    expect(await page(edge)).not.toContain("立即备份</button>")
  })

  test("a form that is none of ours is refused", async () => {
    const w = await world(undefined, { backups: waiting().backups })
    await refused(w, () => w.as("admin").post("/admin/system/backup", {}), 422)
  })
})

describe("how backups stand", () => {
  const event = (version: number, action: string, over: Partial<BackupEvent> = {}): BackupEvent => ({
    action,
    at: version,
    version,
    particulars: { file: `${version}.db`, kilobytes: 1, events: 1 },
    ...over,
  })

  test("begun, and the program was stopped: it did not come about, and nobody knows why", () => {
    const begun = [event(3, "backup_begun"), event(2, "backup_made"), event(1, "backup_begun")]
    expect(backupStanding(begun, undefined, { isUnderway: false, now: HALF_AN_HOUR + 4 })).toMatchObject({
      failed: { file: "3.db", problem: null },
      pending: null,
      last: { file: "2.db" },
    })
    expect(backupStanding(begun, undefined, { isUnderway: true, now: HALF_AN_HOUR + 4 }).failed).toBeNull()
  })

  test("begun a while ago by who knows: it may still come about, for half an hour", () => {
    const begun = [event(3, "backup_begun"), event(2, "backup_made")]
    for (const now of [3, HALF_AN_HOUR + 3]) {
      expect(backupStanding(begun, undefined, { isUnderway: false, now })).toMatchObject({
        failed: null,
        pending: { file: "3.db", until: HALF_AN_HOUR + 3 },
      })
    }
    expect(backupStanding(begun, undefined, { isUnderway: true, now: 3 }).pending).toBeNull()
    const failed = [event(3, "backup_failed", { particulars: { problem: "满了" } })]
    expect(backupStanding(failed, undefined, { isUnderway: false, now: 3 })).toMatchObject({
      failed: { problem: "满了" },
      pending: null,
    })
  })

  test("the last restore is the newer one of a trial and one in earnest", () => {
    const still = { isUnderway: false, now: 99 }
    const made = [event(2, "backup_made")]
    const restored = (at: number) => ({ at, particulars: { file: "old.db" } })
    expect(backupStanding(made, restored(1), still).restored).toEqual({ at: 2, file: "2.db", inEarnest: false })
    expect(backupStanding(made, restored(9), still).restored).toEqual({ at: 9, file: "old.db", inEarnest: true })
    expect(backupStanding([], undefined, still)).toEqual({
      version: 0,
      last: null,
      isOverdue: false,
      failed: null,
      pending: null,
      restored: null,
    })
  })

  test("once there are backups, two days without one are too many", () => {
    const day = 86_400_000
    const standing = (now: number, made = [event(0, "backup_made")]) =>
      backupStanding(made, undefined, { isUnderway: false, now }).isOverdue
    expect([standing(2 * day), standing(2 * day + 1), standing(9 * day, [])]).toEqual([false, true, false])
    expect(standing(2 * day + 1, [event(day, "backup_failed"), event(0, "backup_made")])).toBe(true)
  })

  test("a name says when, by the clock of the office, and names follow each other", () => {
    expect(backupName(instant("2026-11-30", 9))).toBe("fengong-20261130-090000.db")
    expect(backupName(instant("2026-11-30", 23))).toBe("fengong-20261130-230000.db")
  })

  test("room for the copy and a copy of it, and some to go on with", () => {
    expect(hasRoomForBackup({ free: 2 * GB, total: 9 * GB, database: GB })).toBe(false)
    expect(hasRoomForBackup({ free: 3 * GB, total: 9 * GB, database: GB })).toBe(true)
  })
})
