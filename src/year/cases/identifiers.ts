import { isDate } from "#src/clock.ts"
import { type CaseText, PARTS, type PartName } from "./text.ts"

/*
 * 脱敏: what looks as if somebody could be known by it. Numbers are found by their shape, whatever stands between their
 * digits; a name can only be guessed, where a word before or behind it says that a person is meant. So a number stops a
 * case, a guess asks its reader, and neither says that nothing else is there: that is for the second reader.
 */

/** 身份证号, 手机号, 固定电话, 车牌, 银行卡号; a long number of another kind; a name without 某. */
export const IDENTIFIERS = ["identity", "mobile", "telephone", "plate", "card", "digits", "name"] as const
export type Identifier = (typeof IDENTIFIERS)[number]

/** `from`, `to`: places in the text as it was typed. */
export type Sighting = { kind: Identifier; from: number; to: number; text: string }

/** May be something else: a reader decides. The others stop the case. */
export const isDoubt = ({ kind }: Pick<Sighting, "kind">): boolean => kind === "digits" || kind === "name"

/** All that looks so in a text, from its beginning on, none within another. */
export function sightingsIn(text: string): Sighting[] {
  const plain = plainOf(text)
  const spelledOut = { ...plain, signs: inFigures(plain.signs) }
  const found = [...figuresIn(plain), ...figuresIn(spelledOut), ...platesIn(plain), ...namesIn(plain)]
  return apart(found, text)
}

/** The signs by which it is looked through, each with its place in the text as it stands. */
type Plain = { signs: string; places: readonly number[] }
type Span = { kind: Identifier; from: number; to: number }

const UNSEEN = /\p{Cf}|\p{Cc}|\p{Variation_Selector}/u

/** Digits and letters of every width as plain ones, signs between them as one space, hyphen or dot; the unseen left out. */
function plainOf(text: string): Plain {
  let signs = ""
  const places: number[] = []
  let at = 0
  for (const sign of text) {
    if (isChinese(sign) || sign === "\n" || !UNSEEN.test(sign)) {
      signs += plainSign(sign)
      places.push(at)
    }
    at += sign.length
  }
  places.push(at)
  return { signs, places }
}

/** Nearly all of a text: nothing about it has to be looked up. */
const isChinese = (sign: string): boolean => sign >= "\u4e00" && sign <= "\u9fff"

function plainSign(sign: string): string {
  if (isChinese(sign) || sign === "\n") return sign
  if (/[\p{Zs}\t]/u.test(sign)) return " "
  if (/[\p{Pd}\u2212ー_]/u.test(sign)) return "-"
  if (/[.．。·・•‧]/u.test(sign)) return sign === "。" ? sign : "."
  const plain = sign.normalize("NFKC").toUpperCase()
  // A sign is one place: what unfolds into several (㈠, ½), or lies beyond (𠮷), is none that is looked for.
  if (/\p{Nd}/u.test(sign) && /^\d$/.test(plain)) return plain
  if (/^[A-Z()]$/.test(plain)) return plain
  return sign.length === 1 ? sign : "□"
}

const FIGURES = "〇一二三四五六七八九"

/** Digits that are written out, 一三八…; what is in figures already is looked at by itself. */
const inFigures = (signs: string): string =>
  signs.replaceAll(/[0-9零幺○〇一二三四五六七八九]/gu, (sign) => {
    if (/\d/.test(sign)) return "□"
    if (sign === "零" || sign === "○") return "0"
    if (sign === "幺") return "1"
    return String(FIGURES.indexOf(sign))
  })

const GAP = "[ .-]?"
const JOINED = (...groups: string[]) => groups.join(GAP)

/** Eleven digits in the groups in which people write them. */
const MOBILE = new RegExp(
  `(?<!\\d)(?:(?:\\+|00)?86${GAP})?(?:${[
    JOINED("1[3-9]\\d", "\\d{4}", "\\d{4}"),
    JOINED("1[3-9]\\d", "\\d{3}", "\\d{5}"),
    JOINED("1[3-9]\\d{2}", "\\d{3}", "\\d{4}"),
    JOINED("1[3-9]\\d{3}", "\\d{3}", "\\d{3}"),
  ].join("|")})(?!\\d)`,
  "g",
)

