import type { Layouts } from "#src/outward/ledger/columns.ts"
import { LARGEST_FILE, Refused } from "#src/plans/intake/words/limits.ts"
import { type Returned, returnedIn } from "./returned.ts"

/** A file that came back, and what the office's own layouts call their columns. */
export type SentSheet = { bytes: Uint8Array; layouts: Layouts }
export type SheetAnswer = { returned: Returned } | { problem: string }

/** Reads a sheet, here or in a thread that may be ended. */
export type SheetReader = (sent: SentSheet) => Promise<SheetAnswer>

export const TOO_LARGE = `文件超过 ${LARGEST_FILE / 1024 / 1024} MB，请只保留台账的行，分几份上传`

/** Reads on the spot, within what is counted: at the edge, in the thread, and in tests. */
export function sheetAnswer({ bytes, layouts }: SentSheet): SheetAnswer {
  if (bytes.length > LARGEST_FILE) return { problem: TOO_LARGE }
  try {
    return { returned: returnedIn(bytes, layouts) }
  } catch (error) {
    if (error instanceof Refused) return { problem: `${reasonIn(error.message)}，没有读取。${ADVICE}` }
    throw error
  }
}

const ADVICE = "请用 Excel 或 WPS 打开台账，核对后另存为不带密码的 .xlsx 或 .csv，再上传"

/** The advice of the readers of documents is for documents. */
const reasonIn = (sentence: string): string => sentence.split(/[，。](?=请)/)[0] ?? sentence
