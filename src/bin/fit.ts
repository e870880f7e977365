import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { openFile } from "#db/files.ts"
import { dateOf, timeOf } from "#src/clock.ts"
import program from "../../package.json" with { type: "json" }
import { changedIn, SUMS } from "./operating/bundle.ts"

/**
 * `npm run fit`, or `./fengong fit` in a bundle: whether this machine can run the program, before anything is set up. Exit 1
 * with what is wrong.
 */
const CHECKS: Record<string, () => Promise<string> | string> = {
  "Node.js": () => {
    const [least = ""] = program.engines.node.match(/[\d.]+/) ?? []
    if (least.localeCompare(process.versions.node, undefined, { numeric: true }) > 0)
      throw new Error(`现为 ${process.versions.node}，需要 ${least} 或更高版本`)
    return process.versions.node
  },
  系统: () => `${process.platform} ${process.arch}`,
  数据库组件: async () => {
    const folder = mkdtempSync(join(tmpdir(), "fengong-fit-"))
    const client = openFile(join(folder, "fit.db"))
    try {
      const { rows } = await client.execute("select sqlite_version() as version")
      await client.execute("create table fits (id integer)")
      return `libSQL ${rows[0]?.version}，可以写入`
    } finally {
      client.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  文件: () => {
    const root = resolve(dirname(process.argv[1] ?? ""), "../..")
    if (!existsSync(join(root, SUMS))) return "不是离线包，没有校验和可以核对"
    const changed = changedIn(root)
    if (changed.length > 0) throw new Error(`${changed.length} 个文件与校验和不符，如 ${changed[0]}`)
    return "与校验和一致"
  },
  时间: () => `北京时间 ${dateOf(Date.now())} ${timeOf(Date.now())}，请与标准时间核对`,
}

for (const [name, check] of Object.entries(CHECKS)) {
  try {
    console.log(`✓ ${name}：${await check()}`)
  } catch (error) {
    process.exitCode = 1
    console.error(`✗ ${name}：${error instanceof Error ? error.message : String(error)}`)
  }
}
