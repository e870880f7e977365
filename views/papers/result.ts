import { type Block, type Paper, paperName } from "#src/outward/papers/paper.ts"
import type { FoundResult } from "#src/year/results/queries.ts"
import { factsOf } from "../results/words.ts"
import { dayWords } from "../words.ts"
import { issuerOf } from "./parts.ts"

/* One person's 学法述法 as a paper, for 述职: what they took, and their unit's year in figures. */

export function resultPaper(found: FoundResult, organisation: string, today: string): Paper {
  const { result, unit, year } = found
  const issuer = issuerOf(organisation, unit)
  const title = `${year.year}年述职学法用法情况`
  const [taken = [], ofUnit = []] = factsOf(found, today)
  const facts = (some: [string, string][]) =>
    some.map(([term, words]): Block => ({ is: "text", lead: `${term}：`, text: words }))
  return {
    title,
    issuer,
    head: { is: "slip", issuer, kind: "述职学法用法情况", line: [`${result.name}，${result.post}`, dayWords(today)] },
    mark: null,
    heading: "",
    addressee: "",
    blocks: [
      { is: "heading", text: `一、${year.year}年学法述法情况` },
      ...facts(taken),
      { is: "heading", text: "二、本单位本年普法工作" },
      ...facts(ofUnit),
    ],
    closing: "",
    signed: null,
    note: "本单位数据由活动台账、案例、报备和点单得出",
  }
}

export const resultPaperName = ({ result, year }: FoundResult): string =>
  paperName(`${result.name}${year.year}年述职学法用法情况`)
