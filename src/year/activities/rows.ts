/** Rows on a page of the ledger. */
export const ROWS_A_PAGE = 50

/** As many rows as a file of a 台账 holds. */
export const MOST_ROWS = 20_000
