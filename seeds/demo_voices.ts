import { addDays } from "#src/clock.ts"
import { observedYear } from "#src/outward/observing/queries.ts"
import { enterOutcome, type OutcomeWords } from "#src/year/outcomes/commands.ts"
import { outcomesOfYear } from "#src/year/outcomes/queries.ts"
import {
  answerSuggestion,
  enterSuggestion,
  giveSuggestion,
  rateAnswer,
  reviseSuggestion,
  type SuggestionWords,
} from "#src/year/suggestions/commands.ts"
import { findSuggestion, suggestionsOfYear } from "#src/year/suggestions/queries.ts"
import { enterSurvey, type SurveyWords } from "#src/year/surveys/commands.ts"
import { surveysOfYear } from "#src/year/surveys/queries.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 意见建议, 测评 and 表彰经验 of the demo: one suggestion that was answered to satisfaction, one of an 外部监督 whose answer they have to judge and one that is still open, two surveys. */

type Unit = { unit: string }

export function voiceActs(_year: number, today: string, opened: string): YearAct[] {
  const before = (days: number) => {
    const on = addDays(today, -days)
    return on < opened ? opened : on
  }
  return [
    { on: before(80), does: (demo) => suggest(demo, MOTION(before(80))) },
    { on: before(62), does: (demo) => answer(demo) },
    { on: before(55), does: (demo) => rate(demo) },
    { on: before(20), does: give },
    { on: before(15), does: schedule },
    { on: before(12), does: (demo) => suggest(demo, REVIEW(before(12))) },
    { on: before(140), does: (demo) => survey(demo, { ...SURVEY, surveyedOn: before(140), sample: 1200, hits: 986 }) },
    { on: before(30), does: (demo) => survey(demo, { ...SURVEY, surveyedOn: before(30), sample: 1215, hits: 1031 }) },
    { on: before(25), does: (demo) => outcome(demo, PRACTICE(before(25))) },
  ]
}

const MOTION = (receivedOn: string): Omit<SuggestionWords, "unitId"> & Unit => ({
  kind: "motion",
  source: "全国人大代表",
  number: "第3127号",
  receivedOn,
  text: "建议在来访接待场所增设法律咨询窗口，把法治宣传同接待群众结合起来。",
  unit: "laifangjiedaisi",
  dueBy: addDays(receivedOn, 30),
})

const REVIEW = (receivedOn: string): Omit<SuggestionWords, "unitId"> & Unit => ({
  kind: "review",
  source: "社会和法制委员会调研组",
  number: "",
  receivedOn,
  text: "信访工作人员的法律知识培训要覆盖到基层一线，建议明确每年的学时。",
  unit: "renshisi",
  dueBy: addDays(receivedOn, 30),
})

const SURVEY: Omit<SurveyWords, "surveyedOn" | "sample" | "hits"> = {
  kind: "awareness",
  unitId: null,
  method: "接待场所随机问卷",
  base: "来访群众，每月第二周",
  surveyor: "第三方调查机构",
  note: "问卷问的是《信访工作条例》施行情况",
}

const PRACTICE = (happenedOn: string): Omit<OutcomeWords, "unitId"> & Unit => ({
  kind: "practice",
  unit: "banxinsi",
  happenedOn,
  title: "来信办理附送法律条文提示卡",
  authority: "普法依法治理工作领导小组",
  docNumber: "",
  text: "答复来信时附上有关法律条文和办理途径，一信一卡，在各司推广。",
})

const idOf = ({ units }: DemoYear, code: string): number => units.get(code) ?? 0

async function suggest(demo: DemoYear, { unit, ...words }: Omit<SuggestionWords, "unitId"> & Unit) {
  const office = demo.by("yanjiushi")
  const asked = { picked: null, page: 1, today: office.today }
  const found = await suggestionsOfYear(demo.database, office.actor, demo.year, asked)
  if (found) await enterSuggestion(demo.database, found, { ...words, unitId: idOf(demo, unit) }, office)
}

const GIVEN = {
  kind: "other",
  text: "办信答复里引用的法律条文最好附上通俗解释，来信群众多数看不懂条文原文。",
} as const

/** 外部监督 suggest something themselves; 研究室 says by when it is answered. */
async function give(demo: DemoYear) {
  const observer = demo.by("jianduyuan")
  const found = await observedYear(demo.database, observer.actor, demo.year, observer.today)
  if (found) await giveSuggestion(demo.database, found, { ...GIVEN, unitId: idOf(demo, "banxinsi") }, observer)
}

async function schedule(demo: DemoYear) {
  const office = demo.by("yanjiushi")
  const found = await findSuggestion(demo.database, office.actor, 2, office.today)
  if (!found) throw new Error("no suggestion of an observer in the demo")
  const { kind, source, number, receivedOn, text, unitId } = found.suggestion
  const words = { kind, source, number, text, unitId, receivedOn, dueBy: addDays(receivedOn, 15) }
  await reviseSuggestion(demo.database, found, words, office)
  const unit = demo.by("banxinsi")
  const again = await findSuggestion(demo.database, unit.actor, 2, unit.today)
  if (!again) throw new Error("no suggestion of an observer in the demo")
  const answer = { answeredOn: unit.today, text: "已在来信答复提示卡上加印条文释义，新印的先在初信答复中使用。" }
  await answerSuggestion(demo.database, again, answer, unit)
}

async function first({ database, by }: DemoYear) {
  const found = await findSuggestion(database, by("yanjiushi").actor, 1, by("yanjiushi").today)
  if (!found) throw new Error("no suggestion in the demo")
  return found
}

async function answer(demo: DemoYear) {
  const unit = demo.by("laifangjiedaisi")
  const text = "已在接待大厅设法律咨询窗口，由公职律师每周值守两天，并在窗口摆放普法资料。"
  await answerSuggestion(demo.database, await first(demo), { answeredOn: unit.today, text }, unit)
}

const rate = async (demo: DemoYear) =>
  rateAnswer(demo.database, await first(demo), { satisfaction: "satisfied", dueBy: null }, demo.by("yanjiushi"))

async function survey(demo: DemoYear, words: SurveyWords) {
  const office = demo.by("yanjiushi")
  const found = await surveysOfYear(demo.database, office.actor, demo.year)
  if (found) await enterSurvey(demo.database, found, words, office)
}

async function outcome(demo: DemoYear, { unit, ...words }: Omit<OutcomeWords, "unitId"> & Unit) {
  const office = demo.by("yanjiushi")
  const found = await outcomesOfYear(demo.database, office.actor, demo.year, { kind: null, page: 1 })
  if (found) await enterOutcome(demo.database, found, { ...words, unitId: idOf(demo, unit) }, office)
}
