import type { Marks } from "#db/schema.ts"
import { type Block, type Paper, paperName, type Table } from "#src/outward/papers/paper.ts"
import { scoreWords } from "#src/year/appraisals/grading.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import type { AppraisalOfYear, Cycle, FoundTarget, WithCycle } from "#src/year/appraisals/queries.ts"
import { itemScore, sheetScore } from "#src/year/appraisals/scoring.ts"
import { keyOf, MODE_WORD } from "#src/year/appraisals/standard.ts"
import { basisWords, GRADE_LABEL, JUROR_LABEL, resultWords, rulesWords } from "../appraisals/words.ts"
import { drawWords } from "../words/draw.ts"
import { dayWords } from "../words.ts"
import { issuerOf } from "./parts.ts"

/* The papers of 履职评议: of one unit (自评报告 with 自测得分表, 评分表, 点评意见反馈函), of a year (抽取记录, 结果公告, 结果报送表). */

export const TARGET_PAPERS = { self: "自评报告", sheet: "评分表", feedback: "点评意见反馈函" } as const
export const YEAR_PAPERS = { draw: "抽取记录", announcement: "评议结果公告", report: "评议结果报送表" } as const
export type TargetPaper = keyof typeof TARGET_PAPERS
export type YearPaper = keyof typeof YEAR_PAPERS

type Given = { organisation: string; today: string }

const slip = (
  kind: string,
  issuer: string,
  left: string,
  today: string,
  blocks: Block[],
  more: Partial<Paper> = {},
): Paper => ({
  title: kind,
  issuer,
  head: { is: "slip", issuer, kind, line: [left, dayWords(today)] },
  mark: null,
  heading: "",
  addressee: "",
  blocks,
  closing: "",
  signed: null,
  note: "",
  ...more,
})

const text = (words: string): Block => ({ is: "text", text: words })

/** 项目分值 | 评估内容 | 评估依据 | 自评 | 核定; without marks a sheet to be filled in by hand. */
function sheetTable({ standard, target, appraisal }: FoundTarget, isBlank: boolean): Table {
  const { floor } = appraisal.rules
  const said = (marks: Marks | null, item: Parameters<typeof itemScore>[1], block: Parameters<typeof itemScore>[0]) =>
    marks === null || isBlank ? "" : pointsWords(itemScore(block, item, marks, floor))
  const notes = (number: number, n: number) =>
    Array.from({ length: n }, (_, i) => target.marks?.[keyOf({ number }, i)]?.note).filter(Boolean)
  const whole = (marks: Marks | null) =>
    marks === null || isBlank ? "" : pointsWords(sheetScore(standard.blocks, marks, floor))
  return {
    is: "table",
    columns: [
      { heading: "项目分值", width: 8 },
      { heading: "评估内容", width: 22 },
      { heading: "评估依据", width: 12 },
      { heading: isBlank ? "评分" : "自评", width: 6, centred: true },
      { heading: isBlank ? "意见" : "核定", width: 6, centred: true },
    ],
    rows: [
      ...standard.blocks.flatMap((block) =>
        block.items.map((item) => [
          `${block.name}（${pointsWords(block.max)}分，${MODE_WORD[block.mode]}）`,
          `${item.number}.${item.criteria.map((one) => `${one.text}（${pointsWords(one.max)}分）`).join("")}`,
          [item.evidence, ...(isBlank ? [] : notes(item.number, item.criteria.length))].join("\n"),
          said(target.marks, item, block),
          said(target.audited, item, block),
        ]),
      ),
      ["合计", "", "", whole(target.marks), whole(target.audited)],
    ],
  }
}

