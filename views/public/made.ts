import type { BoardTask } from "#src/board/standing.ts"
import type { ReleaseBody } from "#src/outward/public/body.ts"
import { activityEnded, endedOf, plainOf } from "#src/outward/public/plain.ts"
import type {
  ActivityLine,
  AnnouncementToPrepare,
  AppraisalToPrepare,
  CaseToPrepare,
  DutyLine,
  ListToPrepare,
  PlanToPrepare,
} from "#src/outward/public/queries.ts"
import { keywordsIn, PARTS } from "#src/year/cases/text.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { spanWords } from "../activities/words.ts"
import { basisWords, classWords, resultWords, rulesWords, standardWords } from "../appraisals/words.ts"
import { CASE_KIND_LABEL, PART_LABEL } from "../cases/words.ts"
import { serialWords } from "../documents/words.ts"
import { indicatorWords, timingWords } from "../duties/words.ts"
import { dayWords } from "../words.ts"
import { ENDED_LABEL, PLAIN_LABEL, UNVERIFIED } from "./words.ts"

/* What is said to the public of each kind, made of what the program has at that moment; it is frozen as it is then. */

/** The columns that 中山's rule of 2017 names, and nothing else. */
export const ANNOUNCED = ["部门", "普法内容", "普法对象", "活动方式", "实施时间"]

const NONE = "—"

/** Beside them once the office says what came of each line. */
export const ENDED = "完成情况"

type Line = { position: number; cells: string[]; ended: string }

export const dutyLine = ({
  unit,
  position,
  content,
  laws,
  audience,
  ways,
  keyDay,
  result,
  ...timing
}: DutyLine): Line => {
  return {
    position,
    cells: [unit, aboutWords({ content, laws }), audience || NONE, ways || NONE, timingWords(timing, keyDay) || NONE],
    ended: endedWords(result),
  }
}

const aboutWords = ({ content, laws }: Pick<DutyLine, "content" | "laws">): string =>
  [content, laws.map(citedLaw).join("")].filter(Boolean).join("：") || NONE

const endedWords = (result: DutyLine["result"]): string => {
  const ended = endedOf(result)
  return ended === null ? UNVERIFIED : ENDED_LABEL[ended]
}

const activityLine = ({
  unit,
  position,
  joint,
  title,
  laws,
  audience,
  kind,
  channels,
  state,
  ...days
}: ActivityLine): Line => ({
  position,
  ended: ENDED_LABEL[activityEnded(state)],
  cells: [
    joint.length > 0 ? `${unit}（联合${joint.join("、")}）` : unit,
    laws.length > 0 ? `${title}：${laws.map(citedLaw).join("")}` : title,
    audience || NONE,
    [kind, ...channels].join("、"),
    spanWords(days),
  ],
})

/** As the form of 磴口 asks, but for 谁去普: 科室 and persons stay inside. */
const LISTED = ["普什么", "对谁普", "怎么普", "何时普", "工作标准", "具体措施", "指标"]

/** 责任清单 of a unit as it was recorded; `ended`: with what came of each item. */
export const listBody = ({ year, office, list, duties }: ListToPrepare, ended = false): ReleaseBody => ({
  title: `${list.unit}${year}年普法责任清单`,
  opening: `${serialWords("duty_list", list)}${list.recordedOn === null ? "" : `，${dayWords(list.recordedOn)}备案`}。`,
  office,
  blocks: [
    {
      is: "table",
      caption: `${list.unit}${year}年普法责任清单`,
      columns: ended ? [...LISTED, ENDED] : LISTED,
      rows: duties.map(({ content, laws, audience, ways, standard, measures, keyDay, result, ...one }) => [
        aboutWords({ content, laws }),
        ...[audience, ways, timingWords(one, keyDay), standard, measures, indicatorWords(one)].map(
          (text) => text || NONE,
        ),
        ...(ended ? [endedWords(result)] : []),
      ]),
    },
  ],
})

/** 责任公告 of a year: of each unit first what its list says, then its activities; `ended`: with what came of each line. */
export const announcementBody = (
  { year, office, duties, activities }: AnnouncementToPrepare,
  ended = false,
): ReleaseBody => ({
  title: `${year}年度普法责任公告`,
  opening: `按照“谁执法谁普法”普法责任制，现将各责任单位${year}年度主要普法活动公告如下，请社会各界监督。`,
  office,
  blocks: [
    {
      is: "table",
      caption: `${year}年度主要普法活动`,
      columns: ended ? [...ANNOUNCED, ENDED] : ANNOUNCED,
      rows: [...duties.map(dutyLine), ...activities.map(activityLine)]
        .toSorted((a, b) => a.position - b.position)
        .map((line) => (ended ? [...line.cells, line.ended] : line.cells)),
    },
  ],
})

