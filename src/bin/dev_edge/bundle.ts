import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { build, type Plugin } from "esbuild"
import { HOUSE } from "#src/capabilities.ts"
import type { Capability } from "#src/door/house.ts"
import { edgeParts } from "./edge_parts.ts"

const ROOT = fileURLToPath(new URL("../../../", import.meta.url))

/**
 * Bundles a Worker into one ES module: `workerd` exports first, Node's own modules left to `nodejs_compat`, files that
 * are served as they are as strings, and the parts of style.css and app.js that the capabilities name.
 */
export async function bundle(entry = "src/worker.ts", capabilities: readonly Capability[] = HOUSE): Promise<string> {
  const result = await build({
    entryPoints: [resolve(ROOT, entry)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["node:*", "cloudflare:*"],
    define: { "process.env.NODE_ENV": '"production"' },
    // Short names and no blanks: a third less is fetched at each start of an isolate. Nothing asks a function its name.
    minify: true,
    // Chinese as it is, and not six characters for one.
    charset: "utf8",
    loader: { ".svg": "text", ".min.js": "text" },
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "silent",
    // The names of HTML 5 stay away: what they would take is told there.
    alias: { "entities/decode": "./src/bin/dev_edge/entities_of_xml.js" },
    plugins: [madeParts(capabilities)],
  })
  const [output] = result.outputFiles
  if (!output) throw new Error(`esbuild made nothing of ${entry}`)
  return output.text
}

/** A module that is on no disk: `edgeParts` writes it. */
const madeParts = (capabilities: readonly Capability[]): Plugin => ({
  name: "made-parts",
  setup(esbuild) {
    const filter = /^#made\/edge_parts\.js$/
    esbuild.onResolve({ filter }, ({ path }) => ({ path, namespace: "made-parts" }))
    esbuild.onLoad({ filter, namespace: "made-parts" }, () => ({
      contents: edgeParts(capabilities),
      resolveDir: resolve(ROOT, "views"),
    }))
  },
})
