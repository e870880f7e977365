import { describe, expect, test } from "vitest"
import { extensions, inspections, notices, rounds, tasks } from "#db/schema.ts"
import {
  askForExtension,
  bring,
  done,
  draftNotice,
  type Fields,
  instruct,
  onAssignment,
  onExtension,
  openRound,
} from "#test/support/acts.ts"
import { planInspection } from "#test/support/inspections.ts"
import { type World, world } from "#test/support/world.ts"

/* Today is Monday 21 September 2026: what every form that sets a day says of it. */

/** What the form that came back holds, to be sent as it stands. */
const answerIn = (html: string) => html.match(/name="daysAsked" value="([^"]*)"/)?.[1]?.replaceAll("&amp;", "&") ?? ""

async function asked(response: Response | Promise<Response>) {
  const answer = await response
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain("仍然保存")
  return { html, daysAsked: answerIn(html) }
}

const schedule = (w: World, over: Fields = {}) =>
  w.as("lin").post("/plans/1/schedule", {
    tasks: ["1", "3"],
    rhythm: "",
    deadline: "date",
    dueBy: "2026-09-16",
    ...over,
  })

const daysOf = async (w: World) => {
  const [rows] = await w.database.read([w.database.db.select().from(tasks)])
  return rows.map(({ dueBy }) => dueBy)
}

describe("任务时限, in bulk", () => {
  test("a day that is over is asked about, with how many are late at once and which", async () => {
    const w = await world()
    const { html, daysAsked } = await asked(schedule(w))
    expect(html).toContain("2项的完成时限（2026年9月16日）已过4个工作日，保存后立即逾期：（一）、（三）。")
    // All that was typed stands there.
    expect(html).toMatch(/<option value="date" selected/)
    expect(html).toMatch(/id="schedule-due" value="2026-09-16"/)
    expect(html.match(/name="tasks" value="\d" checked/g)).toHaveLength(2)
    expect(html).toContain('href="#schedule-due"')
    expect(await daysOf(w)).toEqual([null, null, null])
    expect(await w.events()).toEqual([])

    await done(schedule(w, { daysAsked }))
    expect(await daysOf(w)).toEqual(["2026-09-16", null, "2026-09-16"])
  })

  test.each<[string, Fields]>([
    ["another day", { dueBy: "2026-09-15" }],
    ["another task", { tasks: ["1", "2"] }],
    ["one task more", { tasks: ["1", "2", "3"] }],
  ])("the answer does not hold for %s", async (_, over) => {
    const w = await world()
    const { daysAsked } = await asked(schedule(w))
    await asked(schedule(w, { ...over, daysAsked }))
    expect(await daysOf(w)).toEqual([null, null, null])
  })

  test.each([
    ["today", "2026-09-21"],
    ["a Saturday to come", "2026-09-26"],
    ["国庆节", "2026-10-03"],
  ])("%s is taken without asking", async (_, dueBy) => {
    const w = await world()
    await done(schedule(w, { dueBy }))
    expect(await daysOf(w)).toEqual([dueBy, null, dueBy])
  })

  test("a task of which nothing is owed any more is late by no day", async () => {
    const w = await world()
    await bring(w, 4, "closed", { unit: "yan", office: "lin" })
    const { html } = await asked(schedule(w, { tasks: ["1", "2"] }))
    expect(html).toContain("1项的完成时限")
    await done(schedule(w, { tasks: "2" }))
  })

  test("whoever may not set it is not asked either", async () => {
    const w = await world()
    expect(
      (await w.as("wang").post("/plans/1/schedule", { tasks: "1", deadline: "date", dueBy: "2020-01-01" })).status,
    ).toBe(403)
  })
})

