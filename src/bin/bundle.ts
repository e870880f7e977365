import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import program from "../../package.json" with { type: "json" }
import { assemble, sumOf } from "./operating/bundle.ts"

/**
 * `npm run bundle -- FOLDER`: the program for a machine without the internet, of the same system and processor: its sources,
 * the packages that running needs, and this Node, in one archive with its sum beside it.
 */
function main(into: string | undefined) {
  if (!into) throw new Error("请写明放到哪个文件夹：npm run bundle -- 文件夹")
  const name = `fengong-${program.version}-${process.platform}-${process.arch}`
  const folder = join(resolve(into), name)
  if (existsSync(folder)) throw new Error(`${folder} 已存在，请先移走。`)
  mkdirSync(resolve(into), { recursive: true })
  // start.mjs names the script where it lies among the sources, wherever what runs was built.
  assemble(resolve(dirname(process.argv[1] ?? ""), "../.."), folder, process.execPath)
  const archive = `${name}.tar.gz`
  const { status, error } = spawnSync("tar", ["-czf", archive, name], { cwd: resolve(into), stdio: "inherit" })
  if (error || status !== 0) {
    console.log(`已放在 ${folder}。这里没有 tar，请自行打包。`)
    return
  }
  const sum = sumOf(join(resolve(into), archive))
  writeFileSync(join(resolve(into), `${archive}.sha256`), `${sum}  ${archive}\n`)
  console.log(`已打包 ${join(resolve(into), archive)}\nSHA-256 ${sum}`)
}

try {
  main(process.argv[2])
} catch (error) {
  console.error(`没有打包：${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
