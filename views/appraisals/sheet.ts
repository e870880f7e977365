import type { Marks } from "#db/schema.ts"
import { scoreWords } from "#src/year/appraisals/grading.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import type { AppraisalOfYear, Cycle } from "#src/year/appraisals/queries.ts"
import { sheetScore } from "#src/year/appraisals/scoring.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { basisWords, classWords, GRADE_LABEL, rulesWords, submittedMarks } from "./words.ts"

type Row = AppraisalOfYear["targets"][number]

/** 履职评议结果 of a year as a file: a row a unit, by the rule that stands above. */
export function resultsFile({ appraisal, standard }: Cycle): RegisterFile<Row> {
  const worth = (marks: Marks | null) =>
    marks === null ? "" : pointsWords(sheetScore(standard.blocks, marks, appraisal.rules.floor))
  const columns: FileColumn<Row>[] = [
    { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
    { heading: "单位", width: 20, cell: ({ unit }) => unit },
    { heading: "类别", width: 12, centred: true, cell: ({ target }) => classWords(target) },
    { heading: "自评分", width: 10, centred: true, cell: ({ target }) => worth(submittedMarks(target)) },
    { heading: "核定分", width: 10, centred: true, cell: ({ target }) => worth(target.audited) },
    { heading: "原得分", width: 10, centred: true, cell: ({ result }) => (result ? scoreWords(result.original) : "") },
    { heading: "得分", width: 10, centred: true, cell: ({ result }) => (result ? scoreWords(result.score) : "") },
    { heading: "等次", width: 10, centred: true, cell: ({ result }) => (result ? GRADE_LABEL[result.grade] : "") },
    { heading: "依据", width: 30, cell: ({ result }) => basisWords(result) },
  ]
  return { title: `${appraisal.id}年履职评议结果`, name: "履职评议", notes: [rulesWords(appraisal.rules)], columns }
}
