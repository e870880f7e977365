/**
 * Each 代字 of a 督办单 counts by itself. Numbers that were given stay: where two kinds have shared one series, each goes on
 * after its own highest.
 */
export const numberSeries = [
  `drop index notices_number`,
  `create unique index notices_number on notices (office_id, year, kind, number)`,
]
