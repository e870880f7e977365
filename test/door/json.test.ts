import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { people } from "#db/schema.ts"
import { HOUSE } from "#src/capabilities.ts"
import { factory } from "#src/door/env.ts"
import { mount } from "#src/door/house.ts"
import { reading, shown, told } from "#src/door/json.ts"
import { RESET_PASSWORD } from "#src/office/people/directory_acts.ts"
import { roundsOf } from "#src/pages/rounds/queries.ts"
import { ACKNOWLEDGE, DECISIONS } from "#src/plans/assignments/acts.ts"
import { findAssignment } from "#src/plans/assignments/queries.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { onAssignment, openRound } from "#test/support/acts.ts"
import { type Login, ORIGIN, type World, world } from "#test/support/world.ts"

/*
 * The same rows by a second door: two acts and two readings told in JSON. Mounted here alone; what the pages do is what
 * they do, refused in the same order and by the same codes.
 */

const ASSIGNMENT = reading({
  find: ({ database, actor, number }) => findAssignment(database, actor, number("assignment")),
  shows: ({ assignment, unit, task }) => ({
    id: assignment.id,
    state: assignment.state,
    version: assignment.version,
    unit: unit.name,
    task: task.label,
  }),
})

const ROUNDS = reading({
  find: async ({ database, actor, number, today }) => {
    const found = await roundsOf(database, actor, number("plan"), today)
    return found && { plan: found.plan, rounds: found.rounds }
  },
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  shows: ({ rounds }) => rounds.map(({ round: { number, name, dueBy } }) => ({ number, name, dueBy })),
})

const rows = factory
  .createApp()
  .get("/assignments/:assignment", shown(ASSIGNMENT))
  .get("/plans/:plan/rounds", shown(ROUNDS))
  .post("/assignments/:assignment/acknowledgement", told(ACKNOWLEDGE))
  .post("/assignments/:assignment/suspension", told(DECISIONS.suspension.act))
  .post("/people/:login/password", told(RESET_PASSWORD))

const SECOND_DOOR = { name: "second door", told: () => [mount("/", rows)] }

let w: World
beforeEach(async () => {
  w = await world(undefined, {}, [...HOUSE, SECOND_DOOR])
})

const headersOf = (login: Login | null, over: Record<string, string> = {}) => ({
  origin: ORIGIN,
  "content-type": "application/json",
  ...(login ? { cookie: `__Host-sid=${login}` } : {}),
  ...over,
})

async function asked(login: Login | null, path: string) {
  const response = await w.app.request(`${ORIGIN}/api/v1${path}`, { headers: headersOf(login) })
  return { status: response.status, body: await response.json() }
}

const given = (login: Login | null, act: string, input: unknown, over: Record<string, string> = {}) =>
  posted(login, `/assignments/${act}`, input, over)

async function posted(login: Login | null, path: string, input: unknown, over: Record<string, string> = {}) {
  const body = typeof input === "string" ? input : JSON.stringify(input)
  const headers = headersOf(login, over)
  const response = await w.app.request(`${ORIGIN}/api/v1${path}`, { method: "POST", headers, body })
  return { status: response.status, type: response.headers.get("content-type"), body: await response.json() }
}

const PLANNING = { version: 1, office: "综合处", personInCharge: "王五", measures: "举办培训班。" }
const SUSPENDING = { version: 2, remark: "上级文件修订中", authority: "研究室主任", untilOn: "2026-12-31" }

describe("a reading", () => {
  test("shows what the page's reader may see, and nothing to anybody else", async () => {
    const body = { id: 1, state: "awaiting", version: 1, unit: "办公室", task: "（一）" }
    expect(await asked("wang", "/assignments/1")).toEqual({ status: 200, body })
    expect(await asked("boss", "/assignments/1")).toEqual({ status: 200, body })
    expect(await asked("zhao", "/assignments/1")).toMatchObject({ status: 404, body: { code: "not_found" } })
    expect(await asked(null, "/assignments/1")).toMatchObject({ status: 401 })
    expect(await asked("wang", "/assignments/none")).toMatchObject({ status: 404 })
    expect(await asked("wang", "/nowhere")).toMatchObject({ status: 404, body: { code: "not_found" } })
  })

  test("refuses whoever sees the plan and may not ask", async () => {
    await openRound(w)
    expect(await asked("lin", "/plans/1/rounds")).toEqual({
      status: 200,
      body: [{ number: 1, name: "第三季度", dueBy: "2026-09-30" }],
    })
    expect(await asked("wang", "/plans/1/rounds")).toMatchObject({ status: 403, body: { code: "not_yours" } })
    expect(await asked("zhao", "/plans/1/rounds")).toMatchObject({ status: 404 })
  })
})

