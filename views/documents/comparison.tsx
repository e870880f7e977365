import { differenceOf } from "#src/outward/ledger/returning/difference.ts"
import { filingPath } from "#src/paths.ts"
import { type Content, PARTS } from "#src/year/documents/parts.ts"
import type { FoundDocument } from "#src/year/documents/queries.ts"
import { momentWords } from "../words.ts"
import { DOCUMENT_KIND_LABEL, PART_LABEL, sendingWords } from "./words.ts"

type Text = FoundDocument["texts"][number]

type Props = { found: FoundDocument; from: Text; to: Text; today: string }

/** Two texts side by side, part by part; what went and what came is marked, in words too. */
export const ComparisonPage = ({ found, from, to, today }: Props) => {
  const { document, body } = found
  const parts = partsOf(found, from.content).map(([label, before], i) => ({
    label,
    before,
    after: partsOf(found, to.content)[i]?.[1] ?? "",
  }))
  const changed = parts.filter(({ before, after }) => before !== after)
  return (
    <article class="document-page">
      <p class="crumbs small">
        <a href={filingPath(document.id)}>
          {body.unit} {DOCUMENT_KIND_LABEL[document.kind]}
        </a>
      </p>
      <h1>
        {sendingWords(from)}与{sendingWords(to)}比较
      </h1>
      <p class="muted">
        {changed.length === 0
          ? "两份文字相同。"
          : `有${changed.length}处改动：${changed.map(({ label }) => label).join("、")}。`}
        划线的是删去的，有底色的是新写的。
      </p>
      <div class="table-frame">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col">部分</th>
              <th scope="col">
                {sendingWords(from)} <small>{momentWords(from.at, today)}</small>
              </th>
              <th scope="col">
                {sendingWords(to)} <small>{momentWords(to.at, today)}</small>
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ label, before, after }) => (
              <Compared label={label} before={before} after={after} />
            ))}
          </tbody>
        </table>
      </div>
    </article>
  )
}

const partsOf = ({ document: { kind } }: FoundDocument, content: Content): [string, string][] => [
  ["标题", content.title],
  ...PARTS[kind].map((part): [string, string] => [PART_LABEL[part], content.parts[part] ?? ""]),
  ...paragraphs(content.text),
]

/** The text in one, which the comparison takes apart by itself. */
const paragraphs = (text: string): [string, string][] => [["正文", text]]

type ComparedProps = { label: string; before: string; after: string; mark?: string | undefined }

/** A row of two texts; `mark`: what to call it if they are not the same. */
export const Compared = ({ label, before, after, mark = "有改动" }: ComparedProps) => {
  const pieces = differenceOf(before, after)
  return (
    <tr data-row="part">
      <th scope="row">
        {label} {before !== after && <span class="tag">{mark}</span>}
      </th>
      <td class="preserve" data-label="原来">
        {pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "gone" ? <del>{text}</del> : ""))}
      </td>
      <td class="preserve" data-label="现在">
        {pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "new" ? <ins>{text}</ins> : ""))}
      </td>
    </tr>
  )
}
