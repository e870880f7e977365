import { createClient } from "@libsql/client"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import type { Program } from "#test/support/program.ts"
import {
  expectKept,
  expectSound,
  forget,
  freshFile,
  liaisonAt,
  programOn,
  report,
  type StormBase,
  stormBase,
  wordsOf,
} from "#test/support/storm.ts"

let base: StormBase
beforeAll(async () => {
  base = await stormBase()
})
afterAll(() => forget(base))

/** Another process than the program's takes the write lock, as a backup tool or an administrator's shell would. */
async function lock(url: string) {
  const client = createClient({ url, timeout: 5000 })
  const held = await client.transaction("write")
  const release = () => {
    held.close()
    client.close()
  }
  onTestFinished(release)
  return release
}

/** Asks the program whether it is there until something has happened; resolves with its slowest answer. */
async function slowestAnswer({ url }: Program, isOver: () => boolean): Promise<number> {
  let slowest = 0
  while (!isOver()) {
    const from = performance.now()
    await (await fetch(`${url}/healthz`)).text()
    slowest = Math.max(slowest, performance.now() - from)
  }
  return slowest
}

/** The program stays able to answer: far below the two seconds for which the lock is held. */
const RESPONSIVE_MS = 500

test("while another process holds the write lock for two seconds the program answers, and every report lands", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const liaison = await liaisonAt(program)
  const acknowledged = new Map<number, string>()
  const release = await lock(url)

  const until = performance.now() + 2000
  const posts = base.assignments.slice(0, 12).map(async (assignment) => {
    const response = await report(liaison, assignment)
    if (response.status === 303) acknowledged.set(assignment, wordsOf(assignment))
    return response.status
  })
  const slowest = await slowestAnswer(program, () => performance.now() > until)
  expect(acknowledged.size).toBe(0)
  release()

  expect(await Promise.all(posts)).toEqual(posts.map(() => 303))
  expect(slowest).toBeLessThan(RESPONSIVE_MS)
  await program.kill9()
  await expectKept(path, acknowledged)
  await expectSound(url)
})

test("a report that cannot be written within five seconds is not acknowledged, and what comes after it is not lost", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const liaison = await liaisonAt(program)
  const [first = 0, second = 0, third = 0, ...others] = base.assignments
  const release = await lock(url)

  // Two wait in one queue; neither waits longer for standing behind the other.
  const from = performance.now()
  const refused = Promise.all([report(liaison, first), report(liaison, second)])
  let over = false
  refused.finally(() => {
    over = true
  })
  const slowest = await slowestAnswer(program, () => over)
  for (const [i, response] of (await refused).entries()) {
    expect(response.status).toBe(503)
    expect(await response.text()).toContain(wordsOf(i === 0 ? first : second))
  }
  expect(performance.now() - from).toBeLessThan(8000)
  expect(slowest).toBeLessThan(RESPONSIVE_MS)
  release()

  // On a connection that has met SQLITE_BUSY the client would acknowledge these and never commit them (#352).
  const acknowledged = new Map<number, string>()
  for (const assignment of [first, third, ...others.slice(0, 6)]) {
    const response = await report(liaison, assignment)
    expect(response.status).toBe(303)
    acknowledged.set(assignment, wordsOf(assignment))
  }
  await program.kill9()
  await expectKept(path, acknowledged)
  await expectSound(url)
})

test("short locks again and again lose nothing", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const liaison = await liaisonAt(program)
  const acknowledged = new Map<number, string>()
  const client = createClient({ url, timeout: 5000 })
  onTestFinished(() => client.close())
  let done = false

  const locking = (async () => {
    while (!done) {
      const held = await client.transaction("write")
      await (await fetch(`${program.url}/healthz`)).text()
      await held.commit()
      await (await fetch(`${program.url}/healthz`)).text()
    }
  })()
  await Promise.all(
    [0, 1, 2, 3].map(async (lane) => {
      for (const assignment of base.assignments.filter((_, i) => i < 60 && i % 4 === lane)) {
        const { status } = await report(liaison, assignment)
        if (status === 303) acknowledged.set(assignment, wordsOf(assignment))
      }
    }),
  )
  done = true
  await locking

  expect(acknowledged.size).toBe(60)
  await program.kill9()
  await expectKept(path, acknowledged)
  await expectSound(url)
})
