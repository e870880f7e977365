import { readFileSync } from "node:fs"
import type { Capability } from "#src/door/house.ts"
import { APART, scriptsOf, stylesOf } from "#views/assets/files.ts"
import { lean } from "../building/lean.mjs"

const ASSETS = new URL("../../../views/assets/", import.meta.url)

/**
 * A Worker has no files to read: the text of this module brings along each part of `style.css` and `app.js` that a
 * capability names, as lean as Node's build has it.
 */
export function edgeParts(capabilities: readonly Capability[]): string {
  const parts = [...stylesOf(capabilities), ...scriptsOf(capabilities), ...APART].map((name) => {
    const text = lean(name, readFileSync(new URL(name, ASSETS), "utf8"))
    return `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`
  })
  return `export const PARTS = {\n${parts.join("")}}\n`
}
