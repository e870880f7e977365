import { describe, expect, test } from "vitest"
import { summaries } from "#db/schema.ts"
import { done, type Fields, onlyOne, openRound, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const write = (w: World, login: Login | null, over: Fields = {}, task = 1) =>
  w.as(login).post(`/plans/1/tasks/${task}/summary`, { round: "1", latest: "0", text: "本季度办班3期。", ...over })

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

const kept = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(summaries)])
  return rows
}

describe("综述", () => {
  test.each<[Login, number]>([
    ["wang", 1],
    ["head", 1],
    ["lin", 3],
  ])("%s writes one for the task's round, and everybody who sees the task reads it", async (login, unit) => {
    const w = await inRound()
    const response = await done(write(w, login))
    expect(response.headers.get("location")).toBe("/plans/1/tasks/1?round=1")
    expect(await kept(w)).toMatchObject([
      { number: 1, text: "本季度办班3期。", byId: w.actor(login).id, byUnitId: unit },
    ])
    expect(await trailOf(w, "summary:1/1")).toMatchObject([
      { version: 1, action: "summary_written", particulars: { number: 1 } },
    ])
    expect(await (await w.as("zhou").get("/plans/1/tasks/1")).text()).toContain("本季度办班3期。")
  })

  test("a later version stands beside the earlier one", async () => {
    const w = await inRound()
    await done(write(w, "wang"))
    await done(write(w, "lin", { latest: "1", text: "本季度办班4期。" }))
    expect((await kept(w)).map(({ number, text }) => [number, text])).toEqual([
      [1, "本季度办班3期。"],
      [2, "本季度办班4期。"],
    ])
  })

  test.each<[Login, number]>([
    ["zhou", 403],
    ["yan", 403],
    ["jing", 404],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("%s, who is not of the first lead, writes none: %i", async (login, status) => {
    const w = await inRound()
    await refused(w, () => write(w, login), status)
  })

  test.each<[string, Fields, number, string]>([
    ["no words", { text: " " }, 422, "请填写综述"],
    ["100,000 characters", { text: "长".repeat(100_000) }, 422, "现有 100000 字"],
    ["words that nobody can see", { text: " \u200b " }, 422, "请填写综述"],
    ["a round that is none", { round: "9" }, 404, "没有找到"],
    ["no round at all", { round: [] }, 422, "缺少页面打开时的"],
    ["an older page", { latest: "3", text: "写好的综述" }, 409, "写好的综述"],
  ])("%s: refused", async (_, over, status, words) => {
    const w = await inRound()
    const html = await refused(w, () => write(w, "wang", over), status, words)
    if (typeof over.text === "string" && status === 422)
      expect(html).toContain(over.text.replaceAll("\u200b", "").trim().slice(-3))
    expect(await kept(w)).toEqual([])
  })

  test("the first lead and the office at once: one of them, the other keeps the words", async () => {
    const w = await inRound()
    await onlyOne(
      w,
      () => write(w, "wang"),
      () => write(w, "lin"),
    )
    await refused(w, () => write(w, "lin", { text: "晚了一步的综述" }), 409, "晚了一步的综述")
  })
})
