import { told, Undelivered } from "./message.ts"

/** From looking up the name to the last byte that is read. */
const DEADLINE_MS = 10_000
/** What gateways and robots have to say is short; whoever says more is not listened to. */
const ANSWER_LIMIT = 2_048

export type Posting = { headers?: Record<string, string>; deadlineMs?: number }

/**
 * POSTs JSON and lets `read` make sense of the answer, all within the deadline and without following a redirect: what
 * was signed for one receiver is no other's. Throws `Undelivered` with `timeout` or `network`, or what `read` throws.
 */
export async function post(url: string, json: object, posting: Posting, read: (answer: Response) => Promise<void>) {
  const signal = AbortSignal.timeout(posting.deadlineMs ?? DEADLINE_MS)
  const headers = { "Content-Type": "application/json; charset=utf-8", ...posting.headers }
  try {
    // Not "error": workerd knows only how to follow or to hand the redirect over.
    await read(await fetch(url, { method: "POST", headers, body: JSON.stringify(json), redirect: "manual", signal }))
  } catch (error) {
    if (error instanceof Undelivered) throw error
    throw signal.aborted ? new Undelivered(true, "timeout") : new Undelivered(true, "network", systemCode(error))
  }
}

/** The answer's text, or null when it is longer than an answer is; then the rest is never fetched. */
export async function textOf({ body }: Response): Promise<string | null> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > ANSWER_LIMIT) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
  return text + decoder.decode()
}

/** A receiver in trouble, or asked too often, is asked again. */
export const isPassing = (status: number) => status === 408 || status === 429 || status >= 500

/** Why a message has not arrived, by an answer that is no success. */
export function refusedBy(status: number, words: string, secrets: readonly string[] = []): Undelivered {
  if (status >= 300 && status < 400) return new Undelivered(false, "redirect")
  return new Undelivered(isPassing(status), `http_${status}`, told(words, secrets))
}

/** `ECONNREFUSED` and the like: the message beside it names the address. workerd gives none. */
function systemCode(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Object ? error.cause : {}
  return "code" in cause && typeof cause.code === "string" ? cause.code : ""
}
