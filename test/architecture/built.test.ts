import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { ENTRIES } from "#src/bin/building/build.mjs"
import { sources } from "./sources.ts"

test("whatever is started from the build is in the build, and has not to read all sources anew each time", () => {
  const scripts: Record<string, string> = JSON.parse(readFileSync("package.json", "utf8")).scripts
  const named = Object.values(scripts).flatMap((command) => command.match(/(?<=start\.mjs )src\/\S+/g) ?? [])
  const spawned = sources("src").flatMap(({ text }) => text.match(/(?<=")src\/bin\/\w+\.ts(?=")/g) ?? [])
  expect(named.length + spawned.length).toBeGreaterThan(5)
  expect([...named, ...spawned].filter((source) => !ENTRIES.includes(source))).toEqual([])
})
