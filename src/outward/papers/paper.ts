/**
 * A paper as the office writes it, before it has a format: plain data from the words of views/papers to the bytes of
 * docx.ts. Texts may hold anything; what a document cannot carry is left out there.
 */
export type Paper = {
  /** For the properties of the file. */
  title: string
  /** Who issues it, as written above the kind and below the text. */
  issuer: string
  /** 督办通知单. */
  kind: string
  /** Not in force: printed at the head of every page. */
  mark: string | null
  /** Left and right above the rule: 编号, 签发. */
  line: [string, string]
  /** 主送, without its colon. */
  addressee: string
  blocks: Block[]
  /** The last words above the signature. */
  closing: string
  date: string
  /** 附注 below the date, without its brackets; empty: none. */
  note: string
  receipt: Receipt
}

export type Block =
  | { is: "heading"; text: string }
  | { is: "text"; text: string }
  | { is: "table"; columns: Column[]; rows: string[][] }

/** The widths of a table's columns are shares of the type area. */
export type Column = { heading: string; width: number; centred?: boolean }

/** 回执: a page of its own for the unit to fill in, sign and send back. */
export type Receipt = { kind: string; line: string; rows: Answer[][]; note: string }

/** A field of the receipt: what is known already, and what is left to be filled in by hand below it. */
export type Answer = { label: string; text: string; hand?: string; lines?: number }

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
