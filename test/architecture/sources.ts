import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))

export type Source = { path: string; text: string; imports: Import[] }

/** One import, with what it names resolved to a path of ours (`src/…`) or the name of a package. */
export type Import = { from: string; isType: boolean }

const STATEMENT = /(?:^|\n)(?:import|export)\s+(type\s+)?([^"'()]*?)\s*(?:from\s*)?["']([^"']+)["']/g

/** `import { type A, type B }` brings nothing to run either. */
const namesOnlyTypes = (names: string) =>
  /^\{[^}]*\}$/.test(names) &&
  names
    .slice(1, -1)
    .split(",")
    .every((name) => /^\s*(type\s|$)/.test(name))

function resolved(from: string, path: string): string {
  if (from.startsWith("#")) return from.slice(1)
  if (!from.startsWith(".")) return from
  return new URL(from, `file:///${path}`).pathname.slice(1)
}

/** The file of a path, as far as the rules of the house look at it. */
export function parsed(path: string, text: string): Source {
  const imports = [...text.matchAll(STATEMENT)].map(([, type, names = "", from = ""]) => ({
    from: resolved(from, path),
    isType: type !== undefined || namesOnlyTypes(names.trim()),
  }))
  return { path, text, imports }
}

export const read = (path: string): Source => parsed(path, readFileSync(ROOT + path, "utf8"))

/** Every source file of a folder. */
export const sources = (...folders: string[]): Source[] =>
  folders.flatMap((folder) =>
    readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
      .map((name) => read(`${folder}/${name.replaceAll("\\", "/")}`)),
  )
