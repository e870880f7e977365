import { elsewhere, type ReadingLimits, startThread } from "#src/plans/intake/drafts/elsewhere.ts"
import { type PackedAnswer, type SentSheet, type SheetReader, unpacked } from "./reading.ts"

/** Reads sheets that came back in a thread of their own, within what documents may take. */
export function sheetsElsewhere(limits: ReadingLimits): SheetReader {
  const asked = elsewhere<SentSheet, PackedAnswer>(limits, {
    start: (megabytes) => startThread(new URL("./sheet_thread.mjs", import.meta.url), megabytes),
    putAway: "已停止读取。请只保留台账的行，分几份上传",
  })
  return async (sent) => unpacked(await asked(sent))
}
