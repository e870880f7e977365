import { expect, test } from "vitest"
import { world } from "#test/support/world.ts"

const ORIGIN = "http://127.0.0.1:3000"

test("大字 is a choice of the browser that is kept, and taken back by the same button", async () => {
  const w = await world()
  const chosen = await w.as(null).post("/type-size", { next: "/help" })
  expect(chosen.headers.get("location")).toBe("/help")
  expect(chosen.headers.get("set-cookie")).toMatch(/^type=large;.*SameSite=Lax/)

  const large = await w.app.request(`${ORIGIN}/login`, { headers: { cookie: "type=large" } })
  expect(await large.text()).toContain('<body class="large"')
  expect(await (await w.as(null).get("/login")).text()).not.toContain('class="large"')

  const headers = { cookie: "type=large", origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" }
  const back = await w.app.request(`${ORIGIN}/type-size`, { method: "POST", headers, body: "next=//elsewhere" })
  expect(back.headers.get("location")).toBe("/")
  expect(back.headers.get("set-cookie")).toMatch(/^type=;.*Max-Age=0/)
})
