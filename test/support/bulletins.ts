import { desc, eq } from "drizzle-orm"
import { bulletinDrafts, bulletins, bulletinVersions, rounds } from "#db/schema.ts"
import { USUAL_RULE } from "#src/outward/bulletins/categories.ts"
import { type Content, contentIn, contentText } from "#src/outward/bulletins/content.ts"
import { done, type Fields, onReport, openRound } from "./acts.ts"
import type { Login, World } from "./world.ts"

/*
 * 文稿 over HTTP, each form right unless it is told otherwise. Round 1 of plan 1 asks all six parts: 办公室 has two of
 * them (1, 6), 综合指导司 two (2, 5), 研究室 two (3, 4).
 */

/** Round 1 with two of six reports (办公室's), due on 30 September and cut off on 12 October. */
export async function closedRound(w: World, parts: readonly (readonly [Login, number])[] = BOTH) {
  await done(openRound(w))
  for (const [login, part] of parts) await done(onReport(w, login, part, "report"))
  await w.travel("2026-10-12")
  await cutOff(w, 1)
}

const BOTH = [
  ["wang", 1],
  ["wang", 6],
] as const

export async function cutOff(w: World, round: number, act = "cut-off") {
  const { db, read } = w.database
  const [[row]] = await read([db.select({ version: rounds.version }).from(rounds).where(eq(rounds.number, round))])
  await done(w.as("lin").post(`/plans/1/rounds/${round}/${act}`, { version: String(row?.version) }))
}

export const draftPaper = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/plans/1/papers", { kind: "bulletin", round: "1", manner: "internal", ...over })

export async function paperOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(bulletins).where(eq(bulletins.id, id))])
  if (!row) throw new Error(`no paper ${id}`)
  return row
}

/** What the paper says: its draft, or what was sent last. */
export async function contentOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[draft], [version]] = await read([
    db.select().from(bulletinDrafts).where(eq(bulletinDrafts.bulletinId, id)),
    db
      .select()
      .from(bulletinVersions)
      .where(eq(bulletinVersions.bulletinId, id))
      .orderBy(desc(bulletinVersions.number))
      .limit(1),
  ])
  const json = draft?.content ?? version?.content
  if (json === undefined) throw new Error(`paper ${id} says nothing`)
  return { ...contentIn(json), json, revision: draft?.revision ?? 0, isDraft: draft !== undefined }
}

/** A form on a paper, made of what is there now. */
export async function onPaper(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const { title, addressee, closing, blocks, revision } = await contentOf(w, id)
  const words: Fields = {
    title,
    // To whom it goes up only the office knows.
    addressee: addressee || "单位领导",
    closing,
    revision: String(revision),
    ...Object.fromEntries(blocks.map(({ name, text }) => [`text-${name}`, text])),
  }
  const { version } = await paperOf(w, id)
  const fields: Record<string, Fields> = {
    draft: words,
    rewriting: { ...words, block: "opening" },
    submission: { ...words, leaderId: "", version: String(version) },
    document: {},
    approval: { agrees: "yes", version: String(version) },
    withdrawal: { remark: "数字有误，另行印发。", version: String(version) },
  }
  const own = fields[act] ?? { version: String(version) }
  return w.as(login).post(`/papers/${id}/${act}`, { ...own, ...over })
}

/** Brings a new paper on its way as far as that. */
export async function bringPaper(
  w: World,
  state: "draft" | "approving" | "approved" | "issued" | "withdrawn" | "discarded",
  id = 1,
  over: Fields = {},
) {
  await done(draftPaper(w, over))
  if (state === "draft") return
  if (state === "discarded") return void (await done(onPaper(w, "lin", "discarding", {}, id)))
  await done(onPaper(w, "lin", "submission", {}, id))
  if (state === "approving") return
  await done(onPaper(w, "boss", "approval", {}, id))
  if (state === "approved") return
  await done(onPaper(w, "lin", "issue", {}, id))
  if (state === "issued") return
  await done(onPaper(w, "lin", "withdrawal", {}, id))
}

/** What a paper may say, of no round in particular. */
export const CONTENT: Content = {
  title: "关于落实情况的通报",
  addressee: "办公室",
  closing: "特此通报。",
  blocks: [
    { name: "opening", heading: "", text: "欠进度3项，占15.0%。", written: "欠进度3项，占15.0%。" },
    { name: "asks", heading: "四、下一步要求", text: "抓紧。", written: "抓紧。" },
  ],
  figures: [{ name: "behind", label: "欠进度", value: 3, words: "欠进度3项，占15.0%", filter: null }],
  units: [],
  matters: [
    {
      ordinal: 2,
      label: "（二）",
      text: "制定计划",
      units: "研究室",
      category: "behind",
      before: "",
      now: "",
      opinion: "说明原因",
    },
  ],
  rounds: [],
  rule: USUAL_RULE,
  measure: "",
  round: { number: 1, name: "第三季度" },
  asOf: 0,
  asOfOn: "2026-10-12",
  organisation: "",
  office: "研究室",
  plan: { title: "方案", docNumber: null },
}

/** A paper that waits for any leader, though its round still runs: what is there for whoever looks. */
export async function putPaper({ database, actor, now }: World) {
  const { db, write } = database
  const sent = { sentById: actor("lin").id, at: now() }
  await write([
    db.insert(bulletins).values({
      planId: 1,
      officeId: 3,
      kind: "bulletin",
      form: "internal",
      roundId: 1,
      title: CONTENT.title,
      state: "approving",
      draftedById: actor("lin").id,
      draftedAt: now(),
      latest: 1,
      sentById: sent.sentById,
      sentAt: now(),
    }),
    db.insert(bulletinVersions).values({ bulletinId: 1, number: 1, content: contentText(CONTENT), ...sent }),
  ])
}
