import type { FoundDocument, VersionRow } from "./queries.ts"

/* What belongs to a version of a document: the text it has said last, its files, its copies. */

/** The text that a version has said last; null: it was never sent. */
export const textOf = ({ texts }: Pick<FoundDocument, "texts">, number: number) =>
  texts.find((text) => text.number === number) ?? null

/** The files that lie with a version now. */
export const filesNow = ({ files, version }: Pick<FoundDocument, "files" | "version">) =>
  files.filter(({ number, removedAt }) => number === version.number && removedAt === null)

/** What was taken in of a version as it was sent last. */
export const receiptsOf = (
  { receipts }: Pick<FoundDocument, "receipts">,
  { number, sendings }: Pick<VersionRow, "number" | "sendings">,
) => receipts.filter((one) => one.number === number && one.sending === sendings)

/** The copies that the year asks for and that have not been taken in. */
export function copiesLacking(found: Pick<FoundDocument, "receipts" | "asked">, version: VersionRow) {
  const taken = receiptsOf(found, version).map(({ medium }) => medium)
  const asked = [found.asked.electronic && "electronic", found.asked.paper && "paper"] as const
  return asked.filter((medium) => medium !== false).filter((medium) => !taken.includes(medium))
}
