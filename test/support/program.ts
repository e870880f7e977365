import { fileURLToPath } from "node:url"
import { freePort, type ServerProcess, startServer } from "#db/server_process.ts"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))

/** The whole program as `npm start` runs it, in a process that a test may kill. */
export type Program = ServerProcess & { readonly url: string; readonly port: number }

/** Starts `src/node.ts` on a free port with just these settings and waits until /healthz answers. */
export async function startProgram(settings: Record<string, string>): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = await startServer({
    command: process.execPath,
    // Not through npm or the tsx command: the process id must be the program's own for a kill to hit it.
    args: ["--import", import.meta.resolve("tsx"), `${ROOT}src/node.ts`],
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
