import { parentPort } from "node:worker_threads"
import { answerTo, type Sent } from "./draft_reading.ts"

/** The thread of elsewhere.ts: says that it is ready, then answers each document that it is sent. */
parentPort?.on("message", (sent: Sent) => parentPort?.postMessage(answerTo(sent)))
parentPort?.postMessage("ready")
