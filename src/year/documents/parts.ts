import type { DocumentKind } from "#db/schema.ts"

/*
 * What the text of a document has to have besides its title: of plans 工作责任, 目标任务 and 完成时限 (000: 明确工作责任、目标任务和
 * 完成时限); of the register of liaisons who it is. Everything else is one text, or a file.
 */

export const DOCUMENT_PARTS = ["duties", "goals", "deadlines", "liaison", "position", "phone"] as const
export type DocumentPart = (typeof DOCUMENT_PARTS)[number]

const OF_PLANS = ["duties", "goals", "deadlines"] as const satisfies readonly DocumentPart[]

/** The parts that a kind asks for, none of which may be empty when it is sent. */
export const PARTS: Record<DocumentKind, readonly DocumentPart[]> = {
  programme: OF_PLANS,
  year_plan: OF_PLANS,
  duty_list: [],
  implementation: OF_PLANS,
  summary: [],
  liaisons: ["liaison", "position", "phone"],
}

/** One line each; the others are texts. */
export const isLine = (part: DocumentPart): boolean => part === "liaison" || part === "position" || part === "phone"

export type Parts = Partial<Record<DocumentPart, string>>

/** What a document says. */
export type Content = {
  title: string
  text: string
  parts: Parts
  /** 变更说明, of a later version. */
  change: string
  fromYear: number
  untilYear: number
}

type Kept = Omit<Content, "parts"> & { parts: string }

/** As it is kept. */
export const keptOf = ({ parts, title, text, change, fromYear, untilYear }: Content): Kept => ({
  title,
  text,
  parts: JSON.stringify(parts),
  change,
  fromYear,
  untilYear,
})

export const contentOf = ({ parts, title, text, change, fromYear, untilYear }: Kept): Content => ({
  title,
  text,
  parts: JSON.parse(parts) as Parts,
  change,
  fromYear,
  untilYear,
})

/** All that it says as one text, in the order in which it is read. */
export const toldOf = ({ title, change, parts, text }: Content): string =>
  [title, change, ...DOCUMENT_PARTS.map((part) => parts[part] ?? ""), text].filter((one) => one !== "").join("\n\n")

/** What is still lacking before it can be sent: names of fields. `there`: files, and items of a list, that stand for a text. */
export function lackingIn(
  kind: DocumentKind,
  content: Content,
  { number, there }: { number: number; there: number },
): string[] {
  const empty = (text: string | undefined) => (text ?? "").trim() === ""
  const parts = PARTS[kind].filter((part) => empty(content.parts[part]))
  return [
    ...(empty(content.title) ? ["title"] : []),
    ...parts,
    ...(PARTS[kind].length === 0 && empty(content.text) && there === 0 ? ["text"] : []),
    ...(number > 1 && empty(content.change) ? ["change"] : []),
  ]
}

/** So many years is a 规划 about. */
export const PROGRAMME_YEARS = 5

/** The years that a document of a kind is about, when it is begun in one. */
export const spanOf = (kind: DocumentKind, year: number): { fromYear: number; untilYear: number } => ({
  fromYear: year,
  untilYear: kind === "programme" ? year + PROGRAMME_YEARS - 1 : year,
})
