import { hash } from "node:crypto"

/*
 * By what a row of the 台账 is known again when its sheet comes back: which part of which plan it is, in which round, and
 * what its three texts were when it left. It stands in a hidden column of its own (`MARK_HEADING`).
 */

/** Heading of the hidden column. */
export const MARK_HEADING = "编号（请勿改动）"

/** The texts of a row that a unit fills, in the order in which a mark has their prints. */
export const MARKED = ["achieved", "problems", "nextSteps"] as const
export type MarkedKey = (typeof MARKED)[number]

export type RowMark = {
  plan: number
  /** 0: the row is of no round. */
  round: number
  assignment: number
  /** Prints of the texts as they left (`printOf`). */
  prints: Record<MarkedKey, string>
}

/**
 * What tells one text from another: the first eight hex digits of its SHA-256. Line ends, blanks at the end of a line and
 * blank lines around a text, which spreadsheets change by themselves, make no other text.
 */
export function printOf(text: string): string {
  if (text === "") return PRINT_OF_NOTHING
  const plain = text.replace(/\r\n?/g, "\n").replace(/[ \t\u00a0\u3000]+$/gm, "")
  return hash("sha256", plain.trim()).slice(0, 8)
}
const PRINT_OF_NOTHING = "e3b0c442"

/** The mark of a row that leaves with these texts, "" where one is empty. */
export const markOf = (
  row: Pick<RowMark, "plan" | "round" | "assignment">,
  texts: Readonly<Record<MarkedKey, string>>,
): string => ["FG", row.plan, row.round, row.assignment, ...MARKED.map((key) => printOf(texts[key]))].join("-")

const MARK = /^FG-(\d{1,9})-(\d{1,9})-(\d{1,9})-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})$/i

/** What a cell of the hidden column says; null: no mark of ours. */
export function readMark(cell: string): RowMark | null {
  const found = MARK.exec(cell.replace(/\s/g, ""))
  if (!found) return null
  const [plan = 0, round = 0, assignment = 0] = found.slice(1, 4).map(Number)
  const [achieved = "", problems = "", nextSteps = ""] = found.slice(4).map((print) => print.toLowerCase())
  return { plan, round, assignment, prints: { achieved, problems, nextSteps } }
}
