import { createHash } from "node:crypto"
import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { BULLETIN_KINDS, BULLETIN_STATES, type BulletinState, bulletinDrafts, deliveries, plans } from "#db/schema.ts"
import { fateOf } from "#src/messages/fate.ts"
import { claimedDeliveries } from "#src/messages/queries.ts"
import { missingFigures } from "#src/outward/bulletins/content.ts"
import { BULLETIN_MOVES, type BulletinMove, canMove } from "#src/outward/bulletins/workflow.ts"
import {
  actions,
  done,
  type Fields,
  onlyOne,
  onReport,
  openRound,
  refused,
  sentence,
  trailOf,
} from "#test/support/acts.ts"
import { bringPaper, closedRound, contentOf, cutOff, draftPaper, onPaper, paperOf } from "#test/support/bulletins.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { readDocx } from "../papers/reading.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await closedRound(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const status = async (login: Login, path: string) => (await w.as(login).get(path)).status
const textOf = async (name: string, id = 1) =>
  (await contentOf(w, id)).blocks.find((block) => block.name === name)?.text ?? ""

describe("拟稿", () => {
  test("the program writes it from the round as it was cut off", async () => {
    // What comes after the cut-off is no part of it.
    await w.travel("2026-10-13")
    await done(onReport(w, "zhou", 2, "report"))
    await done(draftPaper(w))
    expect(await paperOf(w)).toMatchObject({ state: "draft", number: null, latest: 0, kind: "bulletin" })
    expect(await textOf("opening")).toContain("应报6项，已报2项，报送率33.3%，未报4项。")
    expect(await textOf("opening")).toContain("截至2026年10月12日")
    expect(await textOf("done")).toContain("办公室：举办法治培训班1期，56人参加。")
    expect(await textOf("behind")).toMatch(/综合指导司逾期.*未按期报送的单位：综合指导司2项、研究室2项。/s)
    expect(await textOf("changes")).toContain("第一次统计")
    expect(
      (await contentOf(w)).units.map(({ name, due, reported, rate, own }) => [name, due, reported, rate, own]),
    ).toEqual([
      ["办公室", 2, 2, "100.0%", false],
      ["综合指导司", 2, 0, "0.0%", false],
      ["研究室", 2, 0, "0.0%", true],
    ])
    expect(await trailOf(w, "bulletin:1")).toMatchObject([
      { version: 1, action: "bulletin_drafted", particulars: { to: "draft", kind: "bulletin", round: "第三季度" } },
    ])
  })

  test("texts and 责任领导 are those of the cut-off, whatever they are now", async () => {
    const before = w.now()
    await w.travel("2026-10-13")
    await done(w.as("lin").post("/plans/1/leaders", { tasks: ["1"], leaders: "后来的领导" }))
    const { client } = w.database
    const wording = JSON.stringify({ wording: { text: { before: "封账时的任务内容。", after: "后来的任务内容。" } } })
    await client.execute({
      sql: `insert into events (at, actor_name, acting_as, address, action, subject, version, plan_id, task_id, particulars)
        select ?, '', '', '', 'task_changed', 'task:1/1', 3, 1, id, ? from tasks where plan_id = 1 and ordinal = 1`,
      args: [before + 86_400_000, wording],
    })
    await done(draftPaper(w))
    const [first] = (await contentOf(w)).matters
    expect(first?.text).toBe("封账时的任务内容。")
    expect(first?.units).not.toContain("后来的领导")
    expect(await page("lin", "/papers/1/figures/base")).toContain("封账时的任务内容。")
  })

  test.each(BULLETIN_KINDS.map((kind) => [kind] as const))(
    "%s has its own words, and every figure of it",
    async (kind) => {
      await done(draftPaper(w, { kind }))
      const { blocks, figures, title, addressee, closing } = await contentOf(w)
      const text = blocks.map((block) => block.text).join("\n")
      expect([...missingFigures({ blocks, figures })]).toEqual([])
      expect(text).not.toMatch(/undefined|null|NaN|\[object/)
      const across = kind === "bulletin" || kind === "yearly_bulletin"
      expect(addressee === "办公室、综合指导司、研究室").toBe(across)
      expect(closing).toBe(across ? "特此通报。" : kind === "yearly_summary" ? "" : "专此报告。")
      expect(title).toMatch(/(通报|专报|报告|总结)$/)
    },
  )

  test.each<[string, Fields, RegExp]>([
    ["no kind", { kind: "notice" }, /请选择文种/],
    ["a round that there is not", { round: "9" }, /请选择已封账的填报期/],
    ["no round", { round: "" }, /请选择填报期/],
    ["no form", { manner: "red" }, /请选择行文形式/],
  ])("%s is said at the field", async (_, over, words) => {
    const response = await draftPaper(w, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect(await actions(w)).not.toContain("bulletin_drafted")
  })

  test("a round that still runs cannot be written about", async () => {
    await done(openRound(w, { name: "第四季度", opensOn: "2026-10-12", dueBy: "2026-12-31" }))
    expect((await draftPaper(w, { round: "2" })).status).toBe(422)
  })

  test("only the office writes; a leader and a unit are told, an outsider knows of no such plan", async () => {
    for (const login of ["wang", "head", "boss"] as const) await refused(w, () => draftPaper(w, {}, login), 403)
    for (const login of ["zhao", "admin"] as const) await refused(w, () => draftPaper(w, {}, login), 404)
  })
})

describe("one paper is written once", () => {
  test.each<[string, Login]>([
    ["by a second click", "lin"],
    ["by somebody else", "lin2"],
  ])("%s: the draft that is there is shown", async (_, other) => {
    const [one, two] = await Promise.all([draftPaper(w), draftPaper(w, {}, other)])
    const refusal = one.status === 409 ? one : two
    expect([one.status, two.status].sort()).toEqual([303, 409])
    const html = await refusal.text()
    expect(html).toContain("同样的文稿已经在拟写")
    expect(html).toMatch(/<a class="button primary" href="\/papers\/1">\s*打开已有的草稿/)
    await refused(w, () => draftPaper(w), 409, /同样的文稿已经在拟写/)
    expect((await actions(w)).filter((action) => action === "bulletin_drafted")).toHaveLength(1)
  })

  test("another kind, form or round is another paper; so is the same once the first has been sent or discarded", async () => {
    await done(draftPaper(w))
    await done(draftPaper(w, { kind: "report" }))
    await done(draftPaper(w, { manner: "series" }))
    await done(onPaper(w, "lin", "submission"))
    await done(draftPaper(w))
    await done(onPaper(w, "lin", "discarding", {}, 4))
    await done(draftPaper(w))
  })

  test("of two corrections the second leads to the first, which is no draft of the paper itself", async () => {
    await bringPaper(w, "issued")
    await done(draftPaper(w))
    await onlyOne(
      w,
      () => onPaper(w, "lin", "correction"),
      () => onPaper(w, "lin2", "correction"),
    )
    const again = await onPaper(w, "lin", "correction")
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('href="/papers/3"')
  })
})

describe("a round that is opened again in the same moment", () => {
  /** Opens the round after the act has been read and before it lands. */
  async function meanwhile(act: () => Response | Promise<Response>) {
    const { database } = w
    const { write } = database
    const later: typeof write = async (statements) => {
      database.write = write
      await database.client.execute("update rounds set cut_off_at = null where number = 1")
      return write(statements)
    }
    database.write = later
    return await act()
  }

  test.each<[string, "draft" | "approving" | "approved" | null, Login, string]>([
    ["拟稿", null, "lin", ""],
    ["送审", "draft", "lin", "submission"],
    ["审定", "approving", "boss", "approval"],
    ["印发", "approved", "lin", "issue"],
  ])("%s does not land", async (_, state, login, act) => {
    if (state) await bringPaper(w, state)
    const before = (await w.events()).length
    const response = await meanwhile(() => (state ? onPaper(w, login, act) : draftPaper(w)))
    expect(response.status).toBe(409)
    expect((await w.events()).length).toBe(before)
    if (state) expect((await paperOf(w)).state).toBe(state)
  })
})

describe("writing", () => {
  test("saving is no event, keeps what was typed, and marks a figure that was changed", async () => {
    await done(draftPaper(w))
    const before = (await w.events()).length
    const opening = (await textOf("opening")).replace("已报2项", "已报3项")
    await done(onPaper(w, "lin", "draft", { title: "改过的标题", "text-opening": opening, "opinion-1": "抓紧重报" }))
    expect((await w.events()).length).toBe(before)
    const { title, matters } = await contentOf(w)
    expect(title).toBe("改过的标题")
    expect(matters[0]?.opinion).toBe("抓紧重报")
    const html = await page("lin2", "/papers/1")
    expect(html).toContain("改过的标题")
    expect(html.match(/<b>手工改过<\/b>/g)).toHaveLength(1)
    expect(html).toContain("正文里没有“已报2项，报送率33.3%”")
  })

  test("a page of before it was sent and came back saves nothing over what was written meanwhile", async () => {
    await done(draftPaper(w))
    await done(onPaper(w, "lin2", "submission", { "text-asks": "另一人送审的要求" }))
    await done(onPaper(w, "boss", "approval", { agrees: "no", remark: "再核一遍数字。" }))
    expect((await onPaper(w, "lin", "draft", { revision: "1", "text-asks": "我的要求" })).status).toBe(409)
    expect(await textOf("asks")).toBe("另一人送审的要求")
  })

  test("two tabs: the second is told with both texts, and may say which counts", async () => {
    await done(draftPaper(w))
    await done(onPaper(w, "lin2", "draft", { "text-asks": "另一人的要求" }))
    const clash = await onPaper(w, "lin", "draft", { revision: "1", "text-asks": "我的要求" })
    expect(clash.status).toBe(409)
    const html = await clash.text()
    expect(html).toContain("另一人的要求")
    expect(html).toContain("我的要求")
    await done(onPaper(w, "lin", "draft", { revision: "1", overwrite: "2", "text-asks": "我的要求" }))
    expect(await textOf("asks")).toBe("我的要求")
  })

  test("what comes too late is not sent either", async () => {
    await done(draftPaper(w))
    await done(onPaper(w, "lin2", "draft", { "text-asks": "另一人的要求" }))
    expect((await onPaper(w, "lin", "submission", { revision: "1" })).status).toBe(409)
    expect((await paperOf(w)).state).toBe("draft")
  })

  test("重新生成 asks before it replaces what was written by hand, and keeps all other blocks", async () => {
    await done(draftPaper(w))
    const written = await textOf("opening")
    const typed = { "text-opening": "手写的开头", "text-asks": "我的要求" }
    const asked = await onPaper(w, "lin", "rewriting", typed)
    expect(asked.status).toBe(422)
    const html = await asked.text()
    expect(html).toContain("手写的开头")
    expect(html).toContain('name="replace-opening"')
    expect(await textOf("asks")).not.toBe("我的要求")
    await done(onPaper(w, "lin", "rewriting", { ...typed, "replace-opening": "1" }))
    expect(await textOf("opening")).toBe(written)
    expect(await textOf("asks")).toBe("我的要求")
  })

  test("too long a text, and a paper without a title, are refused with what was typed", async () => {
    await done(draftPaper(w))
    expect((await onPaper(w, "lin", "draft", { "text-asks": "长".repeat(20_001) })).status).toBe(422)
    const untitled = await onPaper(w, "lin", "submission", { title: " ", "text-asks": "留着" })
    expect(untitled.status).toBe(422)
    const html = await untitled.text()
    expect(html).toMatch(/请填写标题/)
    expect(html).toContain("留着")
    expect((await onPaper(w, "lin", "submission", { addressee: "" })).status).toBe(422)
    expect((await onPaper(w, "lin", "submission", { leaderId: "2" })).status).toBe(422)
    expect((await paperOf(w)).state).toBe("draft")
  })

  test("a paper of a long plan is read page by page, and what is not on the page stays", async () => {
    await done(draftPaper(w))
    const { json: _, revision: __, isDraft: ___, ...content } = await contentOf(w)
    const [row] = content.matters
    if (!row) throw new Error("nothing goes on")
    const words = "长".repeat(300)
    const matters = Array.from({ length: 200 }, (_, i) => ({
      ...row,
      ordinal: i + 1,
      text: words,
      before: words,
      now: words,
    }))
    await w.database.write([
      w.database.db.update(bulletinDrafts).set({ content: JSON.stringify({ ...content, matters }) }),
    ])
    for (const at of ["", "?page=5"]) {
      const html = await page("lin", `/papers/1${at}`)
      expect(Buffer.byteLength(html)).toBeLessThan(300 * 1024)
      expect(html.match(/data-row="matter"/g)).toHaveLength(40)
    }
    await done(onPaper(w, "lin", "draft", { "opinion-199": "说明" }))
    const saved = (await contentOf(w)).matters
    expect([saved.length, saved[198]?.opinion, saved[0]?.opinion]).toEqual([200, "说明", row.opinion])
  })

  test("an emoji, a script and a formula are words like others", async () => {
    await done(draftPaper(w))
    await done(onPaper(w, "lin", "draft", { "text-asks": "🙂<script>alert(1)</script>\n=1+1", title: "<b>标题" }))
    const html = await page("lin", "/papers/1")
    expect(html).toContain("🙂&lt;script&gt;alert(1)&lt;/script&gt;")
    expect(html).not.toContain("<script>alert(1)")
  })
})

describe("审定 and 印发", () => {
  test("印发 asks first, as what cannot be undone", async () => {
    await bringPaper(w, "approved")
    expect(await page("lin", "/papers/1")).toMatch(
      /<form[^>]*action="\/papers\/1\/issue"[^>]*data-confirm="[^"]*确定印发/,
    )
  })

  test("issuing freezes the words and gives the number and the hash", async () => {
    await bringPaper(w, "approving")
    const sent = (await contentOf(w)).json
    await done(onPaper(w, "boss", "approval", { remark: "同意" }))
    await done(onPaper(w, "lin", "issue"))
    const row = await paperOf(w)
    const sha256 = createHash("sha256").update(sent).digest("hex")
    expect(row).toMatchObject({ state: "issued", year: 2026, number: 1, sha256 })
    expect((await contentOf(w)).json).toBe(sent)
    expect((await trailOf(w, "bulletin:1")).map(({ action }) => action)).toEqual([
      "bulletin_drafted",
      "bulletin_submitted",
      "bulletin_approved",
      "bulletin_issued",
    ])
    expect((await trailOf(w, "bulletin:1")).at(-1)).toMatchObject({
      particulars: { from: "approved", to: "issued", year: 2026, number: 1, sha256 },
    })
    const html = await page("lin", "/papers/1")
    expect(html).toContain("督查通报〔2026〕第1期")
    expect(html).toContain(sha256)
    expect(html).toContain("现存文稿与之一致")
    // Whoever changes a word behind the program's back is found out on the page itself.
    await w.database.client.execute("update bulletin_versions set content = replace(content, '已报2项', '已报3项')")
    await w.travel("2026-10-13")
    expect(await page("lin", "/papers/1")).toContain("现存文稿与之不一致")
  })

  test("the units that a 通报 names are told once it is issued, with nothing of what it says; of what goes up nobody is", async () => {
    const outgoing = async () => {
      const { db, read } = w.database
      const [rows] = await read([db.select().from(deliveries).where(eq(deliveries.about, "bulletin"))])
      return rows
    }
    await bringPaper(w, "issued", 1, { kind: "report" })
    await bringPaper(w, "approved", 2)
    expect(await outgoing()).toEqual([])
    await done(onPaper(w, "lin", "issue", {}, 2))
    const rows = await outgoing()
    expect(new Set(rows.map(({ unitId }) => unitId))).toEqual(new Set([1, 2, 3]))
    expect(rows.map(({ personId }) => personId)).toEqual(
      expect.arrayContaining([w.actor("wang").id, w.actor("head").id, w.actor("zhou").id]),
    )
    const claimed = await claimedDeliveries(
      w.database,
      rows.map(({ id }) => id),
      "2026-10-12",
    )
    const fates = () =>
      claimed.map((one) => fateOf({ ...one, person: withMail(one.person) }, { today: "2026-10-12", mails: true }))
    const withMail = (person: (typeof claimed)[number]["person"]) => person && { ...person, email: "a@example.cn" }
    const [fate] = fates()
    expect(fate).toMatchObject({ path: "/papers/2", words: { subject: "【通报】督查通报〔2026〕第1期" } })
    expect(JSON.stringify(fate)).not.toMatch(/应报|普法/)
    await done(onPaper(w, "lin", "withdrawal", {}, 2))
    const late = await claimedDeliveries(
      w.database,
      rows.map(({ id }) => id),
      "2026-10-12",
    )
    expect(late.map((one) => fateOf(one, { today: "2026-10-12", mails: true }))).toEqual(
      rows.map(() => ({ drop: "settled" })),
    )
  })

  test("a unit that is renamed afterwards keeps its name in what was issued", async () => {
    await bringPaper(w, "issued")
    const unit = {
      name: "综合司",
      shortName: "",
      aliases: "",
      kind: "internal",
      version: "1",
      position: "2",
      active: "yes",
    }
    await done(w.as("admin").post("/units/2/edit", unit))
    const html = await page("lin", "/papers/1")
    expect(html).toContain("综合指导司")
  })

  test("numbers run by office, kind and year without gaps, whatever is discarded or withdrawn", async () => {
    await bringPaper(w, "issued", 1)
    await bringPaper(w, "discarded", 2)
    await bringPaper(w, "withdrawn", 3)
    await bringPaper(w, "issued", 4, { kind: "report" })
    await bringPaper(w, "issued", 5)
    await w.travel("2027-01-04")
    await bringPaper(w, "issued", 6)
    const rows = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => paperOf(w, id)))
    expect(rows.map(({ kind, year, number }) => [kind, year, number])).toEqual([
      ["bulletin", 2026, 1],
      ["bulletin", null, null],
      ["bulletin", 2026, 2],
      ["report", 2026, 1],
      ["bulletin", 2026, 3],
      ["bulletin", 2027, 1],
    ])
  })

  test("two that are issued at once get two numbers", async () => {
    await bringPaper(w, "approved", 1)
    await bringPaper(w, "approved", 2)
    await Promise.all([done(onPaper(w, "lin", "issue", {}, 1)), done(onPaper(w, "lin2", "issue", {}, 2))])
    const numbers = await Promise.all([1, 2].map(async (id) => (await paperOf(w, id)).number))
    expect(numbers.sort()).toEqual([1, 2])
  })

  test("the leader sends it back with an opinion; it is a draft again, with the words as they were sent", async () => {
    await bringPaper(w, "approving")
    await refused(w, () => onPaper(w, "boss", "approval", { agrees: "no", remark: "" }), 422, /请写明发还修改的意见/)
    const sent = (await contentOf(w)).json
    await done(onPaper(w, "boss", "approval", { agrees: "no", remark: "数字再核对。" }))
    expect(await paperOf(w)).toMatchObject({ state: "draft", opinion: "数字再核对。" })
    expect(await contentOf(w)).toMatchObject({ json: sent, isDraft: true })
    expect(await page("lin", "/papers/1")).toContain("数字再核对。")
    // What is being written now is the office's own.
    await done(onPaper(w, "lin", "draft", { "text-asks": "还没写完" }))
    expect(await page("boss", "/papers/1")).not.toContain("还没写完")
    await done(onPaper(w, "lin", "submission"))
    expect(await paperOf(w)).toMatchObject({ state: "approving", latest: 2, opinion: "" })
  })

  test("the leader who is named approves, and no other; nobody approves what they wrote", async () => {
    await done(
      w.as("security").post("/admin/posts/lin2", { kind: "leader", unitId: "", fromOn: "2026-10-12", untilOn: "" }),
    )
    await done(draftPaper(w))
    await done(onPaper(w, "lin", "submission", { leaderId: String(w.actor("boss").id) }))
    await refused(w, () => onPaper(w, "lin2", "approval"), 403)
    await done(onPaper(w, "boss", "approval"))
    await done(draftPaper(w, {}, "lin2"))
    await done(onPaper(w, "lin", "submission", {}, 2))
    await refused(w, () => onPaper(w, "lin2", "approval", {}, 2), 403, /须由另一位领导审定/)
  })

  test("where nobody could approve it is not sent, and says whom to ask", async () => {
    await done(draftPaper(w))
    const ends = { postId: "8", version: "1", lastDay: "2026-10-11" }
    const [{ id }] = await leaderPost()
    await done(w.as("security").post("/admin/posts/boss/ending", { ...ends, postId: String(id) }))
    await refused(w, () => onPaper(w, "lin", "submission"), 409, /没有可以审定的领导/)
  })

  test("a round that was opened again and cut off anew: the figures have to be written anew first", async () => {
    await bringPaper(w, "draft")
    await cutOff(w, 1, "cut-off/undoing")
    await refused(w, () => onPaper(w, "lin", "submission"), 409, /已撤销封账/)
    await done(onReport(w, "zhou", 2, "report"))
    await w.travel("2026-10-13")
    await cutOff(w, 1)
    await refused(w, () => onPaper(w, "lin", "submission"), 409, /重新封过账/)
    await done(onPaper(w, "lin", "rewriting"))
    expect(await textOf("opening")).toContain("已报3项，报送率50.0%")
    await done(onPaper(w, "lin", "submission"))
  })

  test("of a round that is opened again the page says that lists are those of now, to whoever reads it", async () => {
    await bringPaper(w, "issued")
    for (const login of ["lin", "wang"] as const) expect(await page(login, "/papers/1")).not.toContain("lists-moved")
    await cutOff(w, 1, "cut-off/undoing")
    for (const login of ["lin", "wang", "boss"] as const)
      expect(await page(login, "/papers/1")).toContain(
        "该填报期已重新开启：数字和附件是成稿时的，点开的清单为现时情况。",
      )
    await w.travel("2026-10-13")
    await cutOff(w, 1)
    expect(await page("wang", "/papers/1")).toContain("该填报期后来重新封过账")
    expect(await page("wang", "/papers/1/figures/behind")).toContain("该填报期后来重新封过账")
  })

  test("withdrawn with a note the number stays, and units read the note and not the words", async () => {
    await bringPaper(w, "issued")
    expect(await page("wang", "/papers/1")).toContain("应报6项")
    await refused(w, () => onPaper(w, "lin", "withdrawal", { remark: "" }), 422, /请填写撤回说明/)
    await done(onPaper(w, "lin", "withdrawal"))
    expect(await paperOf(w)).toMatchObject({ state: "withdrawn", number: 1, note: "数字有误，另行印发。" })
    const html = await page("wang", "/papers/1")
    expect(html).toContain("数字有误，另行印发。")
    expect(html).not.toContain("应报6项")
    expect(await page("lin", "/papers/1")).toContain("应报6项")
  })

  test("更正 is a new paper that names the old one, and each links to the other", async () => {
    await bringPaper(w, "issued")
    const made = await done(onPaper(w, "lin", "correction"))
    expect(made.headers.get("location")).toBe("/papers/2")
    expect(await paperOf(w, 2)).toMatchObject({ state: "draft", correctsId: 1, kind: "bulletin" })
    expect(await textOf("opening", 2)).toContain("2026年10月12日印发的督查通报〔2026〕第1期")
    expect(await page("lin", "/papers/2")).toContain('href="/papers/1"')
    expect(await page("lin", "/papers/1")).toContain('href="/papers/2"')
    // Units learn of it when it is issued.
    expect(await page("wang", "/papers/1")).not.toContain("/papers/2")
    await done(onPaper(w, "lin", "submission", {}, 2))
    await done(onPaper(w, "boss", "approval", {}, 2))
    await done(onPaper(w, "lin", "issue", {}, 2))
    expect(await page("wang", "/papers/1")).toContain('href="/papers/2"')
    expect(await paperOf(w, 2)).toMatchObject({ number: 2 })
  })

  const leaderPost = async () => {
    const { db, read } = w.database
    const { posts } = await import("#db/schema.ts")
    const [rows] = await read([db.select({ id: posts.id }).from(posts).where(eq(posts.kind, "leader"))])
    return rows as [{ id: number }]
  }
})

