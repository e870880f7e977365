import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { COMMENT_STATES, type CommentState, comments, releaseVersions } from "#db/schema.ts"
import { COMMENT_MOVES, type CommentMove, canMove, MOVES } from "#src/outward/comments/workflow.ts"
import { enterActivity } from "#test/support/activities.ts"
import { done, type Fields, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { bringComment, comment, commentOf, onComment } from "#test/support/comments.ts"
import { bringDocument } from "#test/support/documents.ts"
import { bringRelease, onRelease, prepareAnnouncement } from "#test/support/releases.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
let address = 0
beforeEach(async () => {
  address++
  w = await world(undefined, { addressOf: () => `10.0.0.${address}` })
  await openYear(w)
  await bringDocument(w, "recorded")
  await done(enterActivity(w))
  await bringRelease(w, "released")
})

const EXPECTED: Record<CommentMove, Partial<Record<CommentState, CommentState>>> = {
  answer: { received: "answered" },
  dismiss: { received: "dismissed" },
  show: { answered: "shown" },
  hide: { shown: "answered" },
}

test.each(COMMENT_STATES.flatMap((state) => COMMENT_MOVES.map((move) => [state, move] as const)))(
  "%s, %s",
  (state, move) => {
    const to = EXPECTED[move][state]
    expect(canMove(state, move)).toBe(to !== undefined)
    if (to) expect(MOVES[move].to).toBe(to)
  },
)

const page = async (login: Login | null, path: string) => (await w.as(login).get(path)).text()
const WORDS = "希望在社区多办几场。"

test("what is written waits at the desk, with nothing of who wrote it; no cookie is set", async () => {
  const response = await done(comment(w))
  expect(response.headers.get("set-cookie")).toBeNull()
  const [event] = await trailOf(w, "comment:1")
  expect(event).toMatchObject({ action: "comment_received", actorId: null, particulars: { to: "received" } })
  expect((await w.events()).at(-1)?.address).toBe("")
  expect(await page("lin", "/desk")).toContain("公众意见")
  expect(await page("lin", "/comments")).toContain("有1条等待答复")
  expect(await page("lin", "/comments/1")).toContain(WORDS)
  for (const login of ["wang", "zhou", "zhao", "admin"] as const) {
    expect((await w.as(login).get("/comments/1")).status).toBe(404)
  }
})

test("nothing of it is shown before another has decided so; whoever wrote it reads the answer at once", async () => {
  const receipt = await bringComment(w, "received")
  expect(await page(null, receipt)).toContain("还没有答复")
  await done(onComment(w, "lin", "answer"))
  expect(await page(null, receipt)).toContain("下季度将在三个社区各办一场。")
  expect(await page(null, "/public/1")).not.toContain(WORDS)
  await refused(w, () => onComment(w, "lin", "showing"), 403)
  await done(onComment(w, "lin2", "showing"))
  expect(await page(null, "/public/1")).toContain(WORDS)
  await done(onComment(w, "lin", "hiding"))
  expect(await page(null, "/public/1")).not.toContain(WORDS)
  expect((await w.as(null).get("/public/comments/other")).status).toBe(404)
})

test("a receipt names what is out, and not a version on its way", async () => {
  const receipt = await bringComment(w, "received")
  await done(prepareAnnouncement(w))
  const { db, write } = w.database
  await write([db.update(releaseVersions).set({ title: "尚未公布的标题" }).where(eq(releaseVersions.number, 2))])
  expect(await page(null, receipt)).toContain("2026年度普法责任公告")
  expect(await page(null, receipt)).not.toContain("尚未公布的标题")
  expect(await page("lin", "/comments/1")).toContain("尚未公布的标题")
})

test.each(
  COMMENT_STATES.flatMap((state) =>
    COMMENT_MOVES.flatMap((move) => (canMove(state, move) ? [] : [[state, move] as const])),
  ),
)("%s: %s is refused", async (state, move) => {
  await bringComment(w, state)
  const act = { answer: "answer", dismiss: "dismissal", show: "showing", hide: "hiding" }[move]
  await refused(w, () => onComment(w, "lin2", act), 409)
})

test("of two that answer at once one is told", async () => {
  await bringComment(w, "received")
  await onlyOne(
    w,
    () => onComment(w, "lin", "answer"),
    () => onComment(w, "lin2", "answer"),
  )
})

describe("the open form", () => {
  test.each<[string, Fields, RegExp]>([
    ["nothing", { text: " " }, /请填写意见/],
    ["a telephone", { text: "请打15400000000" }, /疑似手机号「154…00」，请删去后再提交/],
    ["too much", { text: "长".repeat(1001) }, /最多 1000 字/],
  ])("%s is said at the field, with what was typed", async (_, over, words) => {
    const response = await comment(w, over)
    expect(response.status).toBe(422)
    expect(response.headers.get("cache-control")).toBe("no-store")
    const html = await response.text()
    expect(html).toMatch(words)
    expect(html).toContain(`${String(over.text)}</textarea>`)
    await expect(commentOf(w)).rejects.toThrow()
  })

  test("what is not out takes none", async () => {
    await done(onRelease(w, "lin", "withdrawal"))
    expect((await comment(w)).status).toBe(404)
    expect((await w.as(null).post("/public/9/comments", { text: WORDS })).status).toBe(404)
  })

  test("so many an hour from one address, and so many a day from all", async () => {
    const statuses = []
    for (let i = 0; i < 7; i++) statuses.push((await comment(w)).status)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 303, 429])
    address++
    const { db, write } = w.database
    const many = Array.from({ length: 300 }, (_, i) => ({
      releaseId: 1,
      text: "x",
      keyHash: `k${i}`,
      receivedAt: w.now(),
      state: "received" as const,
    }))
    await write([db.insert(comments).values(many)])
    expect((await comment(w)).status).toBe(429)
  })
})
