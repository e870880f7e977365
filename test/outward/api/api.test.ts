import { eq, sql } from "drizzle-orm"
import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { assignments, plans, reports } from "#db/schema.ts"
import { assetsOf } from "#src/door/assets.ts"
import { LINES } from "#src/outward/api/line_acts.ts"
import { openapi } from "#src/outward/api/openapi.ts"
import { ROWS_A_PAGE } from "#src/outward/api/paging.ts"
import { WORDS } from "#src/outward/api/words.ts"
import { done, onReport, openRound } from "#test/support/acts.ts"
import { furnished } from "#test/support/routes.ts"
import { byToken, makeToken } from "#test/support/tokens.ts"
import { type Login, ORIGIN, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const asking = async (login: Login) => {
  const token = await makeToken(w, login)
  return (path: string, input?: unknown) => byToken(w, token, path, { input })
}

describe("the description", () => {
  test("has each line once, in words, and only lines that are there", () => {
    const names = LINES.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(names).size).toBe(names.length)
    expect(Object.keys(WORDS).sort()).toEqual([...names].sort())
    for (const { method, path } of LINES) {
      const words = WORDS[`${method} ${path}`]
      expect(words?.says.length, path).toBeGreaterThan(1)
      expect(words?.answer !== undefined, path).toBe(method === "GET")
    }
  })

  test("says of each what it takes and answers, every reference leads somewhere, and it is asked for without a token", async () => {
    const described = JSON.stringify(openapi())
    const { paths, components } = openapi()
    expect(Object.keys(paths)).toContain("/api/v1/assignments/{assignment}/rounds/{round}/report")
    for (const [, name] of described.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(Object.keys(components.schemas)).toContain(name)
    }
    const own = await world(undefined, { assets: assetsOf({ "openapi.json": described }) })
    const response = await own.as(null).get("/api/openapi.json")
    expect(response.headers.get("content-type")).toContain("application/json")
    expect(await response.json()).toMatchObject({ openapi: "3.1.0" })
  })
})

describe("readings", () => {
  test("answer as they are described, and nothing else", async () => {
    w = await furnished()
    for (const login of ["lin", "wang", "boss"] as const) {
      const ask = await asking(login)
      for (const { method, path } of LINES) {
        if (method !== "GET") continue
        const at = path.replace(":year", "2026").replaceAll(/:\w+/g, "1")
        const { status, body } = await ask(at)
        expect([at, status]).toEqual([at, 200])
        const read = WORDS[`GET ${path}`]?.answer?.safeParse(body)
        expect(read?.error, at).toBeUndefined()
        // A name that is not described would have been left out.
        expect(read?.data, at).toEqual(body)
      }
    }
  })

  test("show a plan, its rounds, its assignments and reports to whoever sees them", async () => {
    await done(openRound(w))
    await done(onReport(w, "zhou", 2, "report", { achieved: "举办培训。" }))
    const [lin, zhou, wang, zhao] = [
      await asking("lin"),
      await asking("zhou"),
      await asking("wang"),
      await asking("zhao"),
    ]
    expect((await lin("/plans")).body).toMatchObject({ rows: [{ id: 1, title: "普法责任制分工方案" }], more: false })
    expect((await lin("/plans/1")).body).toMatchObject({ rounds: [{ number: 1, dueBy: "2026-09-30" }] })
    expect((await wang("/plans/1/assignments")).body.rows).toHaveLength(6)
    for (const ask of [lin, zhou]) {
      expect((await ask("/assignments/2/reports")).body).toMatchObject([{ state: "submitted", achieved: "举办培训。" }])
    }
    // Another unit sees the part and not what was reported of it.
    expect((await wang("/assignments/2/reports")).body).toEqual([])
    expect((await zhao("/plans")).body).toEqual({ rows: [], more: false })
    for (const path of ["/plans/1", "/plans/1/assignments", "/assignments/2/reports", "/plans/99"]) {
      expect(await zhao(path)).toMatchObject({ status: 404, body: { code: "not_found" } })
    }
  })

  test("leave out 工作秘密, whoever asks", async () => {
    await done(openRound(w))
    await w.database.write([w.database.db.update(plans).set({ handling: "work_secret" }).where(eq(plans.id, 1))])
    const lin = await asking("lin")
    expect((await lin("/plans")).body.rows).toEqual([])
    expect((await lin("/changes")).body.rows).toEqual([])
    for (const path of ["/plans/1", "/plans/1/assignments", "/assignments/1/reports"]) {
      expect((await lin(path)).status).toBe(404)
    }
  })

  test("come in pages that are whole", async () => {
    const { db, write } = w.database
    await write([
      db.insert(plans).values(
        Array.from({ length: ROWS_A_PAGE + 5 }, (_, i) => ({
          title: `方案${i}`,
          issuedOn: "2026-01-05",
          supervisingUnitId: w.unitId("yjs"),
          state: "issued" as const,
          source: "",
        })),
      ),
    ])
    const lin = await asking("lin")
    const [one, two] = [(await lin("/plans")).body, (await lin("/plans?page=2")).body]
    expect([one.rows.length, one.more, two.rows.length, two.more]).toEqual([ROWS_A_PAGE, true, 6, false])
    expect(new Set([...one.rows, ...two.rows].map(({ id }: { id: number }) => id)).size).toBe(ROWS_A_PAGE + 6)
  })
})

