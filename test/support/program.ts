import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { inject } from "vitest"
import { freePort, type ServerProcess, startServer } from "#db/server_process.ts"

/** The folder of these sources. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url))

/** Where a program or script of the sources lies built; test/support/prepare.ts. */
export const builtPath = (source: string) => join(inject("program"), basename(source).replace(/\.ts$/, ".js"))

/** The whole program, in a process that a test may kill. */
export type Program = ServerProcess & { readonly url: string; readonly port: number }

type Start = {
  /** No file of the program's may grow beyond so many KB, as on a full disk. */
  largestFile?: number
  /** As `npm start` does it in this folder; else what test/support/prepare.ts built is run. */
  from?: string
}

/** Starts `src/node.ts` with just these settings, on a free port unless they name one, and waits until it answers. */
export async function startProgram(
  settings: Record<string, string>,
  { largestFile, from }: Start = {},
): Promise<Program> {
  const port = settings.PORT ? Number(settings.PORT) : await freePort()
  const url = `http://127.0.0.1:${port}`
  // Not through npm: the process id must be the program's own for a kill to hit it.
  const program = [process.execPath, from ? join(from, "src/bin/start.mjs") : builtPath("src/node.ts")]
  const limited = ["sh", "-c", `ulimit -f ${(largestFile ?? 0) * 2} && exec "$0" "$@"`, ...program]
  const [command = "", ...args] = largestFile ? limited : program
  const server = await startServer({
    command,
    args,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...settings },
    answersAt: `${url}/healthz`,
  })

  return {
    url,
    port,
    get pid() {
      return server.pid
    },
    output: server.output,
    stop: server.stop,
    kill9: server.kill9,
    restart: server.restart,
  }
}
