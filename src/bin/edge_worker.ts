import { mkdirSync, writeFileSync } from "node:fs"
import { bundle } from "./dev_edge/bundle.ts"

/* Called by wrangler before it deploys (`[build]` of wrangler.toml): writes the Worker that it sends. */
const made = new URL("../../made/", import.meta.url)
mkdirSync(made, { recursive: true })
writeFileSync(new URL("worker.js", made), await bundle())
