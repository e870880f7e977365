import { asc } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { attachmentPieces, attachments } from "#db/schema.ts"
import { addressIn, webAddress } from "#src/reports/evidence/address.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { isSound } from "#src/trail/verification.ts"
import {
  answerDraftOf,
  done,
  draftNotice,
  draftOf,
  type Fields,
  multipart,
  noticeOf,
  onReport,
  openRound,
  pageAfter,
  refused,
  reportOf,
  trailOf,
  type Upload,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { verify } from "#test/support/house.ts"
import { bringInspection, inspectionOf } from "#test/support/inspections.ts"
import { allowLinks, byLink, madeLink } from "#test/support/links.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/* 网址 as evidence: written down, shown, opened by people and never by the program; otherwise as a file is. */

const PAGE = "https://www.example.gov.cn/art/2026/9/1/art_1_2.html?from=list&id=3"
const ADDRESS = { address: PAGE, addressName: "公开通知" }
const PHOTO: Upload = { name: "会议照片.pdf", bytes: PDF }

describe("what is an address", () => {
  test.each<[string, string, string, string]>([
    [PAGE, "公开通知", PAGE, "公开通知"],
    [` ${PAGE} `, " ", PAGE, "www.example.gov.cn"],
    ["HTTP://Example.gov.cn:8080", "", "http://example.gov.cn:8080/", "example.gov.cn:8080"],
    ["http://10.1.2.3/oa", "", "http://10.1.2.3/oa", "10.1.2.3"],
    ["https://例子.cn/通知", "", "https://xn--fsqu00a.cn/%E9%80%9A%E7%9F%A5", "xn--fsqu00a.cn"],
    ["https://a.cn/@b", "反\u202e向", "https://a.cn/@b", "反向"],
    [`https://a.cn/${"x".repeat(487)}`, "名".repeat(80), `https://a.cn/${"x".repeat(487)}`, "名".repeat(80)],
  ])("%s %s", (typed, name, address, called) => {
    expect(addressIn(typed, name)).toEqual({ address, name: called })
    expect(webAddress(address)?.href).toBe(address)
  })

  test.each<[string, string, string]>([
    ["javascript:alert(1)", "", "以 https:// 或 http:// 开头"],
    ["java\nscript:alert(1)", "", "以 https:// 或 http:// 开头"],
    ["data:text/html,<script>", "", "以 https:// 或 http:// 开头"],
    ["file:///etc/passwd", "", "以 https:// 或 http:// 开头"],
    ["ftp://a.cn/x", "", "以 https:// 或 http:// 开头"],
    ["//a.cn/x", "", "以 https:// 或 http:// 开头"],
    ["www.a.cn/x", "", "以 https:// 或 http:// 开头"],
    ["https://", "", "以 https:// 或 http:// 开头"],
    ["https://a b.cn/", "", "以 https:// 或 http:// 开头"],
    ["https://u:p@a.cn/", "", "不能带用户名和口令"],
    ["https://www.gov.cn@evil.cn/", "", "不能带用户名和口令"],
    ["https://:p@a.cn/", "", "不能带用户名和口令"],
    [`https://a.cn/${"x".repeat(488)}`, "", "最长 500 个字符"],
    [`https://a.cn/${"字".repeat(60)}`, "", "最长 500 个字符"],
    [PAGE, "名".repeat(81), "名称最多 80 字"],
    [" ", "公开通知", "请填写网址"],
  ])("%s is none", (typed, name, words) => {
    expect(addressIn(typed, name)).toEqual({ problem: expect.stringContaining(words) })
  })

  test("nothing typed is nothing", () => expect(addressIn(" ", "")).toBeNull())

  test.each(["javascript:alert(1)", "https://u:p@a.cn/", "/todo", ""])("%s is never a link", (text) => {
    expect(webAddress(text)).toBeNull()
  })
})

const kept = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(attachments).orderBy(asc(attachments.id))])
  return rows.filter(({ removedAt }) => removedAt === null)
}
const addresses = async (w: World) => (await kept(w)).map(({ address }) => address)

async function inRound(over: Fields = {}) {
  const w = await world()
  await done(openRound(w, over))
  return w
}