describe("in every state", () => {
  const ACT: Record<BulletinMove, [Login, string, Fields]> = {
    submit: ["lin", "submission", {}],
    recall: ["lin", "recall", {}],
    decline: ["boss", "approval", { agrees: "no", remark: "再核对。" }],
    approve: ["boss", "approval", {}],
    issue: ["lin", "issue", {}],
    withdraw: ["lin", "withdrawal", {}],
    discard: ["lin", "discarding", {}],
  }
  const PAIRS = BULLETIN_STATES.flatMap((state) => BULLETIN_MOVES.map((move) => [state, move] as const))

  test.each(PAIRS)("%s: %s", async (state: BulletinState, move: BulletinMove) => {
    await bringPaper(w, state)
    const [login, act, over] = ACT[move]
    // A leader who was not asked sees no draft.
    const seen = login !== "boss" || (await paperOf(w)).latest > 0
    if (state === "discarded") return void (await dead(login, act, over))
    if (canMove(state, move)) await done(onPaper(w, login, act, over))
    else await refused(w, () => onPaper(w, login, act, over), seen ? 409 : 404)
  })

  /** Its draft is gone, so a form is made of nothing. */
  async function dead(login: Login, act: string, over: Fields) {
    const response = await w.as(login).post(`/papers/1/${act}`, {
      version: "2",
      title: "题",
      addressee: "办公室",
      closing: "",
      revision: "1",
      remark: "说明",
      agrees: "yes",
      ...over,
    })
    expect([404, 409]).toContain(response.status)
    expect((await paperOf(w)).state).toBe("discarded")
  }

  test.each(BULLETIN_MOVES.map((move) => [move] as const))("%s is done once, by those who may", async (move) => {
    const from = BULLETIN_STATES.find((state) => canMove(state, move))
    if (!from || from === "withdrawn" || from === "discarded") throw new Error("no state")
    await bringPaper(w, from)
    const [login, act, over] = ACT[move]
    const others: Login[] = login === "boss" ? ["lin2"] : ["boss"]
    for (const other of others) {
      const sees = other !== "boss" || (await paperOf(w)).latest > 0
      await refused(w, () => onPaper(w, other, act, over), sees ? 403 : 404)
    }
    for (const other of ["zhao", "admin"] as const) await refused(w, () => onPaper(w, other, act, over), 404)
    await onlyOne(
      w,
      () => onPaper(w, login, act, over),
      () => onPaper(w, login, act, over),
    )
  })
})

