import { filingPath } from "#src/paths.ts"
import type { FoundDocument, VersionRow } from "#src/year/documents/queries.ts"
import { receiptsOf, textOf } from "#src/year/documents/versions.ts"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { DOCUMENT_KIND_LABEL, MEDIUM_LABEL, serialWords, spanWords } from "./words.ts"

type Props = { found: FoundDocument; version: VersionRow; organisation: string }

/** What was recorded. */
export const slipText = (found: FoundDocument, version: VersionRow): string => {
  const { document } = found
  const title = textOf(found, version.number)?.content.title ?? ""
  const which = [DOCUMENT_KIND_LABEL[document.kind], spanWords(document), version.number > 1 && `第${version.number}版`]
  return `你单位报送的《${title}》（${which.filter(Boolean).join("，")}）收悉，已于${dayWords(version.recordedOn ?? "")}予以备案。`
}

/** By whom each copy was taken in. */
export const slipLines = (found: FoundDocument, version: VersionRow): string[] =>
  receiptsOf(found, version).map(({ medium, takenOn, takenBy, signer, sealed }) =>
    [
      `${MEDIUM_LABEL[medium]}：${dayWords(takenOn)}签收，签收人${takenBy}`,
      signer && `主要负责人${signer}签字`,
      sealed && "已盖章",
    ]
      .filter(Boolean)
      .join("；"),
  )

/** 备案回执: what was recorded of whom under which number; signature and seal are left to the office's hand. */
export const SlipPage = ({ found, version, organisation }: Props) => {
  const { document, body, year } = found
  return (
    <article class="document-page">
      <p class="acts no-print">
        <a class="button" href={filingPath(document.id)}>
          返回
        </a>
        <a
          class="button"
          href={filingPath(document.id, "slip", { number: version.number, as: "docx" })}
          hx-boost="false"
          id="slip-docx"
        >
          下载（Word）
        </a>
        <PrintButton class="primary" />
      </p>
      <section class="sheet padded">
        <h1>备案回执</h1>
        <p>{serialWords(document.kind, version)}</p>
        <p>{body.unit}：</p>
        <p class="indented">{slipText(found, version)}</p>
        <ul>
          {slipLines(found, version).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <p>备案经办人：{version.recordedBy}</p>
        <p>
          {organisation} {year.office}（盖章）
        </p>
        <p>{version.recordedOn && dayWords(version.recordedOn)}</p>
      </section>
    </article>
  )
}
