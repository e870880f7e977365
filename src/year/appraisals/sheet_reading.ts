import type { Criterion, CriterionMeasure } from "#db/schema.ts"
import type { TablesAnswer, Texts } from "#src/plans/intake/reading/tables.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { readIn, type TablesRead } from "#src/year/duties/sheet_reading.ts"
import { pointsIn } from "./points.ts"
import { type Block, type EvidenceBy, type Item, standardText } from "./standard.ts"

/*
 * A standard as it stands in a table of Word or Excel, 项目分值 | 评估内容 | 评估依据 | 得分, made into the lines of standard.ts. What
 * the paper says twice or not at all is told, and nothing is decided by it.
 */

export type StandardRead = { text: string; findings: string[] }

const NO_TABLE = "没有找到评估标准的表格：要有「项目分值」「评估内容」等列，评分点写明分值，如（2分）"

/** What a criterion is measured by, by its words; the first that fits counts. */
const MEASURED: readonly [RegExp, CriterionMeasure][] = [
  [/中心组|集中学法/, "study"],
  [/述职|述法/, "statements"],
  [/旁听/, "court"],
  [/培训|讲座/, "training"],
  [/计划方案|年度计划|工作计划/, "year_plan"],
  [/^(?!.*落实).*责任清单/, "duty_list"],
  [/总结/, "summary"],
  [/及时报/, "filings"],
  [/联络员/, "liaison"],
  [/经费/, "budget"],
  [/案例/, "cases"],
  [/12·4|宪法日/, "constitution_day"],
  [/节点|纪念日/, "key_days"],
  [/志愿者/, "volunteers"],
  [/阵地/, "venues"],
  [/微博|微信|网站/, "channels"],
  [/表彰|表扬/, "praise"],
  [/实践活动/, "activities"],
]

const bare = (text: string) => text.replace(/\s+/g, "")
const tidy = (text: string) => bare(text).replace(/^[，。、；;,.]+|[，、；;,]+$/g, "")

function criterionOf(text: string, max: number): Criterion {
  const measure = MEASURED.find(([words]) => words.test(text))?.[1] ?? null
  const [, least, some] = /不少于(\d{1,3})|(\d{1,3})[次个场]以上/.exec(text) ?? []
  return { text, max, measure, least: measure ? Number(least ?? some ?? 1) : 1 }
}

/** 「分别加5分、3分、2分」: whoever earns them all has the most of them. */
function bonusOf(rest: string): Criterion | null {
  const [, told = ""] = /分别加([\d.分、，]{2,40})/.exec(rest) ?? []
  const points = told.split(/[分、，]+/).flatMap((one) => pointsIn(one) ?? [])
  return points.length === 0 ? null : { text: rest, max: Math.max(...points), measure: null, least: 1 }
}

function itemOf(content: string, evidence: string, findings: string[]): Item | null {
  const [, number, words = ""] = /^(\d{1,3})[.．、](.*)$/s.exec(bare(content)) ?? []
  if (number === undefined) return null
  // Text and marks take turns; behind the last mark stands what has none.
  const parts = words.split(/[（(](\d{1,3}(?:\.\d{1,2})?)分[）)]/)
  const criteria = parts.flatMap((part, i) =>
    i % 2 === 0 && i + 1 < parts.length ? criterionOf(tidy(part), pointsIn(parts[i + 1] ?? "") ?? 0) : [],
  )
  const max = criteria.reduce((sum, one) => sum + one.max, 0)
  const rest = tidy(parts.at(-1) ?? "").replace(/。$/, "")
  const bonus = bonusOf(rest)
  if (bonus) criteria.push(bonus)
  else if (rest !== "") findings.push(`第${number}项有没有写分值的内容：${rest}`)
  return { number: Number(number), max, by: bringerOf(evidence), evidence: bare(evidence), criteria }
}

const bringerOf = (evidence: string): EvidenceBy => {
  // 「单位自查、市法宣办查…」
  if (!/[办局室]查/.test(evidence)) return "unit"
  return /自查|单位/.test(evidence) ? "both" : "office"
}

function blockOf(cell: string): Omit<Block, "items"> | null {
  const [, name, points = ""] = /^(.{1,60})[（(]([\d.]{1,6})分[）)]$/.exec(bare(cell)) ?? []
  const max = pointsIn(points)
  if (name === undefined || max === null) return null
  return { name, max, mode: /创新|加分|奖励/.test(name) ? "add" : "deduct" }
}

function standardOf(tables: Texts): StandardRead {
  const blocks: Block[] = []
  const findings: string[] = []
  const printed = new Map<string, string>()
  for (const [first = "", content = "", evidence = ""] of tables.flat()) {
    const head = blockOf(first)
    const before = head && printed.get(head.name)
    if (head && before === undefined) blocks.push({ ...head, items: [] })
    else if (head && before !== bare(first)) findings.push(`「${head.name}」印了两次，按一个板块读，不重复计分`)
    if (head) printed.set(head.name, bare(first))
    const block = head ? blocks.find(({ name }) => name === head.name) : blocks.at(-1)
    const item = block && itemOf(content, evidence, findings)
    if (item) block.items.push(item)
  }
  if (blocks.every(({ items }) => items.length === 0)) throw new Refused(NO_TABLE)
  return { text: standardText(blocks), findings: [...new Set(findings)] }
}

export const standardRead = (answer: TablesAnswer): TablesRead<StandardRead> => readIn(answer, standardOf)
