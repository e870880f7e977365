import { fileURLToPath } from "node:url"
import { freePort, type ServerProcess, startServer } from "#db/server_process.ts"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))

/** The whole program as `npm start` runs it, in a process that a test may kill. */
export type Program = ServerProcess & { readonly url: string; readonly port: number }

/**
 * Starts `src/node.ts` with just these settings, on a free port unless they name one, and waits until it answers.
 * `largestFile`: no file of the program's may grow beyond so many KB, as on a full disk.
 */
export async function startProgram(
  settings: Record<string, string>,
  { largestFile }: { largestFile?: number } = {},
): Promise<Program> {
  const port = settings.PORT ? Number(settings.PORT) : await freePort()
  const url = `http://127.0.0.1:${port}`
  // Not through npm or the tsx command: the process id must be the program's own for a kill to hit it.
  const program = [process.execPath, "--import", import.meta.resolve("tsx"), `${ROOT}src/node.ts`]
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
