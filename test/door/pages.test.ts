import { expect, test } from "vitest"
import { world } from "#test/support/world.ts"

test("nobody is led to the sign-in page, and asked pages come after it", async () => {
  const w = await world()
  const home = await w.as(null).get("/")
  expect(home.headers.get("location")).toBe("/login")
  expect((await w.as(null).get("/account")).status).toBe(401)
})

test("a page lets a browser run, load and send nothing but the program's own, and stand in no frame", async () => {
  const response = await (await world()).as(null).get("/login")
  const policy = response.headers.get("content-security-policy") ?? ""
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"])
    expect(policy).toContain(rule)
  expect(response.headers.get("x-frame-options")).toBe("DENY")
  expect(response.headers.get("x-content-type-options")).toBe("nosniff")
})
