import { createTransport, type NodemailerError } from "nodemailer"
import { encodeWord } from "nodemailer/lib/mime-funcs"
import type { Clock } from "#src/clock.ts"
import { isLoopback } from "#src/office/system/environment.ts"
import type { SmtpServer } from "#src/office/system/mail_server.ts"
import type { Mailbox } from "#src/office/typed/mailbox.ts"
import { domainOf, mailOf } from "./mail.ts"
import { type SendMail, told, Undelivered } from "./message.ts"

const CONNECT_MS = 10_000
const WHOLE_MS = 15_000
/** RFC 2047: an encoded word has at most 75 characters, its frame included. */
const WORD_LENGTH = 52

/** For tests: shorter deadlines, and certificates to trust instead of the system's. */
type Options = { connectMs?: number; wholeMs?: number; ca?: string }

/**
 * Mail by SMTP, one connection a mail. Node only: a Worker sends through a gateway, and does not carry nodemailer.
 *
 * TLS: smtps from the first byte, else STARTTLS when the server offers it (`tls=starttls`), whether it offers it or not
 * (`tls=required`), or not at all (`tls=off`). Its certificate is always checked. Credentials never travel without TLS,
 * as if `required` were said, unless the server is this machine or `tls=off` is said in so many words.
 *
 * Ten seconds to connect, fifteen for everything. Throws `Undelivered`: again after network, TLS, timeout and SMTP 4xx,
 * never after SMTP 5xx (RFC 5321 4.2.1), which a wrong password is too: asking on would lock the account.
 */
export function smtpMail(server: SmtpServer, from: Mailbox, clock: Clock, options: Options = {}): SendMail {
  const { connectMs = CONNECT_MS, wholeMs = WHOLE_MS, ca } = options
  const transport = createTransport({
    ...placeOf(server),
    port: server.port,
    secure: server.secure,
    requireTLS: needsTls(server),
    ignoreTLS: server.tls === "off",
    tls: { rejectUnauthorized: true, ca },
    auth: server.login ?? undefined,
    name: domainOf(from.address),
    connectionTimeout: connectMs, // until STARTTLS is done
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (to, message) => {
    const { text, subject, messageId } = mailOf(from, to, message)
    await transport
      .sendMail({
        from,
        to: { name: "", address: to },
        text: { content: text, contentTransferEncoding: "base64" },
        messageId,
        date: new Date(clock()),
        headers: {
          // Given as a subject, words in ASCII that look encoded ("=?utf-8?Q?…?=") would go out as they are, and be read
          // as whatever they decode to.
          Subject: { prepared: true, foldLines: true, value: encodeWord(subject, "B", WORD_LENGTH) },
          // RFC 3834: no out-of-office answer comes back.
          "Auto-Submitted": "auto-generated",
        },
        signal: AbortSignal.timeout(wholeMs),
      })
      .catch((error) => {
        throw undelivered(error, secretsOf(server))
      })
  }
}

/** nodemailer asks the DNS even for localhost; whoever answers there must not be told what only this machine may hear. */
const placeOf = ({ host }: SmtpServer) => (host === "localhost" ? { host: "127.0.0.1", servername: host } : { host })

const needsTls = ({ tls, login, host }: SmtpServer) =>
  tls === "required" || (tls !== "off" && login !== null && !isLoopback(host))

function undelivered(error: NodemailerError, secrets: string[]): unknown {
  const { code, responseCode, permanent, response = "", originalCode = "" } = error
  if (code === "EABORT" || code === "ETIMEDOUT") return new Undelivered(true, "timeout")
  if (code === "ETLS") return new Undelivered(true, "tls", told(response, secrets))
  if (responseCode) {
    const words = told(response.replace(/^\d{3}[ -]/gm, ""), secrets)
    return new Undelivered(!permanent, `smtp_${responseCode}`, words)
  }
  return code ? new Undelivered(true, "network", originalCode || code) : error
}

/** As they are and as AUTH sends them: a server that does not know a command repeats it. */
function secretsOf({ login }: SmtpServer): string[] {
  if (!login) return []
  const { user, pass } = login
  return [user, pass, ...[user, pass, `\0${user}\0${pass}`].map((text) => Buffer.from(text).toString("base64"))]
}