/** 分工方案 that is 公开: its tasks with who does them, how they stand in plain words, and what has changed since. */
export function planBody({ board, now }: PlanToPrepare): ReleaseBody {
  const { plan, tasks, sections, units, asOfOn } = board
  const stood = statesIn(now)
  const unitName = (id: number) => units.find((unit) => unit.id === id)?.name ?? ""
  const lineOf = (task: BoardTask): string[] => {
    const state = PLAIN_LABEL[plainOf(task, asOfOn)]
    const doers = task.assignments.filter(({ role }) => role !== "support")
    const names = [...new Set(doers.map(({ unitId }) => unitName(unitId)))]
    const what = `${task.label}${task.text}`
    const day = task.dueBy === null ? NONE : dayWords(task.dueBy)
    return [what, names.join("、") || NONE, day, state, changeWords(stood?.get(what), state, stood !== null)]
  }
  const tableOf = (caption: string, those: BoardTask[]) => ({
    is: "table" as const,
    caption,
    columns: PLANNED,
    rows: those.map(lineOf),
  })
  const tables = [
    ...sections.map(({ id, text }) =>
      tableOf(
        text,
        tasks.filter(({ sectionId }) => sectionId === id),
      ),
    ),
    tableOf(
      "任务",
      tasks.filter(({ sectionId }) => sectionId === null),
    ),
  ]
  const number = plan.docNumber ? `（${plan.docNumber}）` : ""
  return {
    title: plan.title,
    opening: `${plan.title}${number}于${dayWords(plan.issuedOn)}下达。以下为截至${dayWords(asOfOn)}的办理情况。`,
    office: plan.supervisingUnitName,
    blocks: tables.filter(({ rows }) => rows.length > 0),
  }
}

const PLANNED = ["任务", "责任单位", "完成时限", "办理情况", "与上次公布相比"]
const STATE = PLANNED.indexOf("办理情况")

/** How each task stood in what everybody reads now; null: nothing was released yet. */
const statesIn = (now: ReleaseBody | null): ReadonlyMap<string, string> | null =>
  now &&
  new Map(
    now.blocks.flatMap((one) =>
      one.is === "table" ? one.rows.map((cells): [string, string] => [cells[0] ?? "", cells[STATE] ?? ""]) : [],
    ),
  )

function changeWords(before: string | undefined, state: string, isLater: boolean): string {
  if (!isLater) return "首次公布"
  if (before === undefined) return "新列入或文字有改动"
  return before === state ? "没有变化" : `${before} → ${state}`
}

/** 履职评议结果: the rule, each unit with score and grade, and how to object. */
export const appraisalBody = ({
  year,
  office,
  appraisal,
  standard,
  until,
  lines,
}: AppraisalToPrepare): ReleaseBody => ({
  title: `${year}年普法责任制履职评议结果`,
  opening: `按《${standard.title}》（${standardWords(standard)}）评议。${rulesWords(appraisal.rules)}`,
  office,
  blocks: [
    {
      is: "table",
      caption: "评议结果",
      columns: ["单位", "类别", "得分和等次", "依据"],
      rows: lines.map(({ target, unit, result }) => [
        unit,
        classWords(target),
        result ? resultWords(result) : "未评定",
        basisWords(result),
      ]),
    },
    {
      is: "text",
      heading: "异议",
      text: `对结果有异议的，可以在${dayWords(until)}前（含当日）向${office}提出。`,
    },
  ],
})

/** 案例 as it was published. */
export const caseBody = ({ text, unit, office, caseKind, publishedOn }: CaseToPrepare): ReleaseBody => ({
  title: text.title,
  opening: `${CASE_KIND_LABEL[caseKind]}案例，${unit}报送${publishedOn === null ? "" : `，${dayWords(publishedOn)}发布`}。`,
  office,
  blocks: PARTS.filter((part) => part !== "title" && text[part].trim() !== "").map((part) => ({
    is: "text" as const,
    heading: PART_LABEL[part],
    text: part === "keywords" ? keywordsIn(text.keywords).join("　") : text[part],
  })),
})
