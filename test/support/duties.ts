import { and, desc, eq } from "drizzle-orm"
import { duties, dutyTexts } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import { begin, onDocument } from "./documents.ts"
import type { Login, World } from "./world.ts"

/** A whole item of 办公室, with which nothing is wrong. */
const DUTY: Fields = {
  content: "《信访工作条例》宣传",
  laws: "《信访工作条例》",
  applies: "yes",
  audience: "来访群众",
  ways: "政府网站专栏",
  timing: "rhythm",
  rhythm: "quarterly",
  leads: ["1"],
  department: "秘书处",
  person: "王五",
  standard: "讲清受理范围",
  measures: "编印问答手册",
  indicator: "问答手册",
  target: "1",
  targetUnit: "册",
}

/** 添加清单事项 of 办公室, unless it is told otherwise. */
export const enterDuty = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/years/2026/duties", { unit: "1", ...DUTY, ...over })

/** With its newest wording. */
export async function dutyOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select({ duty: duties, text: dutyTexts })
      .from(duties)
      .innerJoin(dutyTexts, and(eq(dutyTexts.dutyId, duties.id), eq(dutyTexts.number, duties.latest)))
      .where(eq(duties.id, id)),
  ])
  return row ? { ...row.text, ...row.duty } : null
}

export async function newestDuty(w: World): Promise<number> {
  const { db, read } = w.database
  const [[row]] = await read([db.select({ id: duties.id }).from(duties).orderBy(desc(duties.id)).limit(1)])
  return row?.id ?? 0
}

/** A form on an item, made of what is there now. */
export async function onDuty(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const fields: Record<string, Fields> = { revision: DUTY, striking: { reason: "职能划转。" } }
  const version = String((await dutyOf(w, id))?.version ?? 0)
  return w.as(login).post(`/duties/${id}/${act}`, { version, ...fields[act], ...over })
}

/** Files the list of 办公室 as a 报备文件 that is the next one. */
export async function fileList(w: World, id = 1) {
  await done(begin(w, { kind: "duty_list" }))
  await done(onDocument(w, "wang", "filing", LIST_WORDS, id))
}

/** A 责任清单 says nothing beside its items. */
export const LIST_WORDS: Fields = { title: "办公室2026年普法责任清单", text: "" }
