import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { world } from "#test/support/world.ts"

const run = promisify(execFile)

test("on the server a code is printed for one of the three, and for nobody else; all three are told", async () => {
  const w = await world()
  const url = `file:${await w.keep()}`
  const rescue = (login: string) =>
    run(process.execPath, ["src/bin/start.mjs", "src/bin/rescue.ts", login], {
      env: { ...process.env, BASE_URL: undefined, DATABASE_URL: url, DEMO: "0" },
    })
  const { stdout } = await rescue("auditor")
  expect(stdout).toMatch(/审计员（auditor）的重置码：[A-Z0-9-]{19}/)
  for (const login of ["boss", "wang", "nobody"]) await expect(rescue(login)).rejects.toMatchObject({ code: 1 })

  const after = await world(url.slice("file:".length))
  expect((await after.events()).filter(({ action }) => action === "rescued")).toMatchObject([
    { actorId: null, particulars: { login: "auditor" } },
  ])
  for (const [login, home] of [
    ["admin", "/admin/people"],
    ["security", "/admin/posts"],
  ] as const)
    expect(await (await after.as(login).get(home)).text()).toContain("在服务器上发出重置码")
}, 60_000)
