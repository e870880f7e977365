import { EventEmitter } from "node:events"
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { Crowded } from "#src/office/people/turns.ts"
import { type Alarm, MOST_WAITING, readingElsewhere, type Thread } from "#src/plans/intake/drafts/elsewhere.ts"
import { type Answer, answerTo, type Reader, type Sent } from "#src/plans/intake/reading/draft_reading.ts"
import { world } from "#test/support/world.ts"

const SEED = readFileSync(new URL("../../../../seeds/xinfang-division-of-work.txt", import.meta.url))
const FILE: Sent = { kind: "file", bytes: SEED, name: "方案.txt" }
const ANSWER: Answer = { problem: "读不懂" }
const LIMITS = { seconds: 10, megabytes: 64 }

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Threads that say what they are told to, and alarms that ring when they are told to: no time passes here. */
function staged() {
  const threads: (EventEmitter & { asked: Sent[]; ended: boolean; held: boolean })[] = []
  const alarms: { milliseconds: number; ring: () => void; off: boolean }[] = []
  const start = () => {
    const thread = Object.assign(new EventEmitter(), {
      asked: [] as Sent[],
      ended: false,
      held: true,
      postMessage: (sent: Sent) => void thread.asked.push(sent),
      terminate: () => {
        thread.ended = true
      },
      ref: () => {
        thread.held = true
      },
      unref: () => {
        thread.held = false
      },
    })
    thread.on("error", () => undefined)
    threads.push(thread)
    return thread as unknown as Thread
  }
  const alarm: Alarm = (milliseconds, ring) => {
    const one = { milliseconds, ring, off: false }
    alarms.push(one)
    return () => {
      one.off = true
    }
  }
  const ringing = () => alarms.filter(({ off }) => !off)
  return { read: readingElsewhere(LIMITS, start, alarm), threads, ringing }
}

async function asked({ read, threads }: ReturnType<typeof staged>, which = 0) {
  const answer = read(FILE)
  answer.catch(() => undefined)
  await settled()
  if (threads[which]?.asked.length === 0) threads[which]?.emit("message", "ready")
  await settled()
  return { answer, thread: threads[which] }
}

test("the time counts from when the thread is ready, and ends when the answer is there", async () => {
  const stage = staged()
  const answer = stage.read(FILE)
  await settled()
  expect(stage.ringing()).toEqual([])
  stage.threads[0]?.emit("message", "ready")
  await settled()
  expect(stage.ringing().map(({ milliseconds }) => milliseconds)).toEqual([10_000])
  expect(stage.threads[0]?.asked).toEqual([FILE])
  stage.threads[0]?.emit("message", ANSWER)
  expect(await answer).toEqual(ANSWER)
  expect(stage.ringing().map(({ milliseconds }) => milliseconds)).toEqual([60_000])
})

test("a document that takes too long is put away with what to do, and its thread is ended", async () => {
  const stage = staged()
  const { answer, thread } = await asked(stage)
  stage.ringing()[0]?.ring()
  expect(await answer).toEqual({
    problem: "读取这份文件超过 10 秒，已停止读取。请删去与方案无关的附件、图片和表格，或只复制方案正文粘贴",
  })
  expect(thread?.ended).toBe(true)
  const next = await asked(stage, 1)
  next.thread?.emit("message", ANSWER)
  expect(await next.answer).toEqual(ANSWER)
})

test("one that uses up the thread's memory is put away too, and a fault of ours stays a fault", async () => {
  const stage = staged()
  const first = await asked(stage)
  first.thread?.emit("error", Object.assign(new Error("heap"), { code: "ERR_WORKER_OUT_OF_MEMORY" }))
  expect(await first.answer).toMatchObject({ problem: expect.stringContaining("占用内存过多") })
  const second = await asked(stage, 1)
  second.thread?.emit("error", new Error("a bug"))
  await expect(second.answer).rejects.toThrow("a bug")
  const third = await asked(stage, 2)
  third.thread?.emit("exit")
  await expect(third.answer).rejects.toThrow("ended by itself")
  const fourth = await asked(stage, 3)
  fourth.thread?.emit("message", ANSWER)
  expect(await fourth.answer).toEqual(ANSWER)
})

test("one thread reads one after another, keeps nobody from stopping while it rests, and goes when nobody comes", async () => {
  const stage = staged()
  const one = await asked(stage)
  const two = stage.read(FILE)
  await settled()
  expect(one.thread?.asked).toHaveLength(1)
  one.thread?.emit("message", ANSWER)
  await one.answer
  await settled()
  expect(one.thread?.asked).toHaveLength(2)
  expect(one.thread?.held).toBe(true)
  one.thread?.emit("message", ANSWER)
  await two
  expect(stage.threads).toHaveLength(1)
  expect(one.thread?.held).toBe(false)
  stage.ringing()[0]?.ring()
  expect(one.thread?.ended).toBe(true)
  expect((await asked(stage, 1)).thread).toBeDefined()
})

test("more than may wait are told at once", async () => {
  const stage = staged()
  await asked(stage)
  for (let i = 0; i < MOST_WAITING; i++) void stage.read(FILE).catch(() => undefined)
  await expect(stage.read(FILE)).rejects.toThrow(Crowded)
})

test("a real thread reads as it is read here, and goes on behind a document that was refused", async () => {
  const read = readingElsewhere(LIMITS)
  expect(await read(FILE)).toEqual(answerTo(FILE))
  const nothing: Sent = { kind: "paste", text: " ", html: "" }
  expect(await read(nothing)).toEqual({ problem: "请粘贴方案全文，或选择文件" })
  expect(await read({ kind: "paste", text: SEED.toString(), html: "" })).toHaveProperty("reading")
})

test("what says that it was too much comes back to the page with the words that were pasted", async () => {
  const said: Reader = async () => ({ problem: "读取这份文件超过 10 秒" })
  const crowded: Reader = () => Promise.reject(new Crowded())
  for (const [reader, sentence] of [
    [said, "读取这份文件超过 10 秒"],
    [crowded, "请过半分钟再试"],
  ] as const) {
    const w = await world(undefined, { reader })
    const answer = await w.as("lin").post("/plans/new", { source: "（一）办班。（牵头单位：办公室）" })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain(sentence)
    expect(html).toContain("（一）办班。（牵头单位：办公室）")
  }
})
