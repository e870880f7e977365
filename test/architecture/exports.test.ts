import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"

const read = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => join(folder, name))
const sources = new Map(
  ["src", "views", "db", "seeds", "test"].flatMap(read).map((path) => [path, readFileSync(path, "utf8")] as const),
)

/** Where an import leads to, from the root; null outside of it. */
const targetOf = (path: string, from: string) =>
  from.startsWith("#") ? from.slice(1) : from.startsWith(".") ? join(dirname(path), from) : null

/** What is imported from each file by name; `*` when it is taken whole, or its exports are passed on. */
function imported(): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const [path, source] of sources) {
    const named = source.matchAll(
      /(?:import|export)(?:\s+type)?\s*(\*|\{[^}]*\}|[^"'{;]*\{[^}]*\})[^"';{}]*from "([^"]+)"/g,
    )
    const whole = source.matchAll(/import\((?:[^"]*)"([^"]+)"/g)
    const found = [
      ...[...named].map(([, what = "", from = ""]) => ({ from, what })),
      ...[...whole].map(([, from = ""]) => ({ from, what: "*" })),
    ]
    for (const { from, what } of found) {
      const target = targetOf(path, from)
      if (target === null) continue
      const known = names.get(target) ?? new Set()
      names.set(target, known)
      for (const one of what.replaceAll(/[{}]/g, "").split(","))
        known.add(
          one
            .replace(/^\s*type\s/, "")
            .trim()
            .split(/\s+as\s/)[0] ?? "",
        )
    }
  }
  return names
}

test("what is exported is imported somewhere, or at least used beside itself", () => {
  const names = imported()
  const dead: string[] = []
  for (const [path, source] of sources) {
    if (path.startsWith("test") || names.get(path)?.has("*")) continue
    const exported = source.matchAll(
      /^export (?:async )?(?:abstract )?(?:const|let|function\*?|class|type|interface|enum) (\w+)/gm,
    )
    for (const [, name = ""] of exported) {
      const uses = source.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0
      if (uses === 1 && !names.get(path)?.has(name)) dead.push(`${path}: ${name}`)
    }
  }
  expect(dead).toEqual([])
})
