import type { Criterion, CriterionMeasure, Readings, StandardBlock, StandardItem } from "#db/schema.ts"
import { pointsIn, pointsWords, sum } from "./points.ts"

/*
 * 评估标准: blocks of items of criteria with their marks, as lines that somebody can read, write and put right:
 *
 *   【普法责任制建设】15分 扣分
 *   1. 7分 单位举证：提供相关文件通知、制度规范。
 *   - 确定具体负责人和联络员（2分）
 *   - 每年集中学法不少于2次（2分）〔中心组学法≥2〕
 *
 * In a block of 扣分 marks are taken away from what is there, in one of 加分 they are earned.
 */

export type Block = StandardBlock
export type Item = StandardItem
export type Mode = Block["mode"]
export type EvidenceBy = Item["by"]
export const MODE_WORD: Record<Mode, string> = { deduct: "扣分", add: "加分" }
export const EVIDENCE_WORD: Record<EvidenceBy, string> = { unit: "单位", office: "普法办", both: "双方" }

/** What a measure is called in a standard. */
export const MEASURES: Record<CriterionMeasure, string> = {
  year_plan: "年度计划",
  duty_list: "责任清单",
  summary: "年度总结",
  filings: "报备文件",
  liaison: "责任人联络员",
  budget: "普法经费",
  study: "中心组学法",
  statements: "述法",
  training: "培训讲座",
  court: "旁听庭审",
  cases: "发布案例",
  key_days: "普法节点活动",
  constitution_day: "宪法日活动",
  activities: "普法活动",
  venues: "阵地",
  channels: "宣传渠道",
  volunteers: "志愿者队伍",
  praise: "表彰",
}

/** By which a mark is known: the second criterion of item 7 is `7.2`. */
export const keyOf = (item: Pick<Item, "number">, i: number): string => `${item.number}.${i + 1}`

/** Every criterion with its item and block, in order. */
export const criteriaOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.items.flatMap((item) =>
      item.criteria.map((criterion, i) => ({ block, item, criterion, key: keyOf(item, i) })),
    ),
  )

const MOST_CRITERIA = 200

const wordKey = <K extends string>(words: Readonly<Record<K, string>>, word: string | undefined): K | undefined =>
  (Object.keys(words) as K[]).find((key) => words[key] === word)

/** The blocks of a text, or what is wrong with its first line that is not understood. */
export function standardIn(text: string): { blocks: Block[] } | { problem: string } {
  const blocks: Block[] = []
  const lines = text.split("\n")
  for (const [i, line] of lines.entries()) {
    const words = line.normalize("NFC").trim()
    const problem = words === "" ? null : taken(blocks, words)
    if (problem) return { problem: `第${i + 1}行：${problem}` }
  }
  if (criteriaOf(blocks).length === 0) return { problem: "请写出板块、项目和评分点" }
  return criteriaOf(blocks).length > MOST_CRITERIA ? { problem: `评分点最多${MOST_CRITERIA}个` } : { blocks }
}

/** Takes one line; what it says where it is not understood. */
function taken(blocks: Block[], line: string): string | null {
  if (line.startsWith("【")) return takenBlock(blocks, line)
  if (/^[-－·•]/.test(line)) return takenCriterion(blocks, line.slice(1).trim())
  return takenItem(blocks, line)
}

function takenBlock(blocks: Block[], line: string): string | null {
  const [, name = "", points = "", mode] = /^【([^】]{1,60})】\s*([\d.]{1,6})分\s*(\S*)$/.exec(line) ?? []
  const max = pointsIn(points)
  const kind = wordKey(MODE_WORD, mode)
  if (max === null || !kind) return "板块请写成：【普法责任制建设】15分 扣分（或加分）"
  if (blocks.some((one) => one.name === name)) return `板块「${name}」已经有了`
  blocks.push({ name, max, mode: kind, items: [] })
  return null
}

function takenItem(blocks: Block[], line: string): string | null {
  const [, number = "", points = "", by, evidence = ""] =
    /^(\d{1,3})[.．、]\s*([\d.]{1,6})分\s*(单位|普法办|双方)举证[:：]?(.*)$/.exec(line) ?? []
  const max = pointsIn(points)
  const bringer = wordKey(EVIDENCE_WORD, by)
  if (max === null || !bringer) return "项目请写成：1. 7分 单位举证：提供相关文件（举证的写单位、普法办或双方）"
  const block = blocks.at(-1)
  if (!block) return "项目前面要有板块"
  if (blocks.some(({ items }) => items.some((one) => one.number === Number(number)))) return `第${number}项已经有了`
  block.items.push({ number: Number(number), max, by: bringer, evidence: evidence.trim(), criteria: [] })
  return null
}

