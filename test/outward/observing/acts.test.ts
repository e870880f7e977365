import { asc, eq, sql } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { attachments, deliveries, people, posts } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { fateOf } from "#src/messages/fate.ts"
import { claimedDeliveries } from "#src/messages/queries.ts"
import { enterActivity } from "#test/support/activities.ts"
import { done, multipart, refused, sentence } from "#test/support/acts.ts"
import { bringCase, onCase } from "#test/support/cases.ts"
import { begin, bringDocument, onDocument, takeBoth } from "#test/support/documents.ts"
import { enterDuty, fileList, LIST_WORDS } from "#test/support/duties.ts"
import { PDF } from "#test/support/files.ts"
import { give, invite, OPINION } from "#test/support/observers.ts"
import { bringRelease, onRelease, prepareCase, take } from "#test/support/releases.ts"
import { onSuggestion, suggestionOf } from "#test/support/suggestions.ts"
import { type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

type Visitor = ReturnType<World["as"]>
let w: World
let visitor: Visitor
beforeEach(async () => {
  w = await world()
  await openYear(w)
  visitor = (await invite(w)).visitor
})

const read = async (who: Visitor, path: string) => (await who.get(path)).text()

describe("what they read", () => {
  test("a document once it is recorded, with its files, and not before", async () => {
    await bringDocument(w, "filed")
    expect((await visitor.get("/observing/filings/1")).status).toBe(404)
    expect(await read(visitor, "/observing")).toContain("还没有备案的文件")
    await bringDocument(w, "recorded", 2, { kind: "implementation" })
    const html = await read(visitor, "/observing")
    expect(html).toContain('href="/observing/filings/2"')
    expect(html).not.toContain('href="/observing/filings/1"')
    const shown = await read(visitor, "/observing/filings/2")
    expect(shown).toContain("备案")
    // Nobody's name stands beside it.
    for (const name of ["王联络", "林督查", "洪主任"]) expect(shown).not.toContain(name)
  })

  test("never 联络员登记表, with its telephones", async () => {
    await done(begin(w, { kind: "liaisons" }))
    const words = {
      title: "办公室联络员登记表",
      "part-liaison": "王五",
      "part-position": "科长",
      "part-phone": "5550123",
    }
    await done(onDocument(w, "wang", "filing", words))
    await takeBoth(w)
    await done(onDocument(w, "lin", "record"))
    expect(await read(visitor, "/observing")).toContain("还没有备案的文件")
    expect((await visitor.get("/observing/filings/1")).status).toBe(404)
    expect(await read(visitor, "/search?q=5550123")).not.toContain("<mark>")
    expect(await read(w.as("lin"), "/search?q=5550123")).toContain("<mark>")
  })

  test("a version that is written on stays the unit's", async () => {
    await bringDocument(w, "recorded")
    const before = await read(visitor, "/observing/filings/1")
    await done(onDocument(w, "wang", "version"))
    await done(onDocument(w, "wang", "draft", { title: "改过的标题", text: "改过的正文" }))
    expect(await read(visitor, "/observing/filings/1")).toBe(before)
    expect(await read(visitor, "/search?q=改过的正文")).not.toContain("<mark>")
  })

  test("the items of a recorded list, without 科室 and persons", async () => {
    await done(enterDuty(w))
    // Another unit's list that is recorded, and a plan that has no items.
    await done(enterDuty(w, { unit: "3", leads: ["3"], content: "研究室的事项" }, "yan"))
    await fileList(w, 1)
    expect((await visitor.get("/observing/filings/1")).status).toBe(404)
    await takeBoth(w)
    await done(onDocument(w, "lin", "record"))
    const shown = await read(visitor, "/observing/filings/1")
    expect(shown.match(/data-row="line"/g)).toHaveLength(1)
    await done(begin(w, { kind: "duty_list", unit: "3" }, "yan"))
    await done(onDocument(w, "yan", "filing", LIST_WORDS, 2))
    await takeBoth(w, 2)
    await done(onDocument(w, "lin", "record", {}, 2))
    expect(await read(visitor, "/observing/filings/1")).toBe(shown)
    await bringDocument(w, "recorded", 3)
    expect(await read(visitor, "/observing/filings/3")).not.toContain('data-row="line"')
    expect(shown).toContain("完成情况")
    expect(shown).not.toContain("责任科室")
  })

  test("what is out, by its public address, as long as it is out", async () => {
    await done(enterActivity(w))
    await bringDocument(w, "recorded")
    await bringRelease(w, "prepared")
    expect(await read(visitor, "/observing")).not.toContain('href="/public/1"')
    await take(w, "released")
    expect(await read(visitor, "/observing")).toContain('href="/public/1"')
    await done(onRelease(w, "lin", "withdrawal"))
    expect(await read(visitor, "/observing")).not.toContain('href="/public/1"')
  })

  test("a case that is no more out is not named, though it was shown", async () => {
    await bringCase(w, "published")
    await done(prepareCase(w))
    await take(w, "released")
    expect(await read(visitor, "/observing")).toContain('href="/public/1"')
    await done(onCase(w, "lin", "retraction"))
    expect(await read(visitor, "/observing")).not.toContain('href="/public/1"')
  })

  test("year by year, the newest unless another is asked for; what they suggest is of the one that runs", async () => {
    await bringDocument(w, "recorded")
    await done(enterActivity(w))
    await bringRelease(w, "released")
    await openYear(w, { year: "2027" })
    for (const path of ["/observing", "/observing?year=2027"]) {
      const html = await read(visitor, path)
      expect(html, path).toContain("还没有备案的文件")
      expect(html, path).not.toContain('href="/public/1"')
    }
    const asked = await read(visitor, "/observing?year=2026")
    expect(asked).toContain('href="/observing/filings/1"')
    expect(asked).toContain('href="/public/1"')
    expect((await visitor.get("/observing?year=2025")).status).toBe(404)
    await done(give(visitor))
    expect((await suggestionOf(w)).year).toBe(2026)
  })

  test("the files that lay with what was recorded, and none that was taken off", async () => {
    await done(begin(w))
    const attach = (name: string, version: string) =>
      w
        .as("wang")
        .post(
          "/filings/1/attachments",
          multipart({ upload: "1", form: "write", version }, { files: [{ name, bytes: PDF }] }),
        )
    await done(attach("计划.pdf", "1"))
    await w.travel("2026-09-21", 10)
    await done(onDocument(w, "wang", "filing"))
    expect((await visitor.get("/attachments/1")).status).toBe(404)
    await takeBoth(w)
    await done(onDocument(w, "lin", "record"))
    expect(await read(visitor, "/observing/filings/1")).toContain("计划.pdf")
    expect((await visitor.get("/attachments/1")).status).toBe(200)
    const { visitor: other } = await invite(w, { login: "bai", unitId: 2 })
    expect((await other.get("/attachments/1")).status).toBe(404)
    // One that came later lay with nothing that was filed.
    const { db, write } = w.database
    await write([
      db
        .update(attachments)
        .set({ addedAt: w.now() + 60_000 })
        .where(eq(attachments.id, 1)),
    ])
    expect(await read(visitor, "/observing/filings/1")).not.toContain("计划.pdf")
    await write([
      db
        .update(attachments)
        .set({ addedAt: w.now() - 3_600_000, removedAt: w.now() })
        .where(eq(attachments.id, 1)),
    ])
    expect(await read(visitor, "/observing/filings/1")).not.toContain("计划.pdf")
    expect((await visitor.get("/attachments/1")).status).toBe(404)
    expect((await w.as("lin").get("/attachments/1")).status).toBe(200)
  })

  test("of another office nothing: no year, no document, nothing found", async () => {
    await bringDocument(w, "recorded")
    const { visitor: other } = await invite(w, { login: "bai", unitId: 2 })
    expect(await read(other, "/observing")).toContain("还没有开设普法年度")
    expect((await other.get("/observing?year=2026")).status).toBe(404)
    expect((await other.get("/observing/filings/1")).status).toBe(404)
    expect(await read(other, "/search?q=办公室")).not.toContain("/observing/filings")
    expect((await give(other)).status).toBe(404)
  })

  test("search finds what they may read, where they read it, and nobody's name", async () => {
    await bringDocument(w, "recorded")
    await give(visitor)
    const found = await read(visitor, "/search?q=办公室")
    expect(found).toContain('href="/observing/filings/1"')
    expect(found).not.toContain("/filings/1?")
    expect(found).not.toContain("王联络")
    expect(await read(visitor, "/search?q=便民的办事流程")).toContain('href="/suggestions/1"')
  })
})

describe("what they suggest", () => {
  test("goes to the unit, in the name of where they come from; the office gives it its day", async () => {
    const response = await done(give(visitor))
    expect(response.headers.get("location")).toBe("/suggestions/1")
    expect(await suggestionOf(w)).toMatchObject({
      source: "外事处",
      unitId: 1,
      receivedOn: "2026-09-21",
      dueBy: null,
      state: "open",
    })
    expect(await read(w.as("wang"), "/todo")).toContain("便民的办事流程")
    expect(await read(w.as("lin"), "/suggestions")).toContain("便民的办事流程")
    expect(await read(w.as("lin"), "/desk")).toContain("意见建议待办")
    const words = { ...OPINION, source: "外事处", number: "", receivedOn: "2026-09-21", unit: "2", dueBy: "2026-10-10" }
    await done(onSuggestion(w, "lin", "revision", words))
    expect(await suggestionOf(w)).toMatchObject({ unitId: 2, dueBy: "2026-10-10" })
    expect(await read(w.as("lin"), "/suggestions")).not.toContain("便民的办事流程")
    const event = (await w.events()).find(({ subject }) => subject === "suggestion:1")
    expect(event).toMatchObject({ action: "suggestion_given", actorName: "石代表", actingAs: "observer 研究室" })
  })

  test("its words are nobody's to change", async () => {
    await done(give(visitor))
    const words = { ...OPINION, source: "外事处", number: "", receivedOn: "2026-09-21", dueBy: "" }
    await refused(w, () => onSuggestion(w, "lin", "revision", { ...words, text: "没有意见。" }), 422, "不能改")
    expect(await read(w.as("lin"), "/suggestions/1")).not.toContain('id="suggestion-text"')
  })

  test.each([
    [{ kind: "" }, "请选择类型"],
    [{ unit: "4" }, "请从本年度的责任单位中选择"],
    [{ unit: "" }, "承办单位"],
    [{ text: " " }, "意见建议内容"],
    [{ text: "长".repeat(5001) }, "5000"],
  ])("with %j it is said what is wrong, and what was typed is kept", async (over, words) => {
    const response = await give(visitor, over)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(words)
    if (!("text" in over)) expect(html).toContain(OPINION.text)
    expect((await w.events()).filter(({ action }) => action === "suggestion_given")).toEqual([])
  })

  test("only whoever is invited gives any, and only in the year that runs", async () => {
    expect((await give(w.as("lin"))).status).toBe(403)
    expect((await give(w.as("zhao"))).status).toBe(403)
    expect((await give(w.as(null))).status).toBe(401)
    await w.travel("2027-01-04")
    expect((await visitor.get("/observing")).status).not.toBe(200)
  })
})

describe("答复 and 评价", () => {
  const message = async () => {
    const { db, read: reads } = w.database
    const [rows] = await reads([
      db.select().from(deliveries).where(eq(deliveries.about, "suggestion")).orderBy(asc(deliveries.id)),
    ])
    const [claimed] = await claimedDeliveries(
      w.database,
      rows.slice(-1).map(({ id }) => id),
      dateOf(w.now()),
    )
    return { n: rows.length, fate: claimed && fateOf(claimed, { today: dateOf(w.now()), mails: true }) }
  }

  test("who gave it is told, reads the answer and says what it is worth; the office does not in their place", async () => {
    await done(give(visitor))
    await done(onSuggestion(w, "wang", "answer", { answeredOn: "2026-09-21" }))
    const { n, fate } = await message()
    expect(n).toBe(1)
    expect(fate).toMatchObject({ words: { subject: "【意见建议】办公室已答复" }, path: "/suggestions/1" })
    const shown = await read(visitor, "/suggestions/1")
    expect(shown).toContain("已在3个乡镇设点。")
    expect(shown).not.toContain("王联络")
    expect(await read(visitor, "/observing")).toContain("有1件已经答复")
    await refused(w, () => onSuggestion(w, "lin", "rating"), 403)
    expect(await read(w.as("lin"), "/suggestions")).not.toContain("便民的办事流程")

    const rating = { version: "2", satisfaction: "unsatisfied", dueBy: "2026-12-31" }
    await done(visitor.post("/suggestions/1/rating", rating))
    expect(await suggestionOf(w)).toMatchObject({ state: "open", dueBy: null })
    expect((await message()).fate).toEqual({ drop: "settled" })
    expect((await visitor.post("/suggestions/1/rating", rating)).status).toBe(409)
    await done(onSuggestion(w, "wang", "answer", { answeredOn: "2026-09-21" }))
    expect((await message()).n).toBe(2)
    await done(visitor.post("/suggestions/1/rating", { version: "4", satisfaction: "satisfied", dueBy: "" }))
    expect((await suggestionOf(w)).state).toBe("closed")
  })

  test("who is not satisfied sends it back without a day, the old one being over: the office sets another", async () => {
    await done(give(visitor))
    const words = { ...OPINION, source: "外事处", number: "", receivedOn: "2026-09-21", unit: "1", dueBy: "2026-09-25" }
    await done(onSuggestion(w, "lin", "revision", words))
    await done(onSuggestion(w, "wang", "answer", { answeredOn: "2026-09-21" }))
    expect(await read(w.as("lin"), "/suggestions")).not.toContain("便民的办事流程")
    const version = String((await suggestionOf(w)).version)
    await done(visitor.post("/suggestions/1/rating", { version, satisfaction: "unsatisfied", dueBy: "" }))
    expect(await suggestionOf(w)).toMatchObject({ state: "open", dueBy: null })
    expect(await read(w.as("lin"), "/suggestions")).toContain("便民的办事流程")
  })

  test("once the invitation is over the office notes what was said; the visitor sees nothing more", async () => {
    await done(give(visitor))
    await done(onSuggestion(w, "wang", "answer", { answeredOn: "2026-09-21" }))
    const { db, write } = w.database
    await write([db.update(posts).set({ untilOn: "2026-09-20" }).where(eq(posts.kind, "observer"))])
    expect((await visitor.get("/suggestions/1")).status).toBe(404)
    expect((await visitor.get("/observing")).status).toBe(403)
    expect((await message()).fate).toEqual({ drop: "left" })
    expect(await read(w.as("lin"), "/suggestions")).toContain("便民的办事流程")
    await done(onSuggestion(w, "lin", "rating"))
    expect((await suggestionOf(w)).state).toBe("closed")
  })
})

describe("the invitation", () => {
  const grant = (over: Record<string, string> = {}, login = "jing") =>
    w.as("security").post(`/admin/posts/${login}`, {
      kind: "observer",
      unitId: "3",
      fromOn: "2026-09-21",
      untilOn: "2026-12-31",
      ...over,
    })

  test("is granted by the 安全管理员 with its office and its days, and ended by them without an heir", async () => {
    await done(grant())
    expect((await w.as("jing").get("/observing")).status).toBe(200)
    expect((await w.as("jing").get("/todo")).status).toBe(404)
    expect((await w.as("jing").get("/")).headers.get("location")).toBe("/observing")
    const { db, read: reads } = w.database
    const [rows] = await reads([db.select().from(posts).where(sql`${posts.kind} = 'observer'`).orderBy(asc(posts.id))])
    const post = rows.at(-1)
    const ending = { postId: String(post?.id), version: String(post?.version), lastDay: "2026-09-20" }
    await done(w.as("security").post("/admin/posts/jing/ending", ending))
    expect((await w.as("jing").get("/observing")).status).toBe(403)
  })

  test.each([
    [{ untilOn: "" }, "须写明结束日期"],
    [{ unitId: "" }, "须选定邀请的普法办"],
    [{ untilOn: "2026-01-01" }, "结束日期早于起始日期"],
  ])("with %j it is refused at its field", async (over, words) => {
    const response = await grant(over)
    expect(response.status).toBe(422)
    expect(sentence(await response.text())).toContain(words)
  })

  test("whoever holds a post is not invited, and whoever is invited is given none", async () => {
    expect((await grant({}, "wang")).status).toBe(422)
    const response = await w.as("security").post("/admin/posts/shi", {
      kind: "liaison",
      unitId: "1",
      fromOn: "2026-09-21",
      untilOn: "",
    })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("外部监督不得兼任其他岗位")
    const [rows] = await w.database.read([w.database.db.select().from(people).where(eq(people.login, "shi"))])
    expect(rows.length).toBe(1)
  })
})
