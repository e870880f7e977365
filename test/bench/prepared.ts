import { spawn } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Target } from "./terms.ts"

/** The demo's year with its 22 tasks, or that and 10,000 further tasks and 50,000 reports. */
export type Size = "small" | "large"
export const SIZES: readonly Size[] = ["small", "large"]
export const SIZE_WORDS: Record<Size, string> = { small: "22 tasks", large: "10,000 further tasks, 50,000 reports" }

export const folder = mkdtempSync(join(tmpdir(), "fengong-bench-"))
process.once("exit", () => rmSync(folder, { recursive: true, force: true }))

const made = new Map<string, Promise<string>>()

/** Where the databases of a build lie, with what was recorded of it; made once (preparing.ts). */
export function preparedOf(root: string): Promise<string> {
  const known = made.get(root) ?? prepare(root, join(folder, `prepared-${made.size}`))
  made.set(root, known)
  return known
}

async function prepare(root: string, into: string): Promise<string> {
  mkdirSync(into)
  const script = fileURLToPath(new URL("./preparing.ts", import.meta.url))
  // There, because tsx compiles a page by the tsconfig.json of where it runs.
  const child = spawn(process.execPath, ["--import", "tsx", script, root, into], { cwd: root, stdio: "inherit" })
  const [code] = await once(child, "exit")
  if (code !== 0) throw new Error(`the databases of ${root} were not made`)
  return into
}

let copies = 0

/** A copy of such a database, which may be changed. */
export const copyOf = async (root: string, size: Size): Promise<string> =>
  copied(join(await preparedOf(root), `${size}.db`))

export type WithTargets = { file: string; recorded: string; targets: Target[] }

/** The same with reports to send, and where it is written what the build asks for. */
export async function copyWithTargets(root: string, size: Size): Promise<WithTargets> {
  const file = join(await preparedOf(root), `${size}-targets.db`)
  const recorded = `${file}.json`
  const { targets } = JSON.parse(readFileSync(recorded, "utf8")) as { targets: Target[] }
  return { file: copied(file), recorded, targets }
}

function copied(file: string): string {
  const copy = join(folder, `${++copies}.db`)
  copyFileSync(file, copy)
  return copy
}
