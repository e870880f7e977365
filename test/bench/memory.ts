import { readFileSync } from "node:fs"
import { KEEPS, OVERHEAD } from "#src/door/keep.ts"
import { get, load } from "./load.ts"
import { words } from "./marks.ts"
import type { Side, SideName } from "./sides.ts"
import { CONNECTIONS, cookieOf, PAGES, unseen } from "./terms.ts"

/** To be sure that the cache is full, and that it has turned over. */
const KEEPS_ASKED = KEEPS * 1.25

const MOST_MEGABYTES = 250
const MOST_TO_BEFORE = 0.75

type Memory = Partial<Record<SideName, number>>

/** Resident memory of each side, in megabytes; of the program with all kept that it may keep. */
export async function memoryOf(sides: readonly Side[]): Promise<Memory> {
  for (const side of sides) if (side.name === "program") await fillKeep(side)
  return Object.fromEntries(sides.map(({ name, pid }) => [name, residentOf(pid)]))
}

async function fillKeep({ port }: Side) {
  const [login, path] = PAGES.plan
  const cookie = cookieOf(login)
  const { bytes } = await load(port, 1, Number.POSITIVE_INFINITY, once(get(port, path, cookie)))
  let left = Math.ceil(KEEPS_ASKED / (bytes + OVERHEAD))
  await load(port, CONNECTIONS, Number.POSITIVE_INFINITY, () =>
    left-- > 0 ? get(port, unseen(path, left), cookie) : null,
  )
}

function once<T>(value: T): () => T | null {
  let isTaken = false
  return () => {
    if (isTaken) return null
    isTaken = true
    return value
  }
}

export const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024

export function printMemory({ bare = 0, before, program = 0 }: Memory) {
  const others = before === undefined ? "" : `, before ${before.toFixed(0)} MB`
  console.log(`${"memory after the runs".padEnd(24)} bare ${bare.toFixed(0)} MB${others}, program with its cache full:`)
  const marks = [words(program, { most: MOST_MEGABYTES }, "MB", 0)]
  if (before !== undefined) marks.push(words(program / before, { most: MOST_TO_BEFORE }, "× before"))
  console.log(`${"".padEnd(24)} ${marks.join("   ")}`)
}
