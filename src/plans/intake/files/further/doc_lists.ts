import { type Level, MOST_LEVELS, type NumberSign, type Numbers, noNumbers } from "../word_lists.ts"
import { noStyles, type Style, type Styles } from "../word_styles.ts"
import type { WordFile } from "./doc_file.ts"
import { changesIn, type Run } from "./doc_properties.ts"
import { Bytes } from "./records.ts"

/* The lists and styles of an old document, brought to those of a .docx: both number their paragraphs by the same rules. */

const STYLES = 1
const LISTS = 73
const USED_LISTS = 74
const MOST_LISTS = 4000
const PARAGRAPH_STYLE = 1
const NO_STYLE = 0xfff

/** Formats by their number; those that offices never use count as Word shows them at worst, in digits. */
const FORMATS = new Map([
  [1, "upperRoman"],
  [2, "lowerRoman"],
  [3, "upperLetter"],
  [4, "lowerLetter"],
  [10, "ideographDigital"],
  [11, "japaneseCounting"],
  [14, "decimalFullWidth"],
  [17, "japaneseDigitalTenThousand"],
  [18, "decimalEnclosedCircle"],
  [19, "decimalFullWidth2"],
  [22, "decimalZero"],
  [23, "bullet"],
  [26, "decimalEnclosedFullstop"],
  [27, "decimalEnclosedParen"],
  [28, "decimalEnclosedCircleChinese"],
  [29, "ideographEnclosedCircle"],
  [30, "ideographTraditional"],
  [31, "ideographZodiac"],
  [33, "taiwaneseCounting"],
  [34, "ideographLegalTraditional"],
  [35, "taiwaneseCountingThousand"],
  [36, "taiwaneseDigital"],
  [37, "chineseCounting"],
  [38, "chineseLegalSimplified"],
  [39, "chineseCountingThousand"],
  [57, "numberInDash"],
  [255, "none"],
])

export function numbersOf({ table }: WordFile): Numbers {
  const numbers = noNumbers()
  addLists(numbers, table(LISTS, true))
  addUsedLists(numbers, table(USED_LISTS, true))
  return numbers
}

/** First what the lists are called, then all their levels. */
function addLists({ abstracts }: Numbers, bytes: Bytes) {
  const count = Math.min(bytes.u16(), MOST_LISTS)
  const heads = Array.from({ length: count }, () => {
    const id = bytes.i32()
    bytes.skip(4)
    const styles = Array.from({ length: MOST_LEVELS }, () => bytes.u16())
    const isSimple = (bytes.u8() & 1) === 1
    bytes.skip(1)
    return { id, styles, levels: isSimple ? 1 : MOST_LEVELS }
  })
  for (const { id, styles, levels } of heads) {
    const abstract = { levels: new Map<number, Level>(), counts: [], link: null }
    abstracts.set(String(id), abstract)
    for (let at = 0; at < levels && bytes.left > 0; at++) {
      const style = styles[at] ?? NO_STYLE
      abstract.levels.set(at, { ...levelIn(bytes), style: style === NO_STYLE ? null : String(style) })
    }
  }
}

function levelIn(bytes: Bytes): Level {
  const start = bytes.i32()
  const format = FORMATS.get(bytes.u8()) ?? "decimal"
  const flags = bytes.u8()
  bytes.skip(MOST_LEVELS + 1 + 8)
  const characterChanges = bytes.u8()
  const paragraphChanges = bytes.u8()
  const restart = bytes.u8()
  bytes.skip(1 + paragraphChanges + characterChanges)
  return {
    start: start >= 0 && start <= 1_000_000 ? start : 1,
    format,
    text: levelText(bytes),
    style: null,
    restart: flags & 8 ? restart : null,
    legal: (flags & 4) !== 0,
  }
}

/** Where the count of a level stands, the text has the number of this level as a character. */
function levelText(bytes: Bytes): string {
  const codes = Array.from({ length: Math.min(bytes.u16(), 255) }, () => bytes.u16())
  return codes.map((code) => (code < MOST_LEVELS ? `%${code + 1}` : String.fromCharCode(code))).join("")
}

