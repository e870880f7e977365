import { once } from "node:events"
import type { Server } from "node:http"
import { createAdaptorServer } from "@hono/node-server"

type Fetch = (request: Request) => Response | Promise<Response>

/** An app on a free port of loopback, in the test's own process and on the test's own clock and database. */
export type Served = { readonly url: string; stop(): Promise<void> }

/** Serves what `appAt` makes of the address it will have: an app must know its own origin to refuse foreign posts. */
export async function serve(appAt: (url: string) => { fetch: Fetch } | Promise<{ fetch: Fetch }>): Promise<Served> {
  let app: { fetch: Fetch } | undefined
  const server = createAdaptorServer({
    fetch: (request: Request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
  }) as Server
  server.listen(0, "127.0.0.1")
  await once(server, "listening")

  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no free port on loopback")
  const url = `http://127.0.0.1:${address.port}`
  app = await appAt(url)

  return {
    url,
    async stop() {
      const closed = once(server, "close")
      server.close()
      server.closeAllConnections() // a browser keeps its connections open as long as it lives
      await closed
    },
  }
}
