import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { readInput } from "#src/plans/intake/reading/opening.ts"
import { planOf } from "#src/plans/intake/reading/read_plan.ts"
import { MOST_TASKS } from "#src/plans/intake/words/limits.ts"
import { docx, paragraph, run } from "#test/plans/intake/files/office.ts"

const ITEM = (i: number) => `落实第${i}项任务，健全制度，按时报送。`
/** With a picture in it, a .docx of nearly the largest size that is taken; random words keep it from packing smaller. */
const ITEMS_OF_5_MB = MOST_TASKS
/** Pieces of words in each, for the whole to have the same bytes. */
const PIECES_AN_ITEM = 9
const PICTURE = randomBytes(3 * 1024 * 1024)

/** Reading: the seed of 22 tasks, a text of 500, and a .docx of nearly 5 MB, from bytes to plan. */
export function reading() {
  const seed = readFileSync(new URL("../../seeds/xinfang-division-of-work.txt", import.meta.url))
  const text = Array.from({ length: 500 }, (_, i) => `${i + 1}.${ITEM(i)}\n牵头单位：办公室、人事司`).join("\n")
  const noise = () =>
    Array.from({ length: 40 }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000))).join("")
  const items = Array.from({ length: ITEMS_OF_5_MB }, (_, i) =>
    paragraph(run(`${i + 1}.${Array.from({ length: PIECES_AN_ITEM }, noise).join("")}（责任单位：办公室、人事司）`)),
  )
  const documents: [string, Uint8Array, number][] = [
    ["22 tasks", seed, 20],
    ["500 tasks", new TextEncoder().encode(`某单位分工方案\n${text}`), 20],
    [".docx", docx(items.join(""), { "word/media/image1.png": PICTURE }), 3],
  ]
  for (const [name, bytes, times] of documents) {
    const read = () => {
      const input = readInput(bytes, "")
      return "problem" in input ? input.problem : planOf(input).tasks.length
    }
    const first = read()
    const taken = Array.from({ length: times }, () => {
      const from = performance.now()
      read()
      return performance.now() - from
    }).sort((a, b) => a - b)
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MB`
    console.log(
      `read ${name} (${size}): ${first} tasks, p50 ${taken[Math.floor(times / 2)]?.toFixed(1)} ms, worst ${taken.at(-1)?.toFixed(1)} ms`,
    )
  }
}
