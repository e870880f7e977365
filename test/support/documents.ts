import { and, desc, eq } from "drizzle-orm"
import {
  type DocumentKind,
  type DocumentState,
  documentDrafts,
  documents,
  documentTexts,
  documentVersions,
  filingRules,
} from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"
import { openYear, YEAR } from "./years.ts"

/*
 * 报备文件 over HTTP, each form right unless it is told otherwise. The year is 2026, kept by 研究室; 办公室, 综合指导司 and 研究室
 * are its 责任单位, 外事处 is none.
 */

/** The year with its bodies: 1 办公室, 2 综合指导司, 3 研究室. */
export const putYear = (w: World) => openYear(w)

export const begin = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post(`/years/${YEAR}/filings`, { kind: "year_plan", unit: "1", ...over })

export async function versionOf(w: World, id = 1, number?: number) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(documentVersions)
      .where(
        and(
          eq(documentVersions.documentId, id),
          number === undefined ? undefined : eq(documentVersions.number, number),
        ),
      )
      .orderBy(desc(documentVersions.number))
      .limit(1),
  ])
  if (!row) throw new Error(`no version of document ${id}`)
  return row
}

export async function documentOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row], [draft], texts] = await read([
    db.select().from(documents).where(eq(documents.id, id)),
    db.select().from(documentDrafts).where(eq(documentDrafts.documentId, id)),
    db.select().from(documentTexts).where(eq(documentTexts.documentId, id)),
  ])
  if (!row) throw new Error(`no document ${id}`)
  return { ...row, draft: draft ?? null, texts }
}

/** What a year plan has to say. */
export const PLAN_WORDS: Fields = {
  title: "办公室2026年普法计划",
  "part-duties": "办公室主任负总责，秘书处承办。",
  "part-goals": "全年举办法治讲座4场。",
  "part-deadlines": "12月底前完成。",
  text: "",
  change: "",
}

/** A form on a document, made of what is there now. */
export async function onDocument(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const { version, number } = await versionOf(w, id)
  const { draft } = await documentOf(w, id)
  const words = { ...PLAN_WORDS, revision: String(draft?.revision ?? 0) }
  const numbered = { version: String(version), number: String(number) }
  const fields: Record<string, Fields> = {
    draft: words,
    filing: { ...words, version: String(version) },
    "sending-back": { version: String(version), remark: "请补充责任科室。" },
    return: { version: String(version), remark: "目标任务不具体。", againBy: "2026-09-30" },
    receipt: { ...numbered, medium: "electronic", takenOn: "2026-09-21", signer: "", note: "" },
    record: { version: String(version), recordedOn: "2026-09-21" },
    release: { ...numbered, address: "https://www.example.gov.cn/pf/1.html", releasedOn: "2026-09-21" },
    withdrawal: { ...numbered, remark: "内容有误，改正后再公布。" },
  }
  return w.as(login).post(`/filings/${id}/${act}`, { ...(fields[act] ?? { version: String(version) }), ...over })
}

export async function takeBoth(w: World, id = 1) {
  await done(onDocument(w, "lin", "receipt", {}, id))
  await done(onDocument(w, "lin", "receipt", { medium: "paper", signer: "洪主任", sealed: "1" }, id))
}

/** Sets that the head signs, in a row of its own. */
export async function askHead(w: World, kind: DocumentKind = "year_plan") {
  const { db, write } = w.database
  const rule = { asked: true, publicBy: "2026-03-31", electronic: true, paper: true, head: true, yearly: true }
  await write([db.insert(filingRules).values({ year: YEAR, kind, ...rule })])
}

/** Brings a new document of 办公室 on its way as far as that; `signing` needs `askHead`. */
export async function bringDocument(w: World, state: DocumentState | "returned", id = 1, over: Fields = {}) {
  await done(begin(w, over))
  if (state === "draft") return
  await done(onDocument(w, "wang", "filing", {}, id))
  if (state === "filed" || state === "signing") return
  if (state === "returned") return void (await done(onDocument(w, "lin", "return", {}, id)))
  await takeBoth(w, id)
  await done(onDocument(w, "lin", "record", {}, id))
  if (state === "recorded") return
  await done(onDocument(w, "lin", "release", {}, id))
  if (state === "released") return
  await done(onDocument(w, "lin", "withdrawal", {}, id))
}
