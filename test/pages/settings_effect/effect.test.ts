import { eq, sql } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { digests, sessions, signInAttempts } from "#db/schema.ts"
import { boardOf } from "#src/board/queries.ts"
import { addDays } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { SETTING_KEYS } from "#src/office/settings/rules.ts"
import { DEFAULTS, type SettingKey, settingsOf } from "#src/office/settings/settings.ts"
import { touchedBy } from "#src/pages/settings_effect/effect.ts"
import { done, draftNotice, onAssignment, onReport, openRound } from "#test/support/acts.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"
import { SETTING_REACH, SETTING_SOURCE } from "#views/settings/words.ts"
import { LIGHT_LABEL } from "#views/words/lights.ts"

type Fields = Record<string, string>
type Changes = Partial<Record<SettingKey, string>>

const shown = (over: Changes): Fields =>
  Object.fromEntries(
    SETTING_KEYS.flatMap((key) => [
      [key, over[key] ?? String(DEFAULTS[key])],
      [`shown.${key}`, String(DEFAULTS[key])],
      [`version.${key}`, "0"],
    ]),
  )
const preview = (w: World, over: Changes, as: Login | null = "security") =>
  w.as(as).post("/admin/settings/preview", shown(over))
const words = (html: string) =>
  html
    .replace(/^[\s\S]*<main/, "")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ")
const previewed = async (w: World, over: Changes) => {
  const response = await preview(w, over)
  expect(response.status).toBe(200)
  const html = await response.text()
  return { html, text: words(html) }
}

/** The hidden fields of the page, as a browser without JavaScript sends them. */
const hidden = (html: string): Fields => {
  const form = html.slice(html.indexOf('<form method="post" action="/admin/settings"'))
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  )
}
const confirm = (w: World, html: string) => w.as("security").post("/admin/settings", hidden(html))

describe("the six questions", () => {
  test("it works: nothing is saved by looking, and what the page sends is", async () => {
    const w = await world()
    await done(openRound(w))
    const { html, text } = await previewed(w, { cutOffDays: "5", noticeDays: "9" })
    expect(await w.events()).toMatchObject([{ action: "round_opened" }])
    expect(text).toContain("方案1 第三季度")
    expect(text).toContain("已发的不动")
    expect(Object.keys(hidden(html)).length).toBe(6)

    await done(confirm(w, html))
    expect((await w.events()).slice(1)).toMatchObject([
      { subject: "setting:noticeDays", particulars: { before: 7, after: 9 } },
      { subject: "setting:cutOffDays", particulars: { before: 3, after: 5 } },
    ])
  })

  test.each<Login>(["admin", "auditor", "lin", "boss", "wang", "zhao"])("%s may not look", async (login) => {
    const w = await world()
    expect((await preview(w, { dueSoonDays: "5" }, login)).status).toBe(403)
    expect((await w.as(login).get("/admin/settings/preview")).status).toBe(403)
  })

  test("nobody who is not signed in sees anything", async () => {
    const w = await world()
    const response = await preview(w, { dueSoonDays: "5" }, null)
    expect([302, 303, 401]).toContain(response.status)
    expect(await response.text()).not.toContain("核对设置的影响")
  })

  test("bad input is answered at its field, before anything is reckoned", async () => {
    const w = await world()
    const response = await preview(w, { dueSoonDays: "五", sendUntilHour: "8" })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain("请填 0 至 30 的整数")
    expect(html).toContain("须晚于开始发送的时间")
    expect(html).toContain('value="五"')
    expect(html).not.toContain("确认保存")
  })

  test("a part of the form is judged with what stands for the rest", async () => {
    const w = await world()
    const one = { absoluteMinutes: "30", "shown.absoluteMinutes": "600", "version.absoluteMinutes": "0" }
    expect((await w.as("security").post("/admin/settings", one)).status).toBe(303)
    const two = { idleMinutes: "60", "shown.idleMinutes": "30", "version.idleMinutes": "0" }
    expect((await w.as("security").post("/admin/settings", two)).status).toBe(422)
  })

  test("twice: the second save of the same page is refused, and so is a page that has grown old", async () => {
    const w = await world()
    const { html } = await previewed(w, { dueSoonDays: "5" })
    const other = await previewed(w, { dueSoonDays: "6" })
    await done(confirm(w, html))
    expect((await confirm(w, html)).status).toBe(409)
    expect((await confirm(w, other.html)).status).toBe(409)
    expect((await preview(w, { dueSoonDays: "7" })).status).toBe(409)
    expect((await w.events()).filter(({ action }) => action === "setting_changed")).toHaveLength(1)
  })

  test("nothing changed is nothing to look at; back to the form keeps what was typed", async () => {
    const w = await world()
    const same = await preview(w, {})
    expect([same.status, same.headers.get("location")]).toEqual([303, "/admin/settings"])
    const got = await w.as("security").get("/admin/settings/preview")
    expect(got.headers.get("location")).toBe("/admin/settings")

    const { html } = await previewed(w, { organisation: '某局 & "办"<b>', remindAutomatically: "false" })
    const back = html.match(/href="(\/admin\/settings\?[^"]+)"/)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const form = await (await w.as("security").get(back)).text()
    expect(form).toContain('value="某局 &amp; &quot;办&quot;&lt;b&gt;"')
    expect(form).toMatch(/<option value="false" selected/)
    expect(form).toContain("下面是刚才填的")
    expect(await (await w.as("security").get("/admin/settings")).text()).not.toContain("下面是刚才填的")
  })
})