/** The lists as paragraphs name them, by their place from 1; each may change levels of the list that it uses. */
function addUsedLists({ lists }: Numbers, bytes: Bytes) {
  const count = Math.min(bytes.u32(), MOST_LISTS)
  const heads = Array.from({ length: count }, () => {
    const abstract = String(bytes.i32())
    const changed = bytes.skip(8).u8()
    bytes.skip(3)
    return { abstract, changed }
  })
  for (const [place, { abstract, changed }] of heads.entries()) {
    const list = { abstract, starts: new Map<number, number>(), levels: new Map<number, Level>(), begun: false }
    lists.set(String(place + 1), list)
    bytes.skip(4)
    for (let i = 0; i < changed && bytes.left >= 8; i++) {
      const start = bytes.i32()
      const flags = bytes.u32()
      const at = Math.min(flags & 0xf, MOST_LEVELS - 1)
      if (flags & 0x20) list.levels.set(at, levelIn(bytes))
      else if (flags & 0x10) list.starts.set(at, Math.max(0, start))
    }
  }
}

export function stylesOf({ table }: WordFile): Styles {
  const styles = noStyles()
  const bytes = table(STYLES)
  const head = new Bytes(bytes.take(bytes.u16()))
  const count = head.u16()
  const base = head.u16()
  for (let id = 0; id < count && bytes.left >= 2; id++) {
    const style = new Bytes(bytes.take(bytes.u16()))
    if (style.left > base) styles.byId.set(String(id), styleIn(style, base))
  }
  styles.normal = "0"
  return styles
}

function styleIn(bytes: Bytes, base: number): Style {
  const kinds = bytes.skip(2).u16()
  const basedOn = kinds >> 4
  const isParagraph = (kinds & 0xf) === PARAGRAPH_STYLE
  bytes.at = base
  const name = String.fromCharCode(...Array.from({ length: Math.min(bytes.u16(), 255) }, () => bytes.u16()))
  bytes.skip(2)
  const changes = isParagraph ? new Bytes(bytes.take(bytes.u16())).skip(2) : null
  return {
    name,
    basedOn: basedOn === NO_STYLE ? null : String(basedOn),
    number: changes ? numberIn(changes.take(changes.left)) : { list: null, level: null },
    hidden: false,
  }
}

const LIST_CHANGE = 0x460b
const LEVEL_CHANGE = 0x260a

/** What changes of a paragraph or a style say of its number. */
export function numberIn(changes: Uint8Array): NumberSign {
  const sign: NumberSign = { list: null, level: null }
  for (const { kind, operand } of changesIn(changes)) {
    if (kind === LIST_CHANGE) sign.list = String(Math.max(0, operand.i16()))
    if (kind === LEVEL_CHANGE) sign.level = Math.min(operand.u8(), MOST_LEVELS - 1)
  }
  return sign
}

const LIBRE_OFFICE = 0x6143
const MAKER_AT = 0x22

/**
 * Where a list begins anew, LibreOffice writes its first item as a list of its own, with the same looks: the second item
 * would be the first again. What is used once, and looks like a list that is used only behind it, belongs to that one.
 */
export function rejoinLists({ lists, abstracts }: Numbers, { text }: WordFile, paragraphs: readonly Run[]) {
  if (new Bytes(text, MAKER_AT).u16() !== LIBRE_OFFICE) return
  const uses = paragraphs.map(({ changes }) => numberIn(changes)).filter(({ list }) => list !== null && list !== "0")
  const looks = ({ list, level }: NumberSign) => {
    const { start, format, text } = abstracts.get(lists.get(list ?? "")?.abstract ?? "")?.levels.get(level ?? 0) ?? {}
    return JSON.stringify([level, start, format, text])
  }
  const count = new Map<string | null, number>()
  for (const { list } of uses) count.set(list, (count.get(list) ?? 0) + 1)
  const firstOf = new Map<string | null, number>()
  for (const [i, { list }] of uses.entries()) if (!firstOf.has(list)) firstOf.set(list, i)
  for (const [i, use] of uses.entries()) {
    if (count.get(use.list) !== 1) continue
    const whole = uses.find((one, at) => at > i && firstOf.get(one.list) === at && looks(one) === looks(use))
    const [own, other] = [lists.get(use.list ?? ""), lists.get(whole?.list ?? "")]
    if (own && other) own.abstract = other.abstract
  }
}
