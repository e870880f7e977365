import { LONGEST_TEXT } from "#src/office/typed/input.ts"
import { COLUMNS } from "#src/outward/ledger/columns.ts"
import type { about } from "#src/outward/ledger/returning/about.ts"
import type { CellRefusal, Doubt, KeptCell, Side } from "#src/outward/ledger/returning/comparing.ts"
import type { RowRefusal } from "#src/outward/ledger/returning/matching.ts"
import type { ElsewhereKey, Field } from "#src/outward/ledger/returning/returned.ts"
import type { ToldRows, ToldSheet } from "#src/outward/ledger/returning/told.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  ledger_returned: "上传填好的台账",
  ledger_cells_taken: "采用台账回传的内容",
  ledger_import_closed: "结束台账回传",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  import_closed: () => "这次回传已经结束，不能再采用。需要时请重新上传台账。",
}

/** `3-1-0-2`: taken, refused, left; reports without the file, for which there was no room. */
const counts = (n: string) => {
  const [taken = "0", refused = "0", left = "0", bare = "0"] = n.split("-")
  return { taken, refused, left, bare }
}

const besides = ({ refused, left, bare }: ReturnType<typeof counts>): string =>
  [
    left !== "0" && `，${left} 处保留系统内容`,
    refused !== "0" && `；${refused} 处没有采用，原因见该行`,
    bare !== "0" && `；附件空间已满，${bare} 项进展没有附原文件，原文件随这次回传保存`,
  ]
    .filter(Boolean)
    .join("")

export const DONE_LABEL: Words["DONE_LABEL"] = {
  ledger_returned: () => "台账已读取，还没有写入任何进展，请核对后采用",
  ledger_entered: (n) => `已代录 ${counts(n).taken} 处${besides(counts(n))}`,
  ledger_drafted: (n) => `已写入草稿 ${counts(n).taken} 处${besides(counts(n))}，请到「我的待办」核对后报送`,
  ledger_import_closed: () => "这次回传已结束，没有采用的不再采用，记录保留",
}

export const DONE_LINK: Words["DONE_LINK"] = {
  ledger_drafted: () => ({ href: "/todo", word: "我的待办" }),
}

export const SUBJECT_LABEL = { ledger_import: "台账回传" }

export const PARTICULAR_LABEL = {
  sheetRows: "台账行数",
  changedRows: "有改动的行数",
  takenRows: "采用的行",
  leftRows: "保留系统内容的行",
  refusedRows: "没有采用的行",
  ledgerImport: "台账回传",
  ledgerFile: "台账文件",
  ledgerRow: "台账行",
}

export const FIELD_LABEL: Record<Field | ElsewhereKey, string> = {
  achieved: COLUMNS.achieved.heading,
  problems: COLUMNS.problems.heading,
  nextSteps: COLUMNS.nextSteps.heading,
  coordination: COLUMNS.coordination.heading,
  task: COLUMNS.task.heading,
  office: COLUMNS.office.heading,
  person: COLUMNS.person.heading,
  measures: COLUMNS.measures.heading,
  deadline: COLUMNS.deadline.heading,
}

export const SIDE_LABEL: Record<Side, string> = {
  theirs: "台账改动",
  both: "两边都改",
  unknown: "无法判断谁改的",
}

const DOUBT_WORDS: Record<Doubt, (copies: readonly number[]) => string> = {
  formula: () => "这一格是公式，系统不计算，只读到保存时的结果，请核对后勾选",
  merged: () => "这一格合并了几行，只按第一行对照，请核对后勾选",
  copied: (copies) => `同一项在第 ${copies.join("、")} 行也有，内容不同，请只选一行`,
  astray: () => "这段文字与另一行导出时的文字相同，可能错行，请核对后勾选",
  by_name: () => "编号丢失，按序号和单位对应，请核对后勾选",
}

export const doubtWords = ({ doubts }: Pick<KeptCell, "doubts">, copies: readonly number[]): string[] =>
  doubts.map((doubt) => DOUBT_WORDS[doubt](copies))

export const cellRefusalWords = (refused: CellRefusal, { length }: Pick<KeptCell, "length">): string => {
  if (refused === "too_long") return `文字 ${length} 字，最多 ${LONGEST_TEXT} 字，不能采用；请精简后再上传`
  if (refused === "no_choice") return "这一栏只认「是」或「否」，不能采用"
  return "这一格是公式，没有保存结果，不能采用；请改为文字后再上传"
}

const named = ({ task = "", unit = "" }: Record<string, string>): string =>
  task || unit ? `（${[task && `第 ${task} 项`, unit].filter(Boolean).join(" ")}）` : ""

const ROW_REFUSAL: Record<RowRefusal, (facts: Record<string, string>) => string> = {
  other_plan: () => "是另一个方案的台账，没有对照",
  other_round: ({ round }) => `是${round ? `第 ${round} 个` : "另一个"}填报期导出的，没有对照；请下载本期台账填写`,
  no_round: () => "导出时还没有填报期，没有对照；请下载本期台账填写",
  unknown_mark: () => "编号在本方案中找不到，没有对照",
  broken_mark: (facts) => `编号被改动，序号和单位也对不上${named(facts)}，没有对照`,
  torn: (facts) => `编号与这一行写的序号、单位不一致${named(facts)}，可能只对部分列排了序，没有对照`,
  unknown_row: (facts) => `没有编号，序号和单位在本方案中也找不到${named(facts)}，没有对照`,
  not_yours: ({ unit }) => `是${unit || "其他单位"}的，您只能回传本单位的，没有对照`,
  same_again: ({ row }) => `${row ? `与第 ${row} 行` : "与前面的行"}重复，内容相同，只看一行`,
}

export const toldRowsWords = ({ code, facts, rows }: ToldRows): string => `第 ${rows} 行：${ROW_REFUSAL[code](facts)}`

/** What is told of the sheet as a whole, a sentence each. */
export function sheetWords(told: ToldSheet): string[] {
  const {
    count,
    hidden,
    matched,
    absent,
    same,
    here,
    hereCount,
    missing,
    hasMarks,
    merged,
    sheets,
    others,
    unseen,
    skipped,
  } = told
  return [
    `共 ${count} 行，对上 ${matched} 行${hidden > 0 ? `；筛选或隐藏的 ${hidden} 行也已读取` : ""}。`,
    sheets.length > 1 && `读取了 ${sheets.length} 张工作表：${sheets.map((name) => `「${name}」`).join("、")}。`,
    others.length > 0 && `这些工作表没有台账，没有读取：${others.map((name) => `「${name}」`).join("、")}。`,
    unseen.length > 0 && `隐藏的工作表没有读取：${unseen.map((name) => `「${name}」`).join("、")}。`,
    skipped !== null && skipped > 0 && `不是分工的 ${skipped} 行（合计、备注等）没有读取。`,
    absent > 0 && `台账里没有的 ${absent} 项分工不作任何改动。`,
    same > 0 && `${same} 行没有改动。`,
    hereCount > 0 && `台账没有改动、系统已有新内容的 ${hereCount} 行不受影响：第 ${here} 行。`,
    missing.length > 0 &&
      `没有找到${missing.map((field) => `「${FIELD_LABEL[field]}」`).join("")}列（列名可能改过），这些内容没有对照。`,
    !hasMarks && "台账里没有「编号（请勿改动）」列，按序号和单位对应，无法判断是谁改的，请逐处核对后勾选。",
    merged > 0 && `有 ${merged} 个单元格被合并到上一行，按没有改动处理。`,
  ].filter((sentence): sentence is string => Boolean(sentence))
}
