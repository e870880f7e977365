import { once } from "node:events"
import { createServer, type Server, type Socket } from "node:net"
import { createInterface } from "node:readline"
import { buffer } from "node:stream/consumers"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"
import { onTestFinished } from "vitest"

/** A mail as a server took it: `secure` when it came through TLS. */
export type Taken = { from: string; to: string[]; raw: Buffer; secure: boolean; user: unknown }

/** An SMTP server on loopback that ends with the test. */
export type MailServer = { port: number; taken: Taken[] }

/** A real SMTP server. Without a certificate of the test's it offers no TLS. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.cert ? [] : ["STARTTLS"],
    hideSTARTTLS: !options.cert,
    logger: false,
    disableReverseLookup: true,
    async onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      const from = mailFrom ? mailFrom.address : ""
      const to = rcptTo.map(({ address }) => address)
      taken.push({ from, to, raw: await buffer(stream), secure: session.secure, user: session.user })
      done()
    },
    ...options,
  })
  server.on("error", () => undefined) // a client that refuses the certificate is an error to the server
  const port = await listening(server.server)
  onTestFinished(async () => {
    await new Promise<void>((resolve) => server.close(resolve))
  })
  return { port, taken }
}

/** What a server says to a line of the client's; null: nothing. */
export type Reply = (line: string, socket: Socket) => string | null
export type Scripted = { port: number; lines: string[]; leftAlone: Promise<unknown> }

/** A server that says what it is told to, for what no real one does on request. `lines`: all that it heard. */
export async function scripted(greeting: string | null, reply: Reply): Promise<Scripted> {
  const lines: string[] = []
  const sockets = new Set<Socket>()
  let left: (value: unknown) => void
  const leftAlone = new Promise((resolve) => {
    left = resolve
  })
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => undefined).on("close", left)
    if (greeting) socket.write(`${greeting}\r\n`)
    createInterface(socket).on("line", (line) => {
      if (socket.destroyed) return // what had come already
      lines.push(line)
      const words = reply(line, socket)
      if (words) socket.write(`${words}\r\n`)
    })
  })
  const port = await listening(server)
  onTestFinished(async () => {
    const closed = once(server, "close")
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  })
  return { port, lines, leftAlone }
}

/** Polite, with the extensions named; what is in `instead` it answers otherwise, by the first word of the command. */
export const polite =
  (extensions: string[], instead: Record<string, Reply | string> = {}): Reply =>
  (line, socket) => {
    const [command = ""] = line.split(" ")
    const other = instead[command]
    if (other !== undefined) return typeof other === "string" ? other : other(line, socket)
    if (command === "EHLO") return ["250-mail", ...extensions.map((one) => `250-${one}`), "250 HELP"].join("\r\n")
    if (command === "DATA") return "354 go on"
    return ["HELO", "MAIL", "RCPT", "AUTH", "."].includes(command) ? "250 ok" : null
  }

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no free port on loopback")
  return address.port
}
