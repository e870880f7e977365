/**
 * The headers of a file that is only ever saved, never shown inside the program's own pages. Old programs that cannot
 * read its Chinese name call it `download`.
 */
export const download = (name: string, type: string) => ({
  "Content-Type": type,
  "Content-Disposition": `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(name)}`,
  "Cache-Control": "no-store",
})

/** A file that is made while it is on its way; an answer that is given up ends its making. */
export const streamOf = (pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { done, value } = await pieces.next()
      if (done) stream.close()
      else stream.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
