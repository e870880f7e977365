/** What a unit is counted by, beside how many it has. */
export const FIGURES = ["took", "passed", "scored", "stated", "excellent"] as const
export type Figure = (typeof FIGURES)[number]
