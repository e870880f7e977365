import { describe, expect, test } from "vitest"
import { Stale } from "#db/database.ts"
import { sendReports } from "#src/reports/report/commands.ts"
import { findReport } from "#src/reports/report/queries.ts"
import { acting } from "#src/trail/record.ts"
import {
  answerDraftOf,
  done,
  draftNotice,
  draftOf,
  enter,
  type Fields,
  multipart,
  noticeOf,
  onlyOne,
  onNotice,
  onReport,
  openRound,
  refused,
  reportOf,
  sentence,
  settings,
  trailOf,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { allowLinks, byLink, madeLink } from "#test/support/links.ts"
import { type World, world } from "#test/support/world.ts"

/* What a unit has typed leaves its box as the version that is sent, and in no other way. */

const BLANK = { achieved: "", problems: "", nextSteps: "" }
const UNCHANGED = { unchanged: "1", ...BLANK }

/** The second round, in which 办公室 owes task 1 again and has something to compare with. */
async function nextRound() {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31" }))
  return w
}

const draft = (w: World, over: Fields = {}) => onReport(w, "wang", 1, "draft", { ...BLANK, ...over }, 2)
const unchanged = (w: World, over: Fields = {}) => onReport(w, "wang", 1, "report", { ...UNCHANGED, ...over }, 2)
const attach = (w: World) =>
  w.as("wang").post("/assignments/1/rounds/2/attachments", multipart({}, { files: [{ name: "照片.pdf", bytes: PDF }] }))
const todo = async (w: World, query = "") => (await w.as("wang").get(`/todo${query}`)).text()
const OFFERED = "本期无变化，报送"

describe("无变化", () => {
  test.each<[string, Fields]>([
    ["what was done", { achieved: "召开部署会" }],
    ["a problem alone", { problems: "经费没有落实" }],
    ["next steps alone", { nextSteps: "十二月办班" }],
    ["the tick alone", { hasDifficulty: "1" }],
  ])("is refused beside a draft that says %s, which stays as it is", async (_, over) => {
    const w = await nextRound()
    await done(draft(w, over))
    const before = await draftOf(w, 1, 2)
    const html = await refused(w, () => unchanged(w), 422, "已有填写的内容")
    for (const text of Object.values(over)) expect(html).toContain(text)
    expect(await draftOf(w, 1, 2)).toEqual(before)
    expect(await reportOf(w, 1, 2)).toBeNull()
  })

  test("is refused with words in the boxes beside it, which come back", async () => {
    const w = await nextRound()
    const html = await refused(w, () => unchanged(w, { problems: "刚刚打的字" }), 422, "已有填写的内容")
    expect(html).toContain("刚刚打的字")
  })

  test("is offered only where nothing is written, on the folded item and on the open one", async () => {
    const w = await nextRound()
    for (const query of ["?item=1-2", "?item=6-2"]) expect(await todo(w, query)).toContain(OFFERED)
    await done(draft(w, { problems: "经费没有落实" }))
    for (const query of ["?item=1-2", "?item=6-2"]) expect(await todo(w, query)).not.toContain(OFFERED)
    await done(draft(w))
    for (const query of ["?item=1-2", "?item=6-2"]) expect(await todo(w, query)).toContain(OFFERED)
  })

  test("is no answer to a return: not offered, and refused, also after the answer was taken back again", async () => {
    const w = await nextRound()
    await done(onReport(w, "wang", 1, "report", {}, 2))
    await done(onReport(w, "lin", 1, "return", {}, 2))
    await refused(w, () => unchanged(w), 422, "退回重报")
    expect(await todo(w, "?item=1-2")).not.toContain(OFFERED)
    await done(onReport(w, "wang", 1, "report", {}, 2))
    await done(onReport(w, "wang", 1, "withdrawal", {}, 2))
    await done(draft(w))
    await refused(w, () => unchanged(w), 422, "退回重报")
    expect(await todo(w, "?item=1-2")).not.toContain(OFFERED)
  })

  test("is no answer to the head either", async () => {
    const w = await nextRound()
    await done(settings(w, { headSigns: "1" }))
    await done(unchanged(w))
    await done(onReport(w, "head", 1, "sending-back", {}, 2))
    await refused(w, () => unchanged(w), 422, "退回重报")
  })

  test("taken back, the boxes are as they were before it: empty, with the files, and it is offered again", async () => {
    const w = await nextRound()
    await done(draft(w))
    await done(attach(w))
    await done(unchanged(w))
    expect((await reportOf(w, 1, 2))?.state).toBe("submitted")
    const response = await done(onReport(w, "wang", 1, "withdrawal", {}, 2))
    expect(await reportOf(w, 1, 2)).toMatchObject({ state: "draft" })
    expect(await draftOf(w, 1, 2)).toMatchObject(BLANK)
    const page = await todo(w, "?item=1-2")
    expect(page).not.toContain("以来无变化，继续按原措施推进")
    expect(page).toContain("照片.pdf")
    expect(page).toContain(OFFERED)
    expect(response.headers.get("location")).toBe("/todo?item=1-2#write-1-2")
    await done(unchanged(w))
    expect(await reportOf(w, 1, 2)).toMatchObject({ state: "submitted", latest: 2 })
  })

  test("returned, it is answered from empty boxes and not from its own sentence", async () => {
    const w = await nextRound()
    await done(unchanged(w))
    await done(onReport(w, "lin", 1, "return", {}, 2))
    const page = await todo(w, "?item=1-2")
    expect(page).toContain("请写明人数。")
    expect(page).not.toContain("以来无变化，继续按原措施推进")
  })

  test("by a link it is offered and refused in the same way", async () => {
    const w = await nextRound()
    await allowLinks(w)
    const guest = await byLink(w, await madeLink(w, "wang", 2))
    expect(await (await guest.get("/todo?item=1-2")).text()).toContain(OFFERED)
    await done(draft(w, { achieved: "召开部署会" }))
    const fields = { ...UNCHANGED, revision: "1", version: "0" }
    const html = await refused(w, () => guest.post("/assignments/1/rounds/2/report", fields), 422, "已有填写的内容")
    expect(html).toContain("召开部署会")
    expect((await draftOf(w, 1, 2))?.achieved).toBe("召开部署会")
  })
})

describe("a draft that somebody saves while another version is on its way", () => {
  const read = async (w: World) => {
    const found = await findReport(w.database, w.actor("wang"), 1, 2)
    if (!found) throw new Error("nothing to send")
    return found
  }
  const by = (w: World) => acting(w.actor("wang"), w.now())

  test.each([true, false])("is not deleted with it, and the sending is told (无变化: %s)", async (unchanged) => {
    const w = await nextRound()
    const found = await read(w)
    await done(draft(w, { achieved: "同事刚写的" }))
    const words = { ...WORDS, hasDifficulty: false, stageId: null, unchanged }
    await expect(sendReports(w.database, [{ found, words, hasEvidence: false }], by(w))).rejects.toThrow(Stale)
    expect((await draftOf(w, 1, 2))?.achieved).toBe("同事刚写的")
    expect(await reportOf(w, 1, 2)).toBeNull()
  })

  test("and a link that was revoked in the same moment still lands nothing", async () => {
    const w = await nextRound()
    await allowLinks(w)
    await madeLink(w, "wang", 2)
    const actor = { ...w.actor("wang"), link: { id: 1, planId: 1, unitId: 1, roundId: 2 } }
    const found = await read(w)
    await done(w.as("lin").post("/plans/1/rounds/2/links/1/revocation", { version: "1" }))
    const words = { ...WORDS, hasDifficulty: false, stageId: null, unchanged: false }
    const sending = sendReports(w.database, [{ found, words, hasEvidence: false }], acting(actor, w.now()))
    await expect(sending).rejects.toThrow(Stale)
    expect(await reportOf(w, 1, 2)).toBeNull()
  })
})

describe("代录", () => {
  const inRound = async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "draft", { achieved: "单位自己写的", hasDifficulty: "1" }))
    return w
  }

  test("leaves what the unit was writing, and 撤回 brings that back", async () => {
    const w = await inRound()
    await done(enter(w, "lin", 1, { achieved: "纸面上的内容" }))
    expect((await draftOf(w, 1))?.achieved).toBe("单位自己写的")
    await done(onReport(w, "wang", 1, "withdrawal"))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: "单位自己写的", hasDifficulty: true })
    expect(await todo(w, "?item=1-1")).toContain("单位自己写的")
  })

  test("where nothing was being written, 撤回 gives the words of the paper to go on with", async () => {
    const w = await world()
    await done(openRound(w))
    await done(enter(w, "lin", 1, { achieved: "纸面上的内容" }))
    await done(onReport(w, "wang", 1, "withdrawal"))
    expect((await draftOf(w, 1))?.achieved).toBe("纸面上的内容")
  })

  test("says on its page that the unit is writing, and since when", async () => {
    const w = await inRound()
    const page = await (await w.as("lin").get("/assignments/1/rounds/1/entry")).text()
    expect(page).toMatch(/正在填写[\s\S]*09:00/)
    expect(page).toContain("单位自己写的")
  })
})

