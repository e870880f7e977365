import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { HOUSE } from "#src/capabilities.ts"
import { houseOf } from "#src/door/house.ts"
import { type World, world } from "#test/support/world.ts"
import { stylesOf } from "#views/assets/files.ts"
import { sample } from "./sample.tsx"

/*
 * One more capability is an entry of the array and nothing else: this one is mounted in tests alone, and whatever takes
 * its parts from the array has it.
 */

const CAPABILITIES = [...HOUSE, sample]

const style = (capabilities: typeof CAPABILITIES) =>
  stylesOf(capabilities)
    .map((file) => readFileSync(new URL(`../../views/assets/${file}`, import.meta.url), "utf8"))
    .join("\n")

describe("a capability that the house does not know", () => {
  let w: World
  const page = async (login: Parameters<World["as"]>[0], path: string) => (await w.as(login).get(path)).text()

  beforeAll(async () => {
    w = await world(undefined, {}, CAPABILITIES)
  })

  test("is not there without its entry", async () => {
    const house = await world()
    expect((await house.as("lin").get("/notes")).status).toBe(404)
    expect(await (await house.as("lin").get("/desk")).text()).not.toContain("便笺")
  })

  test("stands in the navigation of those whom it is for", async () => {
    expect(await page("lin", "/plans")).toContain('<a href="/notes">便笺</a>')
    expect(await page("wang", "/plans")).not.toContain("便笺")
  })

  test("has its queue at the desk, its paragraph in the help and its part of the stylesheet", async () => {
    expect(await page("lin", "/desk")).toMatch(/<a href="\/notes" id="queue-notes">便笺 <b class="count zero">0<\/b>/)
    expect(await page("lin", "/help/supervisor")).toContain("在任务旁留一句话")
    expect(await page("lin", "/help/leader")).not.toContain("在任务旁留一句话")
    const steps = (await page("lin", "/help/supervisor")).split("<ol>")[1]?.split("</ol>")[0]
    expect(steps).toMatch(/上一期没有封账.*有话要说的，留一张便笺。.*每天打开/s)
    expect(style(CAPABILITIES)).toContain(".sample-note")
    expect(style([...HOUSE])).not.toContain(".sample-note")
  })

  test("has its queue where it belongs, for those whom it is for, and not while nothing stands in an occasional one", async () => {
    const queues = async (login: "lin" | "boss") =>
      [...(await page(login, "/desk")).matchAll(/id="queue-(\w+)"/g)].map(([, name]) => name)
    expect(await queues("lin")).toEqual(expect.arrayContaining(["review", "confirm", "overdue", "notes", "disputes"]))
    const names = await queues("lin")
    expect(names.indexOf("notes")).toBe(names.indexOf("overdue") + 1)
    expect(names).not.toContain("torn")
    expect(await queues("boss")).toEqual(["confirm", "approvals"])
  })

  test("acts, says so once, and is told in the trail and in the course of the task by its own word", async () => {
    const forbidden = await w.as("wang").post("/notes")
    expect(forbidden.status).toBe(403)

    const done = await w.as("lin").post("/notes")
    expect(done.status).toBe(303)
    expect(done.headers.get("set-cookie")).toContain("done=note_left")
    const shown = await w.app.request("http://127.0.0.1:3000/notes", {
      headers: { cookie: "__Host-sid=lin; done=note_left" },
    })
    expect(await shown.text()).toContain("便笺已留下")

    expect(await w.events()).toMatchObject([{ action: "note_left", subject: "note:1", actorName: "林督查" }])
    const trail = await page("auditor", "/admin/events")
    expect(trail).toContain('<option value="note_left">留下便笺</option>')
    expect(trail).toMatch(/data-label="操作">\s*留下便笺/)
    expect(await page("auditor", "/admin/events?action=note_left")).toContain("操作 留下便笺")
    expect(trail).toMatch(/data-label="对象">\s*<a [^>]*>\s*便笺 1\s*</)
    expect(houseOf(CAPABILITIES).particularWords("colour")).toBe("纸色")
    expect(await page("zhou", "/plans/1/tasks/1")).toContain("留下便笺")
    expect(await page("lin", "/desk")).toMatch(/便笺 <b class="count work">1</)
  })

  test("refuses in its own sentence", async () => {
    const again = await w.as("lin").post("/notes")
    expect(again.status).toBe(409)
    expect(await again.text()).toContain("任务（一）已有便笺，不必再留。")
  })

  test("may not say what another says", async () => {
    await expect(world(undefined, {}, [...CAPABILITIES, sample])).rejects.toThrow("two capabilities say note_left")
  })
})