/** A paper of one unit. */
export function targetPaper(found: FoundTarget, kind: TargetPaper, { organisation, today }: Given): Paper {
  const { unit, year, appraisal, target, ballots, result } = found
  const title = `${year.year}年履职评议${TARGET_PAPERS[kind]}`
  const issuer = issuerOf(organisation, unit)
  if (kind === "sheet") {
    const lines: Block[] = [
      sheetTable(found, true),
      text(rulesWords(appraisal.rules)),
      text("评议员（签字）：　　　　　　　年　月　日"),
    ]
    return slip(title, appraisal.rules.convener, `评议单位：${unit}`, today, lines)
  }
  if (kind === "self") {
    const score = target.marks
      ? pointsWords(sheetScore(found.standard.blocks, target.marks, appraisal.rules.floor))
      : "　"
    const words = `对照《${found.standard.title}》，我单位逐项开展自查自评，自评得分${score}分，各项得分和说明见附件。`
    return slip(title, issuer, `签审：${target.signedBy}`, today, [text(words)], {
      addressee: appraisal.rules.convener,
      annexes: [{ title: "自测得分表", blocks: [sheetTable(found, false)] }],
    })
  }
  const said = ballots.flatMap(({ ballot, kind: from }) =>
    ballot.comment === "" ? [] : [text(`${JUROR_LABEL[from]}：${ballot.comment}`)],
  )
  return slip(
    title,
    appraisal.rules.convener,
    "编号：",
    today,
    [
      text(
        `${year.year}年履职评议，你单位${result ? resultWords(result) : "没有评分"}。评议员点评意见反馈如下，请研究整改。`,
      ),
      ...(said.length > 0 ? said : [text("评议员没有提出书面意见。")]),
    ],
    { addressee: unit },
  )
}

const nameOf = ({ named }: WithCycle, id: number) => named.find((one) => one.id === id)?.name ?? ""

/** A paper of the year; the rows are those of `targets`. */
export function yearPaper(found: AppraisalOfYear & { cycle: Cycle }, kind: YearPaper, { today }: Given): Paper {
  const { year, cycle, targets, draws } = found
  const { rules } = cycle.appraisal
  const title = `${year.year}年履职评议${YEAR_PAPERS[kind]}`
  const [last] = draws
  if (kind === "draw") {
    const blocks = last
      ? [
          text(`抽取范围（单位编号）：${last.frame.map((id) => `${nameOf(found, id)}${id}`).join("、")}。`),
          text(`排除：${last.excluded.map((id) => nameOf(found, id)).join("、") || "无"}。`),
          text(
            `方法：${last.seed ? `随机数${last.seed}，${drawWords(last.drawn.length)}` : "指定"}。比例不低于${last.ratio}%。`,
          ),
          text(`抽中（汇报顺序）：${last.drawn.map((id) => nameOf(found, id)).join("、")}。`),
          ...(last.why ? [text(`原因：${last.why}。`)] : []),
          text("抽取人（签字）：　　　　　　监督人（签字）："),
        ]
      : [text("没有抽取。")]
    return slip(title, rules.convener, "", today, blocks)
  }
  const isReport = kind === "report"
  const table: Table = {
    is: "table",
    columns: [
      { heading: "单位", width: 12 },
      { heading: "得分", width: 8, centred: true },
      { heading: "等次", width: 8, centred: true },
      { heading: isReport ? "评定依据" : "说明", width: 20 },
    ],
    rows: targets.map(({ unit, result }) => [
      unit,
      result ? scoreWords(result.score) : "",
      result ? GRADE_LABEL[result.grade] : "",
      [basisWords(result), result?.isFalsified && `经查实弄虚作假，原得分${scoreWords(result.original)}分`]
        .filter(Boolean)
        .join("；"),
    ]),
  }
  const lead = isReport ? "现将评议结果报送，供年度综合考核使用。" : "现将评议结果公布如下，接受社会监督。"
  return slip(title, rules.convener, "", today, [
    text(lead),
    table,
    text(`评定规则：${rulesWords(rules)}得分截取两位小数。`),
  ])
}

export const appraisalPaperName = (year: number, kind: string, unit = ""): string =>
  paperName(`${unit}${year}年履职评议${kind}`)
