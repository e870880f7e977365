import { type Figures, load, type Request } from "./load.ts"
import { words } from "./marks.ts"
import { memoryOf, printMemory } from "./memory.ts"
import { SIZE_WORDS, SIZES } from "./prepared.ts"
import { type Compared, inTurn } from "./runs.ts"
import { type Side, startSides, stopAll } from "./sides.ts"
import { BEFORE, CONNECTIONS, DURATION, PAGE_NAMES, type PageName, RUNS } from "./terms.ts"

/** This program beside the bare server and the build from before, on little data and on much. */

type Part = "pages" | "mixed" | "write" | "memory"

const LEAST = {
  page: 4,
  pageToBefore: 8,
  mixed: 1.5,
  write: 0.75,
  /** Of the ratio with little data the one with much. */
  large: 0.8,
}

/** One request in so many is an act. */
const ACT_EVERY = 50
const MIXED_RUNS = Math.min(3, RUNS)
/** Of the reports that can be sent the part that is for the mixed runs. */
const MIXED_SHARE = 0.3

/** What was measured on little data, by name. */
type Ratios = Map<string, number>

export async function sideBySide(parts: ReadonlySet<Part>): Promise<void> {
  console.log(
    `side by side: Node ${process.version}, ${CONNECTIONS} connections, median of ${RUNS} runs of ${DURATION} ms in turn`,
  )
  if (!BEFORE) console.log("BENCH_BEFORE names no build from before: nothing is compared with it")
  const ratios: Ratios = new Map()
  for (const size of SIZES) {
    console.log(`\n${SIZE_WORDS[size]}`)
    const sides = await startSides(size)
    try {
      if (parts.has("pages")) await pages(sides, ratios)
      if (parts.has("mixed")) await mixed(sides, ratios)
      if (parts.has("write")) await write(sides, ratios)
      if (parts.has("memory")) printMemory(await memoryOf(sides))
    } finally {
      await stopAll(sides)
    }
  }
}

async function pages(sides: readonly Side[], ratios: Ratios) {
  for (const name of PAGE_NAMES) {
    const found = await inTurn(sides, RUNS, (side) => asking(side, name))
    print(name, found)
    const { bare, before, program } = found
    const marks = [words(ratioOf(found), { least: LEAST.page }, "× bare")]
    if (before) marks.push(words(program.rps / before.rps, { least: LEAST.pageToBefore }, "× before"))
    marks.push(words(program.p99 / bare.p99, { most: 1 }, "p99 × bare"))
    printMarks(name, found, marks, ratios)
  }
}

function asking(side: Side, name: PageName): Promise<Figures> {
  const page = side.page(name)
  return load(side.port, CONNECTIONS, DURATION, () => page)
}

async function mixed(sides: readonly Side[], ratios: Ratios) {
  const share = shareOf(sides, MIXED_SHARE, MIXED_RUNS * PAGE_NAMES.length)
  for (const page of PAGE_NAMES) {
    const name = `${page}, 1 act in ${ACT_EVERY}`
    const found = await inTurn(sides, MIXED_RUNS, (side) => acting(side, page, share))
    print(name, found)
    printMarks(name, found, [words(ratioOf(found), { least: LEAST.mixed }, "× bare")], ratios)
  }
}

function acting(side: Side, name: PageName, reports: number): Promise<Figures> {
  const page = side.page(name)
  const report = atMost(reports, side.report)
  let n = 0
  return load(side.port, CONNECTIONS, DURATION, () => (++n % ACT_EVERY === 0 ? report() : page))
}

async function write(sides: readonly Side[], ratios: Ratios) {
  const share = shareOf(sides, 1, RUNS)
  const found = await inTurn(sides, RUNS, (side) => load(side.port, CONNECTIONS, DURATION, atMost(share, side.report)))
  print("report", found)
  printMarks("report", found, [words(ratioOf(found), { least: LEAST.write }, "× bare")], ratios)
}

/** As many reports as each of so many runs may send, that something is left for the last. */
const shareOf = (sides: readonly Side[], part: number, runs: number): number =>
  Math.floor((Math.min(...sides.map((side) => side.reports())) * part) / runs)

/** Whoever has asked so often is told that there is no more; so is everybody after. */
function atMost(most: number, next: () => Request | null): () => Request | null {
  let left = most
  return () => (left-- > 0 ? next() : null)
}

const ratioOf = ({ program, bare }: Compared): number => program.rps / bare.rps

function print(name: string, found: Compared) {
  const cells = ({ rps, p50, p99, bytes }: Figures) =>
    `${rps.toFixed(0).padStart(6)}/s p50 ${p50.toFixed(1).padStart(6)} p99 ${p99.toFixed(1).padStart(6)} ms ${String(bytes).padStart(6)} B`
  const before = found.before ? `  before ${cells(found.before)}` : ""
  console.log(`${name.padEnd(24)} bare ${cells(found.bare)}${before}  program ${cells(found.program)}`)
}

/** With much data also how much of the ratio is left. */
function printMarks(name: string, found: Compared, marks: string[], ratios: Ratios) {
  const small = ratios.get(name)
  const ratio = ratioOf(found)
  ratios.set(name, small ?? ratio)
  if (small !== undefined) marks.push(words(ratio / small, { least: LEAST.large }, "of that with 22 tasks"))
  console.log(`${"".padEnd(24)} ${marks.join("   ")}`)
}
