import { desc, eq } from "drizzle-orm"
import { type CaseState, caseDrafts, cases, caseVersions, laws } from "#db/schema.ts"
import { type CaseText, textIn } from "#src/year/cases/text.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"
import { onBody, openYear } from "./years.ts"

/*
 * 案例 over HTTP, each form right unless it is told otherwise. 2026 is kept by 研究室 (3); 办公室 (1) and 研究室 take part as
 * 主体责任, 综合指导司 (2) of its own will; 外事处 (4) does not.
 */

export async function casesYear(w: World) {
  await openYear(w)
  await done(onBody(w, "lin", "", { duty: "voluntary", supervisorUnitId: "", category: "state" }, 2))
  const { db, write } = w.database
  await write([
    db.insert(laws).values([
      { title: "信访工作条例", category: "party" },
      { title: "中华人民共和国行政处罚法", category: "law" },
      { title: "某旧条例", category: "regulation", repealedOn: "2025-01-01", successor: "信访工作条例" },
    ]),
  ])
}

export const WORDS: CaseText = {
  title: "某村民反映宅基地确权信访事项依法分类处理案",
  keywords: "信访、宅基地、行政确认",
  gist: "诉求有法定途径的，应当导入法定途径处理。",
  laws: "《信访工作条例》第三十一条\n《中华人民共和国行政处罚法》第五条",
  facts: "2026年3月，某村村民张某某到某县信访局反映宅基地确权问题。\n经查，该地块四至不清。",
  result: "县自然资源局受理确权申请，于60日内作出决定。张某某表示接受。",
  reasoning: "信访事项可以通过行政确认解决的，应当告知并导入该途径。",
}

export const collect = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/years/2026/cases", { unit: "1", kind: "petition", title: WORDS.title, ...over })

export async function caseOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(cases).where(eq(cases.id, id))])
  if (!row) throw new Error(`no case ${id}`)
  return row
}

export async function draftOfCase(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(caseDrafts).where(eq(caseDrafts.caseId, id))])
  return row ?? null
}

/** What the case says: its draft, or its latest version. */
export async function wordsOf(w: World, id = 1): Promise<CaseText> {
  const { db, read } = w.database
  const draft = await draftOfCase(w, id)
  const [[version]] = await read([
    db.select().from(caseVersions).where(eq(caseVersions.caseId, id)).orderBy(desc(caseVersions.number)).limit(1),
  ])
  return textIn(draft?.content ?? version?.content ?? "{}")
}

const WRITING = ["draft", "edition", "study", "report"]

/** A form on a case, made of what is there now. */
export async function onCase(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const version = String((await caseOf(w, id)).version)
  const fields: Record<string, Fields> = {
    return: { remark: "案情写得太简单，请补充。" },
    retraction: { remark: "当事人提出异议，暂行撤回。" },
    publication: { publishedOn: "2026-09-21", publishedIn: "单位网站", address: "https://example.gov.cn/1" },
    document: {},
  }
  const words = WRITING.includes(act)
    ? { ...(await wordsOf(w, id)), revision: String((await draftOfCase(w, id))?.revision ?? 0) }
    : {}
  return w.as(login).post(`/cases/${id}/${act}`, { ...words, ...fields[act], version, ...over })
}

/** Brings a new case of 办公室 on its way as far as that. */
export async function bringCase(w: World, state: CaseState, over: Fields = {}, id = 1) {
  await done(collect(w))
  if (state === "collected") return
  if (state === "discarded") return void (await done(onCase(w, "wang", "discarding", {}, id)))
  await done(onCase(w, "wang", "edition", { ...WORDS, ...over }, id))
  if (state === "edited") return
  await done(onCase(w, "wang", "study", {}, id))
  if (state === "studied") return
  await done(onCase(w, "wang", "report", {}, id))
  if (state === "reported") return
  if (state === "returned") return void (await done(onCase(w, "lin", "return", {}, id)))
  await done(onCase(w, "lin", "approval", {}, id))
  if (state === "approved") return
  await done(onCase(w, "lin2", "check", {}, id))
  await done(onCase(w, "lin", "publication", {}, id))
  if (state === "published") return
  await done(onCase(w, "lin", "retraction", {}, id))
}
