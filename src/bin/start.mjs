import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { keptBuild } from "./building/kept_build.mjs"

/*
 * `node src/bin/start.mjs` starts the program; `node src/bin/start.mjs src/bin/verify.ts …` a script with its arguments.
 *
 * What runs is one build of the sources, made at the first start of a version and kept (kept_build.mjs): reading hundreds
 * of files anew through tsx took most of a start, and what read them stayed in memory. Where no build can be made or kept
 * the sources themselves run, as they do under `npm run dev`.
 */
const ROOT = fileURLToPath(new URL("../../", import.meta.url))

const [source = "src/node.ts"] = process.argv.splice(2, 1)
process.argv[1] = join(ROOT, source)
// A first start builds for some seconds: whoever waits before a silent screen ends it. Not among the lines of a log.
if (source === "src/node.ts" && process.env.LOG !== "json")
  console.error("分工督办正在启动，新版本第一次启动要多等几秒……")
const built = keptBuild(ROOT, source)
if (built === null) {
  // Else tsx looks where the command was given, and does not run where it cannot keep what it reads.
  process.env.TSX_TSCONFIG_PATH = join(ROOT, "tsconfig.json")
  process.env.TSX_DISABLE_CACHE = "1"
  const { register } = await import("tsx/esm/api")
  register()
}
await import(pathToFileURL(built ?? process.argv[1]).href)
