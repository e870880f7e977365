import type { SurveyKind } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/surveys/about.ts"

type Words = WordsOf<typeof about>

export const SURVEY_KIND_LABEL: Record<SurveyKind, string> = { awareness: "知晓率", satisfaction: "满意度" }

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  survey_entered: "登记测评",
  survey_discarded: "作废测评",
  surveys_taken: "下载测评登记册",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  survey_discarded_already: () => "这次测评已经作废。",
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  survey_entered: () => "测评已登记",
  survey_discarded: () => "已作废，不再列入走势",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  surveyedOn: "调查日期",
  method: "调查方法",
  base: "调查对象和范围",
  surveyor: "调查单位",
  sample: "有效样本",
  hits: "其中知晓（满意）",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { survey: "测评", survey_register: "测评登记册" }
