import type { Capability } from "#src/door/house.ts"
import { scriptsOf, stylesOf } from "#views/assets/files.ts"

/**
 * A Worker has no files to read: the text of this module brings along each part of `style.css` and `app.js` that a
 * capability names, from beside the folder `views`, by the rules of wrangler.toml for text.
 */
export function edgeParts(capabilities: readonly Capability[]): string {
  const files = [...stylesOf(capabilities), ...scriptsOf(capabilities)]
  const imports = files.map((file, i) => `import part${i} from ${JSON.stringify(`../views/assets/${file}`)}\n`)
  const parts = files.map((file, i) => `  ${JSON.stringify(file)}: part${i},\n`)
  return `${imports.join("")}\nexport const PARTS = {\n${parts.join("")}}\n`
}
