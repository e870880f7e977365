import { asc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { rounds, settings, tasks, units } from "#db/schema.ts"
import {
  answerDraftOf,
  askForExtension,
  bring,
  bringReport,
  done,
  draftNotice,
  draftOf,
  type Fields,
  instruct,
  instructionOf,
  noticeOf,
  onAssignment,
  onExtension,
  onNotice,
  onReport,
  openRound,
  pageAfter,
  refused,
  reportOf,
} from "#test/support/acts.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { type World, world } from "#test/support/world.ts"

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

/** The page after a redirect, with the cookies that came with it. */
const FROM_WORD = "\ufeff第一段\v第二段\u2028第\u200b三\u00ad段\f第四段"
const AS_MEANT = "第一段\n第二段\n第三段\n第四段"

describe("what comes along from Word and cannot be seen", () => {
  test("a report keeps its lines, loses the rest, and the next page says how much, once", async () => {
    const w = await inRound()
    const sent = await done(onReport(w, "wang", 1, "report", { achieved: FROM_WORD }))
    const shown = await pageAfter(w, sent, "wang")
    expect(await shown.text()).toMatch(/已报送 1 项[^<]*<small>已去除3个不可见字符<\/small>/)
    expect(shown.headers.getSetCookie().some((cookie) => /^put_right=;/.test(cookie))).toBe(true)
    await done(onReport(w, "wang", 1, "withdrawal"))
    expect((await draftOf(w, 1))?.achieved).toBe(AS_MEANT)
  })

  test("nothing is said where nothing was taken out", async () => {
    const w = await inRound()
    const sent = await done(onReport(w, "wang", 1, "report", { achieved: "一段\v又一段 👨\u200d👩\u200d👧" }))
    expect(sent.headers.getSetCookie().filter((cookie) => /^put_right/.test(cookie))).toEqual([])
  })

  test("saving while typing says it beside the time", async () => {
    const w = await inRound()
    const body = new URLSearchParams({ achieved: FROM_WORD, problems: "", nextSteps: "", revision: "0" })
    const headers = { origin: "http://127.0.0.1:3000", cookie: "__Host-sid=wang", "HX-Request-Type": "partial" }
    const request = { method: "POST", headers, body }
    const response = await w.app.request("http://127.0.0.1:3000/assignments/1/rounds/1/draft", request)
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(/已自动保存 [^，<]*，已去除3个不可见字符/)
    expect((await draftOf(w, 1))?.achieved).toBe(AS_MEANT)
  })

  test("so does the answer to a notice", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    await done(onNotice(w, "wang", "draft", { text: FROM_WORD }))
    expect((await answerDraftOf(w))?.text).toBe(AS_MEANT)
  })

  test("a form that comes back has the clean words and says so", async () => {
    const w = await inRound()
    await bringReport(w, "submitted")
    const html = await refused(
      w,
      () => onReport(w, "lin", 1, "return", { opinion: "请\u200b写明人数。", resubmitBy: "" }),
      422,
      "请填写重报日期",
    )
    expect(html).toContain("已去除1个不可见字符")
    expect(html).toContain("请写明人数。")
  })

  test.each<[string, (w: World) => Promise<Response> | Response, string]>([
    ["a report", (w) => onReport(w, "wang", 1, "report", { achieved: "\u200b\u2060\ufeff" }), "请填写落实情况"],
    [
      "a report of an empty Braille cell",
      (w) => onReport(w, "wang", 1, "report", { achieved: "\u2800" }),
      "请填写落实情况",
    ],
    ["a reason", (w) => onAssignment(w, "wang", 1, "dispute", { remark: "\u00ad\u200e" }), "请填写理由或说明"],
    ["the title of a notice", (w) => draftNotice(w, { title: "\u3164" }), "请填写事项名称"],
  ])("%s of nothing but such characters is empty", async (_, act, words) => {
    const w = await inRound()
    await refused(w, () => act(w), 422, words)
    expect(await reportOf(w, 1)).toBeNull()
  })

  test("a password counts as it was typed, and one that cannot be typed again is none", async () => {
    const w = await world()
    await givePassword(w, "wang")
    const signIn = (password: string) => w.as(null).post("/login", { username: "wang", password })
    expect((await signIn(`${PASSWORD}\u200b`)).status).toBe(401)
    const rare = "Kouling-2026-\u00ad新"
    const change = (newPassword: string) =>
      w.as("wang").post("/account/password", { oldPassword: PASSWORD, newPassword, newPasswordAgain: newPassword })
    await refused(w, () => change(`${rare}\u0007`), 422, "含有无法输入的字符")
    await done(change(rare))
    expect((await signIn(rare.replace("\u00ad", ""))).status).toBe(401)
    expect((await signIn(rare)).status).toBe(303)
  })
})

