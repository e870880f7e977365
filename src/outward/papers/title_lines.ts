import { charactersIn } from "./wordprocessing.ts"

/*
 * 标题 of more than a line is broken where a reader takes breath, never inside a word, and into lines of about one length
 * (GB/T 9704-2012 7.3.1). Words are not known here; marks and the small words between others are.
 */

/** Of 二号 so many stand in a line of 156 mm. */
const IN_A_LINE = 20

/** How ill a break is taken after this and before that; whatever is not named may fall into a word. */
const BREAKS: readonly [after: RegExp, before: RegExp, cost: number][] = [
  [/[《〈“‘（([]$/, /^/, 1000],
  [/^/, /^[》〉”’）)\]，。、：；]/, 1000],
  [/\d$/, /^[\d年月日号项个]/, 1000],
  [/[年月]$/, /^[度份前底末中内来初\d]/, 1000],
  [/[》〉”’）)\]，、：；]$/, /^/, 0],
  [/^/, /^[《〈“‘（([]/, 0],
  [/[^\d〔第]$/, /^\d{4}年/, 0],
  [/(关于|对于|落实|贯彻)$/, /^/, 3],
  [/[的和与及]$/, /^/, 3],
  [/[年月]$|季度$|半年$/, /^/, 2],
]
const INSIDE_A_WORD = 60

function costAt(characters: readonly string[], at: number): number {
  const [before, after] = [characters.slice(0, at).join(""), characters.slice(at).join("")]
  return BREAKS.find(([left, right]) => left.test(before) && right.test(after))?.[2] ?? INSIDE_A_WORD
}

/** The lines of a title: as its writer broke it, or at the best places where it is longer than a line. */
export function titleLines(line: string): string[] {
  const characters = [...line]
  const whole = charactersIn(line)
  if (whole <= IN_A_LINE) return [line]
  const ideal = whole / Math.ceil(whole / IN_A_LINE)
  const width = (from: number, to: number) => charactersIn(characters.slice(from, to).join(""))
  // The cheapest way to set the first so many characters, and where its last line begins.
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let to = 1; to <= characters.length; to++) {
    const end = to === characters.length ? 0 : costAt(characters, to)
    best[to] = { cost: Number.POSITIVE_INFINITY, from: to - 1 }
    for (let from = to - 1; from >= 0 && width(from, to) <= IN_A_LINE; from--) {
      // Each line costs, so that there are no more than have to be.
      const cost = (best[from]?.cost ?? 0) + end + (width(from, to) - ideal) ** 2 / 4 + 25
      if (cost < (best[to]?.cost ?? 0)) best[to] = { cost, from }
    }
  }
  const lines: string[] = []
  for (let to = characters.length; to > 0; to = best[to]?.from ?? 0) {
    lines.unshift(characters.slice(best[to]?.from ?? 0, to).join(""))
  }
  return lines
}
