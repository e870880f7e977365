import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))
const SECURITY = `${ROOT}SECURITY.md`

test("every test and source that SECURITY.md names is there", () => {
  // What is published may leave out the tests; then there is nothing to hold it to.
  if (!existsSync(SECURITY)) return
  const named = [...readFileSync(SECURITY, "utf8").matchAll(/`((?:test|src|db|views)\/[\w/.-]+\.tsx?)`/g)].map(
    ([, path = ""]) => path,
  )
  expect(named.length).toBeGreaterThan(6)
  expect(named.filter((path) => !existsSync(ROOT + path))).toEqual([])
})

test("what the table of forgeries does not find stands in SECURITY.md by name", () => {
  if (!existsSync(SECURITY)) return
  const security = readFileSync(SECURITY, "utf8").replaceAll(/\s+/g, " ")
  const forgeries = readFileSync(`${ROOT}test/trail/forgeries.test.ts`, "utf8")
  const unfound = forgeries.slice(forgeries.indexOf('describe("not found'))
  const names = [...unfound.matchAll(/\[\s*"((?:a|what) [^"]+)",/g)].map(([, name = ""]) => name)
  expect(names).toHaveLength(4)
  expect(names.filter((name) => !security.includes(name))).toEqual([])
})