const AREA = "0(?:10|2\\d|[3-9]\\d{2})"
/** With its area code; without one only behind a word for it, for else it could be a day or a sum. */
const TELEPHONE = new RegExp(
  `(?<!\\d)(?:\\(${AREA}\\)|${AREA})${GAP}(?:\\d{3,4}${GAP}\\d{4})(?!\\d)|(?<=(?:电话|座机|手机|号码|致电|联系方式)[:：是为 ]{0,3})(?:\\d{3,4}${GAP}\\d{4})(?!\\d)`,
  "g",
)

const IDENTITY = new RegExp(`(?<!\\d)\\d{6}${GAP}\\d{4}${GAP}\\d{2}${GAP}\\d{2}${GAP}\\d{3}${GAP}[\\dX](?!\\d)`, "g")
const GROUPED_CARD = /(?<!\d)[3-69]\d{3}(?:([ -])\d{4})(?:\1\d{4}){2}(?:\1\d{1,3})?(?!\d)/g
const LONG = /(?<!\d)\d{15,}X?/g

function figuresIn(plain: Plain): Span[] {
  return [
    ...spans(plain, LONG, (found) => longKind(found)),
    ...spans(plain, IDENTITY, (found) => (isIdentity(digitsOf(found)) ? "identity" : null)),
    ...spans(plain, GROUPED_CARD, (found) => (isCard(digitsOf(found)) ? "card" : null)),
    ...spans(plain, MOBILE, () => "mobile"),
    ...spans(plain, TELEPHONE, () => "telephone"),
  ]
}

const digitsOf = (found: string): string => found.replaceAll(/[^\dX]/g, "")

/** A run so long is no day, sum or 文号. */
function longKind(found: string): Identifier {
  if (isIdentity(found) || isFormerIdentity(found)) return "identity"
  const digits = found.replace("X", "")
  return isCard(digits) ? "card" : "digits"
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = "10X98765432"

/** GB 11643: by its check digit, or by the birthday in it: one that was mistyped tells who it is all the same. */
function isIdentity(found: string): boolean {
  if (!/^\d{17}[\dX]$/.test(found)) return false
  const sum = WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(found[i]), 0)
  return CHECKS[sum % 11] === found[17] || isBirthday(found.slice(6, 14))
}

/** Of before 1999: fifteen digits, the year in two. */
const isFormerIdentity = (found: string): boolean => /^\d{15}$/.test(found) && isBirthday(`19${found.slice(6, 12)}`)

