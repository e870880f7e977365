import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { attachmentPieces, attachments } from "#db/schema.ts"
import {
  done,
  enter,
  multipart,
  onAssignment,
  onReport,
  openRound,
  pageAfter,
  refused,
  trailOf,
  type Upload,
} from "#test/support/acts.ts"
import { JPG, OFD, office, PDF, PNG, zip } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const MEGABYTE = 1024 * 1024

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

const upload = (w: World, files: Upload[], login: Login | null = "wang", assignment = 1) =>
  w.as(login).post(`/assignments/${assignment}/rounds/1/attachments`, multipart({}, { files }))
const removal = (w: World, login: Login | null = "wang", id = 1) =>
  w.as(login).post("/assignments/1/rounds/1/attachments", { detach: String(id) })
const kept = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(attachments)])
  return rows
}

test.each<[string, Uint8Array, string]>([
  ["总结.pdf", PDF, "application/pdf"],
  ["来文.ofd", OFD, "application/ofd"],
  ["现场.jpg", JPG, "image/jpeg"],
  ["截图.png", PNG, "image/png"],
  ["报告.docx", office("docx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["台账.xlsx", office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
])("%s is kept byte for byte and given back as a download", async (name, bytes, type) => {
  const w = await inRound()
  await done(upload(w, [{ name, bytes }]))
  expect(await kept(w)).toMatchObject([{ name, type, size: bytes.length, kind: "evidence", unitId: 1, addedById: 3 }])
  expect(await trailOf(w, "attachment:1")).toMatchObject([
    { version: 1, action: "attachment_added", particulars: { name, kind: "evidence", assignmentId: 1 } },
  ])
  const response = await w.as("wang").get("/attachments/1")
  expect(response.status).toBe(200)
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.from(bytes))
  expect(response.headers.get("content-type")).toBe(type)
  expect(response.headers.get("content-disposition")).toBe(
    `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(name)}`,
  )
  expect(response.headers.get("x-content-type-options")).toBe("nosniff")
  expect(response.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'")
  expect(response.headers.get("cache-control")).toBe("no-store")
})

test("a file goes out under the ending of what it is, also one from before, and who sent it is told", async () => {
  const w = await inRound()
  const response = await upload(w, [{ name: "反\u202efdp.hta", bytes: PDF }])
  expect(response.status).toBe(303)
  expect(await kept(w)).toMatchObject([{ name: "反fdp.hta.pdf" }])
  expect(await (await pageAfter(w, response, "wang")).text()).toContain("1个文件已按内容规范名称")

  const { db, write } = w.database
  await write([db.update(attachments).set({ name: "旧\u202e名.exe" })])
  const sent = await w.as("wang").get("/attachments/1")
  expect(sent.headers.get("content-disposition")).toContain(`''${encodeURIComponent("旧名.exe.pdf")}`)
})

test("several at once, and the largest that is taken, in pieces", async () => {
  const w = await inRound()
  const large = new Uint8Array(10 * MEGABYTE)
  large.set(PDF)
  for (let i = 100; i < large.length; i += 4099) large[i] = i % 251
  const response = await done(
    upload(w, [
      { name: "甲.pdf", bytes: PDF },
      { name: "乙.pdf", bytes: large },
    ]),
  )
  expect(response.headers.get("set-cookie")).toContain("done=attached.2")
  const { db, read } = w.database
  const [pieces] = await read([
    db
      .select({ position: attachmentPieces.position })
      .from(attachmentPieces)
      .where(eq(attachmentPieces.attachmentId, 2)),
  ])
  expect(pieces).toHaveLength(20)
  const back = Buffer.from(await (await w.as("lin").get("/attachments/2")).arrayBuffer())
  expect(back.equals(large)).toBe(true)
})

describe("refused, and nothing is stored", () => {
  const large = () => {
    const bytes = new Uint8Array(10 * MEGABYTE + 1)
    bytes.set(PDF)
    return bytes
  }
  test.each<[string, () => Upload[], string]>([
    [
      "a program renamed .pdf",
      () => [{ name: "总结.pdf", bytes: Uint8Array.of(0x4d, 0x5a, 0x90, 0) }],
      "「总结.pdf」不是可接受的文件",
    ],
    [
      "a page renamed .png",
      () => [{ name: "图.png", bytes: new TextEncoder().encode("<script>") }],
      "不是可接受的文件",
    ],
    ["an old .doc", () => [{ name: "老.doc", bytes: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0) }], "请另存为 docx"],
    ["any zip renamed .docx", () => [{ name: "包.docx", bytes: zip({ "a.txt": "a" }) }], "不是可接受的文件"],
    ["more than 10 MB", () => [{ name: "大.pdf", bytes: large() }], "「大.pdf」超过 10 MB"],
    [
      "one bad among good",
      () => [
        { name: "好.pdf", bytes: PDF },
        { name: "坏.pdf", bytes: Uint8Array.of(1, 2) },
      ],
      "「坏.pdf」",
    ],
    [
      "too many",
      () => Array.from({ length: 21 }, (_, i) => ({ name: `${i}.pdf`, bytes: PDF })),
      "一次最多上传 20 个文件",
    ],
    ["none", () => [], "请先选择要上传的文件"],
    [
      "a name that is markup",
      () => [{ name: "<img src=x onerror=alert(1)>", bytes: Uint8Array.of(1) }],
      "&lt;img src=x",
    ],
  ])("%s", async (_, files, words) => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft", { achieved: "已经写好的草稿" }))
    const html = await refused(w, () => upload(w, files()), 422, words)
    expect(html).toContain("已经写好的草稿")
    expect(await kept(w)).toEqual([])
  })

  test("an upload beyond all measure is not even read", async () => {
    const w = await inRound()
    const response = await w.app.request("http://127.0.0.1:3000/assignments/1/rounds/1/attachments", {
      method: "POST",
      headers: {
        origin: "http://127.0.0.1:3000",
        cookie: "__Host-sid=wang",
        "content-type": "multipart/form-data; boundary=x",
        "content-length": String(1024 * MEGABYTE),
      },
      body: "--x--",
    })
    expect(response.status).toBe(413)
  })

  test.each<[Login, number]>([
    ["zhou", 403],
    ["jing", 404],
    ["boss", 403],
    ["lin", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("by %s: %i", async (login, status) => {
    const w = await inRound()
    await refused(w, () => upload(w, [{ name: "a.pdf", bytes: PDF }], login), status)
    expect(await kept(w)).toEqual([])
  })

  test("once the report is with the office, nothing is added or taken away", async () => {
    const w = await inRound()
    await done(upload(w, [{ name: "a.pdf", bytes: PDF }]))
    await done(onReport(w, "wang", 1, "report"))
    await refused(w, () => upload(w, [{ name: "b.pdf", bytes: PDF }]), 409)
    await refused(w, () => removal(w), 409)
    await done(onReport(w, "lin", 1, "acceptance"))
    await refused(w, () => upload(w, [{ name: "b.pdf", bytes: PDF }]), 409)
    await refused(w, () => removal(w), 409)
    expect(await kept(w)).toMatchObject([{ removedAt: null }])
  })
})

test("the 经办人 adds evidence to what was handed over", async () => {
  const w = await inRound()
  await done(onAssignment(w, "wang", 1, "handler"))
  await done(upload(w, [{ name: "a.pdf", bytes: PDF }], "jing"))
  expect(await kept(w)).toMatchObject([{ addedById: 5 }])
})

test.each<[Login | null, number]>([
  ["wang", 200],
  ["head", 200],
  ["jing", 404],
  ["lin", 200],
  ["lin2", 200],
  ["boss", 200],
  ["zhou", 404],
  ["yan", 404],
  ["zhao", 404],
  ["admin", 404],
  ["security", 404],
  ["auditor", 404],
  [null, 401],
])("%s downloads it: %i, before and after it is accepted", async (login, status) => {
  const w = await inRound()
  await done(upload(w, [{ name: "a.pdf", bytes: PDF }]))
  // While the report is the unit's own, so is the file: the leader learns of it when it has been sent.
  expect((await w.as(login).get("/attachments/1")).status).toBe(login === "boss" ? 404 : status)
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "acceptance"))
  expect((await w.as(login).get("/attachments/1")).status).toBe(status)
})

test.each(["/attachments/2", "/attachments/x", "/attachments/0"])("%s does not exist", async (path) => {
  const w = await inRound()
  await done(upload(w, [{ name: "a.pdf", bytes: PDF }]))
  expect((await w.as("wang").get(path)).status).toBe(404)
})

describe("移除", () => {
  test("it leaves the report that is being prepared, the bytes stay, the trail says so", async () => {
    const w = await inRound()
    await done(upload(w, [{ name: "错的.pdf", bytes: PDF }]))
    expect(await (await w.as("wang").get("/todo?item=1-1")).text()).toContain("错的.pdf")
    const response = await done(removal(w))
    expect(response.headers.get("location")).toBe("/todo?item=1-1#item-1-1")
    expect(await (await w.as("wang").get("/todo?item=1-1")).text()).not.toContain("错的.pdf")
    expect(await kept(w)).toMatchObject([{ removedAt: w.now(), version: 2 }])
    expect((await trailOf(w, "attachment:1")).at(-1)).toMatchObject({ version: 2, action: "attachment_removed" })
    await refused(w, () => removal(w), 409, "已经移除或不在这一项里")
  })

  test("what belongs to another item is not taken off by way of one's own", async () => {
    const w = await inRound()
    await done(upload(w, [{ name: "综合司.pdf", bytes: PDF }], "zhou", 2))
    await done(upload(w, [{ name: "另一项.pdf", bytes: PDF }], "wang", 6))
    for (const id of [1, 2, 99]) await refused(w, () => removal(w, "wang", id), 409)
    expect(await kept(w)).toMatchObject([{ removedAt: null }, { removedAt: null }])
  })

  test.each<[Login, number]>([
    ["lin", 403],
    ["boss", 403],
    ["jing", 404],
    ["zhou", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("%s removes none of 办公室: %i", async (login, status) => {
    const w = await inRound()
    await done(upload(w, [{ name: "a.pdf", bytes: PDF }]))
    await refused(w, () => removal(w, login), status)
  })

  test("a scan that the office entered is not the unit's to remove", async () => {
    const w = await inRound()
    await done(enter(w, "lin", 1))
    await done(onReport(w, "lin2", 1, "return"))
    await refused(w, () => removal(w), 403)
  })

  test("twice at once: once", async () => {
    const w = await inRound()
    await done(upload(w, [{ name: "a.pdf", bytes: PDF }]))
    const responses = await Promise.all([removal(w), removal(w, "head")])
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
  })
})
