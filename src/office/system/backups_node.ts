import { spawn } from "node:child_process"
import { mkdir, readdir, stat } from "node:fs/promises"
import { constants, setPriority } from "node:os"
import { dirname, join, resolve } from "node:path"
import { pathOf } from "#db/open_node.ts"
import type { Backups, KeptBackup, MadeBackup } from "./backups.ts"

/** Runs a script of the program as `npm run` does, in a process of its own. */
export type Script = (source: string, args: string[]) => ReturnType<typeof spawn>

const SCRIPT = "src/bin/backup_from_page.ts"

/**
 * `main`: src/node.ts as it was started; the scripts lie beside it. They run where the program does, for DATABASE_URL may
 * name a file from there.
 */
export const scriptsBeside =
  (main: string): Script =>
  (source, args) =>
    spawn(process.execPath, [join(dirname(main), "bin/start.mjs"), source, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    })

/** Beside the database file, or beside the program where the database is on a server. */
export function backupFolder(databaseUrl: string): string {
  const path = pathOf(databaseUrl)
  return resolve(path === null ? "." : dirname(path), "backups")
}

/** Backups into a folder beside the database file, or beside the program where the database is on a server. */
export function backupsBeside(databaseUrl: string, run: Script): Backups | undefined {
  if (pathOf(databaseUrl) === ":memory:") return undefined
  const folder = backupFolder(databaseUrl)
  let underway = false
  return {
    folder,
    isUnderway: () => underway,
    kept: () => keptIn(folder),
    async make(name) {
      underway = true
      try {
        // Password hashes and everything reported are in them.
        await mkdir(folder, { recursive: true, mode: 0o700 })
        return await made(run(SCRIPT, [join(folder, name)]))
      } finally {
        underway = false
      }
    },
  }
}

/** Who uses the program goes first. */
function yielding(pid: number | undefined) {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or this system has no priorities.
  }
}

function made(script: ReturnType<Script>): Promise<MadeBackup> {
  yielding(script.pid)
  const said = { out: "", err: "" }
  script.stdout?.on("data", (bytes) => {
    said.out += bytes
  })
  script.stderr?.on("data", (bytes) => {
    said.err += bytes
  })
  return new Promise((done, fail) => {
    script.on("error", fail)
    script.on("close", (code) => {
      if (code === 0) done(JSON.parse(said.out.trim().split("\n").at(-1) ?? ""))
      else fail(new Error(said.err.trim().split("\n").at(-1) || `备份程序中断（${code ?? "被终止"}）。`))
    })
  })
}

async function keptIn(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const found = await Promise.all(
    names
      .filter((name) => /\.db(\.enc)?$/.test(name))
      .map(async (name) => {
        const at = await stat(join(folder, name)).catch(() => null)
        return at?.isFile() ? [{ name, size: at.size, at: at.mtimeMs }] : []
      }),
  )
  return found.flat().sort((one, other) => other.at - one.at)
}
