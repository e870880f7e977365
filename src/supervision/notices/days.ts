/** Days as people write them in a sentence: 2026年11月25日, 11月25日. */
const DAY = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/g

/** The days that a text names; where a year is missing that of the given day is meant. */
function daysIn(text: string, near: string): string[] {
  return [...text.matchAll(DAY)].map(([, year = near.slice(0, 4), month = "", day = ""]) =>
    [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-"),
  )
}

/** 「请于9月30日前」, 「2026年9月30日（周三）下班前」: by when something is asked, and not since when it was. */
const BY_WHEN =
  /(?:^|[于在请须应限至迟，。；：、,;:（(“\s])((?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:[（(][^）)]{1,8}[）)])?(?:下班|[上中下]午|\d{1,2}[时点](?:\d{1,2}分)?)?[之以]?前(?![后的一])/g

/** Whether the words of a demand themselves say that it is to be answered by that day. */
export const asksBy = (text: string, dueBy: string): boolean =>
  [...text.matchAll(BY_WHEN)].some(([, day = ""]) => saysDay(day, dueBy))

/** Whether a text names the day, in whatever sense. */
export const saysDay = (text: string, dueBy: string): boolean => daysIn(text, dueBy).includes(dueBy)

/** The first other day in them, by which a unit might be misled. */
export const otherDay = (text: string, dueBy: string): string | null =>
  saysDay(text, dueBy) ? null : (daysIn(text, dueBy)[0] ?? null)
