import { parentPort } from "node:worker_threads"
import { type SentSheet, sheetAnswer } from "./reading.ts"

/** The thread of sheets_elsewhere.ts: says that it is ready, then answers each sheet that it is sent. */
parentPort?.on("message", (sent: SentSheet) => parentPort?.postMessage(sheetAnswer(sent)))
parentPort?.postMessage("ready")
