import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { readInput } from "#src/plans/intake/reading/opening.ts"
import { planOf, printed } from "#src/plans/intake/reading/read_plan.ts"

/** `npm run --silent parse -- FILE`: prints what the importer understands of a file, and writes nothing. */
const [file] = process.argv.slice(2)

try {
  if (!file) throw new Error("请给出要解读的文件，例如：npm run --silent parse -- seeds/xinfang-division-of-work.txt")
  const bytes = await bytesOf(file)
  const input = readInput(bytes, basename(file), await furtherIn(bytes))
  if ("problem" in input) throw new Error(input.problem)
  console.log(JSON.stringify(printed(planOf(input)), null, 2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch(() => {
    throw new Error(`无法读取文件：${path}`)
  })
}