function takenCriterion(blocks: Block[], line: string): string | null {
  const [, before = line, measured] = /^(.*?)\s*〔([^〕]{1,40})〕$/.exec(line) ?? []
  const [, text = "", points = ""] = /^(.*)[（(]([\d.]{1,6})分[）)]$/.exec(before) ?? []
  const max = pointsIn(points)
  if (max === null || text.trim() === "") return "评分点请写成：- 确定具体负责人和联络员（2分）"
  const [, word, least] = /^(.*?)(?:≥(\d{1,3}))?$/.exec(measured ?? "") ?? []
  const measure = measured === undefined ? null : wordKey(MEASURES, word)
  if (measure === undefined) return `取数只能是：${Object.values(MEASURES).join("、")}`
  const item = blocks.at(-1)?.items.at(-1)
  if (!item) return "评分点前面要有项目"
  item.criteria.push({ text: text.trim(), max, measure, least: Number(least ?? 1) })
  return null
}

const criterionLine = ({ text, max, measure, least }: Criterion): string =>
  `- ${text}（${pointsWords(max)}分）${measure ? `〔${MEASURES[measure]}${least > 1 ? `≥${least}` : ""}〕` : ""}`

/** The lines of a standard, as `standardIn` reads them. */
export const standardText = (blocks: readonly Block[]): string =>
  blocks
    .flatMap(({ name, max, mode, items }) => [
      `【${name}】${pointsWords(max)}分 ${MODE_WORD[mode]}`,
      ...items.flatMap((item) => [
        `${item.number}. ${pointsWords(item.max)}分 ${EVIDENCE_WORD[item.by]}举证：${item.evidence}`,
        ...item.criteria.map(criterionLine),
      ]),
    ])
    .join("\n")

export const partsOf = ({ criteria }: Pick<Item, "criteria">): number => sum(criteria.map(({ max }) => max))
const itemsOf = ({ items }: Pick<Block, "items">): number => sum(items.map(({ max }) => max))

/** What nobody can exceed: no block more than its own marks, no item more than its own. */
export const bestOf = (blocks: readonly Block[]): number =>
  sum(blocks.map((block) => Math.min(block.max, sum(block.items.map((item) => Math.min(item.max, partsOf(item)))))))

/** A place where the marks of the parts do not add up to those of the whole. */
export type Doubt = { key: string; where: string; printed: number; sum: number }

/** Where the sums of a standard contradict it, an item before the blocks. */
export const doubtsOf = (blocks: readonly Block[]): Doubt[] =>
  [
    ...blocks.flatMap(({ items }) =>
      items.map((item) => ({
        key: `item${item.number}`,
        where: `第${item.number}项`,
        printed: item.max,
        sum: partsOf(item),
      })),
    ),
    ...blocks.map((block, i) => ({
      key: `block${i + 1}`,
      where: `「${block.name}」`,
      printed: block.max,
      sum: itemsOf(block),
    })),
  ].filter((one) => one.printed !== one.sum)

/** The standard as it is read: items first, then their blocks. */
export function resolved(blocks: readonly Block[], readings: Readings): Block[] {
  return blocks.map((block, i) => {
    const items = block.items.map((item) =>
      readings[`item${item.number}`] === "sum" ? { ...item, max: partsOf(item) } : item,
    )
    return { ...block, items, max: readings[`block${i + 1}`] === "sum" ? itemsOf({ items }) : block.max }
  })
}

/** Contradictions of which nobody has said which reading holds: an item's own, and a block's that its items leave. */
export const unread = (blocks: readonly Block[], readings: Readings): Doubt[] =>
  [
    ...doubtsOf(blocks).filter(({ key }) => key.startsWith("item")),
    ...doubtsOf(resolved(blocks, readings)).filter(({ key }) => key.startsWith("block")),
  ].filter(({ key }) => readings[key] === undefined)

/** Cells that the paper left empty. */
export const lacksOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(({ items }) =>
    items.filter(({ evidence }) => evidence === "").map(({ number }) => `第${number}项没有写评估依据`),
  )
