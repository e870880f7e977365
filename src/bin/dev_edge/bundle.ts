import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { build, type Plugin } from "esbuild"
import { HOUSE } from "#src/capabilities.ts"
import type { Capability } from "#src/door/house.ts"
import { edgeParts } from "./edge_parts.ts"

const ROOT = fileURLToPath(new URL("../../../", import.meta.url))

/** What `wrangler.toml` says about running the Worker, so that tests run what is deployed. */
export type WranglerConfig = {
  main: string
  compatibilityDate: string
  compatibilityFlags: string[]
  crons: string[]
  textGlobs: string[]
  minify: boolean
  keepNames: boolean
  alias: Record<string, string>
}

/** Reads the few lines of `wrangler.toml` that matter here; wrangler itself would take a second to load. */
export async function readWranglerConfig(): Promise<WranglerConfig> {
  const toml = await readFile(resolve(ROOT, "wrangler.toml"), "utf8")
  const text = (key: string) => {
    const value = toml.match(new RegExp(`^${key} = (.+)$`, "m"))?.[1]
    if (value === undefined) throw new Error(`wrangler.toml has no ${key}`)
    return JSON.parse(value)
  }
  return {
    main: text("main"),
    compatibilityDate: text("compatibility_date"),
    compatibilityFlags: text("compatibility_flags"),
    crons: text("crons"),
    textGlobs: text("globs"),
    minify: text("minify"),
    keepNames: text("keep_names"),
    alias: aliasesIn(toml),
  }
}

const aliasesIn = (toml: string) =>
  Object.fromEntries([...toml.matchAll(/^"([^"]+)" = "(\.[^"]+)"$/gm)].map(([, from = "", to = ""]) => [from, to]))

/**
 * Bundles a Worker into one ES module, by the rules wrangler bundles by: `workerd` exports first, Node's own modules
 * left to `nodejs_compat`, and the files that `wrangler.toml` calls Text as strings; with the parts that the capabilities
 * name.
 */
export async function bundle(entry?: string, capabilities: readonly Capability[] = HOUSE): Promise<string> {
  const config = await readWranglerConfig()
  const result = await build({
    entryPoints: [resolve(ROOT, entry ?? config.main)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["node:*", "cloudflare:*"],
    define: { "process.env.NODE_ENV": '"production"' },
    keepNames: config.keepNames,
    minify: config.minify,
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "silent",
    alias: config.alias,
    plugins: [madeParts(capabilities), textFiles(config.textGlobs)],
  })
  const [output] = result.outputFiles
  if (!output) throw new Error(`esbuild made nothing of ${entry}`)
  return output.text
}

/** What wrangler finds as a file, made by its `[build]`. */
const madeParts = (capabilities: readonly Capability[]): Plugin => ({
  name: "made-parts",
  setup(esbuild) {
    const filter = /^#made\/edge_parts\.js$/
    esbuild.onResolve({ filter }, ({ path }) => ({ path, namespace: "made-parts" }))
    esbuild.onLoad({ filter, namespace: "made-parts" }, () => ({
      contents: edgeParts(capabilities),
      // As from `made`, which need not be there.
      resolveDir: resolve(ROOT, "views"),
    }))
  },
})

/** Like wrangler, compares the globs with the words of the import and not with the file it leads to. */
const textFiles = (globs: string[]): Plugin => ({
  name: "text-files",
  setup(esbuild) {
    const filter = new RegExp(globs.map((glob) => `^${glob.split(/\*+/).map(escaped).join(".*")}$`).join("|"))

    esbuild.onResolve({ filter }, async ({ path, pluginData, ...from }) => {
      if (pluginData === "text-files") return undefined
      const found = await esbuild.resolve(path, { ...from, pluginData: "text-files" })
      return found.errors.length > 0 ? found : { path: found.path, namespace: "text-file" }
    })

    esbuild.onLoad({ filter: /.*/, namespace: "text-file" }, async ({ path }) => ({
      contents: await readFile(path, "utf8"),
      loader: "text",
      watchFiles: [path],
    }))
  },
})

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
