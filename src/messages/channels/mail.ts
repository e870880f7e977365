import { type Message, Undelivered } from "./message.ts"

export type Mailbox = { name: string; address: string }

/** Of a connection that does not begin with TLS; `starttls`: when the server offers it. */
export const TLS = ["off", "starttls", "required"] as const

export type SmtpServer = {
  kind: "smtp"
  host: string
  port: number
  /** TLS from the first byte (smtps). */
  secure: boolean
  tls: (typeof TLS)[number]
  login: { user: string; pass: string } | null
}

export type Gateway = { kind: "gateway"; url: string; token: string | null }

/** By what mail goes out, and in whose name. */
export type MailSetting = { server: SmtpServer | Gateway; from: Mailbox }

/** A mail to one person, composed: plain text, no HTML, nothing that is fetched when it is read. */
export type Mail = { from: Mailbox; to: string; subject: string; text: string; messageId: string }

// The valid e-mail address of the HTML standard, which forbids blanks, quotes, comments and lists (RFC 5322 has them).
const ADDRESS =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i

/** True for one bare address in ASCII, as SMTP without extensions carries it. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text)

/** Reads `分工督办 <noreply@example.gov.cn>` or a bare address. Null: neither, or the name would need quoting. */
export function mailboxOf(text: string): Mailbox | null {
  const [, name = "", address = ""] = text.trim().match(/^(.*?) *<([^<>]*)>$/s) ?? ["", "", text.trim()]
  const mailbox = { name: name.replace(/^"(.*)"$/s, "$1"), address }
  return isMailbox(mailbox) ? mailbox : null
}

/** As gateways and people read it. */
export const written = ({ name, address }: Mailbox): string => (name ? `${name} <${address}>` : address)

/**
 * Composes the mail that carries a message. Throws `Undelivered` when it would not be one mail to one person: CR or LF
 * in a subject, a name or an address would begin a header of somebody else's.
 */
export function mailOf(from: Mailbox, to: string, { key, subject, text, link }: Message): Mail {
  const refuseUnless = (fine: boolean, code: string) => {
    if (!fine) throw new Undelivered(false, code)
  }
  refuseUnless(isMailbox(from), "bad_sender")
  refuseUnless(isMailAddress(to), "bad_address")
  refuseUnless(subject.trim() !== "" && isOneLine(subject), "bad_subject")
  refuseUnless(/^[!-~]{1,200}$/.test(key), "bad_key")
  const body = link ? `${text}\n\n${link}` : text
  return { from, to, subject, text: body.replace(/\r\n?/g, "\n"), messageId: messageIdOf(key, from) }
}

/** After the @ of an address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1)

/** The same at every attempt, so that a mailbox or a person recognises the second copy. */
const messageIdOf = (key: string, from: Mailbox) => `<${key.replace(/[^A-Za-z\d-]/g, hex)}@${domainOf(from.address)}>`

/** No two keys become one: the underscore itself is written this way too. */
const hex = (char: string) => `_${char.charCodeAt(0).toString(16).padStart(2, "0")}`

const isOneLine = (text: string) => !/[\p{Cc}\u2028\u2029]/u.test(text)

const isMailbox = ({ name, address }: Mailbox) =>
  isOneLine(name) && !/[",:;<>@()[\]\\]/.test(name) && isMailAddress(address)
