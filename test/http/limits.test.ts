import { expect, test } from "vitest"
import { done, multipart, openRound, WORDS } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

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

test("what comes in chunks is no form with files: it would have to be collected to be measured", async () => {
  const w = await world()
  await done(openRound(w))
  const send = (size: number) => {
    const form = multipart(WORDS, { files: [{ name: "a.pdf", bytes: new Uint8Array(size) }] })
    const { body, headers } = new Request(ORIGIN, { method: "POST", body: form })
    return w.app.request(`${ORIGIN}/assignments/1/rounds/1/draft`, {
      method: "POST",
      headers: {
        origin: ORIGIN,
        cookie: "__Host-sid=wang",
        "transfer-encoding": "chunked",
        "content-type": headers.get("content-type") ?? "",
      },
      body,
      duplex: "half",
    } as RequestInit)
  }
  expect((await send(3 * MEGABYTE)).status).toBe(413)
  expect((await send(MEGABYTE)).status).not.toBe(413)
})