describe("填报期", () => {
  const roundsOf = async (w: World) => {
    const [rows] = await w.database.read([w.database.db.select().from(rounds)])
    return rows.map(({ dueBy }) => dueBy)
  }

  test("opened for a day that is over, after it was asked about", async () => {
    const w = await world()
    const over = { dueBy: "2026-09-18", daysAsked: "" }
    const { html, daysAsked } = await asked(openRound(w, over))
    expect(html).toContain("报送期限2026年9月18日已过2个工作日，保存后未报的立即逾期。")
    expect(html).toContain('value="第三季度"')
    expect(await roundsOf(w)).toEqual([])
    await done(openRound(w, { ...over, daysAsked }))
    expect(await roundsOf(w)).toEqual(["2026-09-18"])
  })

  test("moved to a day that is over, asked about; another change of a round whose day has passed asks nothing", async () => {
    const w = await world()
    await done(openRound(w))
    const change = (version: number, over: Fields) =>
      w
        .as("lin")
        .post("/plans/1/rounds/1", { version: String(version), name: "第三季度", dueBy: "2026-09-18", ...over })
    const { html, daysAsked } = await asked(change(1, { evidenceRequired: "1" }))
    expect(html).toContain('href="#due-1"')
    expect(html).toMatch(/name="evidenceRequired" value="1" checked/)
    await asked(change(1, { dueBy: "2026-09-17", daysAsked }))
    await done(change(1, { daysAsked }))
    await done(change(2, { name: "三季度" }))
    expect(await roundsOf(w)).toEqual(["2026-09-18"])
  })
})

test("督办单: a day that is over is refused at the field, however it is confirmed", async () => {
  const w = await world()
  const response = await draftNotice(w, { dueBy: "2026-09-18", daysAsked: "dueBy=2026-09-18" })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain("反馈期限不能早于今天")
  const [rows] = await w.database.read([w.database.db.select().from(notices)])
  expect(rows).toEqual([])
})

test("延期: granted until a day that is over meanwhile is asked about, and the answer presses the same button", async () => {
  const w = await world()
  await askForExtension(w)
  await w.travel("2026-12-10")
  const { html, daysAsked } = await asked(onExtension(w, "lin", "decision"))
  expect(html).toContain("新的期限2026年11月30日已过8个工作日，同意后立即逾期。")
  expect(html).toMatch(/<button type="submit" name="verdict" value="grant">仍然保存/)
  // Refusing sets no day, and asks nothing: tried on a second request of the same kind.
  const other = await world()
  await askForExtension(other)
  await other.travel("2026-12-10")
  await done(onExtension(other, "lin", "decision", { verdict: "refuse" }))

  await done(onExtension(w, "lin", "decision", { daysAsked }))
  const [[row]] = await w.database.read([w.database.db.select().from(extensions)])
  expect(row).toMatchObject({ state: "granted", grantedBy: "2026-11-30" })
})

test("批示 and 挂起: a day that is over is refused at the field", async () => {
  const w = await world()
  const instruction = await instruct(w, { replyBy: "2026-09-18" })
  expect([instruction.status, (await instruction.text()).includes("要求回复日期不能早于今天")]).toEqual([422, true])
  const suspension = await onAssignment(w, "lin", 1, "suspension", { untilOn: "2026-09-18" })
  expect([suspension.status, (await suspension.text()).includes("预计恢复日期不能早于今天")]).toEqual([422, true])
})

test("督查: one that was over before it was planned is entered after it was asked about", async () => {
  const w = await world()
  const days = { fromOn: "2026-09-16", untilOn: "2026-09-18" }
  const { daysAsked } = await asked(planInspection(w, days))
  await done(planInspection(w, { ...days, daysAsked }))
  const [rows] = await w.database.read([w.database.db.select().from(inspections)])
  expect(rows).toMatchObject([days])
})

describe("while a day is chosen", () => {
  const told = async (query: string) => {
    const w = await world()
    const response = await w.as("wang").get(`/day${query}`)
    return [response.status, await response.text()]
  }

  test.each([
    ["a working day", "?of=dueBy&dueBy=2026-09-22", ""],
    ["a weekend", "?of=untilOn&untilOn=2026-10-18", "10月18日是周日"],
    ["a holiday", "?of=dueBy&dueBy=2026-10-03", "10月3日是国庆节假日"],
    ["a holiday of next year", "?of=dueBy&dueBy=2027-05-01", "2027年5月1日是劳动节假日"],
    ["a day that is over", "?of=dueBy&dueBy=2026-09-16", "9月16日已过4个工作日"],
    ["no day", "?of=dueBy&dueBy=2026-02-30", ""],
    ["nothing", "", ""],
    ["a field that is not there", "?of=dueBy", ""],
  ])("%s", async (_, query, words) => expect(await told(query)).toEqual([200, words]))

  test("every form that sets a day asks", async () => {
    const w = await world()
    const html = await (await w.as("lin").get("/plans/1/rounds")).text()
    expect(html.match(/hx-get="\/day\?of=/g)).toHaveLength(3)
  })
})
