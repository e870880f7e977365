import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { build, type Plugin } from "esbuild"
import { MIGRATIONS, stepsOf } from "#db/migrate.ts"
import { HOUSE } from "#src/capabilities.ts"
import type { Capability } from "#src/door/house.ts"
import { edgeFiles, hashesOf } from "./edge_files.ts"

const ROOT = fileURLToPath(new URL("../../../", import.meta.url))

/**
 * Bundles a Worker into one ES module: `workerd` exports first, Node's own modules left to `nodejs_compat`. The files that
 * browsers fetch lie beside it (`edgeFiles`).
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
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "silent",
    // The names of HTML 5 stay away: what they would take is told there.
    // What only old machines need to read and write base64 stays away too.
    alias: {
      "entities/decode": "./src/bin/dev_edge/entities_of_xml.js",
      "js-base64": "./src/bin/dev_edge/letters_of_bytes.ts",
    },
    plugins: [madeParts(capabilities), nothingOfBrowsers, nothingOfSchemas, shapesInUse],
  })
  const [output] = result.outputFiles
  if (!output) throw new Error(`esbuild made nothing of ${entry}`)
  return output.text
}

/** Modules that are on no disk: what is known of the files beside the Worker, and of the schema's steps, of which it runs none. */
const madeParts = (capabilities: readonly Capability[]): Plugin => ({
  name: "made-parts",
  setup(esbuild) {
    const made: Record<string, () => Promise<string>> = {
      "#made/edge_assets.js": async () => hashesOf(await edgeFiles(capabilities)),
      "#made/schema_steps.js": async () => `export const STEPS = ${JSON.stringify(await shortSteps())}`,
    }
    esbuild.onResolve({ filter: /^#made\// }, ({ path }) => (made[path] ? { path, namespace: "made-parts" } : null))
    esbuild.onLoad({ filter: /.*/, namespace: "made-parts" }, async ({ path }) => ({
      contents: (await made[path]?.()) ?? "",
      resolveDir: resolve(ROOT, "views"),
    }))
  },
})

/** Letters of a checksum, which no packing makes shorter: by so many a Worker tells one step from another. */
const CHECKSUM = 12

const shortSteps = async () =>
  (await stepsOf(MIGRATIONS)).map(({ name, checksum }) => ({ name, checksum: checksum.slice(0, CHECKSUM) }))

/** Hono's pages made in a browser come along with those of a server, and no server calls them: these names are all it asks. */
const nothingOfBrowsers: Plugin = {
  name: "nothing-of-browsers",
  setup(esbuild) {
    esbuild.onLoad({ filter: /hono\/dist\/jsx\/dom\/(render|intrinsic-element\/components)\.js$/ }, () => ({
      contents: "export const buildDataStack = [], components_exports = {}, update = undefined",
    }))
  },
}

/** A Worker describes none of its inputs as JSON Schema: what describes them is made beside it. Zod asks for these names. */
const nothingOfSchemas: Plugin = {
  name: "nothing-of-schemas",
  setup(esbuild) {
    esbuild.onLoad({ filter: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ }, async ({ path }) => {
      const names = (await readFile(path, "utf8")).matchAll(/^export (?:function|const) (\w+)/gm)
      const nothing = [...names].map(([, name]) => `export const ${name} = () => undefined`)
      return { contents: [...nothing, "export const process = () => undefined"].join("\n") }
    })
    esbuild.onLoad({ filter: /zod\/v4\/core\/json-schema-generator\.js$/ }, () => ({
      contents: "export class JSONSchemaGenerator {}",
    }))
  },
}

/**
 * d3-shape is one file, whose other shapes stay though nobody draws them: they are put together as it is loaded. Only these are
 * left in it, and asking for another is told when the Worker is bundled.
 */
const shapesInUse: Plugin = {
  name: "shapes-in-use",
  setup(esbuild) {
    esbuild.onLoad({ filter: /d3-shape\/dist\/d3-shape\.mjs$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace(/^export \{[\s\S]*?\};?$/m, "export { arc, line }")
        .replaceAll(/^(?!Linear\b)(\w+)\.prototype = /gm, "if (false) $1.prototype = ")
        .replaceAll(/^var (\w+) = \(function/gm, "var $1 = /* @__PURE__ */ (function"),
    }))
  },
}