describe("the answer to a 督办单", () => {
  test("taken back it is the one that was sent; nothing newer is written over", async () => {
    const w = await world()
    await done(draftNotice(w))
    await done(onNotice(w, "wang", "answer", { text: "已办理完毕" }))
    await done(onNotice(w, "wang", "withdrawal"))
    expect((await answerDraftOf(w))?.text).toBe("已办理完毕")
  })
})

describe("an impatient second press", () => {
  const inRound = async () => {
    const w = await world()
    await done(openRound(w))
    return w
  }

  test("of 报送 is told that one's own report is there, and of nobody else", async () => {
    const w = await inRound()
    const fields = { ...WORDS, revision: "0", version: "0" }
    await done(w.as("wang").post("/assignments/1/rounds/1/report", fields))
    const html = await refused(w, () => w.as("wang").post("/assignments/1/rounds/1/report", fields), 409)
    expect(sentence(html)).toContain("这一项您已于2026年9月21日 09:00报送，现为「已报」，不必再次提交。")
    expect(html).not.toContain("他人")
    expect(html).toContain(WORDS.achieved)
  })

  test("at the same moment: one is sent, the other is told the same", async () => {
    const w = await inRound()
    await done(w.as("wang").post("/assignments/1/acknowledgement", { version: "1", personInCharge: "王五" }))
    const says: string[] = []
    const send = async () => {
      const response = await w
        .as("wang")
        .post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" })
      says.push(sentence(await response.clone().text()))
      return response
    }
    await onlyOne(w, send, send)
    expect(says.join()).toContain("这一项您已于2026年9月21日 09:00报送")
  })

  test("of 报送已填好的 is told that they are there; who was really overtaken is told so", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft"))
    const items = ["1-1"]
    await done(w.as("wang").post("/todo/sending", { items }))
    const html = await refused(w, () => w.as("wang").post("/todo/sending", { items }), 409)
    expect(sentence(html)).toContain("这几项已经报送，不必再次提交。")
  })

  test("after the report was entered by the office it is not one's own", async () => {
    const w = await inRound()
    await done(enter(w, "lin", 1))
    const html = await refused(w, () => onReport(w, "wang", 1, "report", { version: "0" }), 409)
    expect(sentence(html)).not.toContain("您已于")
  })

  test("of 反馈 likewise", async () => {
    const w = await inRound()
    await done(draftNotice(w))
    const { version } = await noticeOf(w)
    const fields = { text: "已办理", revision: "0", version: String(version) }
    await done(w.as("wang").post("/notices/1/answer", fields))
    const html = await refused(w, () => w.as("wang").post("/notices/1/answer", fields), 409)
    expect(sentence(html)).toMatch(/您已于2026年9月21日 09:00反馈/)
    expect((await trailOf(w, "notice:1")).filter(({ action }) => action === "notice_answered")).toHaveLength(1)
  })
})

test("a report that was sent again no longer bears the old opinion; whoever reads the new words sees it dated", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return"))
  await w.travel("2026-09-22")
  await done(onReport(w, "wang", 1, "report", { achieved: "56人，全部合格" }))
  expect(await todo(w)).not.toContain("请写明人数。")
  const desk = await (await w.as("lin").get("/desk?queue=review")).text()
  expect(desk).toMatch(/上次退回意见（9月21日）：\s*请写明人数。/)
  await done(onReport(w, "lin", 1, "acceptance", { opinion: "很好" }))
  expect(await todo(w)).toContain("很好")
})
