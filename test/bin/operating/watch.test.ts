import { describe, expect, test, vi } from "vitest"
import { createApp } from "#src/app.ts"
import { lineOf, logAsJson } from "#src/bin/operating/log.ts"
import { gauge, requestCounts, textOf } from "#src/bin/operating/metrics.ts"
import { type Watching, watcher } from "#src/bin/operating/watching.ts"
import { HOUSE } from "#src/capabilities.ts"
import { watch } from "#src/door/watch.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { CAST, type Login, ORIGIN, world } from "#test/support/world.ts"

const TOKEN = "t0ken-of-the-scraper-0123456789"

async function watchedWorld(over: Partial<Watching> = {}) {
  const w = await world()
  const lines: Record<string, unknown>[] = []
  const looking = watcher({
    metricsToken: TOKEN,
    database: w.database,
    clock: w.now,
    space: async () => ({ free: 5, total: 10, database: 2 }),
    timer: { lastAt: 1_000, failures: 3 },
    print: (line) => lines.push(JSON.parse(line)),
    ...over,
  })
  const app = createApp(w.ports, HOUSE, watch(looking))
  const as = (login: Login | null, headers: Record<string, string> = {}) => {
    const sent = { origin: ORIGIN, ...(login ? { cookie: `__Host-sid=${login}` } : {}), ...headers }
    return {
      get: (path: string) => app.request(ORIGIN + path, { headers: sent }),
      post: (path: string, fields: Record<string, string>) =>
        app.request(ORIGIN + path, { method: "POST", headers: sent, body: new URLSearchParams(fields) }),
    }
  }
  const scrape = async () => (await as(null, { authorization: `Bearer ${TOKEN}` }).get("/metrics")).text()
  return { w, as, lines, scrape }
}

describe("a line for each request", () => {
  test("says when, which, by what pattern, how it ended and how long it took", async () => {
    const { as, lines } = await watchedWorld()
    const response = await as("lin").get("/plans/1")
    expect(response.status).toBe(200)
    expect(lines).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        level: "info",
        request: response.headers.get("x-request-id"),
        method: "GET",
        route: "/plans/:plan{[0-9]+}",
        status: 200,
        ms: expect.any(Number),
      },
    ])
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f]{16}$/)
  })

  test("holds nothing of whom it is about and what was asked or typed", async () => {
    const { as, lines } = await watchedWorld()
    await as("lin").get("/search?q=王联络")
    await as("admin").get("/admin/people/wang")
    await as(null).post("/login", { username: "wang", password: "不是口令" })
    await as(null).get("/link/abcdefghijklmnop")
    await as(null).get("/nothing/of/ours?secret=1")
    const told = lines.map(({ method, route, status }) => [method, route, status])
    expect(told).toEqual([
      ["GET", "/search", 200],
      ["GET", "/admin/people/:login", 200],
      ["POST", "/login", 401],
      ["GET", "/link/:key", 404],
      ["GET", "none", 401],
    ])
    expect(JSON.stringify(lines)).not.toMatch(/wang|王联络|口令|abcdef|secret|=lin/)
  })

  test("is there for what goes wrong too, with the error's own line of the same request", async () => {
    const { w } = await watchedWorld()
    const lines: Record<string, unknown>[] = []
    const put = logAsJson((line) => lines.push(JSON.parse(line)))
    try {
      const print = (line: string) => lines.push(JSON.parse(line))
      const fails = () => {
        throw new Error("Failed query: select 1\nparams: 报告里的话,scrypt$1", { cause: new Error("the disk") })
      }
      const timer = { lastAt: null, failures: 0 }
      const watching = { metricsToken: null, database: w.database, clock: w.now, space: async () => null, timer, print }
      const app = createApp({ ...w.ports, database: fails }, HOUSE, watch(watcher(watching)))
      expect((await app.request(`${ORIGIN}/login`)).status).toBe(500)
      expect((await app.request(`${ORIGIN}/metrics`)).status).toBe(500)
    } finally {
      put()
    }
    const [error, request] = lines
    expect(error).toMatchObject({
      level: "error",
      error: "Error",
      message: "Failed query: select 1",
      cause: "Error: the disk",
    })
    expect(String(error?.stack)).toMatch(/^at /)
    expect(request).toMatchObject({
      level: "error",
      method: "GET",
      route: "/login",
      status: 500,
      request: error?.request,
    })
    expect(JSON.stringify(lines)).not.toContain("报告里的话")
  })

  test("whatever else is said is a line of the same form, outside of a request without its number", () => {
    const lines: string[] = []
    const put = logAsJson((line) => lines.push(line))
    console.log("分工督办已启动", { port: 3000 })
    console.warn("注意：\n两行")
    console.error("定时任务没有完成：", new TypeError("x"))
    put()
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "info", message: "分工督办已启动 { port: 3000 }" },
      { level: "warn", message: "注意：\n两行" },
      { level: "error", error: "TypeError", message: "x", while: "定时任务没有完成：" },
    ])
    expect(lines.join("")).not.toContain("\n")
    expect(lineOf("info", { message: "m" }, 0)).toBe('{"at":"1970-01-01T00:00:00.000Z","level":"info","message":"m"}')
  })
})

