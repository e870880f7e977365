import type { SurveyRegister, SurveyRow } from "#src/year/surveys/queries.ts"
import { rateOf, rateWords } from "#src/year/surveys/rates.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { SURVEY_KIND_LABEL } from "./words.ts"

/* 测评登记册 as a file: a row a survey, each rate with what it rests on; a rate is a text that nothing adds up. */

const COLUMNS: readonly FileColumn<SurveyRow>[] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "指标", width: 10, centred: true, cell: ({ survey }) => SURVEY_KIND_LABEL[survey.kind] },
  { heading: "测评单位", width: 16, cell: ({ unit }) => unit ?? "全部" },
  { heading: "调查日期", width: 14, centred: true, cell: ({ survey }) => ({ day: survey.surveyedOn }) },
  { heading: "比率", width: 10, centred: true, cell: ({ survey }) => rateWords(rateOf(survey)) },
  { heading: "有效样本", width: 10, centred: true, cell: ({ survey }) => survey.sample },
  { heading: "其中知晓（满意）", width: 16, centred: true, cell: ({ survey }) => survey.hits },
  { heading: "调查方法", width: 20, cell: ({ survey }) => survey.method },
  { heading: "调查对象和范围", width: 30, cell: ({ survey }) => survey.base },
  { heading: "调查单位", width: 24, cell: ({ survey }) => survey.surveyor },
  { heading: "说明", width: 24, cell: ({ survey }) => survey.note },
]

export const surveysFile = (found: SurveyRegister): RegisterFile<SurveyRow> => ({
  title: `${found.year.year}年普法测评登记册`,
  name: "测评",
  notes: ["测评与完成情况分开，比率不相加、不平均"],
  columns: COLUMNS,
  frozen: 3,
  paper: "A3",
})
