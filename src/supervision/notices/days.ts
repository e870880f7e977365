/** Days as people write them in a sentence: 2026年11月25日, 11月25日. */
const DAY = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/g

/** The days that a text names; where a year is missing that of the given day is meant. */
function daysIn(text: string, near: string): string[] {
  return [...text.matchAll(DAY)].map(([, year = near.slice(0, 4), month = "", day = ""]) =>
    [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-"),
  )
}

/** Whether the words of a demand already say by when it is to be answered. */
export const saysDay = (text: string, dueBy: string): boolean => daysIn(text, dueBy).includes(dueBy)

/** The first other day in them, by which a unit might be misled. */
export const otherDay = (text: string, dueBy: string): string | null =>
  saysDay(text, dueBy) ? null : (daysIn(text, dueBy)[0] ?? null)