describe("who sees", () => {
  test.each<[BulletinState, string, Login[]]>([
    ["draft", "bulletin", ["lin", "lin2"]],
    ["approving", "bulletin", ["lin", "lin2", "boss"]],
    ["approved", "bulletin", ["lin", "lin2", "boss"]],
    ["issued", "bulletin", ["lin", "lin2", "boss", "wang", "head", "zhou", "yan"]],
    ["issued", "yearly_bulletin", ["lin", "lin2", "boss", "wang", "head", "zhou", "yan"]],
    ["issued", "special", ["lin", "lin2", "boss"]],
    ["issued", "report", ["lin", "lin2", "boss"]],
    ["issued", "yearly_summary", ["lin", "lin2", "boss"]],
  ])("%s %s", async (state, kind, whom) => {
    await bringPaper(w, state as "draft", 1, { kind })
    const everybody = [
      "lin",
      "lin2",
      "boss",
      "wang",
      "head",
      "zhou",
      "yan",
      "jing",
      "zhao",
      "admin",
      "auditor",
    ] as const
    for (const login of everybody) {
      const expected = (whom as readonly string[]).includes(login) ? 200 : 404
      expect(await status(login, "/papers/1"), login).toBe(expected)
      expect(await status(login, "/papers/1/figures/behind"), login).toBe(expected)
      const listed = await w.as(login).get("/plans/1/papers")
      if (listed.status === 200) expect((await listed.text()).includes('id="paper-1"'), login).toBe(expected === 200)
      const all = await w.as(login).get("/papers")
      if (all.status === 200) expect((await all.text()).includes('id="paper-1"'), login).toBe(expected === 200)
    }
  })

  test("of what happened inside a unit learns nothing", async () => {
    await done(draftPaper(w))
    await done(onPaper(w, "lin", "submission"))
    await done(onPaper(w, "boss", "approval", { remark: "措辞再缓和一些" }))
    await done(onPaper(w, "lin", "issue"))
    const html = await page("wang", "/papers/1")
    expect(html).not.toContain("措辞再缓和一些")
    expect(html).not.toContain("文稿送审")
    expect(html).toContain("印发文稿")
    expect(await page("lin", "/papers/1")).toContain("措辞再缓和一些")
  })
})

