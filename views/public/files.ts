import { csvFile } from "#src/office/spreadsheets/csv.ts"
import { type Block, type Paper, paperName } from "#src/outward/papers/paper.ts"
import type { ReleaseBlock, ReleaseBody } from "#src/outward/public/body.ts"
import type { ReleaseShown } from "#src/outward/public/open_queries.ts"
import { brief } from "../words.ts"
import { dayAtWords, RELEASE_KIND_LABEL } from "./words.ts"

/* What everybody reads, as files: the same words and no others. */

export const hasTable = ({ blocks }: ReleaseBody): boolean => blocks.some(({ is }) => is === "table")

/** The tables, one below the other; each line says under which heading it stands where there are several. */
export function releaseCsv({ blocks }: ReleaseBody): string {
  const tables = blocks.flatMap((one) => (one.is === "table" ? [one] : []))
  const several = tables.length > 1
  const [first] = tables
  return csvFile([
    [...(several ? ["部分"] : []), ...(first?.columns ?? [])],
    ...tables.flatMap(({ caption, rows }) => rows.map((cells) => [...(several ? [caption] : []), ...cells])),
  ])
}

/** All that it says, as plain text. */
export const releaseText = ({ opening, blocks }: ReleaseBody): string =>
  [
    opening,
    ...blocks.flatMap((one) =>
      one.is === "text"
        ? [one.heading, one.text]
        : [one.caption, ...[one.columns, ...one.rows].map((row) => row.join(" | "))],
    ),
  ]
    .filter(Boolean)
    .join("\n")

const blockOf = (one: ReleaseBlock): Block[] =>
  one.is === "text"
    ? [...(one.heading ? [{ is: "heading" as const, text: one.heading }] : []), { is: "text", text: one.text }]
    : [
        { is: "heading", text: one.caption },
        {
          is: "table",
          columns: one.columns.map((heading, i) => ({ heading, width: i === 0 || i === 1 ? 2 : 1 })),
          rows: one.rows,
        },
      ]

export function releasePaper(found: ReleaseShown, body: ReleaseBody): Paper {
  const issuer = found.organisation || body.office
  return {
    title: body.title,
    issuer,
    head: {
      is: "slip",
      issuer,
      kind: RELEASE_KIND_LABEL[found.kind],
      line: [body.office, dayAtWords(found.releasedAt)],
    },
    mark: null,
    heading: body.title,
    addressee: "",
    blocks: [...(body.opening ? [{ is: "text" as const, text: body.opening }] : []), ...body.blocks.flatMap(blockOf)],
    closing: "",
    signed: null,
    note: "",
  }
}

export const releaseFileName = (body: ReleaseBody, file: "docx" | "csv"): string =>
  paperName(brief(body.title, 40)).replace(/docx$/, file)