describe("numbers, dates and logins as people write them", () => {
  const WAYS = ["２０２６－１２－１０", "2026年12月10日", "2026.12.10", "2026/12/10", "２０２６年１２月１０日"]
  const DAY = "2026-12-10"

  test.each(WAYS)("%s is a day to answer a notice by", async (dueBy) => {
    const w = await world()
    await done(draftNotice(w, { dueBy }))
    expect((await noticeOf(w)).dueBy).toBe(DAY)
  })

  test.each(WAYS)("%s is a day everywhere else", async (day) => {
    const w = await world()
    const { db, read } = w.database
    const opening = { name: "四季度", opensOn: "２０２６．９．２１", dueBy: day, period: "２０２６年９月" }
    await done(openRound(w, opening))
    expect((await w.events()).at(-1)).toMatchObject({ action: "round_opened", particulars: { period: "2026-09-30" } })
    await done(w.as("lin").post("/plans/1/schedule", { tasks: ["1", "2"], rhythm: "", deadline: "date", dueBy: day }))
    await done(instruct(w, { replyBy: day }))
    await bring(w, 1, "active")
    await done(onAssignment(w, "lin", 1, "suspension", { untilOn: day }))
    const [[round], scheduled] = await read([
      db.select().from(rounds).where(eq(rounds.id, 1)),
      db.select().from(tasks).orderBy(asc(tasks.ordinal)),
    ])
    expect(round).toMatchObject({ opensOn: "2026-09-21", dueBy: DAY })
    expect(scheduled.map(({ dueBy }) => dueBy)).toEqual([DAY, DAY, null])
    expect((await instructionOf(w)).replyBy).toBe(DAY)
    expect((await w.assignment(1)).suspendedUntil).toBe(DAY)
  })

  test("an extension is asked for and granted so", async () => {
    const w = await world()
    await askForExtension(w)
    await done(onExtension(w, "lin", "decision", { grantedBy: "2026年12月10日" }))
    const page = await (await w.as("wang").get("/plans/1/tasks/1")).text()
    expect(page).toContain("12月10日")
  })

  test("a day that does not exist is told with the last one of its month, and what was typed stays", async () => {
    const w = await world()
    const html = await refused(
      w,
      () => draftNotice(w, { dueBy: "2026年2月30日" }),
      422,
      "2026年2月没有30日，最后一天是28日，请改正反馈期限",
    )
    expect(html).toContain("2026年2月30日")
  })

  test.each<[Fields, string]>([
    [{ dueBy: "2026年13月1日" }, "一年没有13月，请改正反馈期限"],
    [{ dueBy: "12月10日" }, "没有看懂反馈期限，请写成 2026-12-10 或 2026年12月10日"],
    [{ dueBy: "　" }, "请填写反馈期限"],
  ])("%j says what to do", async (over, words) => {
    const w = await world()
    await refused(w, () => draftNotice(w, over), 422, words)
  })

  test("settings take full width, and steps however they are parted", async () => {
    const w = await world()
    const typed = {
      dueSoonDays: "５",
      "version.dueSoonDays": "0",
      remindOverdueSteps: "２、４，８",
      "version.remindOverdueSteps": "0",
    }
    await done(w.as("security").post("/admin/settings", typed))
    const { db, read } = w.database
    const [rows] = await read([db.select({ key: settings.key, value: settings.value }).from(settings)])
    expect(rows).toEqual(
      expect.arrayContaining([
        { key: "dueSoonDays", value: 5 },
        { key: "remindOverdueSteps", value: "2,4,8" },
      ]),
    )
  })

  test("a unit's place takes full width", async () => {
    const w = await world()
    const { db, read } = w.database
    const unit = {
      name: "研究室",
      shortName: "",
      aliases: "",
      kind: "internal",
      active: "1",
      version: "1",
      position: "１",
    }
    await done(w.as("admin").post("/units/3/edit", unit))
    const [rows] = await read([db.select({ id: units.id }).from(units).orderBy(asc(units.position))])
    expect(rows.map(({ id }) => id)).toEqual([3, 1, 2, 4])
  })

  test.each(["wang", "Wang", "ｗａｎｇ", "　WANG "])("%j signs in as wang", async (username) => {
    const w = await world()
    await givePassword(w, "wang")
    await done(w.as(null).post("/login", { username, password: PASSWORD }))
  })

  test("tries under any spelling of a login are tries of one account", async () => {
    const w = await world()
    await givePassword(w, "wang")
    const tries = ["wang", "WANG", "ｗａｎｇ", "Wang", "wａng"]
    for (const username of tries) await w.as(null).post("/login", { username, password: "wrong" })
    expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(429)
  })

  test("a new account gets its login in small letters, and is found by any spelling", async () => {
    const w = await world()
    const person = { login: "ＳＵＮ-Lianluo", name: "孙联络", unitId: "2", contact: "", email: "" }
    const made = await w.as("admin").post("/admin/people", person)
    expect(await made.text()).toContain("sun-lianluo")
    expect((await w.as("admin").get("/admin/people/sun-lianluo")).status).toBe(200)
    expect(await (await w.as("admin").get("/admin/people?q=ＳＵＮ")).text()).toContain("孙联络")
  })
})
