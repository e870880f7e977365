/*
 * Characters that nobody sees and nobody typed: they come along with what is pasted from Word, a government page or a
 * chat, or hide in it. Those that shape a script or join an emoji are part of the text and stay.
 */

/** Word's manual line break (Shift+Enter), its page break, and the line ends of other systems. */
const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/** Word's unbreakable hyphen, as its clipboard writes it. */
const WORD_HYPHEN = String.fromCharCode(0x1e)

/** Runs of what may be unseen, but for tab and line break; the sign on either side of a run is seen. */
const UNSEEN = /(?:(?![\t\n])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc\u2800])+/gu

/**
 * Scripts whose letters are shaped, joined or kept apart by characters without width: Mongolian (with 蒙古文 selectors),
 * Arabic (维吾尔文、哈萨克文), Tibetan, those of India, Southeast Asia and 傣文, old Korean, Braille's blank cell.
 */
const SHAPED = [
  "Arab Syrc Nkoo Mand Mong Phag Tibt",
  "Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh",
  "Thai Laoo Khmr Mymr Lana",
]
  .join(" ")
  .split(" ")
  .map((script) => `\\p{scx=${script}}`)
  .join("")

/** A letter or mark of such a script; its punctuation is shared with Chinese. */
const LETTER = new RegExp(`[${SHAPED}\\u1100-\\u11ff](?<=[\\p{L}\\p{M}])|[\\u2801-\\u28ff]`, "u")
const SHAPING = /\u034f|[\u115f\u1160]|\u17b4|\u17b5|[\u180b-\u180f]|[\u200b-\u200d]|\u2800/u

/** Written from right to left: there a mark of direction is part of the text. Overrides and embeddings never are. */
const RIGHT_TO_LEFT = /[\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}](?<=\p{L})/u
const DIRECTION = /[\u061c\u200e\u200f]/u

const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u
/** Chooses among the shapes of the sign before it: an emoji's, or a rare character's in somebody's name. */
const SELECTOR = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u
const TAG = /[\u{e0020}-\u{e007f}]/u
const BLACK_FLAG = "\u{1f3f4}"

type Kind = "joiner" | "shaping" | "direction" | "selector" | "tag" | "nothing"

const kinds = new Map<string, Kind>()

/** What an unseen sign may be part of; remembered, since a hostile text has a million of them. */
function kindOf(sign: string): Kind {
  const known = kinds.get(sign)
  if (known) return known
  const kind = newKindOf(sign)
  kinds.set(sign, kind)
  return kind
}

function newKindOf(sign: string): Kind {
  if (sign === "\u200d") return "joiner"
  if (SHAPING.test(sign)) return "shaping"
  if (DIRECTION.test(sign)) return "direction"
  if (SELECTOR.test(sign)) return "selector"
  return TAG.test(sign) ? "tag" : "nothing"
}

/** What most texts are made of, and nothing of it is unseen: told at once, since a sheet has a hundred thousand cells. */
const PLAIN = /^[\t\n -~\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*$/

/** The text without what is unseen, its line breaks as `\n`; and how many characters that took away. */
export function cleaned(typed: string): { text: string; removed: number } {
  if (PLAIN.test(typed)) return { text: typed, removed: 0 }
  const text = typed.replaceAll(LINE_BREAK, "\n").replaceAll(WORD_HYPHEN, "-")
  let removed = 0
  let isRightToLeft: boolean | undefined
  const clean = text.replaceAll(UNSEEN, (run, at: number) => {
    const before = signBefore(text, at)
    const after = signAt(text, at + run.length)
    const stays: Partial<Record<Kind, boolean>> = {}
    let kept = ""
    for (const sign of run) {
      const kind = kindOf(sign)
      if (kind === "direction") isRightToLeft ??= RIGHT_TO_LEFT.test(text)
      stays[kind] ??= kind === "direction" ? isRightToLeft : belongs(kind, before, after)
      if (stays[kind]) kept += sign
      else removed++
      // One shape is chosen, by what stands directly behind the sign.
      stays.selector = false
    }
    return kept
  })
  return { text: clean, removed }
}

/** Whether an unseen sign is part of the text, by what is seen before and after it. */
function belongs(kind: Kind, before: string, after: string): boolean {
  switch (kind) {
    case "selector":
      return before.trim() !== ""
    case "tag":
      return before === BLACK_FLAG
    case "joiner":
      return (PICTURE.test(before) && PICTURE.test(after)) || isShaped(before) || isShaped(after)
    case "shaping":
      return isShaped(before) || isShaped(after)
    default:
      return false
  }
}

/** Chinese, Latin and what lies below the scripts in question are told without asking the tables. */
const isShaped = (sign: string): boolean =>
  sign >= "\u0300" && !(sign >= "\u2e80" && sign < "\ua840") && LETTER.test(sign)

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00
const signBefore = (text: string, at: number) =>
  text.slice(Math.max(0, at - (isLowSurrogate(text, at - 1) ? 2 : 1)), at)
const signAt = (text: string, at: number) => text.slice(at, at + (isLowSurrogate(text, at + 1) ? 2 : 1))
