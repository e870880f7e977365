import htmx from "htmx.org/dist/htmx.min.js"
// Made of what the capabilities name whenever the Worker is bundled (src/bin/dev_edge/edge_parts.ts).
import { PARTS } from "#made/edge_parts.js"
import { APART, scriptsOf, stylesOf } from "#views/assets/files.ts"
import icon from "#views/assets/icon.svg"
import { assetsOf } from "./assets.ts"
import type { Capability } from "./house.ts"

const joined = (names: string[]) => names.map((name) => PARTS[name] ?? missing(name)).join("\n")

function missing(name: string): never {
  throw new Error(`${name} was not bundled`)
}

/** An answer under `Content-Encoding: gzip` is packed by workerd itself on its way out. */
export const packedByWorkerd = (text: string) => text

/** The same files as on Node, with the same hashes. */
export const edgeAssets = (capabilities: readonly Capability[]) =>
  assetsOf(
    {
      "style.css": joined(stylesOf(capabilities)),
      "app.js": joined(scriptsOf(capabilities)),
      "htmx.js": htmx,
      "icon.svg": icon,
      ...Object.fromEntries(APART.map((name) => [name, PARTS[name] ?? missing(name)])),
    },
    { gzip: packedByWorkerd },
  )
