const COUNTING = "零一二三四五六七八九"
const HAN_DIGITS = "〇一二三四五六七八九"
const FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
const STEMS = "甲乙丙丁戊己庚辛壬癸"
const BRANCHES = "子丑寅卯辰巳午未申酉戌亥"

type Numeral = (value: number) => string

/** The number formats of Word that Chinese offices use. Any other counts in Arabic digits, as Word itself falls back. */
const FORMATS: Record<string, Numeral> = {
  decimalZero: (value) => String(value).padStart(2, "0"),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (value) => `（${value}）`,
  decimalEnclosedFullstop: (value) => `${value}.`,
  numberInDash: (value) => `- ${value} -`,
  lowerLetter: (value) => letters(value).toLowerCase(),
  upperLetter: letters,
  lowerRoman: (value) => roman(value).toLowerCase(),
  upperRoman: roman,
  chineseCounting: (value) => chineseNumeral(value),
  chineseCountingThousand: (value) => chineseNumeral(value),
  japaneseCounting: (value) => chineseNumeral(value),
  taiwaneseCounting: (value) => chineseNumeral(value),
  taiwaneseCountingThousand: (value) => chineseNumeral(value),
  chineseLegalSimplified: (value) => chineseNumeral(value, FORMAL_DIGITS, "拾佰仟"),
  ideographLegalTraditional: (value) => chineseNumeral(value, FORMAL_DIGITS, "拾佰仟"),
  ideographDigital: digits,
  japaneseDigitalTenThousand: digits,
  taiwaneseDigital: digits,
  ideographTraditional: (value) => STEMS[value - 1] ?? String(value),
  ideographZodiac: (value) => BRANCHES[value - 1] ?? String(value),
  ideographEnclosedCircle: (value) => (value <= 10 ? String.fromCodePoint(0x3280 + value - 1) : String(value)),
  none: () => "",
  bullet: () => "",
}

export function numeralIn(format: string, value: number): string {
  const written = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined
  return written && value > 0 ? written(value) : String(value)
}

/** 一, 十, 十二, 二十, 一百零五; beyond the thousands the digits alone. */
export function chineseNumeral(value: number, signs = COUNTING, powers = "十百千"): string {
  if (value > 9999) return [...String(value)].map((digit) => signs[Number(digit)]).join("")
  let words = ""
  for (const [place, digit] of [...String(value)].map(Number).entries()) {
    const power = String(value).length - 1 - place
    if (digit > 0) words += (signs[digit] ?? "") + (powers[power - 1] ?? "")
    else if (power > 0 && !words.endsWith(signs[0] ?? "")) words += signs[0]
  }
  const trimmed = words.replace(new RegExp(`${signs[0]}$`), "")
  return value >= 10 && value < 20 && signs === COUNTING ? trimmed.slice(1) : trimmed
}

function digits(value: number): string {
  return [...String(value)].map((digit) => HAN_DIGITS[Number(digit)]).join("")
}

function fullWidth(value: number): string {
  return [...String(value)].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("")
}

function circled(value: number): string {
  if (value <= 20) return String.fromCodePoint(0x2460 + value - 1)
  if (value <= 35) return String.fromCodePoint(0x3251 + value - 21)
  return value <= 50 ? String.fromCodePoint(0x32b1 + value - 36) : String(value)
}

/** Behind Z stands AA, then BB: Word repeats the letter. */
function letters(value: number): string {
  const letter = String.fromCharCode(65 + ((value - 1) % 26))
  return letter.repeat(Math.min(Math.ceil(value / 26), MOST_LETTERS))
}
const MOST_LETTERS = 30

const ROMAN: [string, number][] = [
  ["M", 1000],
  ["CM", 900],
  ["D", 500],
  ["CD", 400],
  ["C", 100],
  ["XC", 90],
  ["L", 50],
  ["XL", 40],
  ["X", 10],
  ["IX", 9],
  ["V", 5],
  ["IV", 4],
  ["I", 1],
]

function roman(value: number): string {
  if (value > 3999) return String(value)
  let left = value
  return ROMAN.map(([sign, worth]) => {
    const times = Math.floor(left / worth)
    left -= times * worth
    return sign.repeat(times)
  }).join("")
}
