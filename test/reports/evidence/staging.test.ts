import { asc, eq, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { attachmentPieces, attachments, uploadPieces, uploads } from "#db/schema.ts"
import { sweep } from "#src/messages/sweep.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { typeOf } from "#src/reports/evidence/content.ts"
import { clearUploads, type Quotas, STAGED_FOR_MS, stageFile } from "#src/reports/evidence/staging.ts"
import { attachStatements } from "#src/reports/evidence/statements.ts"
import { PIECE } from "#src/trail/pieces.ts"
import { acting, record } from "#src/trail/record.ts"
import { docx, paragraph } from "#test/plans/intake/files/office.ts"
import { done, multipart, openRound, refused, WORDS } from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { type World, world } from "#test/support/world.ts"

const MEGABYTE = 1024 * 1024
const ROOM = { planId: 1, unitId: 1, subject: "report:1/1" }

/** A PDF of so many bytes, no two pieces of it alike. */
function pdf(size: number) {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 9)) % 251)
  bytes.set(PDF)
  return bytes
}

const rowsOf = async ({ database: { db, read } }: World) => {
  const [staged, pieces, evidence] = await read([
    db.select().from(uploads),
    db.select().from(uploadPieces),
    db.select().from(attachments).orderBy(asc(attachments.id)),
  ])
  return { staged, pieces, evidence }
}

async function bytesOf({ database: { db, read } }: World, id: number) {
  const [rows] = await read([
    db
      .select()
      .from(attachmentPieces)
      .where(eq(attachmentPieces.attachmentId, id))
      .orderBy(asc(attachmentPieces.position)),
  ])
  return { positions: rows.map(({ position }) => position), bytes: Buffer.concat(rows.map(({ bytes }) => bytes)), rows }
}

async function staged(w: World, bytes: Uint8Array, quotas: Quotas = DEFAULTS, step = 64 * 1024) {
  const { take, end } = stageFile(w.database, ROOM, quotas, { personId: 1, at: w.now() })
  for (let at = 0; at < bytes.length; at += step) await take(bytes.subarray(at, at + step))
  return end()
}

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

const PATH = "/assignments/1/rounds/1/attachments"
const upload = (w: World, sizes: number[], login: "wang" | "zhou" = "wang") =>
  w.as(login).post(PATH, multipart({}, { files: sizes.map((size, i) => ({ name: `${i}.pdf`, bytes: pdf(size) })) }))

test("what comes in is kept in the pieces in which evidence lies, and none of it is held as a whole", async () => {
  const w = await inRound()
  const bytes = pdf(PIECE * 2 + 1000)
  expect((await upload(w, [bytes.length])).status).toBe(303)
  const { staged: left, pieces, evidence } = await rowsOf(w)
  expect([left, pieces]).toEqual([[], []])
  expect(evidence).toMatchObject([{ size: bytes.length, name: "0.pdf", unitId: 1 }])
  const kept = await bytesOf(w, 1)
  expect(kept.positions).toEqual([0, 1, 2])
  expect(kept.rows.map((row) => row.bytes.length)).toEqual([PIECE, PIECE, 1000])
  expect(kept.bytes.equals(Buffer.from(bytes))).toBe(true)
})

test("before the event nobody sees it, and with it it is evidence whole", async () => {
  const w = await inRound()
  const bytes = pdf(PIECE + 5)
  const arrived = await staged(w, bytes)
  if (!("staged" in arrived)) throw new Error("not staged")
  const before = await rowsOf(w)
  expect(before.evidence).toEqual([])
  expect(before.staged).toMatchObject([{ size: bytes.length, personId: 1, planId: 1, subject: "report:1/1" }])
  expect(before.pieces).toHaveLength(2)
  const events = await w.events()
  const file = { name: "a.pdf", ...arrived }
  const owner = { ...ROOM, particulars: {} }
  const by = acting(w.actor("wang"), w.now())
  const { act, changes } = attachStatements(w.database, owner, "evidence", file, by)
  await record(w.database, by, [act], changes)
  expect((await bytesOf(w, 1)).bytes.equals(Buffer.from(bytes))).toBe(true)
  expect((await rowsOf(w)).staged).toEqual([])
  expect((await w.events()).length).toBe(events.length + 1)
})

test("what was swept meanwhile does not become evidence without its bytes: the whole act fails", async () => {
  const w = await inRound()
  const arrived = await staged(w, pdf(1000))
  if (!("staged" in arrived)) throw new Error("not staged")
  await clearUploads(w.database, w.now() + STAGED_FOR_MS + 1)
  const by = acting(w.actor("wang"), w.now())
  const file = { name: "a.pdf", ...arrived }
  const { act, changes } = attachStatements(w.database, { ...ROOM, particulars: {} }, "evidence", file, by)
  const before = (await w.events()).length
  await expect(record(w.database, by, [act], changes)).rejects.toThrow()
  expect((await rowsOf(w)).evidence).toEqual([])
  expect((await w.events()).length).toBe(before)
})

