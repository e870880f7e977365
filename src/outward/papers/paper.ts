/**
 * A paper as the office writes it, before it has a format: plain data from the words of views/papers to the bytes of
 * docx.ts. Texts may hold anything; what a document cannot carry is left out there.
 */
export type Paper = {
  /** For the properties of the file. */
  title: string
  /** Who issues it, for the properties too. */
  issuer: string
  /** What stands above the text, down to its rule. */
  head: Head
  /** Not in force: printed at the head of every page. */
  mark: string | null
  /** 标题 below the rule; a line break stands where the writer breaks it. Empty: the head says what it is. */
  heading: string
  /** 主送, without its colon; empty: none. */
  addressee: string
  blocks: Block[]
  /** The last words above the signature. */
  closing: string
  /** Null where head and 版记 say all, as in a 简报. */
  signed: Signed | null
  /** 附注 below the date, without its brackets; empty: none. */
  note: string
  /** Each begins on a page of its own; 附件说明 below the text names them all. */
  annexes?: Annex[]
  /** 版记 at the foot of the last page. */
  imprint?: Imprint
  receipt?: Receipt
}

/** 版头: a slip's own, that of a 公文, or that of a numbered series. */
export type Head =
  /** The issuer and the kind, 编号 left and 签发 right above a black rule. */
  | { is: "slip"; issuer: string; kind: string; line: [string, string] }
  /**
   * 发文机关标志 in red with 文件 behind it, of several the first leads; 发文字号 below; 签发人 only on what goes up, an
   * empty name where it is filled in by hand.
   */
  | { is: "letterhead"; issuers: string[]; number: string; urgency?: "特急" | "加急"; signers?: string[] }
  /** 督查通报 and the like: its name in red, 「第3期」, who issues it left and the day right above a red rule. */
  | { is: "series"; name: string; issue: string; line: [string, string] }

export type Signed = {
  /** Of several the first leads. */
  by: string[]
  /** 成文日期. */
  on: string
  /** Without a seal the date stands under the name, two characters in. */
  sealed: boolean
}

/** 署名 of one issuer, with room for the seal. */
export const sealed = (by: string, on: string): Signed => ({ by: [by], on, sealed: true })

/**
 * 一、 is in 黑体, （一） in 楷体; in a text a line that begins with such a number is set so too, up to its first stop. `lead`
 * of a text is in 楷体 as well, and the text goes on behind it.
 */
export type Block = { is: "heading"; text: string; level?: 1 | 2 } | { is: "text"; text: string; lead?: string } | Table

/** `heads`: rows of headings where one is not enough; they come again on every page. */
export type Table = { is: "table"; columns: Column[]; heads?: Cell[][]; rows: Cell[][]; caption?: string }

/** The widths of a table's columns are shares of the type area. */
export type Column = { heading: string; width: number; centred?: boolean }

/** As in HTML: what a cell covers to its right or below is not named again. */
export type Cell = string | { text: string; across?: number; down?: number; strong?: boolean }

/** 附件: its number is its place, and none where it is the only one. */
export type Annex = { title: string; landscape?: boolean; blocks: Block[] }

/** 抄送 (empty: none), 印发机关 and 印发日期. */
export type Imprint = { copies: string; printer: string; printedOn: string }

/** 回执: a page of its own for the unit to fill in, sign and send back. */
export type Receipt = { kind: string; line: string; rows: Answer[][]; note: string }

/** A field of the receipt: what is known already, and what is left to be filled in by hand below it. */
export type Answer = { label: string; text: string; hand?: string; lines?: number }

/** Rows in which neighbours that say the same in the first columns are one cell: the part above its tasks. */
export function gathered(rows: readonly string[][], columns: number): Cell[][] {
  const isSame = (row: number, column: number) =>
    row > 0 && rows[row]?.slice(0, column + 1).every((text, i) => text === rows[row - 1]?.[i])
  return rows.map((texts, row) =>
    texts.flatMap((text, column): Cell[] => {
      if (column >= columns) return [text]
      if (isSame(row, column)) return []
      let down = 1
      while (row + down < rows.length && isSame(row + down, column)) down++
      return [down === 1 ? text : { text, down }]
    }),
  )
}

/** Longest name of a file in characters: an emoji takes four bytes, and 255 fit into every file system. */
const LONGEST_NAME = 60

/** A name under which a paper can be saved anywhere: 「督办通知〔2026〕1号 办公室.docx」. */
export function paperName(...words: string[]): string {
  const name = words
    .join(" ")
    .replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+/, "")
  const kept = [...name].slice(0, LONGEST_NAME).join("")
  return `${kept.replace(/[. ]+$/, "") || "文件"}.docx`
}
