/** What is found again by triggers, whatever is put into `sought_reports`: an index, and SQLite's own tables behind it. */
export const FOUND_TABLES: readonly string[] = [
  "sought_pairs",
  ...["config", "data", "docsize", "idx"].map((part) => `sought_pairs_${part}`),
]