const isBirthday = (digits: string): boolean =>
  /^(18|19|20)/.test(digits) && isDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`)

/** ISO/IEC 7812: sixteen to nineteen digits with the check digit of Luhn. */
function isCard(digits: string): boolean {
  if (!/^\d{16,19}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
/** GA 36: five or six signs behind province and letter, without I and O; of them at least three digits. */
const PLATE = new RegExp(
  `[${PROVINCES}][A-HJ-NP-Z]${GAP}(?:[A-HJ-NP-Z\\d]{5,6}|[A-HJ-NP-Z\\d]{4}[挂学警港澳领使])(?![A-Z\\d])`,
  "g",
)
const LEAST_DIGITS = 3

const platesIn = (plain: Plain): Span[] =>
  spans(plain, PLATE, (found) => ((found.match(/\d/g) ?? []).length >= LEAST_DIGITS ? "plate" : null))

/** Common ones; those that are as common as a particle (于, 和, 时, 应) are left to the reader. */
const SURNAMES =
  "欧阳|上官|司马|诸葛|皇甫|尉迟|[王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧肖冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛万顾赖武康贺严尹钱施牛洪龚]"
const PERSONS =
  "当事人|信访人|上访人|来访人|反映人|申请执行人|被申请人|申请人|申诉人|被告人|被上诉人|上诉人|原告|被告|第三人|投诉人|被举报人|举报人|受害人|被害人|嫌疑人|村民|居民|职工|员工|业主|患者|学生|家长|司机|驾驶人|负责人|法定代表人|经营者|店主|死者|妻子|丈夫|儿子|女儿"
const TITLES = "先生|女士|同志|老人|大爷|大娘|大叔|大妈|阿姨|师傅|律师|法官|民警"
const HAN = "(?!某)\\p{Script=Han}"
/** Begins a word that is none of a name: 方同意, 高度, 马上. */
const FIRST = "(?![某度同意上下不一是有无已])\\p{Script=Han}"
/** Where a name ends: a stop, or a word that often follows one. */
const ENDS = "(?=$|[^\\p{Script=Han}]|[诉与和同向对因在到被将把称等及的说要提反申请认以系为不未已男女])"

const GIVEN = `${FIRST}(?:${HAN})??`

/** Behind a word for a person two signs are taken for a given name even where none of these follows: 李大明多次…. */
const NAMES = [
  new RegExp(`(?<=(?:${PERSONS})[:：]?)(?:${SURNAMES})(?:${GIVEN}${ENDS}|${FIRST}${HAN})`, "gu"),
  new RegExp(`(?:${SURNAMES})${GIVEN}(?=${TITLES})`, "gu"),
  new RegExp(`(?<=诉)(?:${SURNAMES})${GIVEN}${ENDS}`, "gu"),
  new RegExp(`(?<=^|[\\s，。；：、“《])(?:${SURNAMES})${GIVEN}(?=诉)`, "gu"),
]

const namesIn = (plain: Plain): Span[] => NAMES.flatMap((name) => spans(plain, name, () => "name"))

function spans({ signs, places }: Plain, shape: RegExp, kindOf: (found: string) => Identifier | null): Span[] {
  return [...signs.matchAll(shape)].flatMap((match) => {
    const kind = kindOf(match[0])
    const [from, to] = [places[match.index], places[match.index + match[0].length]]
    return kind === null || from === undefined || to === undefined ? [] : [{ kind, from, to }]
  })
}

/** In the order of the text; of two that overlap what stops the case, or else the longer one. */
function apart(found: readonly Span[], text: string): Sighting[] {
  const kept: Span[] = []
  const strongest = found.toSorted(
    (a, b) => Number(isDoubt(a)) - Number(isDoubt(b)) || b.to - b.from - (a.to - a.from) || a.from - b.from,
  )
  for (const one of strongest) {
    if (kept.every(({ from, to }) => one.to <= from || one.from >= to)) kept.push(one)
  }
  return kept.toSorted((a, b) => a.from - b.from).map((one) => ({ ...one, text: text.slice(one.from, one.to) }))
}

/** The first number of a person in a text, that no register takes; `allowed`: kinds that may stand there. */
export const personalIn = (text: string, allowed: readonly Identifier[] = []): Sighting | undefined =>
  sightingsIn(text).find((one) => !isDoubt(one) && !allowed.includes(one.kind))

/** The same of a case, part by part. */
export type CaseSighting = Sighting & { part: PartName; paragraph: number }

export const sightingsOf = (text: CaseText): CaseSighting[] =>
  PARTS.flatMap((part) =>
    sightingsIn(text[part]).map((one) => ({ ...one, part, paragraph: paragraphAt(text[part], one.from) })),
  )

/** Numbers: they would be kept for ever with a version, and go out with the case. */
export const numbersIn = (text: CaseText): CaseSighting[] => sightingsOf(text).filter((one) => !isDoubt(one))

/** What is only guessed. */
export const doubtsIn = (text: CaseText): CaseSighting[] => sightingsOf(text).filter(isDoubt)

/** Of the lines that say something, the one in which the place is, from 1. */
const paragraphAt = (text: string, place: number): number =>
  Math.max(
    1,
    text
      .slice(0, place + 1)
      .split("\n")
      .filter((line) => line.trim() !== "").length,
  )

/** By which a doubt is ticked off in a form. */
export const doubtKey = ({ part, from, to }: CaseSighting): string => `${part}-${from}-${to}`

/** Only so much of it as is needed to find it again: a message is no place for a number. */
export const veiled = (text: string): string => {
  const signs = [...text]
  return signs.length <= 4 ? text : `${signs.slice(0, 3).join("")}…${signs.slice(-2).join("")}`
}

/** Numbers of persons in texts of a register, each at its field; a telephone of an office may stand in `contact`. */
export function personalFit(texts: Readonly<Record<string, string>>): Record<string, string[]> | null {
  const found = Object.entries(texts).flatMap(([name, text]) => {
    const sighted = personalIn(text, name === "contact" ? ["telephone"] : [])
    const why = sighted && `不登记个人号码，请删去「${veiled(sighted.text)}」`
    return why ? [[name, [why]] as [string, string[]]] : []
  })
  return found.length > 0 ? Object.fromEntries(found) : null
}
