import { LAW_CATEGORIES, type Law } from "#db/schema.ts"
import data from "#seeds/laws.json" with { type: "json" }

export type NewLaw = Omit<Law, "id" | "version">

/** Laws that 普法 and 信访 have to do with, as they stood in the month of `COMMON_AS_OF`; what is not certain is left open. */
export const COMMON_LAWS: readonly NewLaw[] = data.laws.map(({ category, ...law }) => ({
  ...law,
  category: LAW_CATEGORIES.find((one) => one === category) ?? "normative",
}))

export const COMMON_AS_OF = data.asOf
