import { elsewhere, type ReadingLimits, startThread } from "#src/plans/intake/drafts/elsewhere.ts"
import type { SentSheet, SheetAnswer, SheetReader } from "./reading.ts"

/** Reads sheets that came back in a thread of their own, within what documents may take. */
export const sheetsElsewhere = (limits: ReadingLimits): SheetReader =>
  elsewhere<SentSheet, SheetAnswer>(limits, {
    start: (megabytes) => startThread(new URL("./sheet_thread.mjs", import.meta.url), megabytes),
    putAway: "已停止读取。请只保留台账的行，分几份上传",
  })
