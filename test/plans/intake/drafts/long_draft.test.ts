import { expect, test } from "vitest"
import { TASKS_A_PAGE } from "#src/plans/intake/drafts/paging.ts"
import { world } from "#test/support/world.ts"

const MOST_BYTES = 300 * 1024
const COUNT = 2000

const SOURCE = `某单位分工方案\n${Array.from(
  { length: COUNT },
  (_, i) =>
    `${i + 1}.落实第${i + 1}项任务，健全制度，按时报送，${"逐项核对，".repeat(8)}及时归档。（责任单位：办公室、人事司）`,
).join("\n")}`

async function imported() {
  const w = await world()
  const answer = await w.as("lin").post("/plans/new", { source: SOURCE })
  expect(answer.status).toBe(303)
  return { w, path: answer.headers.get("location") ?? "" }
}

const tasksOn = (html: string) => [...html.matchAll(/<li id="task-(\d+)"/g)].map(([, id]) => Number(id))
const linesOn = (html: string) => [...html.matchAll(/<li id="line-(\d+)"/g)].map(([, line]) => Number(line))

test("a draft of two thousand tasks comes in pages, each with its lines, none too large", async () => {
  const { w, path } = await imported()
  const tasks: number[] = []
  const lines: number[] = []
  for (let page = 1; page <= COUNT / TASKS_A_PAGE; page++) {
    for (const view of ["", "&view=matrix"]) {
      const html = await (await w.as("lin").get(`${path}?page=${page}${view}`)).text()
      expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES)
      if (view) continue
      tasks.push(...tasksOn(html))
      lines.push(...linesOn(html))
    }
  }
  expect(tasks).toHaveLength(COUNT)
  expect(new Set(tasks).size).toBe(COUNT)
  expect(lines).toEqual(Array.from({ length: COUNT + 1 }, (_, i) => i + 1))
})

test("what is corrected on a page leads back to it", async () => {
  const { w, path } = await imported()
  const second = await (await w.as("lin").get(`${path}?page=2`)).text()
  const id = tasksOn(second)[3] ?? 0
  expect(second).toContain("?page=3#views")
  const open = await (await w.as("lin").get(`${path}?task=${id}`)).text()
  expect(tasksOn(open)).toEqual(tasksOn(second))
  expect(open).toContain(`?page=2#task-${id}`)
  const revision = /name="revision" value="(\d+)"/.exec(open)?.[1] ?? ""
  const saved = await w.as("lin").post(`${path}/corrections`, {
    revision,
    kind: "task",
    task: String(id),
    text: "改过的任务。",
    label: "104.",
    unit: "办公室",
    role: "lead",
    deadline: "none",
    dueBy: "",
    deadlineText: "",
  })
  expect(saved.status).toBe(303)
  expect(saved.headers.get("location")).toBe(`${path}?page=2#task-${id}`)
  const dropped = await w.as("lin").post(`${path}/corrections`, {
    revision: String(Number(revision) + 1),
    kind: "not_task",
    task: String(id),
  })
  expect(dropped.headers.get("location")).toMatch(/\?page=2#task-\d+$/)
})
