import { filingPath } from "#src/paths.ts"
import type { FoundDocument, VersionRow } from "#src/year/documents/queries.ts"
import { receiptsOf, textOf } from "#src/year/documents/versions.ts"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { DOCUMENT_KIND_LABEL, MEDIUM_LABEL, serialWords, spanWords } from "./words.ts"

type Props = { found: FoundDocument; version: VersionRow; organisation: string }

/** 备案回执: what was recorded of whom under which number; signature and seal are left to the office's hand. */
export const SlipPage = ({ found, version, organisation }: Props) => {
  const { document, body, year } = found
  const title = textOf(found, version.number)?.content.title ?? ""
  return (
    <article class="document-page">
      <p class="acts no-print">
        <a class="button" href={filingPath(document.id)}>
          返回
        </a>
        <PrintButton class="primary" />
      </p>
      <section class="sheet padded">
        <h1>备案回执</h1>
        <p>{serialWords(document.kind, version)}</p>
        <p>{body.unit}：</p>
        <p class="indented">
          你单位报送的《{title}》（{DOCUMENT_KIND_LABEL[document.kind]}，{spanWords(document)}
          {version.number > 1 && `，第${version.number}版`}）收悉，已于
          {version.recordedOn && dayWords(version.recordedOn)}予以备案。
        </p>
        <ul>
          {receiptsOf(found, version).map((one) => (
            <li>
              {MEDIUM_LABEL[one.medium]}：{dayWords(one.takenOn)}签收，签收人{one.takenBy}
              {one.signer && `；主要负责人${one.signer}签字`}
              {one.sealed && "；已盖章"}
            </li>
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
