import { asc, eq } from "drizzle-orm"
import { outcomes, suggestionAnswers, suggestions, surveys } from "#db/schema.ts"
import type { Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 意见建议, 测评 and 表彰经验 over HTTP, each form right unless it is told otherwise. The world lives on 2026-09-21. */

const SUGGESTION = {
  kind: "proposal",
  source: "市政协社法委",
  number: "第12号",
  receivedOn: "2026-09-01",
  text: "建议把法治宣传栏延伸到乡镇接待点。",
  unit: "1",
  dueBy: "2026-09-30",
}

export const enterSuggestion = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/suggestions", { ...SUGGESTION, ...over })

export async function suggestionOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row], answers] = await read([
    db.select().from(suggestions).where(eq(suggestions.id, id)),
    db
      .select()
      .from(suggestionAnswers)
      .where(eq(suggestionAnswers.suggestionId, id))
      .orderBy(asc(suggestionAnswers.number)),
  ])
  if (!row) throw new Error(`no suggestion ${id}`)
  return { ...row, answers }
}

const FIELDS: Record<string, Fields> = {
  revision: SUGGESTION,
  answer: { answeredOn: "2026-09-20", text: "已在3个乡镇设点。" },
  rating: { satisfaction: "satisfied", dueBy: "" },
  discarding: { remark: "重复登记。" },
}

/** A form on a suggestion, made of what is there now. */
export const onSuggestion = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/suggestions/${id}/${act}`, {
    version: String((await suggestionOf(w, id)).version),
    ...FIELDS[act],
    ...over,
  })

const SURVEY = {
  kind: "awareness",
  unit: "",
  surveyedOn: "2026-06-10",
  method: "电话访问",
  base: "全市18周岁以上常住居民",
  surveyor: "市社情民意调查中心",
  sample: "1200",
  hits: "1026",
  note: "",
}

export const enterSurvey = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/surveys", { ...SURVEY, ...over })

export async function surveyOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(surveys).where(eq(surveys.id, id))])
  if (!row) throw new Error(`no survey ${id}`)
  return row
}

export const discardSurvey = async (w: World, login: Login | null, over: Fields = {}, id = 1) =>
  w.as(login).post(`/surveys/${id}/discarding`, {
    version: String((await surveyOf(w, id)).version),
    remark: "样本有误。",
    ...over,
  })

const OUTCOME = {
  kind: "praise",
  unit: "1",
  happenedOn: "2026-08-01",
  title: "全国普法工作先进单位",
  authority: "司法部",
  docNumber: "司发〔2026〕1号",
  text: "",
}

export const enterOutcome = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/outcomes", { ...OUTCOME, ...over })

export async function outcomeOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(outcomes).where(eq(outcomes.id, id))])
  if (!row) throw new Error(`no outcome ${id}`)
  return row
}

export const discardOutcome = async (w: World, login: Login | null, over: Fields = {}, id = 1) =>
  w.as(login).post(`/outcomes/${id}/discarding`, {
    version: String((await outcomeOf(w, id)).version),
    remark: "登记错了。",
    ...over,
  })
