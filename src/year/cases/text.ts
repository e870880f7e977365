/*
 * What a 案例 says, in the seven parts of 最高人民法院关于编写报送指导性案例体例的意见 (2012): a page, a draft, a version and
 * the paper are all made of this.
 */

export const PARTS = ["title", "keywords", "gist", "laws", "facts", "result", "reasoning"] as const
export type PartName = (typeof PARTS)[number]

export type CaseText = Record<PartName, string>

/** So many keywords at most. */
export const MOST_KEYWORDS = 7
export const LONGEST_KEYWORD = 20

/** In characters. */
export const LONGEST: Record<PartName, number> = {
  title: 100,
  keywords: 200,
  gist: 1000,
  laws: 2000,
  facts: 8000,
  result: 4000,
  reasoning: 8000,
}

export const EMPTY: CaseText = { title: "", keywords: "", gist: "", laws: "", facts: "", result: "", reasoning: "" }

/** As it is kept, always in the same order: its hash is that of its words. */
export const contentText = (text: CaseText): string =>
  JSON.stringify(Object.fromEntries(PARTS.map((part) => [part, text[part]])))

export const textIn = (content: string): CaseText => ({ ...EMPTY, ...(JSON.parse(content) as Partial<CaseText>) })

/** One keyword after another, however they were set apart. */
export const keywordsIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[、，,；;／/\s]+/u)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  ),
]

/** The titles of the laws that a text names in 《》, each once. */
export const lawsNamedIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/《([^《》]{2,200})》/gu)].map(([, title = ""]) => title.trim())),
]

/** All that it says as one text. */
export const toldOf = (text: CaseText): string =>
  PARTS.map((part) => text[part].trim())
    .filter(Boolean)
    .join("\n")

export const lacking = (text: CaseText): PartName[] => PARTS.filter((part) => text[part].trim() === "")
