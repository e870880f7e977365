import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { HOUSE } from "#src/capabilities.ts"
import { bundle } from "./dev_edge/bundle.ts"
import { edgeFiles, writeEdgeFiles } from "./dev_edge/edge_files.ts"

/* Called by wrangler before it deploys (`[build]` of wrangler.toml): writes the Worker that it sends and the files beside it. */
const made = fileURLToPath(new URL("../../made/", import.meta.url))
await writeEdgeFiles(join(made, "assets"), await edgeFiles(HOUSE))
await writeFile(join(made, "worker.js"), await bundle())
