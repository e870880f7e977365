import type { Category } from "#db/schema.ts"
import type { Filter } from "#src/board/filter.ts"
import type { CategoryRule } from "./categories.ts"

/*
 * What a paper says: words, figures, units by their names at the cut-off, and by which rule it counts. It is kept whole, so
 * that what was issued stays what it was whatever becomes of the plan.
 */

export const BLOCKS = ["opening", "done", "behind", "changes", "asks"] as const
export const YEARLY_BLOCKS = ["statistics", "situation", "practice", "problems", "outlook"] as const
export type BlockName = (typeof BLOCKS)[number] | (typeof YEARLY_BLOCKS)[number]

/** A part of the text; `written` is as the program wrote it, `text` as it stands now. */
export type TextBlock = { name: BlockName; heading: string; text: string; written: string }

/** Numbers that stand in the text. */
export const FIGURES = [
  "tasks",
  "units",
  "base",
  "done",
  "on_pace",
  "behind",
  "other",
  "out",
  "parts",
  "due",
  "reported",
  "owed",
  "owed_unit",
  "own",
  "difficult",
  "moved",
  "was_done",
  "was_on_pace",
  "was_behind",
  "was_other",
  "now_done",
  "now_on_pace",
  "now_behind",
  "now_other",
  "more_told",
  "more_behind",
  "more_moved",
  "more_planned",
  "year_rounds",
  "year_due",
  "year_reported",
  "year_closed",
  "year_late",
  "year_notices",
  "year_extensions",
  "verify_due",
  "verify_told",
  "verify_fulfilled",
  "verify_partly",
  "verify_unmet",
  "verify_untrue",
] as const
export type FigureName = (typeof FIGURES)[number]

/** `words` as the text has them: 「欠进度3项，占13.6%」. `filter`: the list of the plan that it opens; null: one of the paper's own. */
export type Figure = {
  name: FigureName
  label: string
  value: number
  words: string
  filter: Partial<Filter> | null
  /** Said only behind these words, for the same number is said of other things too: 「增至5项」. */
  after?: string
  /** Of one unit; annex and text have them all, the table of figures only those that were changed. */
  unit?: number
  /** The tasks that it counts, by their ordinals, where nothing else says which they are. */
  tasks?: number[]
}

/** 各单位报送情况表: one unit. */
export type UnitRow = {
  id: number
  name: string
  /** The office's own parts are 自查. */
  own: boolean
  parts: number
  out: number
  due: number
  reported: number
  rate: string
  closed: number
  overdue: number
}

/** 继续督办事项汇总表: one task that goes on. */
export type MatterRow = {
  ordinal: number
  label: string
  text: string
  units: string
  category: Category
  before: string
  now: string
  /** 督办意见, as the office words it. */
  opinion: string
}

/** 各期统计表 of a year: one round. */
export type RoundRow = {
  number: number
  name: string
  due: number
  reported: number
  rate: string
  categories: Record<Category, number>
}

export type Content = {
  title: string
  addressee: string
  closing: string
  blocks: TextBlock[]
  figures: Figure[]
  units: UnitRow[]
  matters: MatterRow[]
  rounds: RoundRow[]
  rule: CategoryRule
  /** 统计口径, as it is printed. */
  measure: string
  round: { number: number; name: string }
  /** The instant of the cut-off, and its civil day. */
  asOf: number
  asOfOn: string
  /** 本单位名称 and the office, as they are called when it is written. */
  organisation: string
  office: string
  plan: { title: string; docNumber: string | null }
}

/** 附件, in their order: the first that a paper has is 附件1, in its text, on the screen and in Word. */
export const ANNEXES = ["rounds", "units", "matters"] as const
export type AnnexName = (typeof ANNEXES)[number]

/** The annexes that a paper has: its units always, the others where there is something in them. */
export const annexesIn = (content: Pick<Content, AnnexName>): AnnexName[] =>
  ANNEXES.filter((name) => name === "units" || content[name].length > 0)