describe("待您决定", () => {
  const waiting = async (login: Login) => {
    const html = await page(login, "/overview")
    return html.slice(html.indexOf('id="waiting"'), html.indexOf('id="instructions"'))
  }

  test("what was sent waits for the leader who is asked, is counted, and goes when it is approved", async () => {
    await done(
      w.as("security").post("/admin/posts/lin2", { kind: "leader", unitId: "", fromOn: "2026-10-12", untilOn: "" }),
    )
    await done(draftPaper(w))
    expect(await waiting("boss")).not.toContain('href="/papers/1"')
    await done(onPaper(w, "lin", "submission", { leaderId: String(w.actor("boss").id) }))
    expect(await waiting("boss")).toMatch(/督查通报待审定.*href="\/papers\/1".*审阅/s)
    expect(await page("boss", "/papers")).toContain("有1份等待您审定")
    expect(await page("boss", "/desk")).toMatch(/待审文稿.*?<b[^>]*>1<\/b>/s)
    // Another leader, who was not asked.
    expect(await waiting("lin2")).not.toContain('href="/papers/1"')
    await done(onPaper(w, "boss", "approval"))
    expect(await waiting("boss")).not.toContain('href="/papers/1"')
    expect(await page("boss", "/desk")).not.toContain("待审文稿")
  })

  test("what nobody is named for waits for any leader; the office is told for what it waits", async () => {
    await bringPaper(w, "approving")
    expect(await waiting("boss")).toContain('href="/papers/1"')
    expect(await waiting("lin")).toContain('href="/papers/1"')
    expect(await page("lin", "/papers")).not.toContain("等待您审定")
  })
})

