import { once } from "node:events"
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { onTestFinished } from "vitest"

/** One request as it came. */
export type Heard = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }

/** An HTTP server on loopback that ends with the test. `leftAlone`: whoever asked has closed the connection. */
export type Receiver = { url: string; heard: Heard[]; leftAlone: Promise<unknown> }

type Answering = (response: ServerResponse, heard: Heard) => void

export async function receiver(answer: Answering): Promise<Receiver> {
  const heard: Heard[] = []
  let left: (value: unknown) => void
  const leftAlone = new Promise((resolve) => {
    left = resolve
  })
  const server = createServer(async (request, response) => {
    request.socket.once("close", left)
    const { pathname, searchParams } = new URL(request.url ?? "", "http://receiver")
    const { method = "", headers } = request
    const one = { method, path: pathname, query: searchParams, headers, body: await text(request) }
    heard.push(one)
    answer(response, one)
  })
  const url = await listening(server)
  onTestFinished(() => stop(server))
  return { url, heard, leftAlone }
}

/** An address of loopback at which nobody listens. */
export async function deserted(): Promise<string> {
  const server = createServer()
  const url = await listening(server)
  await stop(server)
  return url
}

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no free port on loopback")
  return `http://127.0.0.1:${address.port}`
}

async function stop(server: Server) {
  const closed = once(server, "close")
  server.close()
  server.closeAllConnections()
  await closed
}

export const answers =
  (status: number, body: unknown = "", headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body))

/** Takes the request and says nothing. */
export const silence: Answering = () => undefined

/** Says its status and never finishes the answer. */
export const stuck =
  (status: number): Answering =>
  (response) =>
    response.writeHead(status).write("{")

/** An answer without an end, as fast as it is read. */
export const endless =
  (status: number): Answering =>
  (response) => {
    response.writeHead(status)
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(1024)));
    }
    response.on("drain", more)
    more()
  }

/** Closes the connection in place of an answer. */
export const hangsUp: Answering = (response) => response.socket?.destroy()

/** Sends whoever asks to another address of this server. */
export const redirects = (status: number): Answering => answers(status, "", { Location: "/elsewhere" })
