/** The next bytes of a body, as they come; null at its end. */
export type Next = () => Promise<Uint8Array | null>

/** Where the bytes of one file go, piece by piece; nothing more is read before a piece has been taken. */
export type FileReceiver = {
  take: (bytes: Uint8Array) => void | Promise<void>
  end: () => void | Promise<void>
}

/** What is made of the parts of a form, in their order. */
export type Receiver = {
  /** All of a field; where the body ends within it, what there is. */
  field: (name: string, text: string) => void
  file: (name: string, filename: string) => FileReceiver
}

/** No form as browsers send it, or one that was cut off. */
export class Malformed extends Error {
  override name = "Malformed"
}

/** Its words alone are more than a form may have. */
export class TooWordy extends Error {
  override name = "TooWordy"
}

const HEAD_END = Buffer.from("\r\n\r\n")

/**
 * Reads a multipart/form-data body (RFC 7578, as browsers write it) while it comes. Of a file never more is held here
 * than came at once; of fields and heads together at most `mostWords` bytes.
 */
export async function readMultipart(next: Next, boundary: string, mostWords: number, to: Receiver): Promise<void> {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first delimiter has no line break before it.
  let rest: Buffer = Buffer.from("\r\n")
  let words = 0

  const more = async (): Promise<boolean> => {
    const bytes = await next()
    if (!bytes) return false
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    return true
  }

  /** Hands over what stands before the mark, as it comes, and leaves what stands behind it. */
  const until = async (mark: Buffer, take: FileReceiver["take"]) => {
    for (;;) {
      const at = rest.indexOf(mark)
      const end = at < 0 ? Math.max(0, rest.length - mark.length + 1) : at
      if (end > 0) await take(rest.subarray(0, end))
      rest = rest.subarray(at < 0 ? end : end + mark.length)
      if (at >= 0) return
      if (await more()) continue
      await take(rest)
      throw new Malformed()
    }
  }

  const worded = (collected: Buffer[]) => (bytes: Uint8Array) => {
    words += bytes.length
    if (words > mostWords) throw new TooWordy()
    // A copy: the chunk that it stands in may be a megabyte of somebody's photograph.
    collected.push(Buffer.from(bytes))
  }

  await until(delimiter, () => undefined)
  for (;;) {
    while (rest.length < 2) if (!(await more())) throw new Malformed()
    if (rest.subarray(0, 2).toString("latin1") === "--") break
    const head: Buffer[] = []
    await until(HEAD_END, worded(head))
    const { name, filename } = namesIn(Buffer.concat(head).toString())
    if (name === null) await until(delimiter, () => undefined)
    else if (filename !== null) {
      const file = to.file(name, filename)
      await until(delimiter, file.take)
      await file.end()
    } else {
      const text: Buffer[] = []
      try {
        await until(delimiter, worded(text))
      } finally {
        to.field(name, Buffer.concat(text).toString())
      }
    }
  }
  // What stands behind the end says nothing; it is read so that the answer finds its way.
  while (await next());
}

/** In quotes; a quote or a line break within them goes as %22, %0D, %0A (HTML, multipart form data encoding). */
const NAME = /;[ \t]*name="([^"]*)"/i
const FILENAME = /;[ \t]*filename="([^"]*)"/i

function namesIn(head: string): { name: string | null; filename: string | null } {
  const disposition = /^content-disposition:[ \t]*form-data(.*)$/im.exec(head)?.[1] ?? ""
  const of = (pattern: RegExp) => {
    const quoted = pattern.exec(disposition)?.[1]
    return quoted === undefined ? null : quoted.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n")
  }
  return { name: of(NAME), filename: of(FILENAME) }
}

/** The boundary that the content type names; null where it is no multipart form. */
export function boundaryIn(contentType: string): string | null {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null
  const found = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  return found?.[1] ?? found?.[2] ?? null
}
