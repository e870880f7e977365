/**
 * The headers of a file that is only ever saved, never shown inside the program's own pages. Old programs that cannot
 * read its Chinese name call it `download`.
 */
export const download = (name: string, type: string) => ({
  "Content-Type": type,
  "Content-Disposition": `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(name)}`,
  "Cache-Control": "no-store",
})
