import { asc, isNull } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { attachments } from "#db/schema.ts"
import {
  actions,
  answerDraftOf,
  bringReport,
  done,
  draftNotice,
  draftOf,
  type Fields,
  multipart,
  noticeOf,
  onNotice,
  onReport,
  openRound,
  refused,
  reportOf,
  type Upload,
  WORDS,
} from "#test/support/acts.ts"
import { PDF, PNG } from "#test/support/files.ts"
import { attachFinding, bringInspection, inspectionOf } from "#test/support/inspections.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/*
 * A file that was chosen goes with whatever button is pressed beside it, and is never dropped in silence: reports,
 * answers to notices, findings of an inspection.
 */

const PHOTO: Upload = { name: "会议照片.pdf", bytes: PDF }
const SHEET: Upload = { name: "签到表.png", bytes: PNG }
const BAD: Upload = { name: "坏.pdf", bytes: Uint8Array.of(1, 2, 3) }

const names = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select({ name: attachments.name })
      .from(attachments)
      .where(isNull(attachments.removedAt))
      .orderBy(asc(attachments.id)),
  ])
  return rows.map(({ name }) => name)
}

async function inRound(over: Fields = {}) {
  const w = await world()
  await done(openRound(w, over))
  return w
}

const report = (w: World, act: string, files: Upload[], over: Fields = {}, login: Login = "wang") =>
  w
    .as(login)
    .post(`/assignments/1/rounds/1/${act}`, multipart({ ...WORDS, version: "0", revision: "0", ...over }, { files }))

