import { parentPort } from "node:worker_threads"
import { answerTo, type Sent } from "./draft_reading.ts"
import { tablesAnswer } from "./tables.ts"

/** The thread of elsewhere.ts: says that it is ready, then answers each document that it is sent; of bytes alone their tables. */
parentPort?.on("message", (sent: Sent | Uint8Array) =>
  parentPort?.postMessage(sent instanceof Uint8Array ? tablesAnswer(sent) : answerTo(sent)),
)
parentPort?.postMessage("ready")
