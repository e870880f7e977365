import type { MiddlewareHandler } from "hono"
import { HTTPException } from "hono/http-exception"
import { expect, test } from "vitest"
import { carriesFiles, limitBody } from "#src/door/body.ts"
import { type Env, factory } from "#src/door/env.ts"
import { filesIn } from "#src/door/upload.ts"
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

test("a route says itself that it carries files, wherever it stands; one that reads them and does not say so tells", async () => {
  const asked = (stands: MiddlewareHandler<Env>) => {
    const app = factory.createApp().use(limitBody)
    const said = app.onError((error, c) => c.text(error.message, error instanceof HTTPException ? error.status : 500))
    return said.post("/anywhere", stands, async (c) => {
      await filesIn(c, "files")
      return c.text("read")
    })
  }
  const form = (size: number) => ({
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x", "content-length": String(size) },
    body: "--x--",
  })
  const carries = asked(carriesFiles(50 * MEGABYTE))
  const silent = asked((_, next) => next())
  expect(await (await carries.request("/anywhere", form(49 * MEGABYTE))).text()).toBe("read")
  expect((await carries.request("/anywhere", form(53 * MEGABYTE))).status).toBe(413)
  expect((await silent.request("/anywhere", form(3 * MEGABYTE))).status).toBe(413)
  expect(await (await silent.request("/anywhere", form(5))).text()).toContain("carriesFiles is missing in its route")
})