export const contentIn = (json: string): Content => JSON.parse(json)
export const contentText = (content: Content): string => JSON.stringify(content)

/** Somebody has written in it. */
export const isByHand = ({ text, written }: Pick<TextBlock, "text" | "written">): boolean =>
  normal(text) !== normal(written)

const normal = (text: string) => text.replaceAll("\r\n", "\n").trim()

/** What somebody typed into the form of a paper. */
export type Words = {
  title: string
  addressee: string
  closing: string
  texts: Partial<Record<BlockName, string>>
  /** 督办意见 by the ordinal of the task. */
  opinions: Record<string, string>
}

/** The paper with those words in it. */
export const withWords = (content: Content, { title, addressee, closing, texts, opinions }: Words): Content => ({
  ...content,
  title,
  addressee,
  closing,
  blocks: content.blocks.map((block) => ({ ...block, text: texts[block.name] ?? block.text })),
  matters: content.matters.map((row) => ({ ...row, opinion: opinions[row.ordinal] ?? row.opinion })),
})

/** Figures and annexes as they are written anew, and one block of the text, or all. What was typed elsewhere stays. */
export function writtenAnew(content: Content, fresh: Content, name: BlockName): Content {
  const opinions = new Map(content.matters.map(({ ordinal, opinion }) => [ordinal, opinion]))
  const written = new Map(fresh.blocks.map((block) => [block.name, block]))
  return {
    ...fresh,
    title: content.title,
    addressee: content.addressee,
    closing: content.closing,
    matters: fresh.matters.map((row) => ({ ...row, opinion: opinions.get(row.ordinal) ?? row.opinion })),
    blocks: content.blocks.map((block) => {
      const again = written.get(block.name)
      if (!again) return block
      return block.name === name ? again : { ...block, written: again.written }
    }),
  }
}

/** All that somebody may have typed, as one text: what another window is shown. */
export const toldOf = ({ title, addressee, closing, blocks, matters }: Content): string =>
  [
    title,
    `${addressee}：`,
    ...blocks.map(({ heading, text }) => `${heading}\n${text}`),
    ...matters.filter(({ opinion }) => opinion !== "").map(({ label, opinion }) => `${label}：${opinion}`),
    closing,
  ].join("\n")

/** The figure stands there. */
export const figureStandsAt = (
  text: string,
  { words, after = "" }: Pick<Figure, "words" | "after">,
  at: number,
): boolean => standsAt(text, words, at) && text.endsWith(after, at)

/** The words stand there, and their number is no tail or head of a larger one: 「3项任务」 does not stand in 「13项任务」. */
export const standsAt = (text: string, words: string, at: number): boolean =>
  text.startsWith(words, at) &&
  !(/^\d/.test(words) && GOES_BEFORE.test(text.slice(Math.max(0, at - 2), at))) &&
  !(/\d$/.test(words) && GOES_ON.test(text.slice(at + words.length, at + words.length + 2)))

/** A digit, or the point or comma of a number. */
const GOES_BEFORE = /[\d０-９]$|\d[.,]$/
const GOES_ON = /^[\d０-９]|^[.,]\d/

/** It stands somewhere in the text. */
function stands(text: string, figure: Pick<Figure, "words" | "after">): boolean {
  const next = (from: number) => text.indexOf(figure.words, from)
  for (let at = next(0); at >= 0; at = next(at + 1)) if (figureStandsAt(text, figure, at)) return true
  return false
}

/** The figures whose words the text has no more: changed by hand, or left out. Annexes have theirs from the figures. */
export function missingFigures({ blocks, figures }: Pick<Content, "blocks" | "figures">): ReadonlySet<Figure> {
  const text = blocks.map((block) => block.text).join("\n")
  return new Set(figures.filter((figure) => !stands(text, figure)))
}
