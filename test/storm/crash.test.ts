import { statSync } from "node:fs"
import { afterAll, beforeAll, expect, test } from "vitest"
import {
  expectKept,
  expectSound,
  forget,
  freshFile,
  liaisonAt,
  lookInto,
  programOn,
  report,
  type StormBase,
  stormBase,
  wordsOf,
} from "#test/support/storm.ts"
import type { Visitor } from "#test/support/visitor.ts"

let base: StormBase
beforeAll(async () => {
  base = await stormBase()
})
afterAll(() => forget(base))

test("killed with -9 in a storm of reports, again and again, the program has every report it acknowledged", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const liaison = await liaisonAt(program)
  const acknowledged = new Map<number, string>()
  const waiting = [...base.assignments]

  for (const deaths of [1, 2, 3, 4]) {
    if (deaths > 1) await program.restart()
    const enough = acknowledged.size + 7 * deaths
    let died = false
    const lane = async () => {
      while (!died) {
        const assignment = waiting.shift()
        if (assignment === undefined) return
        const answer = await report(liaison, assignment).catch(() => null)
        if (answer?.status === 303) acknowledged.set(assignment, wordsOf(assignment))
        if (acknowledged.size >= enough && !died) {
          died = true
          await program.kill9()
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, lane))
    expect(died).toBe(true)
  }

  // Before anybody opens the file again, and after the program has.
  await expectKept(path, acknowledged)
  await program.restart()
  await expectKept(path, acknowledged)
  expect((await report(liaison, waiting[0] ?? 0)).status).toBe(303)
  await program.stop()
  await expectSound(url)
})

test("two programs on one file: different reports all land, of the same report one", async () => {
  const { path, url } = await freshFile(base)
  const [one, two] = await Promise.all([programOn(url), programOn(url)])
  const left = await liaisonAt(one)
  const right = await liaisonAt(two)
  const acknowledged = new Map<number, string>()
  const send = async (liaison: Visitor, assignment: number, achieved: string) => {
    const { status } = await report(liaison, assignment, achieved)
    if (status === 303) acknowledged.set(assignment, achieved)
    return status
  }
  const sendAll = async (liaison: Visitor, assignments: number[], more: string) => {
    const statuses: number[] = []
    for (const assignment of assignments) statuses.push(await send(liaison, assignment, wordsOf(assignment, more)))
    return statuses
  }
  const items = base.assignments

  const different = await Promise.all([
    sendAll(left, items.slice(0, 15), "甲"),
    sendAll(left, items.slice(15, 30), "甲"),
    sendAll(right, items.slice(30, 45), "乙"),
    sendAll(right, items.slice(45, 60), "乙"),
  ])
  expect(different.flat()).toEqual(items.slice(0, 60).map(() => 303))

  const contested = items.slice(60, 80)
  const [ours, theirs] = await Promise.all([sendAll(left, contested, "甲"), sendAll(right, contested, "乙")])
  expect(ours.map((status, i) => [status, theirs[i]].sort())).toEqual(contested.map(() => [303, 409]))

  await Promise.all([one.kill9(), two.kill9()])
  await expectKept(path, acknowledged)
  await expectSound(url)
})

test("asked to stop, the program first ends what it is doing", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const liaison = await liaisonAt(program)
  const [assignment = 0] = base.assignments
  const held = await lookInto(path).transaction("write")

  const pending = report(liaison, assignment)
  await (await fetch(`${program.url}/healthz`)).text()
  process.kill(program.pid, "SIGTERM")
  process.kill(program.pid, "SIGTERM")
  await refusesConnections(program.url)
  held.close()

  expect((await pending).status).toBe(303)
  await program.stop()
  expect(statSync(`${path}-wal`).size).toBe(0)
  await expectKept(path, new Map([[assignment, wordsOf(assignment)]]))
})

async function refusesConnections(url: string) {
  for (;;) {
    try {
      await (await fetch(`${url}/healthz`, { headers: { connection: "close" } })).text()
    } catch {
      return
    }
  }
}

test("a disk that takes no more is said on the page, keeps the text and loses nothing that was acknowledged", async () => {
  const { path, url } = await freshFile(base)
  const full = await programOn(url, { largestFile: 1500 })
  const liaison = await liaisonAt(full)
  const acknowledged = new Map<number, string>()

  for (const [i, assignment] of base.assignments.entries()) {
    const response = await report(liaison, assignment)
    if (response.status === 303) {
      acknowledged.set(assignment, wordsOf(assignment))
      continue
    }
    expect(response.status).toBe(503)
    const html = await response.text()
    expect(html).toContain("服务器磁盘已写满")
    expect(html).toContain(wordsOf(assignment))
    expect(i).toBeGreaterThan(2)
    break
  }
  expect(acknowledged.size).toBeLessThan(base.assignments.length)
  expect((await liaison.get("/todo")).status).toBe(200)
  await full.kill9()

  await expectKept(path, acknowledged)
  await expectSound(url)
  const again = await programOn(url)
  const next = base.assignments[acknowledged.size] ?? 0
  expect((await report(await liaisonAt(again), next)).status).toBe(303)
})