test("every setting shows its default and where that comes from; what touches nothing says why", async () => {
  const w = await world()
  const html = await (await w.as("security").get("/admin/settings")).text()
  for (const key of SETTING_KEYS) {
    expect(SETTING_SOURCE[key].length, key).toBeGreaterThan(3)
    expect(html).toContain(SETTING_SOURCE[key])
    expect(key in SETTING_REACH, key).toBe(touchedBy([key]).length === 0)
  }
})

test("a change that touches nothing that is there says so", async () => {
  const w = await world()
  await done(openRound(w))
  const over = { resubmitDays: "5", rectifyDays: "20", noticeDays: "5", roundDays: "5", passwordLength: "12" }
  expect((await previewed(w, { ...over, dueSoonDays: "4" })).text).toContain("对已有记录无影响。")
})

test("no word of a plan or a task is told to the 安全管理员", async () => {
  const w = await lived()
  const { text } = await previewed(w, ALL)
  for (const word of ["普法", "学法", "办公室", "研究室", "外事处"]) expect(text).not.toContain(word)
  expect(text).toContain("方案1")
})

test("a round whose new cut-off is past says that it goes at once, and it does", async () => {
  const w = await world()
  await done(openRound(w, { dueBy: "2026-09-21" }))
  await w.travel("2026-09-23")
  const { html, text } = await previewed(w, { cutOffDays: "1" })
  expect(text).toMatch(/9月24日.*24时.*9月22日.*24时.*保存后即封账/)
  expect(await sweep(w.database, w.now())).toMatchObject({ cutOff: 0 })
  await done(confirm(w, html))
  expect(await sweep(w.database, w.now())).toMatchObject({ cutOff: 1 })
})

test("a rule switched off or on for cut-offs", async () => {
  const w = await world()
  await done(openRound(w))
  expect((await previewed(w, { cutOffDays: "0" })).text).toContain("不自动封账")
})

test("sessions that would end are counted, and one's own is named only when it ends", async () => {
  const w = await world()
  const { db, write } = w.database
  const idle = w.now() - 20 * 60_000
  await write([
    db.update(sessions).set({ lastUsedAt: idle }).where(sql`person_id <= 3`),
    db
      .update(sessions)
      .set({ createdAt: w.now() - 40 * 60_000 })
      .where(eq(sessions.personId, w.actor("security").id)),
  ])
  const some = await previewed(w, { idleMinutes: "15" })
  expect(some.text).toContain("有 3 个登录会立即结束")
  expect(some.text).not.toContain("您自己的登录")
  const own = await previewed(w, { absoluteMinutes: "30" })
  expect(own.text).toContain("有 1 个登录会立即结束")
  expect(own.text).toContain("您自己的登录")

  await done(confirm(w, some.html))
  await sweep(w.database, w.now())
  const [[left]] = await w.database.read([db.select({ n: sql<number>`count(*)` }).from(sessions)])
  expect(left?.n).toBe(12 - 3)
})

test("accounts that would be locked, or let in again", async () => {
  const w = await world()
  const { db, write } = w.database
  const at = w.now() - 60_000
  await write([
    db
      .insert(signInAttempts)
      .values(["wang", "wang", "wang", "zhou", "nobody"].map((login) => ({ login, address: "a", at, failed: true }))),
  ])
  expect((await previewed(w, { lockAfterFailures: "3" })).text).toContain("锁定中的账号：0 → 1")
  expect((await previewed(w, { lockMinutes: "30" })).text).toContain("对已有记录无影响。")
  await write([
    db
      .insert(signInAttempts)
      .values(Array.from({ length: 8 }, () => ({ login: "zhou", address: "a", at, failed: true }))),
  ])
  const { text } = await previewed(w, { addressFailures: "10", lockAfterFailures: "20" })
  expect(text).toContain("锁定中的账号：1 → 0")
  expect(text).toContain("暂停登录的地址：0 → 1")
})

const ALL: Changes = {
  dueSoonDays: "12",
  cutOffDays: "5",
  circularAfterDays: "1",
  remindBeforeDays: "8",
  remindOverdueSteps: "1,2,4",
  headAfterDays: "1",
  leaderAfterDays: "2",
}

/** A round under way: one reported, one returned, one overridden, a notice, a deadline. */
async function lived() {
  const w = await world()
  await done(openRound(w, { dueBy: "2026-09-28" }))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "wang", 6, "report"))
  await done(onReport(w, "lin", 6, "return", { resubmitBy: "2026-10-09" }))
  await done(onAssignment(w, "lin", 2, "light", { light: "red" }))
  await done(draftNotice(w))
  await done(w.as("lin").post("/plans/1/schedule", { tasks: ["3"], rhythm: "", deadline: "date", dueBy: "2026-10-20" }))
  return w
}

