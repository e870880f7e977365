import { sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { ASSIGNMENT_STATES, assignments, ROLES, tasks } from "#db/schema.ts"
import { firstLead } from "#src/plans/assignments/leads.ts"
import { isFirstLead } from "#src/plans/assignments/scope.ts"
import { done, onAssignment, openRound } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

describe("the rule and its condition in SQL", () => {
  const SIDES = ROLES.flatMap((role) => ASSIGNMENT_STATES.map((state) => ({ role, state })))

  test("say the same of every two parts of a task", async () => {
    const { database } = await world()
    const { db, read, write } = database
    const pairs = SIDES.flatMap((one) => SIDES.map((other) => [one, other] as const))
    const from = 1000
    await write([
      db
        .insert(tasks)
        .values(pairs.map((_, i) => ({ id: from + i, planId: 1, ordinal: from + i, label: "", text: "" }))),
    ])
    for (const [index, unitId] of [1, 2].entries()) {
      await write([
        db.insert(assignments).values(
          // The second as printed has the lower id.
          pairs.map((pair, i) => ({
            id: from + i * 2 + (1 - index),
            planId: 1,
            taskId: from + i,
            unitId,
            position: index,
            ...(pair[index] ?? { role: "lead" as const }),
          })),
        ),
      ])
    }
    const [rows] = await read([
      db
        .select({
          id: assignments.id,
          taskId: assignments.taskId,
          role: assignments.role,
          state: assignments.state,
          position: assignments.position,
          first: isFirstLead,
        })
        .from(assignments)
        .where(sql`${assignments.taskId} >= ${from}`),
    ])
    expect(rows).toHaveLength(pairs.length * 2)
    for (const taskId of new Set(rows.map((row) => row.taskId))) {
      const parts = rows.filter((row) => row.taskId === taskId)
      const first = firstLead(parts)
      expect(parts.filter((part) => part.first === 1)).toEqual(first ? [first] : [])
    }
    expect(rows.filter(({ first }) => first === 1).length).toBeGreaterThan(pairs.length / 3)
  })
})

/** `task-unit` of every part that a page calls 第一牵头. */
type Said = (w: World, login: Login) => Promise<string[]>

const html = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()
const TASKS = [1, 2, 3]
const UNITS = [1, 2, 3, 4]
const LIAISON_OF: Record<number, Login> = { 1: "wang", 2: "zhou", 3: "yan", 4: "zhao" }

const PAGES: Record<string, Said> = {
  方案: async (w, login) =>
    (await html(w, login, "/plans/1"))
      .split(/(?=id="task-)/)
      .slice(1)
      .flatMap((task) =>
        [
          ...task.matchAll(/href="\/units\/(\d+)"[^>]*><span class="name">[^<]*<\/span><span class="[^"]*">第一牵头/g),
        ].map(([, unit]) => `${task.match(/task-(\d+)/)?.[1]}-${unit}`),
      ),
  矩阵: async (w, login) =>
    [
      ...(await html(w, login, "/plans/1/matrix")).matchAll(
        /<a class="c [^"]*\bf\b[^"]*" href="[^"]*open=(\d+-\d+)" aria-label="[^"]*第一牵头/g,
      ),
    ].map(([, cell]) => cell ?? ""),
  矩阵旁的分工: async (w, login) => {
    const cells = TASKS.flatMap((task) => UNITS.map((unit) => `${task}-${unit}`))
    const pages = await Promise.all(cells.map((cell) => html(w, login, `/plans/1/matrix?open=${cell}`)))
    return cells.filter((_, i) => /id="panel-title"[^>]*>[^<]*<small>第一牵头/.test(pages[i] ?? ""))
  },
  任务: async (w, login) => {
    const pages = await Promise.all(TASKS.map((task) => html(w, login, `/plans/1/tasks/${task}`)))
    return pages.flatMap((page, i) =>
      [...page.matchAll(/href="\/units\/(\d+)">[^<]*<\/a> <small>第一牵头/g)].map(([, unit]) => `${TASKS[i]}-${unit}`),
    )
  },
  单位: async (w, login) => {
    const pages = await Promise.all(UNITS.map((unit) => html(w, login, `/units/${unit}`)))
    return pages.flatMap((page) =>
      [...page.matchAll(/href="\/plans\/1\/tasks\/(\d+)#unit-(\d+)"(?:(?!<\/li>)[\s\S])*?第一牵头/g)].map(
        ([, task, unit]) => `${task}-${unit}`,
      ),
    )
  },
  /** Each liaison's own; what waits to be acknowledged and what is due name the role. */
  我的待办: async (w) => {
    const pages = await Promise.all(UNITS.map((unit) => html(w, LIAISON_OF[unit] ?? "zhao", "/todo")))
    const found = pages.flatMap((page, i) =>
      [...page.matchAll(/href="\/plans\/1\/tasks\/(\d+)[#"](?:(?!<\/li>|<\/article>)[\s\S])*?（第一牵头）/g)].map(
        ([, task]) => `${task}-${UNITS[i]}`,
      ),
    )
    return [...new Set(found)]
  },
}

describe("第一牵头 on every page of one database", () => {
  const everywhere = async (w: World, expected: string[]) => {
    for (const [page, said] of Object.entries(PAGES)) {
      expect([page, ...(await said(w, "lin")).sort()]).toEqual([page, ...expected])
    }
  }

  test("is the first as printed of all leads of the task, not of one unit's parts", async () => {
    const w = await world()
    await done(openRound(w))
    await everywhere(w, ["1-1", "2-3", "3-2"])
  })

  test("is the next one when the part of the first went to another unit; whoever took it over stands in its place", async () => {
    const w = await world()
    await done(openRound(w))
    // Task 1: 办公室's part ends. Task 3: 综合指导司's goes to 外事处, in the same place.
    await done(onAssignment(w, "lin", 1, "termination"))
    await done(onAssignment(w, "lin", 5, "reassignment", { unitId: "4" }))
    await everywhere(w, ["1-2", "2-3", "3-4"])
  })
})
