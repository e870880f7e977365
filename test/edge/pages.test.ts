import { afterAll, beforeAll, expect, test } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { type Edge, startEdge } from "#test/support/edge.ts"
import { visitor } from "#test/support/visitor.ts"

let edge: Edge
beforeAll(async () => {
  edge = await startEdge({ demo: true })
})
afterAll(() => edge.stop())

/** Of pages that differ by their numbers alone so many are looked at. */
const OF_A_KIND = 2

/** What a page is known by: its address but for numbers, and each of its filters, which are not tried in every mixture. */
function kindsOf(path: string): string[] {
  const [address = "", query = ""] = path.replaceAll(/\d+/g, "0").split("?")
  return [address, ...query.split("&").flatMap((filter) => (filter ? [`${address}?${filter}`] : []))]
}
const linksIn = (html: string) =>
  [...html.matchAll(/href="(\/(?!assets|link\/)[^"#]*)/g)].map(([, path = ""]) => path.replaceAll("&amp;", "&"))

/**
 * A server's SQL is parsed by another parser than a file's, and workerd is another machine than Node: whatever a person
 * is offered there is opened once. 409: a page that says why something cannot be done.
 */
test.each(["bangongshi", "bangongshi-fuzeren", "yanjiushi", "lingdao", "admin", "security", "auditor"])(
  "in workerd, over a libSQL server, every kind of page that %s is offered opens",
  async (login) => {
    const somebody = visitor(edge.worker.url)
    await somebody.signIn(login, DEMO_PASSWORD)
    const looked = new Map<string, number>()
    const failed: string[] = []
    const ahead = ["/"]
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      const times = kindsOf(path).map((kind) => ({ kind, before: looked.get(kind) ?? 0 }))
      if (times.every(({ before }) => before >= OF_A_KIND)) continue
      for (const { kind, before } of times) looked.set(kind, before + 1)
      const response = await somebody.get(path)
      if (response.status >= 400 && response.status !== 409) failed.push(`${path} ${response.status}`)
      const elsewhere = response.headers.get("location")
      if (elsewhere) ahead.push(elsewhere)
      const isPage = response.headers.get("content-type")?.startsWith("text/html")
      if (isPage) ahead.push(...linksIn(await response.text()))
    }
    expect(failed).toEqual([])
    expect(looked.size).toBeGreaterThan(5)
  },
)

test("words of two characters are found there, and a calendar is read by its address", async () => {
  const somebody = visitor(edge.worker.url)
  await somebody.signIn("bangongshi", DEMO_PASSWORD)
  for (const [question, found] of [
    ["信访", true],
    ["办公室 信访", true],
    ["石榴籽", false],
  ] as const) {
    const html = await (await somebody.get(`/search?q=${encodeURIComponent(question)}`)).text()
    expect([question, html.includes('<li class="hit">')]).toEqual([question, found])
  }
  const version = (await (await somebody.get("/account")).text()).match(
    /action="\/account\/feeds"[\s\S]*?name="version" value="(\d+)"/,
  )?.[1]
  const made = await (await somebody.post("/account/feeds", { version: version ?? "", unitId: "" })).text()
  const path = made.match(/\/calendar\/[\w-]+\.ics/)?.[0] ?? ""
  const calendar = await fetch(edge.worker.url + path)
  expect([calendar.status, calendar.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"])
  expect(await calendar.text()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT\r\n[\s\S]*END:VCALENDAR\r\n$/)
})

test("programs read and act there by a token, and what there is to ask is told", async () => {
  const somebody = visitor(edge.worker.url)
  await somebody.signIn("yanjiushi", DEMO_PASSWORD)
  const made = await somebody.post("/account/tokens", { name: "台账同步", scope: "act", endsOn: "2026-12-31" })
  const token = (await made.text()).match(/fg_[\w-]{43}/)?.[0] ?? ""
  const ask = (path: string, given?: object) =>
    fetch(edge.worker.url + path, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": "k1" },
      ...(given && { method: "POST", body: JSON.stringify(given) }),
    })
  const { paths } = (await (await ask("/api/openapi.json")).json()) as { paths: Record<string, object> }
  for (const [path, methods] of Object.entries(paths)) {
    if (!("get" in methods)) continue
    const at = path.replace("{year}", "2026").replaceAll(/\{\w+\}/g, "1")
    const response = await ask(at)
    expect([at, response.status, (await response.text()).length > 1]).toEqual([at, 200, true])
  }
  const given = { source: "关于普法的分工方案\n\n（一）制定计划。（牵头单位：办公室）\n" }
  const [first, again] = [await ask("/api/v1/plans/drafts", given), await ask("/api/v1/plans/drafts", given)]
  expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([200, 200, "true"])
  expect(await again.text()).toBe(await first.text())
})
