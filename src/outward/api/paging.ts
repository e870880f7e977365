/** So many rows of a list are answered at once. */
export const ROWS_A_PAGE = 200

/** One page of rows, and whether there are more. */
export type Paged<Row> = { rows: Row[]; more: boolean }

/** Of one row more than a page has. */
export const paged = <Row>(rows: readonly Row[]): Paged<Row> => ({
  rows: rows.slice(0, ROWS_A_PAGE),
  more: rows.length > ROWS_A_PAGE,
})

export const skipped = (page: number): number => (page - 1) * ROWS_A_PAGE
