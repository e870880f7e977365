import { readFile } from "node:fs/promises"
import { decoded } from "./decode.ts"
import { printed, readPlan } from "./plan.ts"

/** `npm run --silent parse -- FILE`: prints what the importer understands of a file, and writes nothing. */
const [file] = process.argv.slice(2)

try {
  if (!file) throw new Error("请给出要解读的文件，例如：npm run --silent parse -- seeds/xinfang-division-of-work.txt")
  console.log(JSON.stringify(printed(readPlan(await textOf(file))), null, 2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => {
    throw new Error(`无法读取文件：${path}`)
  })
  return decoded(bytes)
}
