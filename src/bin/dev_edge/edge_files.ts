import { mkdir, readFile, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import { hashOf } from "#src/door/assets.ts"
import { API_DESCRIBED } from "#src/door/files.ts"
import type { Capability } from "#src/door/house.ts"
import { openapi } from "#src/outward/api/openapi.ts"
import { APART, scriptsOf, stylesOf } from "#views/assets/files.ts"
import { lean } from "../building/lean.mjs"

const ASSETS = new URL("../../../views/assets/", import.meta.url)

/**
 * What browsers fetch, by name, as lean as Node's build has it: the parts of `style.css` and `app.js` that the
 * capabilities name, and the files of their own. They lie beside the Worker (`[assets]` of wrangler.toml) and not in it.
 */
export async function edgeFiles(capabilities: readonly Capability[]): Promise<Record<string, string>> {
  const part = async (name: string) => lean(name, await readFile(new URL(name, ASSETS), "utf8"))
  const joined = async (names: string[]) => (await Promise.all(names.map(part))).join("\n")
  const apart = APART.map(async (name) => [name, await part(name)] as const)
  return {
    "style.css": await joined(stylesOf(capabilities)),
    "app.js": await joined(scriptsOf(capabilities)),
    "htmx.js": await readFile(createRequire(import.meta.url).resolve("htmx.org/dist/htmx.min.js"), "utf8"),
    ...Object.fromEntries(await Promise.all(apart)),
    [API_DESCRIBED]: JSON.stringify(openapi()),
  }
}

/** Puts them where wrangler or workerd finds them. */
export async function writeEdgeFiles(directory: string, files: Record<string, string>): Promise<void> {
  await mkdir(directory, { recursive: true })
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)))
}

/** The text of the module by which a Worker knows them: the hash that stands in the address of each. */
export const hashesOf = (files: Record<string, string>): string =>
  `export const HASHES = ${JSON.stringify(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, hashOf(text)])))}`
