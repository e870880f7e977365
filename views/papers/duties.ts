import { yearOf } from "#src/clock.ts"
import { type Paper, paperName, sealed } from "#src/outward/papers/paper.ts"
import type { DutyRow, WholeRegister } from "#src/year/duties/queries.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { indicatorWords, leadWords, timingWords } from "../duties/words.ts"
import { dayWords } from "../words.ts"
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
              { heading: "责任人", width: 5 },
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

function cellsOf({ text, keyDay }: DutyRow, { choices }: WholeRegister): string[] {
  const content = [text.content, text.laws.map(citedLaw).join("")].filter(Boolean).join("\n")
  if (!text.applies) return [content, "不适用", text.why, "", "", "", ""]
  const steps = text.steps.map(({ text, by }) => `${by === null ? "" : dayWords(by)}${text}`)
  return [
    content,
    text.audience,
    text.ways,
    timingWords(text, keyDay),
    [leadWords(text, choices), [text.department, text.person].filter(Boolean).join(" ")].filter(Boolean).join("\n"),
    [text.standard, text.measures, ...steps].filter(Boolean).join("\n"),
    indicatorWords(text),
  ]
}

export const dutiesPaperName = (unit: string, { choices }: WholeRegister): string =>
  paperName(KIND, unit, `${choices.year}年`)
