import { expect, test } from "vitest"
import { done, openRound } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const MEGABYTE = 1024 * 1024
const ORIGIN = "http://127.0.0.1:3000"

/** A form said to be so large; nothing of it has to be sent to be refused. */
const posted = (w: World, path: string, size: number, more: Record<string, string> = {}) =>
  w.app.request(ORIGIN + path, {
    method: "POST",
    headers: {
      origin: ORIGIN,
      cookie: "__Host-sid=wang",
      "content-type": "multipart/form-data; boundary=x",
      "content-length": String(size),
      ...more,
    },
    body: "--x--",
  })

test.each([
  "/assignments/1/rounds/1/report",
  "/assignments/1/rounds/1/draft",
  "/assignments/1/rounds/1/attachments",
  "/assignments/1/rounds/1/entry",
  "/notices/1/answer",
  "/notices/1/draft",
  "/notices/1/attachments",
  "/inspections/1/finding",
  "/inspections/1/items/1/attachments",
])("%s carries evidence, twenty files of ten megabytes and no more", async (path) => {
  const w = await world()
  expect((await posted(w, path, 200 * MEGABYTE)).status).not.toBe(413)
  expect((await posted(w, path, 203 * MEGABYTE)).status).toBe(413)
})

test.each([
  // As many as a paste may take where its form is sent without a file.
  ["/plans/new", 9],
  ["/admin/calendar/preview", 1],
])("%s carries a file of %i MB", async (path, megabytes) => {
  const w = await world()
  expect((await posted(w, path, (megabytes + 1) * MEGABYTE)).status).not.toBe(413)
  expect((await posted(w, path, (megabytes + 3) * MEGABYTE)).status).toBe(413)
})

test.each(["/login", "/todo/sending", "/assignments/1/acknowledgement", "/attachments/1", "/no/such/attachments"])(
  "%s carries none",
  async (path) => {
    const w = await world()
    expect((await posted(w, path, 3 * MEGABYTE)).status).toBe(413)
  },
)

/** A form in chunks with a file of so many megabytes; how much of it was asked for is counted. */
async function chunked(w: World, path: string, megabytes: number, login: Login | null) {
  const asked = { bytes: 0 }
  const head = '--x\r\nContent-Disposition: form-data; name="achieved"\r\n\r\n写好的文字\r\n'
  const file = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
  const pieces = [head + file, ...Array(megabytes * 16).fill("a".repeat(MEGABYTE / 16)), "\r\n--x--\r\n"]
  const body = new ReadableStream<Uint8Array>(
    {
      pull(stream) {
        const piece = pieces.shift()
        if (piece === undefined) return stream.close()
        const bytes = new TextEncoder().encode(piece)
        asked.bytes += bytes.length
        stream.enqueue(bytes)
      },
    },
    { highWaterMark: 0 },
  )
  const response = await w.app.request(ORIGIN + path, {
    method: "POST",
    headers: {
      origin: ORIGIN,
      ...(login ? { cookie: `__Host-sid=${login}` } : {}),
      "transfer-encoding": "chunked",
      "content-type": "multipart/form-data; boundary=x",
    },
    body,
    duplex: "half",
  } as RequestInit)
  return { response, megabytes: asked.bytes / MEGABYTE }
}

test("what comes in chunks is counted as it is read, and read no further than its form may be", async () => {
  const w = await world()
  const small = await chunked(w, "/admin/calendar/preview", 1, "admin")
  expect(small.response.status).not.toBe(413)
  const large = await chunked(w, "/admin/calendar/preview", 30, "admin")
  expect(large.response.status).toBe(413)
  expect(large.megabytes).toBeLessThan(3.2)
})

test.each<[string, Login | null, number]>([
  ["a stranger", null, 401],
  ["somebody of the unit who may not", "zhou", 403],
])("who asks is known before a large body is read: %s", async (_, login, status) => {
  const w = await world()
  await done(openRound(w))
  const { response, megabytes } = await chunked(w, "/assignments/1/rounds/1/report", 30, login)
  expect(response.status).toBe(status)
  expect(megabytes).toBeLessThan(2.2)
  expect(await response.text()).toContain("写好的文字")
})

test("words in chunks are no more than words may be", async () => {
  const w = await world()
  const headers = { origin: ORIGIN, cookie: "__Host-sid=wang", "transfer-encoding": "chunked" }
  const send = (length: number) =>
    w.app.request(`${ORIGIN}/account/contact`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: `contact=${"1".repeat(length)}`,
    })
  expect((await send(3 * MEGABYTE)).status).toBe(413)
  expect((await send(MEGABYTE)).status).toBe(422)
})