describe("an act", () => {
  test("is the same act: its event, its words, its answer", async () => {
    expect(await given("wang", "1/acknowledgement", PLANNING)).toMatchObject({
      status: 200,
      body: { done: "acknowledged" },
    })
    expect(await w.assignment(1)).toMatchObject({ state: "active", version: 2, personInCharge: "王五" })
    const [byJson] = (await w.events()).slice(-1)
    await onAssignment(w, "zhou", 2, "acknowledgement", {
      personInCharge: "王五",
      measures: "举办培训班。",
      office: "综合处",
    })
    const [byForm] = (await w.events()).slice(-1)
    expect(byForm).toMatchObject({ action: byJson?.action, particulars: byJson?.particulars })
  })

  test("is refused in one order: 404, 403, 422, 409", async () => {
    const bad = { version: 7, personInCharge: "", office: 3 }
    expect(await given("zhao", "1/acknowledgement", bad)).toMatchObject({ status: 404, body: { code: "not_found" } })
    expect(await given("zhou", "1/acknowledgement", bad)).toMatchObject({ status: 403, body: { code: "not_yours" } })
    expect(await given("wang", "1/acknowledgement", bad)).toMatchObject({
      status: 422,
      type: "application/problem+json",
      body: { problems: { personInCharge: ["请填写责任人"], office: [expect.any(String)] } },
    })
    expect(await given("wang", "1/acknowledgement", { ...PLANNING, version: 7 })).toMatchObject({ status: 409 })
    expect((await w.assignment(1)).state).toBe("awaiting")
    expect(await given("wang", "1/acknowledgement", PLANNING)).toMatchObject({ status: 200 })
    expect(await given("wang", "1/acknowledgement", { ...PLANNING, version: 2 })).toMatchObject({
      status: 409,
      body: { code: "wrong_state" },
    })
  })

  test("takes what is meant and nothing that a form would have to spell", async () => {
    await onAssignment(w, "wang", 1, "acknowledgement", { personInCharge: "王五" })
    for (const untilOn of ["2026年12月31日", 20261231, ""])
      expect(await given("lin", "1/suspension", { ...SUSPENDING, untilOn })).toMatchObject({
        status: 422,
        body: { problems: { untilOn: [expect.any(String)] } },
      })
    expect(await given("lin", "1/suspension", SUSPENDING)).toMatchObject({ status: 200, body: { done: "suspended" } })
    expect(await w.assignment(1)).toMatchObject({ state: "suspended", suspendedUntil: "2026-12-31" })
  })

  test("is held to the rules about days that the form is held to", async () => {
    await onAssignment(w, "wang", 1, "acknowledgement", { personInCharge: "王五" })
    expect(await given("lin", "1/suspension", { ...SUSPENDING, untilOn: "2026-09-20", version: 9 })).toMatchObject({
      status: 422,
      body: { problems: { untilOn: ["预计恢复日期不能早于今天"] } },
    })
  })

  test("tells this once what it made and nobody sees again", async () => {
    expect(await posted("lin", "/people/wang/password", { version: 1 })).toMatchObject({ status: 403 })
    const { status, body } = await posted("admin", "/people/wang/password", { version: 1 })
    expect({ status, body }).toEqual({ status: 200, body: { done: null, made: expect.stringMatching(/^[\w-]{17,}$/) } })
    expect((await w.events()).at(-1)).toMatchObject({ action: "password_reset" })
    expect(JSON.stringify(await w.events())).not.toContain(body.made)
  })

  test("comes from this site, as JSON, from somebody signed in", async () => {
    const by = (login: Login | null, over: Record<string, string>) => given(login, "1/acknowledgement", PLANNING, over)
    expect(await by("wang", { origin: "https://elsewhere.example" })).toMatchObject({ status: 403 })
    expect(await by("wang", { origin: "" })).toMatchObject({ status: 403 })
    expect(await by("wang", { "content-type": "application/x-www-form-urlencoded" })).toMatchObject({ status: 415 })
    expect(await by(null, {})).toMatchObject({ status: 401 })
    expect(await given("wang", "1/acknowledgement", "{")).toMatchObject({ status: 400 })
    expect(await given("wang", "1/acknowledgement", "[1]")).toMatchObject({ status: 422 })
    expect((await w.assignment(1)).version).toBe(1)
  })

  test("is nobody's who has to change the password first", async () => {
    await w.database.write([
      w.database.db.update(people).set({ mustChangePassword: true }).where(eq(people.login, "wang")),
    ])
    expect(await given("wang", "1/acknowledgement", PLANNING)).toMatchObject({ status: 403 })
    expect(await asked("wang", "/assignments/1")).toMatchObject({ status: 403 })
  })

  test("what the page itself brings is asked of everybody", async () => {
    expect(await given("wang", "1/acknowledgement", { personInCharge: "王五" })).toMatchObject({ status: 422 })
  })
})

test("the door is not there unless something is mounted on it", async () => {
  const plain = await world(
    undefined,
    {},
    HOUSE.filter(({ name }) => name !== "tokens"),
  )
  const response = await plain.app.request(`${ORIGIN}/api/v1/assignments/1`, { headers: headersOf("wang") })
  expect(response.status).toBe(404)
  expect(response.headers.get("content-type")).toMatch(/text\/html/)
})
