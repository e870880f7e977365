import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Leader, leaderKey, leadersNamed, namesIn } from "#src/plans/tasks/leaders.ts"
import { done, type Fields, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { listedOn } from "#test/support/counts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

describe("names", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["张三", ["张三"]],
    ["张三、李四", ["张三", "李四"]],
    ["张三，李四；王五", ["张三", "李四", "王五"]],
    ["张三 李四", ["张三", "李四"]],
    ["张　三、李 四", ["张三", "李四"]],
    ["张三、、张三", ["张三"]],
    ["副局长 张三", ["副局长", "张三"]],
    ["John Smith", ["John Smith"]],
  ])("%s", (typed, names) => expect(namesIn(typed)).toEqual(names))

  test("what was set is what the field shows is what is set again", () => {
    const name = fc.stringMatching(/^[一-龥]{2,4}$/)
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 10 }), (names) => {
        const again = leadersNamed(namesIn(names.join("、")), [])
        expect("leaders" in again && again.leaders.map((one) => one.name)).toEqual(names)
      }),
    )
  })

  test("an account is meant by its name; of two namesakes nobody can tell which", () => {
    const accounts = [
      { id: 1, name: "张三" },
      { id: 2, name: "李四" },
      { id: 3, name: "李四" },
    ]
    expect(leadersNamed(["王五", "张三"], accounts)).toEqual({
      leaders: [
        { personId: null, name: "王五" },
        { personId: 1, name: "张三" },
      ],
    })
    expect(leadersNamed(["李四"], accounts)).toEqual({ problem: "namesakes", name: "李四" })
    expect(leadersNamed(["长".repeat(21)], accounts)).toMatchObject({ problem: "too_long" })
    expect(leadersNamed([..."一二三四五六七八九十百"], accounts)).toMatchObject({ problem: "too_many" })
  })

  test("no account has the key of a name", () => {
    const leader: Leader = { personId: 3, name: "张三" }
    expect(leaderKey(leader)).toBe("@3")
    expect(leaderKey({ ...leader, personId: null })).toBe("张三")
  })
})

const OTHERS: [Login, number][] = [
  ["wang", 403],
  ["head", 403],
  ["boss", 403],
  ["zhao", 404],
  ["admin", 404],
]

const many = (w: World, over: Fields = {}, login: Login = "lin") =>
  w.as(login).post("/plans/1/leaders", { tasks: ["1", "3"], leaders: "领导、张三", ...over })
const one = (w: World, over: Fields = {}, login: Login = "lin") =>
  w.as(login).post("/plans/1/tasks/1/arrangement/leaders", { version: "1", leaders: "领导", ...over })
const textOf = async (w: World, path: string, login: Login = "lin") => (await w.as(login).get(path)).text()

describe("责任领导", () => {
  test("are set for many tasks at once, and stand wherever the task does", async () => {
    const w = await world()
    const response = await done(many(w))
    expect(response.headers.get("location")).toBe("/plans/1/rounds#schedule")
    expect((await trailOf(w, "task:1/3")).at(-1)).toMatchObject({
      action: "task_leaders_set",
      version: 2,
      actorId: 1,
      particulars: { before: [], after: ["领导", "张三"] },
    })
    for (const path of ["/plans/1/tasks/1", "/plans/1", "/plans/1/matrix?open=1-1"])
      expect(await textOf(w, path, "wang"), path).toContain("责任领导：领导、张三")
    expect(await textOf(w, "/plans/1/tasks/2")).not.toContain("责任领导：")
    expect(await textOf(w, "/plans/1/tasks/1", "wang")).toContain("无 → 领导、张三")
  })

  test("list their tasks: by account and by name, and nobody else's", async () => {
    const w = await world()
    await done(many(w))
    await done(one(w, { version: "2", leaders: "张三" }))
    const boss = encodeURIComponent(`@${w.actor("boss").id}`)
    const tasksOn = async (led: string) => listedOn(await textOf(w, `/plans/1?led=${led}`)).tasks
    expect(await tasksOn(boss)).toBe(1)
    expect(await tasksOn(encodeURIComponent("张三"))).toBe(2)
    expect(await tasksOn(encodeURIComponent("无人"))).toBe(0)
    // Without an account of that name: only a name.
    expect(await textOf(w, "/plans/1?led=%E5%BC%A0%E4%B8%89")).toContain("责任领导张三")
  })

  test("a leader finds them on 总览 behind how it stands and what waits, before what is late, with their lights and the way to all; others see none of it", async () => {
    const w = await world()
    expect(await textOf(w, "/overview", "boss")).not.toContain("我负责的任务")
    await done(many(w))
    const html = await textOf(w, "/overview", "boss")
    const order = ['class="figures"', 'id="waiting"', 'id="instructions"', "我负责的任务", 'class="plan-items'].map(
      (place) => html.indexOf(place),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    const href = html.match(/我负责的任务<small><a href="([^"]*)"[^>]*>全部2项/)?.[1]?.replaceAll("&amp;", "&")
    expect(listedOn(await textOf(w, href ?? "", "boss")).tasks).toBe(2)
    expect(await textOf(w, "/overview", "lin")).not.toContain("我负责的任务")
  })

  test("are cleared on the task's own page, and the trail keeps who it was", async () => {
    const w = await world()
    await done(one(w))
    expect(await textOf(w, "/plans/1/tasks/1/arrangement")).toContain('value="领导"')
    const response = await done(one(w, { version: "2", leaders: " " }))
    expect(response.headers.get("location")).toBe("/plans/1/tasks/1")
    expect(await textOf(w, "/plans/1")).not.toContain("责任领导：")
    expect((await trailOf(w, "task:1/1")).at(-1)).toMatchObject({ particulars: { before: ["领导"], after: [] } })
  })

  test.each<[string, Fields, string]>([
    ["nobody", { leaders: "" }, "请填写责任领导"],
    ["no task", { tasks: [] }, "请至少选择一项任务"],
    ["a sentence for a name", { leaders: "由分管信访工作的副局长负责并由办公室主任协助落实" }, "不像姓名"],
  ])("%s is asked for again, with what was typed", async (_, over, words) => {
    const w = await world()
    const html = await refused(w, () => many(w, over), 422, words)
    if (over.leaders) expect(html).toContain(`value="${over.leaders}"`)
  })

  test("a task that is not there is 404, an old page 409, and of two at once one lands", async () => {
    const w = await world()
    await refused(w, () => many(w, { tasks: ["9"] }), 404)
    await refused(w, () => one(w, { version: "9" }), 409, "新的变化")
    await onlyOne(
      w,
      () => one(w),
      () => one(w, { leaders: "张三" }, "lin2"),
    )
  })

  test.each(OTHERS)("%s sets none: %i", async (login, status) => {
    const w = await world()
    await refused(w, () => many(w, {}, login), status)
    await refused(w, () => one(w, {}, login), status)
    expect((await w.as(login).get("/plans/1/tasks/1/arrangement")).status).toBe(status)
  })
})
