import { expect, test } from "vitest"
import { world } from "#test/support/world.ts"

test("nobody is led to the sign-in page, and asked pages come after it", async () => {
  const w = await world()
  const home = await w.as(null).get("/")
  expect(home.headers.get("location")).toBe("/login")
  expect((await w.as(null).get("/account")).status).toBe(401)
})
