import { type Block, type Paper, paperName, sealed } from "#src/outward/papers/paper.ts"
import type { FoundDocument, VersionRow } from "#src/year/documents/queries.ts"
import { slipLines, slipText } from "../documents/slip.tsx"
import { serialWords } from "../documents/words.ts"
import { dayWords } from "../words.ts"
import { issuerOf } from "./parts.ts"

type Facts = { found: FoundDocument; version: VersionRow; organisation: string }

/** 备案回执 as a paper, word for word as on the page. */
export function slipPaper({ found, version, organisation }: Facts): Paper {
  const issuer = issuerOf(organisation, found.year.office)
  const on = version.recordedOn ?? ""
  const texts = [slipText(found, version), ...slipLines(found, version), `备案经办人：${version.recordedBy ?? ""}`]
  return {
    title: "备案回执",
    issuer,
    head: {
      is: "slip",
      issuer,
      kind: "备案回执",
      line: [serialWords(found.document.kind, version) ?? "", dayWords(on)],
    },
    mark: null,
    heading: "备案回执",
    addressee: found.body.unit,
    blocks: texts.map((text): Block => ({ is: "text", text })),
    closing: "",
    signed: sealed(issuer, on),
    note: "",
  }
}

export const slipName = ({ found, version }: Facts): string =>
  paperName("备案回执", found.body.unit, serialWords(found.document.kind, version) ?? "")
