import { yearOf } from "#src/clock.ts"
import { type Paper, paperName, sealed } from "#src/outward/papers/paper.ts"
import type { DutyRow, WholeRegister } from "#src/year/duties/queries.ts"
import { NOBODY } from "#src/year/duties/reading.ts"
import type { Column } from "#src/year/duties/sheet_reading.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { COLUMN_LABEL, indicatorWords, leadWords, stepsWords, timingWords } from "../duties/words.ts"
import { issuerOf } from "./parts.ts"

/*
 * 普法责任任务书 of one unit: to the unit, from the office that keeps the year, with its list as the annex that 主要负责人 signs.
 * What was not recorded says so at the head of every page; number, signature and seal are left to the hand.
 */

const KIND = "普法责任任务书"

type Given = { found: WholeRegister; unit: string; organisation: string; today: string }

export function dutiesPaper({ found, unit, organisation, today }: Given): Paper {
  const { choices, rows } = found
  const issuer = issuerOf(organisation, choices.found.office)
  const done = rows.filter(({ text }) => text.applies)
  const title = `${choices.year}年度${KIND}`
  return {
    title: `${unit}${title}`,
    issuer,
    head: { is: "slip", issuer, kind: title, line: ["编号：", "签发："] },
    mark: rows.every(({ isRecorded }) => isRecorded) ? null : "草稿（未备案）",
    heading: "",
    addressee: unit,
    blocks: [
      {
        is: "text",
        text: `按照“谁执法谁普法”普法责任制，你单位${choices.year}年度普法责任清单共${done.length}项（见附件）。请逐项落实到科室和责任人，按时间节点完成，并将开展情况登入活动台账。不定期开展的，最迟于${choices.year}年12月31日前完成。`,
      },
    ],
    closing: "请于年底前报送完成情况。",
    signed: sealed(issuer, `${yearOf(today)}年　月　日`),
    note: "",
    annexes: [
      {
        title: `${unit}${choices.year}年普法责任清单`,
        landscape: true,
        blocks: [
          {
            is: "table",
            columns: [
              { heading: "序号", width: 2, centred: true },
              { heading: "普法内容", width: 7 },
              { heading: "普法对象", width: 4 },
              { heading: "普法方式", width: 5 },
              { heading: "普法时间", width: 4 },
              { heading: "责任科室和责任人", width: 5 },
              { heading: "工作标准和措施", width: 8 },
              { heading: "指标", width: 4 },
            ],
            rows: rows.map((row, i) => [String(i + 1), ...cellsOf(row, found)]),
          },
          { is: "text", text: "主要负责人（签字）：　　　　　　　　　（盖章）　　　　　年　　月　　日" },
        ],
      },
    ],
  }
}

/** What a cell says of several columns, each under its name, as the reader of lists parts it again. */
const parts = (...said: [Column, string][]): string => {
  const filled = said.filter(([, text]) => text !== "")
  return filled.map(([column, text]) => `${COLUMN_LABEL[column]}：${text}`).join("\n")
}

function cellsOf({ text, keyDay }: DutyRow, { choices }: WholeRegister): string[] {
  const { applies, why, content, laws, audience, ways, department, person, standard, measures } = text
  const more = parts(["laws", laws.map(citedLaw).join("")], ["remark", applies ? "" : `不适用：${why}`])
  return [
    [content, more].filter(Boolean).join("\n"),
    audience,
    ways,
    timingWords(text, keyDay),
    parts(["leads", leadWords(text, choices) || NOBODY], ["department", department], ["person", person]),
    parts(["standard", standard], ["measures", measures], ["steps", stepsWords(text)]),
    indicatorWords(text),
  ]
}

export const dutiesPaperName = (unit: string, { choices }: WholeRegister): string =>
  paperName(KIND, unit, `${choices.year}年`)