describe("changes since an event", () => {
  test("are those of the plans that one sees, and of reports as closely as one sees them", async () => {
    await done(openRound(w))
    const [lin, zhou, wang, zhao] = [
      await asking("lin"),
      await asking("zhou"),
      await asking("wang"),
      await asking("zhao"),
    ]
    const before = (await lin("/changes")).body.rows.at(-1)?.id ?? 0
    await done(onReport(w, "zhou", 2, "report"))
    const since = async (ask: typeof lin) => (await ask(`/changes?since=${before}`)).body.rows
    expect(await since(lin)).toMatchObject([
      { subject: "report:2/1", assignmentId: 2, planId: 1 },
      { subject: "assignment:2" },
    ])
    expect(await since(zhou)).toHaveLength(2)
    expect(await since(wang)).toEqual([])
    expect(await since(zhao)).toEqual([])
    expect((await lin(`/changes?since=${(await since(lin)).at(-1).id}`)).body.rows).toEqual([])
  })

  test("of a report that its unit has not sent are the unit's alone", async () => {
    const { db, write } = w.database
    await write([db.update(plans).set({ headSigns: true, confirmer: "unit", confirmingUnitId: w.unitId("ld") || 4 })])
    await done(openRound(w))
    await done(onReport(w, "zhou", 2, "report"))
    const [states] = await w.database.read([db.select({ state: reports.state }).from(reports)])
    expect(states).toEqual([{ state: "signing" }])
    const of = async (login: Login) =>
      (await (await asking(login))("/changes")).body.rows.filter(({ subject }: { subject: string }) =>
        subject.startsWith("report:"),
      )
    expect(await of("zhou")).toHaveLength(1)
    expect(await of("boss")).toEqual([])
    expect(await of("wang")).toEqual([])
  })
})

describe("acts", () => {
  test("report, judge and enter in a person's name, as the pages do", async () => {
    await done(openRound(w))
    const [zhou, lin] = [await asking("zhou"), await asking("lin")]
    const words = { version: 0, achieved: "举办培训。", problems: "", nextSteps: "", revision: 0 }
    expect(await zhou("/assignments/2/rounds/1/report", words)).toMatchObject({ status: 200, body: { done: "sent.1" } })
    const [{ version }] = (await lin("/assignments/2/reports")).body
    expect(await lin("/assignments/2/rounds/1/acceptance", { version, opinion: "同意。" })).toMatchObject({
      status: 200,
      body: { done: "accepted" },
    })
    expect(await zhou("/assignments/2/rounds/1/acceptance", { version: 2, opinion: "" })).toMatchObject({ status: 403 })
    const drafted = await lin("/plans/drafts", {
      source: "关于普法的分工方案\n\n（一）制定计划。（牵头单位：办公室）\n",
    })
    expect(drafted).toMatchObject({ status: 200, body: { made: expect.anything() } })
    expect(await lin("/plans/drafts", { source: "" })).toMatchObject({ status: 422 })
  })

  test("of generated requests none ends in a fault of ours, and what is refused has a code or names its fields", async () => {
    w = await furnished()
    const ask = await asking("wang")
    const posts = LINES.filter(({ method }) => method === "POST").map(({ path }) => path)
    const value = fc.oneof(
      fc.integer(),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.boolean(),
      fc.constant(null),
    )
    const input = fc.dictionary(
      fc.constantFrom("version", "achieved", "opinion", "title", "unit", "fromOn", "source", "parts", "__proto__"),
      fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(fc.string(), value, { maxKeys: 3 })),
    )
    const request = fc.tuple(fc.constantFrom(...posts), fc.constantFrom("1", "2", "999999999", "x"), input)
    for (const [path, place, given] of fc.sample(request, { numRuns: 150, seed: 5 })) {
      const at = path.replaceAll(/:\w+/g, place)
      const { status, headers, body } = await ask(at, given)
      expect(status, `${at} ${JSON.stringify(given)}`).toBeLessThan(500)
      if (status < 400) continue
      expect(headers.get("content-type"), at).toContain("application/problem+json")
      expect(body, at).toMatchObject({ status, title: expect.any(String) })
    }
  })
})

test("another site's page and what is no JSON are refused before anything is looked at", async () => {
  const token = await makeToken(w, "wang")
  const post = (headers: Record<string, string>, body = "{}") =>
    w.app.request(`${ORIGIN}/api/v1/assignments/1/acknowledgement`, { method: "POST", headers, body })
  const cookie = "__Host-sid=wang"
  const json = { "content-type": "application/json" }
  expect((await post({ ...json, cookie, origin: "https://elsewhere.test" })).status).toBe(403)
  expect((await post({ ...json, cookie })).status).toBe(403)
  expect((await post({ authorization: `Bearer ${token}`, "content-type": "text/plain" })).status).toBe(415)
  expect((await post({ ...json, authorization: `Bearer ${token}` }, "{")).status).toBe(400)
  const [[row]] = await w.database.read([
    w.database.db.select({ state: assignments.state }).from(assignments).where(sql`id = 1`),
  ])
  expect(row?.state).toBe("awaiting")
})
