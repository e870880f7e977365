import { connect, type Socket } from "node:net"

/** What so many connections got: requests a second, latencies in milliseconds, bytes of one answer as it was sent. */
export type Figures = { requests: number; rps: number; p50: number; p99: number; bytes: number }

/** A request as it goes over the wire, and the status of its answer. */
export type Request = { bytes: Buffer; status: number; name: string }

/** What browsers send along, as far as it changes an answer. */
const BROWSER = "Accept-Encoding: gzip\r\nConnection: keep-alive\r\n"

export const get = (port: number, path: string, cookie: string): Request => ({
  bytes: Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n${BROWSER}\r\n`),
  status: 200,
  name: path,
})

export const post = (port: number, path: string, cookie: string, body: string): Request => ({
  bytes: Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${cookie}\r\n${BROWSER}` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
  status: 303,
  name: path,
})

/**
 * Asks over so many connections, one request after another on each, for so many milliseconds or until there is nothing
 * more to ask. On bare sockets, which read no more of an answer than where it ends: node:http would take as long to ask
 * as the program to answer.
 */
export async function load(
  port: number,
  connections: number,
  duration: number,
  next: () => Request | null,
): Promise<Figures> {
  const latencies: number[] = []
  let bytes = 0
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)))
  const started = performance.now()
  const until = started + duration
  const one = async (socket: Socket) => {
    const ask = asking(socket)
    for (let from = performance.now(); from < until; from = performance.now()) {
      const request = next()
      if (!request) return
      const length = await ask(request)
      if (request.status === 200) bytes = length
      latencies.push(performance.now() - from)
    }
  }
  try {
    await Promise.all(sockets.map(one))
  } finally {
    for (const socket of sockets) socket.destroy()
  }
  const seconds = (performance.now() - started) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { requests: latencies.length, rps: latencies.length / seconds, p50: at(0.5), p99: at(0.99), bytes }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => {
      socket.off("error", reject)
      resolve(socket)
    })
    socket.once("error", reject)
  })
}

/** Asks on one connection; resolves to the bytes of the answer's body once it is whole. */
function asking(socket: Socket): (request: Request) => Promise<number> {
  let underway: { request: Request; resolve: (bytes: number) => void; reject: (error: Error) => void } | null = null
  const answer = reading()
  const fail = (what: string) => {
    underway?.reject(new Error(`${underway.request.name} ${what}`))
    underway = null
  }
  socket.on("data", (chunk) => {
    const whole = answer(chunk)
    if (!whole || !underway) return
    const { request, resolve } = underway
    if (whole.status !== request.status) return fail(`answered ${whole.status}`)
    underway = null
    resolve(whole.bytes)
  })
  socket.on("error", (error) => fail(error.message))
  socket.on("close", () => fail("was cut off"))
  return (request) =>
    new Promise((resolve, reject) => {
      underway = { request, resolve, reject }
      socket.write(request.bytes)
    })
}

type Whole = { status: number; bytes: number }

const NOTHING = Buffer.alloc(0)
const HEAD_END = Buffer.from("\r\n\r\n")
const LINE_END = Buffer.from("\r\n")

/** Reads one answer after another, as far as telling where each ends: by its content-length, or by its last chunk. */
function reading(): (chunk: Buffer) => Whole | null {
  let held: Buffer = NOTHING
  let awaited: "head" | "body" | "size" | "chunk" | "end" = "head"
  let left = 0
  let status = 0
  let bytes = 0

  /** What comes up to and without this; null: it has not come yet. */
  const upTo = (end: Buffer): string | null => {
    const at = held.indexOf(end)
    if (at < 0) return null
    const text = held.toString("latin1", 0, at)
    held = held.subarray(at + end.length)
    return text
  }
  const skip = (): boolean => {
    const skipped = Math.min(left, held.length)
    left -= skipped
    held = held.subarray(skipped)
    return left === 0
  }
  const STEPS = {
    head() {
      const head = upTo(HEAD_END)?.toLowerCase()
      if (head === undefined) return false
      status = Number(head.slice(9, 12))
      bytes = 0
      awaited = head.includes("\r\ntransfer-encoding: chunked") ? "size" : "body"
      if (awaited === "body") bytes = left = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0)
      return true
    },
    body: skip,
    size() {
      const line = upTo(LINE_END)
      if (line === null) return false
      const size = Number.parseInt(line, 16)
      bytes += size
      left = size + LINE_END.length
      awaited = size === 0 ? "end" : "chunk"
      return true
    },
    chunk() {
      if (!skip()) return false
      awaited = "size"
      return true
    },
    end: skip,
  }

  return (chunk) => {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    for (;;) {
      const isLast = awaited === "body" || awaited === "end"
      if (!STEPS[awaited]()) return null
      if (!isLast) continue
      awaited = "head"
      return { status, bytes }
    }
  }
}
