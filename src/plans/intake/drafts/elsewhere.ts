import { Worker } from "node:worker_threads"
import { turns } from "#src/office/people/turns.ts"
import type { Answer, Reader, Sent } from "#src/plans/intake/reading/draft_reading.ts"
import type { TableReader, TablesAnswer } from "#src/plans/intake/reading/tables.ts"

/** What reading a document may take: seconds from when the thread turns to it, and megabytes of the thread's memory. */
export type ReadingLimits = { seconds: number; megabytes: number }

/** So many documents may wait for the one that is being read. */
export const MOST_WAITING = 4
/** A thread that has had nothing to read for so long gives its memory back. */
const IDLE_MS = 60_000

/** What is used of a thread. Its first message says that it is ready, each further one is an answer. */
export type Thread = Pick<Worker, "on" | "off" | "postMessage" | "ref" | "unref"> & { terminate: () => unknown }
/** Rings once, unless what it gives back is called before. */
export type Alarm = (milliseconds: number, ring: () => void) => () => void

/**
 * Reads documents in a thread of their own: whatever somebody has made of a file, the pages of everybody else go on, and
 * a document that takes too long or too much is put away with a sentence that says what to do.
 *
 * 1. One after another: an office has one document at a time, and a small machine two cores.
 * 2. The time counts from when the thread is ready: neither waiting nor starting is the document's fault.
 * 3. A thread that failed is ended and never asked again; the next document gets a new one.
 */
export function elsewhere<Sent, Answer extends object>(
  { seconds, megabytes }: ReadingLimits,
  { start, putAway }: { start: (megabytes: number) => Thread; putAway: string },
  alarm: Alarm = ringing,
): (sent: Sent) => Promise<Answer | { problem: string }> {
  const tooHeavy = `读取这份文件占用内存过多，${putAway}`
  const inTurn = turns({ atOnce: 1, waiting: MOST_WAITING })
  let idle: { thread: Thread; wake: () => void } | null = null

  function rest(thread: Thread) {
    thread.unref()
    const wake = alarm(IDLE_MS, () => {
      idle = null
      thread.terminate()
    })
    idle = { thread, wake }
  }

  async function ready(): Promise<Thread> {
    if (!idle) {
      const thread = start(megabytes)
      await next(thread)
      return thread
    }
    const { thread, wake } = idle
    idle = null
    wake()
    thread.ref()
    return thread
  }

  /** A thread that used up its memory has ended by itself; what else goes wrong in it goes wrong here. */
  function endedFor(error: unknown): { problem: string } {
    if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
      return { problem: tooHeavy }
    throw error
  }

  async function answered(thread: Thread, sent: Sent): Promise<Answer | null> {
    let inTime = () => {}
    const tooLate = new Promise<null>((resolve) => {
      inTime = alarm(seconds * 1000, () => resolve(null))
    })
    const answer = next<Answer>(thread)
    thread.postMessage(sent)
    return Promise.race([answer, tooLate]).finally(inTime)
  }

  return (sent) =>
    inTurn(async () => {
      const thread = await ready().catch(endedFor)
      if ("problem" in thread) return thread
      const answer = await answered(thread, sent).catch(endedFor)
      if (answer && !("problem" in answer && answer.problem === tooHeavy)) rest(thread)
      else thread.terminate()
      return answer ?? { problem: `读取这份文件超过 ${seconds} 秒，${putAway}` }
    })
}

/** Reads the documents of plans elsewhere. */
export const readingElsewhere = (
  limits: ReadingLimits,
  start: (megabytes: number) => Thread = readingThread,
  alarm: Alarm = ringing,
): Reader => elsewhere<Sent, Answer>(limits, { start, putAway: PUT_AWAY }, alarm)

const PUT_AWAY = "已停止读取。请删去与方案无关的附件、图片和表格，或只复制方案正文粘贴"

/** The tables of other files, such as a 责任清单. */
export const tablesElsewhere = (limits: ReadingLimits): TableReader =>
  elsewhere<Uint8Array, TablesAnswer>(limits, {
    start: readingThread,
    putAway: "已停止读取。请只保留清单表格，或复制表格粘贴",
  })

/** The next message of a thread. Rejects when it fails or ends instead. */
function next<Answer>(thread: Thread): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      thread.off("message", onMessage)
      thread.off("error", onError)
      thread.off("exit", onExit)
      done()
    }
    const onMessage = (answer: Answer) => settle(() => resolve(answer))
    const onError = (error: Error) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new Error("the reading thread ended by itself")))
    thread.on("message", onMessage)
    thread.on("error", onError)
    thread.on("exit", onExit)
  })
}

function readingThread(megabytes: number): Thread {
  return startThread(new URL("../reading/reading_thread.mjs", import.meta.url), megabytes)
}

/** A thread of a file that answers what it is sent, within so much memory. */
export function startThread(file: URL, megabytes: number): Thread {
  const thread = new Worker(file, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 4 },
  })
  // Told to whoever waits for an answer; one that fails while nobody does is replaced by the next.
  thread.on("error", () => undefined)
  return thread
}

const ringing: Alarm = (milliseconds, ring) => {
  const timer = setTimeout(ring, milliseconds).unref()
  return () => clearTimeout(timer)
}
