import { isMailAddress, isMailbox, isOneLine, type Mailbox } from "#src/office/typed/mailbox.ts"
import { type Message, Undelivered } from "./message.ts"

/** A mail to one person, composed: plain text, no HTML, nothing that is fetched when it is read. */
export type Mail = { from: Mailbox; to: string; subject: string; text: string; messageId: string }

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