const report = (w: World, act: string, over: Fields = {}, login: Login | null = "wang", files: Upload[] = []) =>
  w
    .as(login)
    .post(
      `/assignments/1/rounds/1/${act}`,
      multipart({ ...WORDS, version: "0", revision: "0", ...ADDRESS, ...over }, { files }),
    )

/** The tag of the field, with what stands in it. */
const fieldIn = (html: string, name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? ""

describe("beside a report", () => {
  test("报送 takes the typed address along: no bytes, in the trail, shown with its host, opened elsewhere", async () => {
    const w = await inRound()
    const response = await done(report(w, "report"))
    expect(response.headers.getSetCookie().join()).toContain("done=sent_with_files.1")
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted" })
    expect(await kept(w)).toMatchObject([
      { name: "公开通知", address: PAGE, type: "", size: 0, sha256: "", kind: "evidence", unitId: 1, addedById: 3 },
    ])
    const { db, read } = w.database
    const [pieces] = await read([db.select({ at: attachmentPieces.position }).from(attachmentPieces)])
    expect(pieces).toEqual([])
    expect(await trailOf(w, "attachment:1")).toMatchObject([
      { version: 1, action: "attachment_added", particulars: { name: "公开通知", address: PAGE, assignmentId: 1 } },
    ])
    for (const [login, path] of [
      ["lin", "/desk"],
      ["lin", "/plans/1/tasks/1"],
      ["wang", "/plans/1/tasks/1"],
    ] as const) {
      const html = await (await w.as(login).get(path)).text()
      const escaped = PAGE.replaceAll("&", "&amp;")
      expect(html).toContain(
        `<a href="${escaped}" title="${escaped}" target="_blank" rel="noreferrer noopener" hx-boost="false">公开通知</a>`,
      )
      expect(html).toContain("www.example.gov.cn（外部网址，系统不访问）")
      expect(html).toContain(`<small class="print-only">${escaped}</small>`)
    }
  })

  test("the program hands nothing out for it and fetches nothing", async () => {
    const w = await inRound()
    await done(report(w, "report"))
    for (const login of ["wang", "lin", "boss", "zhao"] as const)
      expect((await w.as(login).get("/attachments/1")).status).toBe(404)
  })

  test("it is the evidence that a round asks for, and goes with files in one act", async () => {
    const w = await inRound({ evidenceRequired: "1" })
    await refused(w, () => report(w, "report", { address: "", addressName: "" }), 409, "佐证材料")
    const response = await done(report(w, "report", {}, "wang", [PHOTO]))
    expect(response.headers.getSetCookie().join()).toContain("done=sent_with_files.2")
    expect((await kept(w)).map(({ name, address }) => [name, address])).toEqual([
      ["会议照片.pdf", null],
      ["公开通知", PAGE],
    ])
    expect(await trailOf(w, "attachment:2")).toMatchObject([{ particulars: { name: "公开通知", address: PAGE } }])
    const bytes = new Uint8Array(await (await w.as("wang").get("/attachments/1")).arrayBuffer())
    expect(bytes).toEqual(Uint8Array.from(PDF))
  })

  test.each<[string, Fields]>([
    ["保存草稿", {}],
    ["添加网址", { upload: "address" }],
    ["上传", { upload: "1" }],
  ])("%s keeps the words and the address, and the field is empty", async (_, over) => {
    const w = await inRound()
    const response = await report(w, "draft", over)
    expect(response.headers.getSetCookie().join()).toContain("done=attached.1")
    expect((await draftOf(w, 1))?.achieved).toBe(WORDS.achieved)
    const html = await (await pageAfter(w, response, "wang")).text()
    expect(html).toContain("已添加 1 件佐证材料")
    expect(fieldIn(html, "address")).toContain('value=""')
    expect(html).toContain("公开通知")
  })

  test("one that is none: said at its field, with what was typed; the words and a chosen file are kept", async () => {
    const w = await inRound()
    const response = await report(w, "report", { address: "www.example.gov.cn" }, "wang", [PHOTO])
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain("以 https:// 或 http:// 开头")
    expect(fieldIn(html, "address")).toContain('value="www.example.gov.cn"')
    expect(fieldIn(html, "address")).toContain('aria-invalid="true"')
    expect(fieldIn(html, "addressName")).toContain('value="公开通知"')
    expect(html).toContain(WORDS.achieved)
    expect(await reportOf(w, 1)).toBeNull()
    expect((await kept(w)).map(({ name }) => name)).toEqual(["会议照片.pdf"])
  })

  test("where a file is none, the address stays typed; 添加网址 with nothing typed says what to do", async () => {
    const w = await inRound()
    const bad = { name: "坏.pdf", bytes: Uint8Array.of(1, 2, 3) }
    const html = await refused(w, () => report(w, "report", {}, "wang", [bad]), 422, "「坏.pdf」")
    expect(fieldIn(html, "addressName")).toContain('value="公开通知"')
    expect(await kept(w)).toEqual([])
    const none = await report(w, "draft", { upload: "address", address: "", addressName: "" })
    expect(none.status).toBe(422)
    expect(await none.text()).toMatch(/id="address-problem-1-1">请填写网址/)
  })

  test("where the words are not right yet it is there already, and typed no more; pressed again it stays one", async () => {
    const w = await inRound()
    const response = await report(w, "report", { achieved: " " })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain("请填写落实情况")
    expect(fieldIn(html, "address")).toContain('value=""')
    expect(await addresses(w)).toEqual([PAGE])
    await done(report(w, "report"))
    expect(await addresses(w)).toEqual([PAGE])
  })

  test("a draft that was changed elsewhere keeps both texts and the address", async () => {
    const w = await inRound()
    await done(onReport(w, "head", 1, "draft", { achieved: "另一个窗口" }))
    const response = await report(w, "report", { achieved: "本窗口" })
    expect(response.status).toBe(409)
    const html = await response.text()
    for (const words of ["另一个窗口", "本窗口", "公开通知"]) expect(html).toContain(words)
    expect(await addresses(w)).toEqual([PAGE])
  })

  test("a report that is gone already takes nothing more, and gives the typed address back", async () => {
    const w = await inRound()
    await done(report(w, "report", { address: "", addressName: "" }))
    const html = await refused(w, () => report(w, "report"), 409)
    expect(html).toContain(PAGE.replaceAll("&", "&amp;"))
    expect(await kept(w)).toEqual([])
  })

  test("it counts with the files that go at once", async () => {
    const w = await inRound()
    const twenty = Array.from({ length: 20 }, (_, i) => ({ name: `${i}.pdf`, bytes: PDF }))
    const response = await report(w, "draft", {}, "wang", twenty)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("一次最多添加 20 件")
    expect(await addresses(w)).toEqual(Array.from({ length: 20 }, () => null))
  })

  test("移除 takes it off and keeps the words; the trail has its name", async () => {
    const w = await inRound()
    await done(report(w, "draft"))
    await done(report(w, "draft", { detach: "1", revision: "1", address: "", addressName: "" }))
    expect(await kept(w)).toEqual([])
    expect((await trailOf(w, "attachment:1")).at(-1)).toMatchObject({
      action: "attachment_removed",
      particulars: { name: "公开通知" },
    })
    await refused(w, () => report(w, "draft", { detach: "1", revision: "2", address: "", addressName: "" }), 409)
  })

  test("a file that goes as soon as it is chosen leaves the address where it is typed", async () => {
    const w = await inRound()
    const response = await w.app.request("http://127.0.0.1:3000/assignments/1/rounds/1/attachments", {
      method: "POST",
      headers: { origin: "http://127.0.0.1:3000", cookie: "__Host-sid=wang", "HX-Request-Type": "partial" },
      body: multipart({ form: "report-1-1-0", ...ADDRESS, address: "https://www.exam" }, { files: [PHOTO] }),
    })
    expect(response.status).toBe(200)
    expect(fieldIn(await response.text(), "address")).toContain('value="https://www.exam"')
    expect((await kept(w)).map(({ name }) => name)).toEqual(["会议照片.pdf"])
  })

  test("whoever may not write the report adds nothing to it; an outsider does not find it", async () => {
    const w = await inRound()
    await refused(w, () => report(w, "report", {}, "zhou"), 403)
    await refused(w, () => report(w, "draft", {}, "lin"), 403)
    await refused(w, () => report(w, "report", {}, "zhao"), 404)
    await refused(w, () => report(w, "attachments", {}, "zhao"), 404)
    expect(await kept(w)).toEqual([])
  })

  test("others of the plan see it when a file would be seen: not before the report is accepted", async () => {
    const w = await inRound()
    await done(report(w, "report"))
    expect(await (await w.as("zhao").get("/plans/1/tasks/1")).text()).not.toContain("公开通知")
  })

  test("by 填报链接 too, until the report is sent", async () => {
    const w = await inRound()
    await allowLinks(w)
    const visitor = await byLink(w, await madeLink(w))
    expect(fieldIn(await (await visitor.get("/todo")).text(), "address")).toContain('type="url"')
    const fields = { ...WORDS, version: "0", revision: "0", ...ADDRESS }
    await done(visitor.post("/assignments/1/rounds/1/draft", multipart(fields)))
    expect(await (await visitor.get("/todo")).text()).toContain("www.example.gov.cn（外部网址，系统不访问）")
    await done(visitor.post("/assignments/1/rounds/1/report", multipart({ ...fields, revision: "1" })))
    expect(await addresses(w)).toEqual([PAGE])
    expect((await visitor.post("/assignments/2/rounds/1/draft", multipart(fields))).status).toBe(404)
  })

  test("the paper names it with its address", async () => {
    const w = await inRound()
    await done(report(w, "draft"))
    const html = await (await w.as("wang").get("/todo/sheet")).text()
    expect(html).toContain(`公开通知（${PAGE.replaceAll("&", "&amp;")}）`)
  })
})

test("a stored address that is none is shown as text, never as a link", async () => {
  const w = await inRound()
  await done(report(w, "report"))
  const { db, write } = w.database
  await write([db.update(attachments).set({ address: "javascript:alert(1)" })])
  const html = await (await w.as("lin").get("/desk")).text()
  expect(html).not.toContain('href="javascript')
  expect(html).toContain("公开通知")
})

test("核验 has nothing to recompute of it, and finds an address that was changed behind the program", async () => {
  const w = await inRound()
  await done(report(w, "report", {}, "wang", [PHOTO]))
  const before = await verify(w.database)
  expect(before.files).toEqual({ files: 1, faults: [] })
  expect(before.imprints.faults).toEqual([])
  await sealEvents(w.database)
  await w.database.client.execute("update attachments set address = 'https://other.cn/' where id = 2")
  const after = await verify(w.database)
  expect(isSound(after)).toBe(false)
})

describe("beside an answer to a notice", () => {
  const answer = async (w: World, act: string, over: Fields = {}, login: Login = "wang") => {
    const { version } = await noticeOf(w)
    const revision = String((await answerDraftOf(w))?.revision ?? 0)
    const fields = { text: "已办理完毕。", version: String(version), revision, ...ADDRESS, ...over }
    return w.as(login).post(`/notices/1/${act}`, multipart(fields))
  }

  test("反馈 takes it along, and the office sees it", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    const response = await done(answer(w, "answer"))
    expect(response.headers.getSetCookie().join()).toContain("done=notice_answered_with_files.1")
    expect(await kept(w)).toMatchObject([{ subject: "notice:1", address: PAGE }])
    expect(await (await w.as("lin").get("/notices/1")).text()).toContain("公开通知</a>")
  })

  test("one that is none: not answered, words and address stand typed; another unit finds nothing", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    const html = await refused(w, () => answer(w, "answer", { address: "javascript:alert(1)" }), 422, "以 https://")
    expect(html).toContain("已办理完毕。")
    expect(fieldIn(html, "address")).toContain('value="javascript:alert(1)"')
    expect((await noticeOf(w)).state).toBe("issued")
    await refused(w, () => answer(w, "answer", {}, "zhao"), 404)
  })
})

test("beside a finding: 登记 takes it along, a bad one is said there", async () => {
  const w = await world()
  await bringInspection(w, "underway")
  const FOUND = { assignment: "1", verdict: "untrue", finding: "签到表只有20人。", evidence: "查阅原件。" }
  const record = async (over: Fields = {}) =>
    w
      .as("lin")
      .post(
        "/inspections/1/finding",
        multipart({ version: String((await inspectionOf(w)).version), ...FOUND, ...ADDRESS, ...over }),
      )
  const bad = await refused(w, () => record({ address: "ftp://a.cn" }), 422, "以 https://")
  expect(bad).toContain("签到表只有20人。")
  await done(record())
  expect(await kept(w)).toMatchObject([{ subject: "inspection:1/1", address: PAGE }])
})
