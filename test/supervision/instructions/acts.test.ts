import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { INSTRUCTION_STATES, type Instruction, instructionItems, plans } from "#db/schema.ts"
import { canMove, INSTRUCTION_MOVES, type InstructionMove, MOVES } from "#src/supervision/instructions/workflow.ts"
import {
  done,
  draftNotice,
  type Fields,
  instruct,
  instructionOf,
  noticeOf,
  onInstruction,
  onlyOne,
  onNotice,
  openRound,
  refused,
  trailOf,
} from "#test/support/acts.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const itemsOf = async (id: number) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(instructionItems).where(eq(instructionItems.instructionId, id))])
  return rows.map(({ assignmentId }) => assignmentId).sort()
}

/** Where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<InstructionMove, Partial<Record<Instruction["state"], Instruction["state"]>>> = {
  answer: { open: "answered" },
  settle: { answered: "settled" },
  ask_again: { answered: "open", settled: "open" },
}

test.each(INSTRUCTION_STATES.flatMap((state) => INSTRUCTION_MOVES.map((move) => [state, move] as const)))(
  "%s, %s",
  (state, move) => {
    const to = EXPECTED[move][state]
    expect(canMove(state, move)).toBe(to !== undefined)
    if (to) expect(MOVES[move].to).toBe(to)
  },
)

describe("批示", () => {
  test("by a leader on a task: the office sees it at the desk, and the trail says so", async () => {
    await done(instruct(w))
    expect(await instructionOf(w)).toMatchObject({
      taskId: 1,
      about: "任务（一）",
      state: "open",
      leaderName: "领导",
      leaderId: w.actor("boss").id,
      givenOn: "2026-09-21",
    })
    expect(await itemsOf(1)).toEqual([1, 2, 3])
    expect(await trailOf(w, "instruction:1")).toMatchObject([
      { action: "instruction_given", particulars: { to: "open", text: "请抓紧落实并报我。", answerBy: "2026-09-30" } },
    ])
    expect(await page("lin", "/desk?queue=instructions")).toContain("请抓紧落实并报我。")
    expect(await page("boss", "/overview")).toContain("请抓紧落实并报我。")
  })

  test("without asking for an answer it is noted and waits for nobody", async () => {
    await done(instruct(w, { followUp: [] }))
    expect((await instructionOf(w)).state).toBe("noted")
    expect(await page("lin", "/desk?queue=instructions")).toContain("没有待处理的事项")
    await refused(w, () => onInstruction(w, "lin", "reply"), 409, /「阅示」状态/)
  })

  test("on a list it names what stood there at that moment, and on the plan all of it", async () => {
    await done(openRound(w, { dueBy: "2026-09-18" }))
    await done(instruct(w, {}, "boss", "?part=red"))
    expect(await instructionOf(w)).toMatchObject({ taskId: null, about: "逾期的6项分工" })
    expect(await itemsOf(1)).toEqual([1, 2, 3, 4, 5, 6])
    await done(instruct(w, {}, "boss", ""))
    expect(await instructionOf(w, 2)).toMatchObject({ about: "《普法责任制分工方案》" })
  })

  test("a plan whose title names another document is cited with the inner marks", async () => {
    await w.database.write([w.database.db.update(plans).set({ title: "落实《若干规定》分工方案" })])
    await done(instruct(w, {}, "boss", ""))
    expect(await instructionOf(w)).toMatchObject({ about: "《落实〈若干规定〉分工方案》" })
  })

  test("from paper the office enters whose it is and of which day, and any leader answers the reply", async () => {
    const without = await instruct(w, { leaderName: "", givenOn: "" }, "lin")
    expect(without.status).toBe(422)
    expect(await without.text()).toMatch(/请填写批示领导[\s\S]*请填写批示日期/)
    await done(instruct(w, {}, "lin"))
    expect(await instructionOf(w)).toMatchObject({
      leaderName: "张局长",
      leaderId: null,
      givenOn: "2026-09-18",
      writtenById: w.actor("lin").id,
    })
    await done(onInstruction(w, "lin", "reply"))
    await done(onInstruction(w, "boss", "settlement"))
  })

  test.each<[string, Fields, RegExp]>([
    ["nothing said", { text: " " }, /请填写批示内容/],
    ["a day in the past", { replyBy: "2026-09-01" }, /要求回复日期不能早于今天/],
  ])("%s is said at the field, with the words kept", async (_, over, words) => {
    const response = await instruct(w, { text: "我的批示", ...over })
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
  })

  test("units learn nothing of it before a notice follows it up", async () => {
    await done(instruct(w))
    for (const login of Object.keys(CAST) as Login[]) {
      if (["lin", "lin2", "boss"].includes(login)) continue
      expect((await w.as(login).get("/instructions/1")).status, login).toBe(404)
      await refused(w, () => onInstruction(w, login, "reply"), 404)
      await refused(w, () => onInstruction(w, login, "settlement"), 404)
    }
    for (const login of ["wang", "zhou"] as const) {
      expect(await page(login, "/plans/1/tasks/1")).not.toContain("请抓紧落实并报我。")
    }
    expect(await page("boss", "/plans/1/tasks/1")).toContain("请抓紧落实并报我。")
    for (const login of ["wang", "head"] as const) await refused(w, () => instruct(w, {}, login), 403)
    for (const login of ["zhao", "admin"] as const) await refused(w, () => instruct(w, {}, login), 404)
  })
})

describe("followed up", () => {
  beforeEach(() => done(instruct(w)))

  test("as notices: its words stand in the demand, and the leader reads the unit's answer beside the remark", async () => {
    const form = await page("lin", "/plans/1/notices/new?instruction=1")
    expect(form).toContain("领导2026年9月21日批示")
    expect(form).toContain("请抓紧落实并报我。")
    expect(form.match(/name="assignments" value="\d+" checked/g)).toHaveLength(3)
    await done(
      w.as("lin").post("/plans/1/notices?instruction=1", {
        assignments: ["1", "2"],
        kind: "demand",
        title: "落实领导批示",
        basis: "领导9月21日批示",
        demand: "请落实。",
        dueBy: "2026-09-28",
        send: "1",
        numbered: "1",
      }),
    )
    expect(await noticeOf(w)).toMatchObject({ source: "instruction", instructionId: 1 })
    await done(onNotice(w, "wang", "answer", { text: "办公室已落实。" }))
    expect(await page("boss", "/instructions/1")).toContain("办公室已落实。")
    expect(await page("boss", "/overview")).toContain("督办单2份，已反馈1份")
    expect(await page("lin", "/instructions/1")).toContain("办公室：办公室已落实。")
    expect(await page("boss", "/notices/1")).toContain('href="/instructions/1"')
    expect(await page("wang", "/notices/1")).not.toContain("/instructions/1")
  })

  test("a notice cannot be made to follow up another plan's remark, or none", async () => {
    await refused(w, () => w.as("lin").post("/plans/1/notices?instruction=9", { assignments: ["1"] }), 404)
    expect((await draftNotice(w)).status).toBe(303)
    expect((await noticeOf(w)).instructionId).toBeNull()
  })

  test("answered, read and settled; or asked again, with every answer in the trail", async () => {
    await done(onInstruction(w, "lin", "reply"))
    expect(await instructionOf(w)).toMatchObject({ state: "answered", reply: "已按批示落实，参加56人。" })
    expect(await page("boss", "/overview")).toContain("已按批示落实，参加56人。")
    await done(onInstruction(w, "boss", "reopening"))
    expect(await instructionOf(w)).toMatchObject({ state: "open", remark: "请再核实人数。", replyBy: "2026-10-12" })
    expect(await page("lin", "/desk?queue=instructions")).toContain("请再核实人数。")
    await done(onInstruction(w, "lin2", "reply", { reply: "核实为58人。" }))
    await done(onInstruction(w, "boss", "settlement"))
    expect((await instructionOf(w)).state).toBe("settled")
    const html = await page("boss", "/instructions/1")
    for (const words of ["请抓紧落实并报我。", "参加56人", "请再核实人数。", "核实为58人。"])
      expect(html).toContain(words)
    await refused(w, () => onInstruction(w, "boss", "settlement"), 409)
  })

  test("an empty answer comes back; the office does not settle, the leader does not answer", async () => {
    const response = await onInstruction(w, "lin", "reply", { reply: "" })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("请填写办理情况")
    await refused(w, () => onInstruction(w, "boss", "reply"), 403)
    await done(onInstruction(w, "lin", "reply"))
    await refused(w, () => onInstruction(w, "lin", "settlement"), 403)
    await refused(w, () => onInstruction(w, "lin", "reopening"), 403)
    const late = await onInstruction(w, "boss", "reopening", { replyBy: "2026-09-01" })
    expect(await late.text()).toContain("要求回复日期不能早于今天")
  })

  test("two who answer at once: one is told; a page from before is refused", async () => {
    const form = { version: String((await instructionOf(w)).version), reply: "已落实。" }
    await onlyOne(
      w,
      () => w.as("lin").post("/instructions/1/reply", form),
      () => w.as("lin2").post("/instructions/1/reply", form),
    )
    await refused(w, () => onInstruction(w, "boss", "settlement", { version: "1" }), 409, /刚刚有了变化/)
  })
})
