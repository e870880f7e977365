import { describe, expect, test } from "vitest"
import { clashOf, DraftConflict, ensureUpon, type Kept } from "#src/drafting/draft.ts"
import {
  answerDraftOf,
  done,
  draftNotice,
  draftOf,
  type Fields,
  onNotice,
  onReport,
  openRound,
} from "#test/support/acts.ts"
import { brokenDown, lowerReportOf, onLower } from "#test/support/breakdowns.ts"
import { type Login, ORIGIN, type World, world } from "#test/support/world.ts"

/* Every text that saves itself while it is written, seen through its own pages: one rule for all of them. */

type Written = { savedById: number; revision: number } | null
type Kind = {
  begin: (w: World) => Promise<unknown>
  login: Login
  /** The field of the first box. */
  box: string
  act: (w: World, act: "draft" | "send", fields: Fields) => Promise<Response>
  path: string
  kept: (w: World) => Promise<Written>
  takeBack: (w: World) => Promise<Response>
}

const KINDS: [string, Kind][] = [
  [
    "进展",
    {
      begin: (w) => done(openRound(w)),
      login: "wang",
      box: "achieved",
      act: (w, act, fields) => onReport(w, "wang", 1, act === "send" ? "report" : act, fields),
      path: "/assignments/1/rounds/1/draft",
      kept: (w) => draftOf(w, 1),
      takeBack: (w) => onReport(w, "wang", 1, "withdrawal"),
    },
  ],
  [
    "督办单的反馈",
    {
      begin: (w) => done(draftNotice(w)),
      login: "wang",
      box: "text",
      act: (w, act, fields) => onNotice(w, "wang", act === "send" ? "answer" : act, fields),
      path: "/notices/1/draft",
      kept: (w) => answerDraftOf(w),
      takeBack: (w) => onNotice(w, "wang", "withdrawal"),
    },
  ],
  [
    "下级的上报",
    {
      begin: (w) => brokenDown(w),
      login: "zhao",
      box: "achieved",
      act: (w, act, fields) => onLower(w, "zhao", act === "send" ? "report" : act, fields),
      path: "/breakdowns/1/rounds/1/draft",
      kept: async (w) => (await lowerReportOf(w)).draft,
      takeBack: (w) => onLower(w, "zhao", "retraction"),
    },
  ],
]

/** As a page's own saving does while somebody types. */
const typing = (w: World, { login, path, box }: Kind, revision: string, words: string) =>
  w.app.request(ORIGIN + path, {
    method: "POST",
    headers: {
      origin: ORIGIN,
      cookie: `__Host-sid=${login}`,
      "HX-Request": "true",
      "HX-Request-Type": "partial",
    },
    body: new URLSearchParams({ problems: "", nextSteps: "", [box]: words, revision }),
  })

describe.each(KINDS)("%s", (_, kind) => {
  const begun = async () => {
    const w = await world()
    await kind.begin(w)
    return w
  }
  const save = (w: World, revision: string, words: string, over: Fields = {}) =>
    kind.act(w, "draft", { [kind.box]: words, revision, ...over })

  test("the second of two tabs is told; both texts are there, and one press decides", async () => {
    const w = await begun()
    await done(save(w, "0", "甲窗口写的"))
    const clash = await save(w, "0", "乙窗口写的")
    expect(clash.status).toBe(409)
    const html = await clash.text()
    expect(html).toContain('<blockquote class="preserve">甲窗口写的')
    expect(html).toContain("乙窗口写的</textarea>")
    expect(html).toContain('name="overwrite" value="1"')
    expect(await kind.kept(w)).toMatchObject({ [kind.box]: "甲窗口写的", revision: 1 })
    await done(save(w, "0", "乙窗口写的", { overwrite: "1" }))
    expect(await kind.kept(w)).toMatchObject({ [kind.box]: "乙窗口写的", revision: 2 })
  })

  test("two tabs in the same moment: one is kept, the other is told", async () => {
    const w = await begun()
    const both = await Promise.all([save(w, "0", "甲"), save(w, "0", "乙")])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await kind.kept(w)).toMatchObject({ revision: 1 })
  })

  test("the same words twice are two savings, each upon the one before", async () => {
    const w = await begun()
    await done(save(w, "0", "一样的话"))
    await done(save(w, "1", "一样的话"))
    expect(await kind.kept(w)).toMatchObject({ [kind.box]: "一样的话", revision: 2 })
    // Pressed twice from one page: the second press was not made upon what the first has saved.
    expect((await save(w, "1", "一样的话")).status).toBe(409)
  })

  test("a page that saves while one types is answered in a piece, also in a clash", async () => {
    const w = await begun()
    const saved = await typing(w, kind, "0", "正在写")
    expect(saved.status).toBe(200)
    expect(await saved.text()).toMatch(/^<input type="hidden" name="revision" value="1"\/><small>已自动保存/)
    const clash = await typing(w, kind, "0", "别处写的")
    expect(clash.status).toBe(409)
    expect(await clash.text()).toMatch(/^<div class="clash"[\s\S]*正在写[\s\S]*name="overwrite" value="1"/)
    const long = await typing(w, kind, "1", "长".repeat(100_000))
    expect(long.status).toBe(422)
    expect(await long.text()).toMatch(/^<span class="problem">未保存：最多/)
    expect(await kind.kept(w)).toMatchObject({ [kind.box]: "正在写", revision: 1 })
  })

  test("what is sent upon an older draft is not sent, and nothing typed is lost", async () => {
    const w = await begun()
    await done(save(w, "0", "甲窗口写的"))
    const sending = await kind.act(w, "send", { [kind.box]: "乙窗口写的", revision: "0" })
    expect(sending.status).toBe(409)
    const html = await sending.text()
    expect(html).toContain("甲窗口写的")
    expect(html).toContain("乙窗口写的</textarea>")
    expect(await kind.kept(w)).toMatchObject({ [kind.box]: "甲窗口写的", revision: 1 })
  })

  test("sent, a draft is gone; taken back, its words are a draft again", async () => {
    const w = await begun()
    await done(save(w, "0", "写好的话"))
    await done(kind.act(w, "send", { [kind.box]: "写好的话", revision: "1" }))
    expect(await kind.kept(w)).toBeNull()
    await done(kind.takeBack(w))
    expect(await kind.kept(w)).toMatchObject({
      [kind.box]: "写好的话",
      revision: expect.any(Number),
      savedById: w.actor(kind.login).id,
    })
  })
})

describe("the rule", () => {
  const draft = (kept: (Kept & { words: string }) | null) => ({ kept, told: (row: { words: string }) => row.words })
  const none = draft(null)
  const some = draft({ revision: 3, savedAt: 7, words: "现在的话" })

  test("nothing kept, or just what the page was made with: no clash", () => {
    expect(clashOf(none, 0)).toBeNull()
    expect(clashOf(none, 5)).toBeNull()
    expect(clashOf(some, 3)).toBeNull()
  })

  test.each([0, 2, 4])("upon revision %i of what has three: it says what is kept", (revision) => {
    expect(clashOf(some, revision)).toEqual({ revision: 3, savedAt: 7, words: "现在的话" })
    expect(() => ensureUpon(some, revision)).toThrow(DraftConflict)
  })
})
