import { parentPort } from "node:worker_threads"
import { packedAnswer, type SentSheet } from "./reading.ts"

/** The thread of sheets_elsewhere.ts: says that it is ready, then answers each sheet that it is sent. */
parentPort?.on("message", (sent: SentSheet) => parentPort?.postMessage(packedAnswer(sent)))
parentPort?.postMessage("ready")