describe("进度分类", () => {
  const rule = (over: Fields = {}, login: Login = "lin") =>
    w.as(login).post("/plans/1/papers/rule", { version: "0", yellow: "behind", grey: "on_pace", byPace: "1", ...over })

  test("is set for the plan, told with the paper, and used by what is written afterwards", async () => {
    await done(draftPaper(w))
    const before = await contentOf(w)
    await done(rule({ ranked: "1" }))
    expect(await trailOf(w, "bulletin_rule:1")).toMatchObject([
      { version: 1, action: "bulletin_rule_set", particulars: { yellow: { before: "other", after: "behind" } } },
    ])
    expect((await contentOf(w)).json).toBe(before.json)
    await done(draftPaper(w, { manner: "series" }))
    const { measure, rule: kept } = await contentOf(w, 2)
    expect(kept).toEqual({ yellow: "behind", grey: "on_pace", byPace: true, ranked: true })
    expect(measure).toContain("关注的计入欠进度，未到期的计入达进度")
    expect(measure).toContain("单位按报送率排列")
    expect(await page("lin", "/papers/2")).toContain("关注的计入欠进度")
  })

  test("wrong, stale, or by somebody else it is refused", async () => {
    expect((await rule({ yellow: "done" })).status).toBe(422)
    for (const login of ["wang", "boss"] as const) await refused(w, () => rule({}, login), 403)
    await refused(w, () => rule({}, "zhao"), 404)
    await done(rule())
    await refused(w, () => rule(), 409)
    await onlyOne(
      w,
      () => rule({ version: "1", grey: "behind" }),
      () => rule({ version: "1", grey: "other" }),
    )
  })
})