describe("a report", () => {
  test("报送 takes the chosen files along, and says so", async () => {
    const w = await inRound()
    const response = await done(report(w, "report", [PHOTO, SHEET]))
    expect(response.headers.getSetCookie().join()).toContain("done=sent_with_files.2")
    expect(await names(w)).toEqual(["会议照片.pdf", "签到表.png"])
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted" })
    expect((await actions(w)).slice(-4)).toEqual([
      "attachment_added",
      "attachment_added",
      "report_sent",
      "assignment_begun",
    ])
    expect(await (await w.as("lin").get("/desk")).text()).toContain("会议照片.pdf")
  })

  test("they are the evidence that a round asks for", async () => {
    const w = await inRound({ evidenceRequired: "1" })
    await refused(w, () => report(w, "report", []), 409, "佐证材料")
    await done(report(w, "report", [PHOTO]))
  })

  test("to the head, too", async () => {
    const w = await inRound()
    await bringReport(w, "signing")
    await done(onReport(w, "wang", 1, "withdrawal"))
    const revision = String((await draftOf(w, 1))?.revision)
    const response = await done(report(w, "report", [PHOTO], { version: "2", revision }))
    expect(response.headers.getSetCookie().join()).toContain("done=signing_with_files.1")
  })

  test("one that is none: nothing is sent, the words are in their boxes, and what is wrong stands at the files", async () => {
    const w = await inRound()
    const html = await refused(w, () => report(w, "report", [PHOTO, BAD]), 422, "「坏.pdf」不是可接受的文件")
    expect(html).toContain("一起选的另外 1 个文件也没有上传")
    expect(html).toContain(WORDS.achieved)
    expect(html).toMatch(/id="files-1-1"[^>]*aria-invalid="true"/)
    expect(await reportOf(w, 1)).toBeNull()
    expect(await names(w)).toEqual([])
  })

  test("an empty file is told, not passed over", async () => {
    const w = await inRound()
    await refused(
      w,
      () => report(w, "report", [{ name: "空.pdf", bytes: new Uint8Array() }]),
      422,
      "「空.pdf」是空文件",
    )
  })

  test("where the words are not right yet, the files are there already", async () => {
    const w = await inRound()
    const response = await report(w, "report", [PHOTO], { achieved: " " })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain("请填写落实情况")
    expect(html).toMatch(/<a href="\/attachments\/1"[^>]*>会议照片.pdf/)
    expect(await names(w)).toEqual(["会议照片.pdf"])
  })

  test("a draft that was changed elsewhere keeps both texts and the file", async () => {
    const w = await inRound()
    await done(onReport(w, "head", 1, "draft", { achieved: "另一个窗口" }))
    const response = await report(w, "report", [PHOTO], { achieved: "本窗口" })
    expect(response.status).toBe(409)
    const html = await response.text()
    for (const words of ["另一个窗口", "本窗口", "会议照片.pdf"]) expect(html).toContain(words)
  })

  test.each<[string, Fields, string]>([
    ["保存草稿", {}, "attached.1"],
    ["上传", { upload: "1" }, "attached.1"],
    ["沿用上期", { use: "last" }, "attached.1"],
  ])("%s keeps the words and the file", async (_, over, said) => {
    const w = await inRound()
    const response = await done(report(w, "draft", [PHOTO], over))
    expect(response.headers.getSetCookie().join()).toContain(`done=${said}`)
    expect((await draftOf(w, 1))?.achieved).toBe(WORDS.achieved)
    expect(await names(w)).toEqual(["会议照片.pdf"])
  })

  test("上传 with nothing chosen says what to do, and keeps the words", async () => {
    const w = await inRound()
    const response = await report(w, "draft", [], { upload: "1" })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("请先选择要上传的文件")
    expect((await draftOf(w, 1))?.achieved).toBe(WORDS.achieved)
  })

  test("移除 keeps what is being written beside it, and a file that is chosen", async () => {
    const w = await inRound()
    await done(report(w, "draft", [PHOTO]))
    await done(report(w, "draft", [SHEET], { detach: "1", revision: "1", achieved: "又写了一句。" }))
    expect(await names(w)).toEqual(["签到表.png"])
    expect((await draftOf(w, 1))?.achieved).toBe("又写了一句。")
  })

  test("saving while typing takes no file along", async () => {
    const w = await inRound()
    const headers = { origin: "http://127.0.0.1:3000", cookie: "__Host-sid=wang", "HX-Request-Type": "partial" }
    const body = multipart({ ...WORDS, revision: "0" }, { files: [PHOTO] })
    const address = "http://127.0.0.1:3000/assignments/1/rounds/1/draft"
    expect((await w.app.request(address, { method: "POST", headers, body })).status).toBe(200)
    expect(await names(w)).toEqual([])
  })

  test("photographs are one batch, more than one file may be go in several, and all arrive in order", async () => {
    const w = await inRound()
    const large = (name: string, size: number) => {
      const bytes = new Uint8Array(size)
      bytes.set(PDF)
      return { name, bytes }
    }
    const trips = w.database.trips()
    const photographs = [PHOTO, SHEET, large("三.pdf", 100), large("四.pdf", 100)]
    await done(report(w, "report", photographs))
    // Each lands in its pieces while it comes; the act itself is one batch.
    expect(w.database.trips() - trips).toBeLessThanOrEqual(4 + photographs.length)
    const six = 6 * 1024 * 1024
    await done(onReport(w, "wang", 1, "withdrawal"))
    const revision = String((await draftOf(w, 1))?.revision)
    await done(report(w, "draft", [large("五.pdf", six), large("六.pdf", six), large("七.pdf", 100)], { revision }))
    expect((await names(w)).slice(-3)).toEqual(["五.pdf", "六.pdf", "七.pdf"])
  })

  test("whoever may not write it adds nothing to it", async () => {
    const w = await inRound()
    await refused(w, () => report(w, "report", [PHOTO], {}, "zhou"), 403)
    await refused(w, () => report(w, "draft", [PHOTO], {}, "lin"), 403)
    await refused(w, () => report(w, "report", [PHOTO], {}, "zhao"), 404)
    await done(report(w, "report", [PHOTO]))
    await refused(w, () => report(w, "draft", [SHEET], { revision: "0" }), 409)
    expect(await names(w)).toEqual(["会议照片.pdf"])
  })
})

describe("as soon as it is chosen", () => {
  const partial = (w: World, files: Upload[], fields: Fields = { form: "report-1-1-0" }) =>
    w.app.request("http://127.0.0.1:3000/assignments/1/rounds/1/attachments", {
      method: "POST",
      headers: { origin: "http://127.0.0.1:3000", cookie: "__Host-sid=wang", "HX-Request-Type": "partial" },
      body: multipart(fields, { files }),
    })

  test("the answer is the evidence alone, with the file, for the form that the page has", async () => {
    const w = await inRound()
    const response = await partial(w, [PHOTO])
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toMatch(/^<div class="evidence" id="evidence-1-1"/)
    expect(html).toContain("会议照片.pdf")
    expect(html).toMatch(/<input type="file" name="files" id="files-1-1" form="report-1-1-0"/)
  })

  test("what is none is said there", async () => {
    const w = await inRound()
    const response = await partial(w, [BAD])
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(/<p class="problem" role="alert"[^>]*>「坏.pdf」不是可接受的文件/)
  })

  test("a form that is no name is not written into the page", async () => {
    const w = await inRound()
    const html = await (await partial(w, [PHOTO], { form: `x" onclick="alert(1)` })).text()
    expect(html).not.toContain("onclick")
  })

  test("nobody is signed in: nothing but that", async () => {
    const w = await inRound()
    const response = await w.app.request("http://127.0.0.1:3000/assignments/1/rounds/1/attachments", {
      method: "POST",
      headers: { origin: "http://127.0.0.1:3000", "HX-Request-Type": "partial" },
      body: multipart({}, { files: [PHOTO] }),
    })
    expect(response.status).toBe(401)
    expect(await response.text()).toBe("")
  })
})

