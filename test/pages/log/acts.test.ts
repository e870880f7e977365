import { expect, test } from "vitest"
import { type World, world } from "#test/support/world.ts"

const exported = (w: World, filter: Record<string, string> = {}) => w.as("auditor").post("/admin/events/export", filter)
const linesOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).text()).trim().split("\r\n").slice(1)

test("what the page asked for is taken out and no more, and the trail notes how much", async () => {
  const w = await world()
  await w.as("zhou").post("/logout")
  await w.as("wang").post("/logout")
  expect(await linesOf(exported(w, { action: "signed_out", person: "wang" }))).toHaveLength(1)
  expect((await w.events()).at(-1)).toMatchObject({
    action: "events_exported",
    actingAs: "auditor",
    particulars: { rows: 1, person: "wang", actions: ["signed_out"], subject: "", fromOn: null, untilOn: null },
  })
  expect(await linesOf(exported(w, { untilOn: "2026-09-20" }))).toEqual([])
})

test("what nobody can ask for takes nothing out: neither all of it, nor without a word", async () => {
  const w = await world()
  await w.as("zhou").post("/logout")
  expect(await linesOf(exported(w, { action: "no_such_action" }))).toEqual([])
  const events = (await w.events()).length
  expect((await exported(w, { fromOn: "2026-02-30" })).status).toBe(422)
  expect(await w.events()).toHaveLength(events)
})