test("a plan that has ended takes no more papers", async () => {
  await done(draftPaper(w))
  const html = await page("lin", "/plans/1/archiving")
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ""
  await done(w.as("lin").post("/plans/1/archiving", { version, anyway: "1" }))
  await refused(w, () => onPaper(w, "lin", "submission"), 409, /已归档/)
  expect(sentence(await (await draftPaper(w)).text())).toMatch(/已归档/)
  expect((await onPaper(w, "lin", "draft")).status).toBe(409)
})

describe("下载", () => {
  const take = async (login: Login, id = 1) => {
    const response = await w.as(login).post(`/papers/${id}/document`)
    expect(response.status).toBe(200)
    return { response, ...readDocx(new Uint8Array(await response.arrayBuffer())) }
  }
  const copies = async () => (await w.events()).filter(({ action }) => action === "bulletin_taken")

  test("a draft says so at the head of every page; what is issued has its 期号; the trail says who took it", async () => {
    await bringPaper(w, "draft")
    const draft = await take("lin")
    expect(decodeURIComponent(draft.response.headers.get("content-disposition") ?? "")).toContain("督查通报（草稿）")
    const heads = Object.entries(draft.parts).filter(([name]) => /header/.test(name))
    expect(heads.length).toBeGreaterThan(0)
    for (const [name, xml] of heads) expect(xml, name).toContain("草稿")
    await done(onPaper(w, "lin", "submission"))
    await take("boss")
    await done(onPaper(w, "boss", "approval"))
    await done(onPaper(w, "lin", "issue"))
    const issued = await take("wang")
    expect(Object.values(issued.parts).join("")).not.toContain("草稿")
    const text = issued.paragraphs.join("\n")
    expect(text).toContain("第1期")
    expect(text).toContain("应报6项，已报2项，报送率33.3%，未报4项。")
    expect(text).toContain("各单位报送情况表")
    expect(text).toContain("继续督办事项汇总表")
    expect((await copies()).map(({ actorName, particulars }) => [actorName, particulars.state])).toEqual([
      ["林督查", "draft"],
      ["领导", "approving"],
      ["王联络", "issued"],
    ])
    const html = await page("lin", "/plans/1/papers")
    expect(html).toContain("3次")
    expect(html).toContain("最近：王联络")
    // A copy makes nobody's page stale.
    expect((await paperOf(w)).version).toBe(4)
  })

  test("in the organisation's name number, 签发人 and seal are left open", async () => {
    await bringPaper(w, "issued", 1, { manner: "organisation", kind: "special" })
    // In another year it is still a paper of its own.
    await w.travel("2027-01-12")
    const text = (await take("lin")).paragraphs.join("\n")
    expect(text).toContain("〔2026〕　号")
    expect(text).toContain("签发人：")
    expect(text).not.toContain("第1期")
  })

  test("附注 says how it is to be handled, by the plan", async () => {
    await bringPaper(w, "draft")
    for (const [handling, note] of [
      ["public", null],
      ["internal", "（内部资料，注意保存）"],
      ["work_secret", "（工作秘密，不得擅自公开）"],
    ] as const) {
      await w.database.write([w.database.db.update(plans).set({ handling })])
      const { paragraphs } = await take("lin")
      expect(paragraphs.filter((line) => /内部资料|工作秘密/.test(line))).toEqual(note ? [note] : [])
    }
  })

  test("annexes are called the same in the text, on the screen and in Word", async () => {
    await bringPaper(w, "draft", 1, { kind: "yearly_bulletin" })
    expect(await textOf("statistics")).toContain("各期情况见附件《各期统计表》")
    const html = await page("lin", "/papers/1")
    const onScreen = [...html.matchAll(/id="annex-(\w+)">\s*<h2>\s*([^<]+?)\s*</g)].map(([, id, heading]) => [
      id,
      heading,
    ])
    expect(onScreen).toEqual([
      ["rounds", "附件1 各期统计表"],
      ["units", "附件2 各单位报送情况表"],
      ["matters", "附件3 继续督办事项汇总表"],
    ])
    const { paragraphs } = await take("lin")
    const inWord = paragraphs.flatMap((line, i) => (/^附件\d$/.test(line) ? [`${line} ${paragraphs[i + 1]}`] : []))
    expect(inWord).toEqual(onScreen.map(([, heading]) => heading))
  })

  test("nobody takes what they do not see, nor a unit what was withdrawn", async () => {
    await bringPaper(w, "withdrawn")
    await refused(w, () => w.as("wang").post("/papers/1/document"), 403)
    await refused(w, () => w.as("zhao").post("/papers/1/document"), 404)
    expect(await copies()).toEqual([])
    await take("lin")
  })

  test("every kind is a paper that reads back", async () => {
    for (const [i, kind] of BULLETIN_KINDS.entries()) {
      await bringPaper(w, "draft", i + 1, { kind })
      const { paragraphs } = await take("lin", i + 1)
      expect(paragraphs.join("")).toContain((await contentOf(w, i + 1)).title)
    }
  })
})
