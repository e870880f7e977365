import { DOCUMENT_KINDS, type DocumentKind } from "#db/schema.ts"
import type { RegisterRow } from "./queries.ts"
import { isLacking, STANDINGS, type Standing, type StandingWord } from "./standing.ts"

/*
 * Which rows of the register are shown. A number and the list that it opens are made by the same question, so that they
 * cannot disagree.
 */

/** 应报, 已报, 未报, 逾期报送, beside the single words. */
export const SHOWN = ["due", "done", "lacking", "late"] as const
export type Shown = (typeof SHOWN)[number] | StandingWord

export type Chosen = { kind: DocumentKind | null; show: Shown | null; page: number }

export const ROWS_A_PAGE = 100

export function chosenIn(query: Record<string, string | undefined>): Chosen {
  const page = Number(query.page)
  return {
    kind: DOCUMENT_KINDS.find((kind) => kind === query.kind) ?? null,
    show: [...SHOWN, ...STANDINGS].find((one) => one === query.show) ?? null,
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
  }
}

const ASKED: Record<(typeof SHOWN)[number], (standing: Standing) => boolean> = {
  due: ({ counts }) => counts,
  done: ({ counts, done }) => counts && done,
  lacking: isLacking,
  late: ({ late }) => late,
}

const isShown = (standing: Standing, show: Shown): boolean =>
  show === "due" || show === "done" || show === "lacking" || show === "late"
    ? ASKED[show](standing)
    : standing.word === show

/** Rows with a cell of that kind, or of any, that stands as it is asked for. */
export const chosenRows = (rows: readonly RegisterRow[], { kind, show }: Pick<Chosen, "kind" | "show">) =>
  show === null
    ? rows
    : rows.filter(({ cells }) =>
        cells.some((cell) => (kind === null || cell.kind === kind) && isShown(cell.standing, show)),
      )

/** What the foot says of a kind. */
export function tallyOf(rows: readonly RegisterRow[], kind: DocumentKind) {
  const count = (show: Shown) => chosenRows(rows, { kind, show }).length
  return { due: count("due"), done: count("done"), lacking: count("lacking"), late: count("late") }
}