const days = fc.integer({ min: 0, max: 30 }).map(String)
const settingsChanged: fc.Arbitrary<Changes> = fc.record(
  {
    dueSoonDays: days,
    cutOffDays: days,
    circularAfterDays: days,
    remindBeforeDays: days,
    remindAutomatically: fc.constantFrom("true", "false"),
    remindOverdueSteps: fc.constantFrom("1", "2,4", "1,2,3,4,5,6", ""),
    headAfterDays: days,
    leaderAfterDays: days,
    sendUntilHour: fc.constantFrom("10", "12", "18"),
  },
  { requiredKeys: [] },
)

/** Lights of all assignments of plan 1 as its pages show them, by the settings that are saved. */
async function lightsShown(w: World) {
  const { db, read } = w.database
  const [rows, years] = await read([
    db.select({ key: sql<string>`key`, value: sql<string>`value` }).from(sql`settings`),
    db.select({ year: sql<number>`year`, off: sql<string>`off`, work: sql<string>`work` }).from(sql`calendar_years`),
  ])
  const values = rows.map(({ key, value }) => ({ key, value: JSON.parse(value) as unknown }))
  const calendar = calendarOf(
    years.map(({ year, off, work }) => ({ year, off: JSON.parse(off), work: JSON.parse(work) })),
  )
  const today = new Date(w.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const board = await boardOf(w.database, w.actor("lin"), 1, null, {
    now: w.now(),
    today,
    calendar,
    settings: settingsOf(values),
  })
  return (board?.tasks ?? []).flatMap(({ assignments }) => assignments.map(({ light }) => light.colour))
}

/** The general word of the one notice's light in the list. */
async function noticeLightShown(w: World) {
  const html = await (await w.as("lin").get("/notices?view=all")).text()
  const colour = html.slice(html.indexOf("<main")).match(/class="light (\w+)"/)?.[1] as keyof typeof LIGHT_LABEL
  return LIGHT_LABEL[colour]
}

test("property: what the preview counts is what the pages show and the timer does after saving", {
  timeout: 60_000,
}, async () => {
  const seen = { lights: 0, notices: 0, reminded: 0, proposed: 0 }
  await fc.assert(
    fc.asyncProperty(
      settingsChanged,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(9, 11, 17),
      async (over, later, hour) => {
        const w = await lived()
        await w.travel(addDays(TODAY, later), hour)
        const before = await lightsShown(w)
        const noticeBefore = await noticeLightShown(w)
        const response = await preview(w, over)
        fc.pre(response.status === 200)
        const html = await response.text()
        const text = words(html)
        await done(confirm(w, html))

        const after = await lightsShown(w)
        const moved = new Map<string, number>()
        before.forEach((from, i) => {
          const to = after[i] ?? "none"
          if (from !== to) moved.set(`${from} ${to}`, (moved.get(`${from} ${to}`) ?? 0) + 1)
        })
        if (moved.size > 0) seen.lights++
        for (const [key, count] of moved) {
          const [from, to] = key.split(" ") as [keyof typeof LIGHT_LABEL, keyof typeof LIGHT_LABEL]
          expect(text).toContain(`方案1：${count}项分工 ${LIGHT_LABEL[from]} → ${LIGHT_LABEL[to]}`)
        }
        const told = [...text.matchAll(/(\d+)项分工 /g)].reduce((sum, [, n]) => sum + Number(n), 0)
        expect(told).toBe([...moved.values()].reduce((sum, n) => sum + n, 0))

        const noticeAfter = await noticeLightShown(w)
        expect(text.includes(`1项督办单 ${noticeBefore} → ${noticeAfter}`)).toBe(noticeBefore !== noticeAfter)
        if (noticeBefore !== noticeAfter) seen.notices++
        expect(text.includes("项督办单")).toBe(noticeBefore !== noticeAfter)

        const reminded = text.match(/系统今天还会提醒的单位：(?:\d+ → )?(\d+)/)?.[1]
        const page = await (await w.as("lin").get("/plans/1/supervision")).text()
        const proposed = text.match(/方案1：列入 .* → (\d+) 个单位 (\d+) 项/)
        if (proposed) seen.proposed++
        if (proposed) expect(page.split('data-row="circular"').length - 1).toBe(Number(proposed[1]))
        if (reminded !== undefined) {
          if (reminded !== "0") seen.reminded++
          await sweep(w.database, w.now())
          const [rows] = await w.database.read([w.database.db.select().from(digests)])
          expect(rows.length).toBe(Number(reminded))
        }
      },
    ),
    { numRuns: 60 },
  )
  // And it was no empty talk: each kind of change has come up.
  expect(
    Object.values(seen).every((times) => times > 0),
    JSON.stringify(seen),
  ).toBe(true)
})
