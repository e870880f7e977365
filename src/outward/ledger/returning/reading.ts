import type { Layouts } from "#src/outward/ledger/columns.ts"
import { atOnce, inTurns, type Steps, stepsOf } from "#src/plans/intake/files/steps.ts"
import { LARGEST_FILE, Refused } from "#src/plans/intake/words/limits.ts"
import { type Returned, type ReturnedRow, returning } from "./returned.ts"

/** A file that came back, and what the office's own layouts call their columns. */
export type SentSheet = { bytes: Uint8Array; layouts: Layouts }
export type SheetAnswer = { returned: Returned } | { problem: string }

/** Reads a sheet, here or in a thread that may be ended. */
export type SheetReader = (sent: SentSheet) => Promise<SheetAnswer>

export const TOO_LARGE = `文件超过 ${LARGEST_FILE / 1024 / 1024} MB，请只保留台账的行，分几份上传`

/** Reads at a stroke, within what is counted: in the thread, and in tests. */
export const sheetAnswer = (sent: SentSheet): SheetAnswer => atOnce(answering(sent))

/** Reads on the spot, and others have their turn meanwhile: at the edge. */
export const sheetHere: SheetReader = (sent) => inTurns(answering(sent))

function* answering({ bytes, layouts }: SentSheet): Steps<SheetAnswer> {
  if (bytes.length > LARGEST_FILE) return { problem: TOO_LARGE }
  try {
    return { returned: yield* returning(bytes, layouts) }
  } catch (error) {
    if (error instanceof Refused) return { problem: `${reasonIn(error.message)}，没有读取。${ADVICE}` }
    throw error
  }
}

/** The same as a thread hands it over, its rows as text, some hundreds in each: whoever takes them need not take all at a stroke. */
export type PackedAnswer = { returned: Returned; rows: string[] } | { problem: string }

export function packedAnswer(sent: SentSheet): PackedAnswer {
  const answer = sheetAnswer(sent)
  if ("problem" in answer) return answer
  const rows = [...stepsOf(answer.returned.rows)].map((some) => JSON.stringify(some))
  return { returned: { ...answer.returned, rows: [] }, rows }
}

/** What a thread handed over, some hundreds of rows at a time. */
export const unpacked = (packed: PackedAnswer): Promise<SheetAnswer> => inTurns(unpacking(packed))

function* unpacking(packed: PackedAnswer): Steps<SheetAnswer> {
  if ("problem" in packed) return packed
  const rows: ReturnedRow[] = []
  for (const some of packed.rows) {
    rows.push(...(JSON.parse(some) as ReturnedRow[]))
    yield
  }
  return { returned: { ...packed.returned, rows } }
}

const ADVICE = "请用 Excel 或 WPS 打开台账，核对后另存为不带密码的 .xlsx 或 .csv，再上传"

/** The advice of the readers of documents is for documents. */
const reasonIn = (sentence: string): string => sentence.split(/[，。](?=请)/)[0] ?? sentence