describe("/metrics", () => {
  test.each([null, ...(Object.keys(CAST) as Login[])])("tells %s nothing without the token", async (login) => {
    const { as } = await watchedWorld()
    for (const said of [null, `Bearer ${TOKEN}x`, TOKEN, "Bearer "]) {
      const response = await as(login, said === null ? {} : { authorization: said }).get("/metrics")
      expect(response.status).toBe(401)
      expect(await response.text()).toBe("token")
    }
  })

  test("does not exist where the environment names no token", async () => {
    const { as } = await watchedWorld({ metricsToken: null })
    expect((await as("admin", { authorization: "Bearer null" }).get("/metrics")).status).toBe(404)
  })

  test("counts requests by pattern, and says how the program stands", async () => {
    const { w, as, scrape } = await watchedWorld()
    await as("lin").get("/plans/1")
    await as("lin").get("/plans/1/matrix")
    await as("lin").get("/plans/1/matrix")
    const before = w.database.trips()
    const text = await scrape()
    expect(w.database.trips() - before).toBe(1)
    for (const line of [
      'fengong_http_requests_total{method="GET",route="/plans/:plan{[0-9]+}/matrix",status="200"} 2',
      "fengong_http_request_duration_seconds_count 3",
      'fengong_http_request_duration_seconds_bucket{le="+Inf"} 3',
      "fengong_http_requests_underway 1",
      "fengong_database_up 1",
      "fengong_events 1",
      "fengong_events_unsealed 1",
      "fengong_timer_failures_total 3",
      "fengong_timer_last_success_timestamp_seconds 1",
      "fengong_disk_free_bytes 5",
      "fengong_deliveries_waiting 0",
    ])
      expect(text.split("\n"), line).toContain(line)
    // What is not known yet is left out: there was no backup.
    expect(text).not.toContain("fengong_backup_last_timestamp_seconds")
    await sealEvents(w.database)
    expect(await scrape()).toContain("fengong_events_unsealed 0")
    expect(text).not.toMatch(/林督查|lin\b/)
  })

  test("of a database that does not answer it says that", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {})
    const { database } = await world()
    const read = () => Promise.reject(new Error("no server"))
    const { scrape } = await watchedWorld({ database: { ...database, read } })
    const text = await scrape()
    quiet.mockRestore()
    expect(text).toContain("fengong_database_up 0")
    expect(text).toContain("process_resident_memory_bytes")
    expect(text).not.toContain("fengong_events ")
  })
})

describe("the text format", () => {
  test("escapes what stands in labels and help, and leaves out what is unknown", () => {
    const odd = {
      name: "a",
      kind: "counter" as const,
      help: "one\ntwo \\",
      figures: [{ labels: { l: 'x"\\\n' }, value: 1 }],
    }
    expect(textOf([odd, gauge("b", "none", null)])).toBe(
      '# HELP a one\\ntwo \\\\\n# TYPE a counter\na{l="x\\"\\\\\\n"} 1\n',
    )
  })

  test("a duration falls into its bucket and all above it", () => {
    const counts = requestCounts()
    counts.began()
    counts.ended({ method: "GET", route: "/", status: "200" }, 30)
    const text = textOf(counts.metrics())
    expect(text).toContain('_bucket{le="0.025"} 0')
    expect(text).toContain('_bucket{le="0.05"} 1')
    expect(text).toContain('_bucket{le="10"} 1')
    expect(text).toContain("_sum 0.03")
    expect(text).toContain("fengong_http_requests_underway 0")
  })
})

test("a request that stands in the log is counted once, whoever is asked", async () => {
  const { as, lines, scrape } = await watchedWorld()
  await as(null).get("/healthz")
  expect(lines).toHaveLength(1)
  expect(await scrape()).toContain('{method="GET",route="/healthz",status="200"} 1')
})