test("the sweep clears what was left behind for an hour, and nothing that may still be on its way", async () => {
  const w = await inRound()
  await staged(w, pdf(1000))
  await sweep(w.database, w.now() + STAGED_FOR_MS)
  expect((await rowsOf(w)).staged).toHaveLength(1)
  await sweep(w.database, w.now() + STAGED_FOR_MS + 1)
  expect(await rowsOf(w)).toEqual({ staged: [], pieces: [], evidence: [] })
})

test.each([
  ["no file that we take", new TextEncoder().encode("just words".repeat(100_000)), { kind: "unknown_type" }],
  ["too large", pdf(10 * MEGABYTE + 1), { kind: "too_large" }],
  ["nothing", new Uint8Array(), { kind: "empty" }],
])("a file that is %s leaves nothing behind", async (_, bytes, hindrance) => {
  const w = await world()
  expect(await staged(w, bytes)).toEqual({ hindrance })
  expect(await rowsOf(w)).toEqual({ staged: [], pieces: [], evidence: [] })
})

test("a large .docx is told by its head and its end, however it comes in", async () => {
  const noise = Uint8Array.from({ length: 3 * MEGABYTE }, () => Math.floor(Math.random() * 256))
  const file = docx(paragraph("甲"), { "word/media/image1.png": noise })
  expect(file.length).toBeGreaterThan(2 * MEGABYTE)
  expect(typeOf(file)).toBe("docx")
  const w = await world()
  expect(await staged(w, file, DEFAULTS, 100_003)).toMatchObject({ type: "docx" })
})

test.each<[keyof Quotas, string]>([
  ["itemQuotaMb", "这一项的佐证材料最多 1 MB"],
  ["unitQuotaMb", "本单位在这个方案中的佐证材料最多 1 MB"],
  ["planQuotaMb", "这个方案的佐证材料最多 1 MB"],
])("%s: what is beyond it is refused at the field, with how much it is, and leaves nothing", async (key, sentence) => {
  const w = await inRound()
  const { db, write } = w.database
  await write([db.run(sql`insert into settings (key, value) values (${key}, '1')`)])
  expect((await upload(w, [600_000])).status).toBe(303)
  const html = await refused(w, () => upload(w, [600_000]), 422, sentence)
  expect(html).toContain("0.pdf")
  const { staged: left, evidence } = await rowsOf(w)
  expect(left).toEqual([])
  expect(evidence).toHaveLength(1)
})

test("many at once take no more room than one after another: what is on its way counts", async () => {
  const w = await inRound()
  const quotas = { ...DEFAULTS, itemQuotaMb: 1 }
  const first = stageFile(w.database, ROOM, quotas, { personId: 1, at: w.now() })
  const second = stageFile(w.database, ROOM, quotas, { personId: 1, at: w.now() })
  const bytes = pdf(600_000)
  await first.take(bytes)
  await second.take(bytes)
  // Whoever stores the piece that is too much is refused; the other may then have the room.
  expect(await first.end()).toEqual({ hindrance: { kind: "no_room", quota: "item", megabytes: 1 } })
  expect(await second.end()).toHaveProperty("staged")
})

test("evidence that was taken off keeps its bytes, and so its room", async () => {
  const w = await inRound()
  const { db, write } = w.database
  await write([db.run(sql`insert into settings (key, value) values ('itemQuotaMb', '1')`)])
  expect((await upload(w, [900_000])).status).toBe(303)
  expect((await w.as("wang").post(PATH, { detach: "1" })).status).toBe(303)
  await refused(w, () => upload(w, [900_000]), 422, "已移除的也计入")
})

test("one file that cannot be taken costs the others their place too, and the words are there", async () => {
  const w = await inRound()
  const files = [
    { name: "好.pdf", bytes: PDF },
    { name: "坏.txt", bytes: new TextEncoder().encode("words") },
  ]
  const body = multipart({ ...WORDS, revision: "0", version: "0" }, { files })
  const html = await refused(w, () => w.as("wang").post("/assignments/1/rounds/1/report", body), 422)
  expect(html).toContain("「坏.txt」不是可接受的文件")
  expect(html).toContain("一起选的另外 1 个文件也没有上传")
  expect(html).toContain(WORDS.achieved)
  expect(await rowsOf(w)).toEqual({ staged: [], pieces: [], evidence: [] })
})

test("from whoever may not, nothing is taken; a form that comes too late leaves nothing", async () => {
  const w = await inRound()
  expect((await upload(w, [1000], "zhou")).status).toBe(403)
  await done(w.as("wang").post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" }))
  const late = multipart({ ...WORDS, revision: "0", version: "0" }, { files: [{ name: "a.pdf", bytes: PDF }] })
  expect((await w.as("wang").post("/assignments/1/rounds/1/report", late)).status).toBe(409)
  expect(await rowsOf(w)).toEqual({ staged: [], pieces: [], evidence: [] })
})
