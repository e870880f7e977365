import { rmSync } from "node:fs"
import { freePort, type ServerCommand, startServer } from "#db/server_process.ts"
import { startArguments } from "./build.ts"
import { get, load, post, type Request } from "./load.ts"
import { copyWithTargets, type Size } from "./prepared.ts"
import {
  BEFORE,
  CONNECTIONS,
  cookieOf,
  DURATION,
  HERE,
  NOW,
  PAGE_NAMES,
  PAGES,
  type PageName,
  REPORTER,
  reportBody,
  reportPath,
  type Target,
} from "./terms.ts"

export type SideName = "bare" | "before" | "program"

/** A server that is measured, on a database of its own. */
export type Server = { port: number; pid: number; stop: () => Promise<void> }

export type Side = Server & {
  name: SideName
  page: (name: PageName) => Request
  /** A report that nobody has sent; null: there are no more. */
  report: () => Request | null
  /** How many are left. */
  reports: () => number
}

/** Starts all, on databases of one size, and lets each come to its speed. */
export async function startSides(size: Size): Promise<Side[]> {
  const sides: Side[] = []
  try {
    sides.push(await startBare(size))
    if (BEFORE) sides.push(await startSide("before", BEFORE, size))
    sides.push(await startSide("program", HERE, size))
    for (const side of sides) await warm(side)
    return sides
  } catch (error) {
    await stopAll(sides)
    throw error
  }
}

export async function stopAll(servers: readonly Server[]) {
  for (const server of servers) await server.stop()
}

async function startBare(size: Size): Promise<Side> {
  const { file, recorded, targets } = await copyWithTargets(BEFORE ?? HERE, size)
  const args = ["--import", "tsx", "test/bench/ceiling.ts"]
  return sideOf("bare", await started({ args, cwd: HERE, env: { RECORDED: recorded } }, file), targets)
}

async function startSide(name: SideName, root: string, size: Size): Promise<Side> {
  const { file, targets } = await copyWithTargets(root, size)
  return sideOf(name, await startBuild(root, file), targets)
}

/** Starts a build on a file, which goes with it, as its package.json does; `preloads` are for Node. */
export const startBuild = (
  root: string,
  file: string,
  { preloads = [], env = {} }: { preloads?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Server> => started({ args: [...preloads, ...startArguments(root)], cwd: root, env }, file)

async function started({ args, cwd, env }: Pick<ServerCommand, "args" | "cwd" | "env">, file: string): Promise<Server> {
  const port = await freePort()
  const { pid, stop } = await startServer({
    command: process.execPath,
    args,
    cwd,
    env: { ...process.env, PORT: String(port), DATABASE_URL: `file:${file}`, NOW, DEMO: "1", ...env },
    answersAt: `http://127.0.0.1:${port}/healthz`,
  })
  return {
    port,
    pid,
    async stop() {
      await stop()
      for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true })
    },
  }
}

function sideOf(name: SideName, server: Server, targets: readonly Target[]): Side {
  const { port } = server
  const left = [...targets]
  return {
    ...server,
    name,
    page: (page) => {
      const [login, path] = PAGES[page]
      return get(port, path, cookieOf(login))
    },
    report: () => {
      const target = left.pop()
      return target ? post(port, reportPath(target), cookieOf(REPORTER), reportBody) : null
    },
    reports: () => left.length,
  }
}

async function warm(side: Side) {
  for (const name of PAGE_NAMES) {
    const page = side.page(name)
    await load(side.port, CONNECTIONS, DURATION / 2, () => page)
  }
}
