/**
 * What goes out. `key` is the delivery's own, the same at every attempt, so that a receiver can tell a second one:
 * printable ASCII without blanks, at most 200 characters. `text` is plain lines, `link` where one acts on it.
 */
export type Message = { key: string; subject: string; text: string; link: string | null }

/** Sends to one mail address. Rejects with `Undelivered`; with anything else only when the program itself is at fault. */
export type SendMail = (to: string, message: Message) => Promise<void>

/**
 * Did not arrive. `again`: worth another attempt (network, throttling, SMTP 4xx, a receiver in trouble); false: never
 * will as things are (no such mailbox, wrong token). `reason` is the short `code` and the receiver's own words, with no
 * secret and no address in it.
 *
 * Codes: `bad_address`, `bad_subject`, `bad_sender`, `bad_key`, `too_long` and the problems of a robot's address, where
 * nothing was sent; `timeout`, `network`, `tls`, `redirect`, `unreadable`; `http_503`, `smtp_550`, `wecom_45009` and
 * the like, after the receiver's own code.
 */
export class Undelivered extends Error {
  override name = "Undelivered"
  readonly reason: string
  constructor(
    readonly again: boolean,
    readonly code: string,
    words = "",
  ) {
    const reason = words ? `${code}: ${words}` : code
    super(reason)
    this.reason = reason
  }
}

/** Enough to recognise a fault by; a reason is kept with every attempt. */
const WORDS_LIMIT = 200
const ADDRESSES = /https?:\/\/[^\s"'<>]+|[^\s<>"'()[\],;:\\]+@[^\s<>"'()[\],;:\\]+|\b\d{1,3}(?:\.\d{1,3}){3}\b/gi

/** The receiver's words as they may be kept: one short line, without the secrets it was given and anybody's address. */
export function told(words: string, secrets: readonly string[] = []): string {
  // A secret may be the beginning of another; the longer one goes first, or its end would stay.
  const longestFirst = secrets.filter(Boolean).toSorted((one, other) => other.length - one.length)
  const silent = longestFirst.reduce((text, secret) => text.replaceAll(secret, "…"), words.toWellFormed())
  const line = silent.replace(ADDRESSES, "…").replace(/[\p{Cc}\s]+/gu, " ")
  return [...line.trim()].slice(0, WORDS_LIMIT).join("")
}
