import { parentPort } from "node:worker_threads"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { answerTo, type Sent } from "./draft_reading.ts"
import { tablesAnswer } from "./tables.ts"

/** The thread of elsewhere.ts: says that it is ready, then answers each document that it is sent; of bytes alone their tables. */
parentPort?.on("message", async (sent: Sent | Uint8Array) => parentPort?.postMessage(await answer(sent)))
parentPort?.postMessage("ready")

async function answer(sent: Sent | Uint8Array) {
  if (sent instanceof Uint8Array) return tablesAnswer(sent, await furtherIn(sent))
  return answerTo(sent, sent.kind === "file" ? await furtherIn(sent.bytes) : null)
}
