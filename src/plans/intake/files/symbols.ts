/*
 * Signs that Word draws with a symbol font or by a formula, as the characters that they are. Symbol fonts keep theirs in
 * the private area, each font its own at the same places.
 */

const CIRCLED_1 = 0x2460

/** Where a font has circled numbers: from which code, how many, and the first number. */
const CIRCLES: readonly { font: RegExp; from: number; to: number; first: number }[] = [
  { font: /^wingdings$/i, from: 0x81, to: 0x8a, first: 1 },
  { font: /^wingdings$/i, from: 0x8c, to: 0x95, first: 1 },
  { font: /^wingdings 2$/i, from: 0x6a, to: 0x73, first: 1 },
  { font: /^wingdings 2$/i, from: 0x75, to: 0x7e, first: 1 },
]
/** The boxes that people tick. */
const BOXES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: { 111: "□", 168: "□", 253: "☒", 254: "☑", 252: "✓", 251: "✗" },
  "wingdings 2": { 80: "✓", 79: "✗", 82: "☑", 83: "☒", 163: "□" },
}

/** A sign of a symbol font; without the name of the font it is taken for one of Wingdings. */
export function symbolOf(code: number, font = "Wingdings"): string {
  if (code >= 0x20 && code < 0xd800 && code > 0xff) return String.fromCodePoint(code)
  const low = code >= 0xf000 ? code - 0xf000 : code
  const circle = CIRCLES.find((one) => one.font.test(font) && low >= one.from && low <= one.to)
  if (circle) return String.fromCodePoint(CIRCLED_1 + circle.first - 1 + low - circle.from)
  const box = BOXES[font.toLowerCase()]?.[low]
  if (box) return box
  return code >= 0x20 && code < 0xf000 ? String.fromCodePoint(code) : ""
}

const LAST_CIRCLED = 20

/** The sign that a formula such as `eq \o\ac(○,1)` draws: what 带圈字符 of Word makes. */
export function encircled(formula: string): string {
  const [, sign = ""] = /^\s*eq\s+\\o\s*\\ac\s*\(\s*[○◯〇□]\s*[,;，]\s*([^)]{1,4})\)/i.exec(formula) ?? []
  const number = Number(sign.trim())
  return number >= 1 && number <= LAST_CIRCLED ? String.fromCodePoint(CIRCLED_1 + number - 1) : sign.trim()
}
