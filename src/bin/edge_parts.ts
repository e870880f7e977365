import { mkdirSync, writeFileSync } from "node:fs"
import { HOUSE } from "#src/capabilities.ts"
import { edgeParts } from "./dev_edge/edge_parts.ts"

/* Called by wrangler before it bundles (`[build]` of wrangler.toml): what src/door/edge_assets.ts imports. */
const made = new URL("../../made/", import.meta.url)
mkdirSync(made, { recursive: true })
writeFileSync(new URL("edge_parts.js", made), edgeParts(HOUSE))
