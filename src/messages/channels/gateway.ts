import type { Gateway } from "#src/office/system/mail_server.ts"
import type { Mailbox } from "#src/office/typed/mailbox.ts"
import { mailOf, written } from "./mail.ts"
import type { SendMail } from "./message.ts"
import { type Posting, post, refusedBy, textOf } from "./post.ts"

/**
 * Mail through an HTTP gateway: `POST <url>` with `{key, from, to, subject, text}`, the token as bearer and the key as
 * Idempotency-Key, so that a gateway may drop a second attempt. 2xx: taken. 408, 429, 5xx and silence: `Undelivered` to
 * be tried again. Redirects and other answers: never.
 */
export function gatewayMail({ url, token }: Gateway, from: Mailbox, { deadlineMs }: Posting = {}): SendMail {
  return async (to, message) => {
    const { subject, text } = mailOf(from, to, message)
    const headers = { "Idempotency-Key": message.key, ...(token ? { Authorization: `Bearer ${token}` } : {}) }
    const json = { key: message.key, from: written(from), to, subject, text }
    await post(url, json, { headers, deadlineMs }, async (answer) => {
      if (!answer.ok) throw refusedBy(answer.status, (await textOf(answer).catch(() => null)) ?? "", [token ?? ""])
      // Taken is taken, whatever becomes of the rest of the answer.
      await answer.body?.cancel().catch(() => undefined)
    })
  }
}