describe("an answer to a notice", () => {
  const answer = async (w: World, act: string, files: Upload[], over: Fields = {}) => {
    const { version } = await noticeOf(w)
    const revision = String((await answerDraftOf(w))?.revision ?? 0)
    const fields = { text: "已办理完毕。", version: String(version), revision, ...over }
    return w.as("wang").post(`/notices/1/${act}`, multipart(fields, { files }))
  }

  test("反馈 takes the chosen files along, and the office sees them", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    const response = await done(answer(w, "answer", [PHOTO]))
    expect(response.headers.getSetCookie().join()).toContain("done=notice_answered_with_files.1")
    expect((await w.as("lin").get("/attachments/1")).status).toBe(200)
    expect((await noticeOf(w)).state).toBe("answered")
  })

  test("one that is none: not answered, the words are there", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    const html = await refused(w, () => answer(w, "answer", [BAD]), 422, "「坏.pdf」不是可接受的文件")
    expect(html).toContain("已办理完毕。")
    expect((await noticeOf(w)).state).toBe("issued")
  })

  test("without words the file is there already", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    const response = await answer(w, "answer", [PHOTO], { text: " " })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("会议照片.pdf")
  })

  test("保存草稿 and 移除 keep words and files", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    await done(answer(w, "draft", [PHOTO]))
    await done(answer(w, "draft", [SHEET], { text: "又写了一句。", detach: "1" }))
    expect((await answerDraftOf(w))?.text).toBe("又写了一句。")
    expect(await names(w)).toEqual(["签到表.png"])
  })

  test("withdrawn and answered at once by another window: the file is said to be lost", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    await done(onNotice(w, "head", "answer"))
    const html = await refused(w, () => answer(w, "answer", [PHOTO]), 409)
    expect(html).toContain("文件「会议照片.pdf」没有保留")
  })
})

describe("a finding", () => {
  const FOUND = { assignment: "1", verdict: "untrue", finding: "签到表只有20人。", evidence: "查阅原件。" }
  const record = async (w: World, files: Upload[], over: Fields = {}) => {
    const { version } = await inspectionOf(w)
    return w
      .as("lin")
      .post("/inspections/1/finding", multipart({ version: String(version), ...FOUND, ...over }, { files }))
  }
  const beside = (w: World, files: Upload[], over: Fields = {}) =>
    w.as("lin").post("/inspections/1/items/1/attachments", multipart({ ...FOUND, ...over }, { files }))

  async function underway() {
    const w = await world()
    await bringInspection(w, "underway")
    return w
  }

  test("登记 takes the chosen files along", async () => {
    const w = await underway()
    const response = await done(record(w, [PHOTO]))
    expect(response.headers.getSetCookie().join()).toContain("done=inspection_found_with_files.1")
    const html = await (await w.as("lin").get("/inspections/1")).text()
    expect(html).toContain("会议照片.pdf")
    expect(html).toContain("签到表只有20人。")
  })

  test("where the words are not right yet, the file is there already; one that is none is said", async () => {
    const w = await underway()
    const response = await record(w, [PHOTO], { evidence: "" })
    expect(response.status).toBe(422)
    const html = await response.text()
    for (const words of ["发现问题的，请写明依据和证据", "会议照片.pdf", "签到表只有20人。"])
      expect(html).toContain(words)
    const bad = await refused(w, () => record(w, [BAD]), 422, "「坏.pdf」不是可接受的文件")
    expect(bad).toContain("签到表只有20人。")
  })

  test("上传 beside words that are not recorded yet shows them as they were typed", async () => {
    const w = await underway()
    const response = await beside(w, [PHOTO])
    expect(response.status).toBe(200)
    const html = await response.text()
    for (const words of ["签到表只有20人。", "会议照片.pdf", "核查情况还没有登记"]) expect(html).toContain(words)
    await done(record(w, []))
    expect((await beside(w, [SHEET])).status).toBe(303)
    await done(attachFinding(w, "lin"))
    expect(await names(w)).toEqual(["会议照片.pdf", "签到表.png", "签到表.pdf"])
  })
})
