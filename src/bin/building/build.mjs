import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { build } from "esbuild"
import { lean } from "./lean.mjs"
import { sourcesOf } from "./sources.mjs"

/** What runs in a process or a thread of its own; each is built under the name of its file. What is missing runs from the sources, slowly. */
export const ENTRIES = [
  "src/node.ts",
  "src/plans/intake/reading/reading_thread.ts",
  "src/outward/ledger/returning/sheet_thread.ts",
  ...[
    "backup",
    "backup_daily",
    "backup_from_page",
    "bundle",
    "dev_edge",
    "fit",
    "migrate",
    "parse",
    "rescue",
    "restore",
    "verify",
  ].map((name) => `src/bin/${name}.ts`),
]

/**
 * Builds the program, its scripts and all that they use into a folder, flat: what they have in common is there once. So do
 * the parts of what browsers fetch, lean, as src/node.ts looks for them.
 * Chinese is escaped, because V8 keeps a source with one such letter in twice the memory.
 *
 * @param {string} root where the sources lie
 * @param {string} folder
 * @param {string[]} [others] further entries
 */
export async function buildInto(root, folder, others = []) {
  await build({
    absWorkingDir: root,
    entryPoints: [...ENTRIES, ...others],
    outdir: folder,
    entryNames: "[name]",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: `node${process.versions.node}`,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent",
    // Not named in the files: Node would read them at each start. stacks.ts does when something has gone wrong.
    sourcemap: "external",
    sourcesContent: false,
    inject: ["src/bin/building/stacks.ts"],
    // Packages in CommonJS ask for Node's own modules by require.
    banner: { js: 'import{createRequire as __requiring}from"node:module";const require=__requiring(import.meta.url);' },
    plugins: [atHome(root), native],
  })
  const assets = join(root, "views/assets")
  for (const name of readdirSync(assets).filter((name) => /\.(css|js)$/.test(name))) {
    writeFileSync(join(folder, `assets.${name}`), lean(name, readFileSync(join(assets, name), "utf8")))
  }
}

const OWN_PLACE = /new URL\("[^"]*\/(\w+_thread)\.mjs", import\.meta\.url\)|import\.meta\.url/g
/** Temporary files are cleared away after some days, while the program runs. */
const IS_THERE = '(file) => process.getBuiltinModule("node:fs").existsSync(file)'

/**
 * A thread runs its own entry of the same build: started from its source it would read all sources through tsx. What
 * else a source looks for beside itself, it still finds there.
 *
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
const atHome = (root) => ({
  name: "at-home",
  setup({ onLoad }) {
    // These few alone: each file that takes this way costs half a millisecond.
    const looking = sourcesOf(root)
      .map((path) => join(root, path))
      .filter((path) => path.endsWith(".ts") && readFileSync(path, "utf8").includes("import.meta.url"))
    const filter = new RegExp(`^(${looking.map(escaped).join("|")})$`)
    onLoad({ filter }, ({ path }) => {
      const home = JSON.stringify(pathToFileURL(path).href)
      const contents = readFileSync(path, "utf8").replaceAll(OWN_PLACE, (found, thread) => {
        const atHome = found.replace("import.meta.url", home)
        return thread ? `[new URL("${thread}.js", import.meta.url), ${atHome}].find(${IS_THERE})` : atHome
      })
      return { contents, loader: "ts" }
    })
  },
})

/** @param {string} text */
const escaped = (text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")

/**
 * What has a native part stays where it is installed, named by its whole path: the build may lie anywhere. Of these
 * miniflare alone need not be installed: only `npm run dev:edge` asks for it.
 *
 * @type {import("esbuild").Plugin}
 */
const native = {
  name: "native",
  setup({ onResolve }) {
    onResolve({ filter: /^(libsql|esbuild)$/ }, ({ path, importer }) => ({
      path: placeOf(path, importer),
      external: true,
    }))
    onResolve({ filter: /^miniflare$/ }, ({ path, importer }) => {
      try {
        return { path: placeOf(path, importer), external: true }
      } catch {
        return { path, external: true }
      }
    })
  },
}

/**
 * @param {string} name
 * @param {string} importer
 */
const placeOf = (name, importer) => pathToFileURL(createRequire(importer).resolve(name)).href
