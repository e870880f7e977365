export type Mailbox = { name: string; address: string }

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

export const isOneLine = (text: string) => !/[\p{Cc}\u2028\u2029]/u.test(text)

export const isMailbox = ({ name, address }: Mailbox) =>
  isOneLine(name) && !/[",:;<>@()[\]\\]/.test(name) && isMailAddress(address)
