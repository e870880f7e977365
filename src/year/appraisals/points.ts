/* Marks are whole hundredths of a point everywhere: nothing is added up in fractions that a computer rounds. */

/** `2.5` is 250; null: it is no mark. */
export function pointsIn(text: string): number | null {
  const [, whole, part = ""] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.normalize("NFKC").trim()) ?? []
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, "0"))
}

export const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)

/** 250 is `2.5`. */
export const pointsWords = (points: number): string => String(points / 100)
