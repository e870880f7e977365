import type { Contact } from "#src/office/people/contact_queries.ts"
import { filingPath } from "#src/paths.ts"
import type { Parts } from "#src/year/documents/parts.ts"
import type { Liaisons } from "#src/year/documents/queries.ts"
import { PrintButton } from "../parts/print_button.tsx"
import { YearHead } from "../years/head.tsx"
import { DOCUMENT_STATE_LABEL } from "./words.ts"

type Row = {
  body: Liaisons["bodies"][number]
  own: Contact[]
  filed: Liaisons["filed"][number] | null
}

/** 联络员登记表: by accounts with the post, beside what the unit has filed; units without one first. */
export const LiaisonsPage = ({ found }: { found: Liaisons }) => {
  const { year, bodies, contacts, filed } = found
  const rows = bodies
    .filter(({ leftOn }) => leftOn === null)
    .map(
      (body): Row => ({
        body,
        own: contacts.filter(({ unitId, kind }) => unitId === body.unitId && kind === "liaison"),
        filed: filed.find(({ unitId }) => unitId === body.unitId) ?? null,
      }),
    )
  const gaps = rows.filter(isGap)
  return (
    <div class="filings">
      <YearHead found={{ year, office: year.office }} tab="liaisons" />
      <p>
        共{rows.length}个单位
        {gaps.length > 0 ? `，其中${gaps.length}个没有联络员或没有报送登记表，排在前面。` : "，都有联络员。"}
      </p>
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">{year.year}年联络员登记表</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">系统中的联络员</th>
              <th scope="col">登记表</th>
              <th scope="col">职务</th>
              <th scope="col">办公电话</th>
            </tr>
          </thead>
          <tbody>
            {[...gaps, ...rows.filter((row) => !isGap(row))].map((row) => (
              <Line row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="acts no-print">
        <PrintButton />
      </p>
    </div>
  )
}

const isGap = ({ own, filed }: Row): boolean => own.length === 0 || filed?.parts == null

const Line = ({ row: { body, own, filed } }: { row: Row }) => {
  const parts = filed?.parts ? (JSON.parse(filed.parts) as Parts) : {}
  return (
    <tr data-row="liaison">
      <th scope="row">{body.unit}</th>
      <td data-label="系统中的联络员">
        {own.length === 0 ? (
          <span class="light red">没有联络员</span>
        ) : (
          own.map(({ name, phone, standIn }) => `${name}${standIn ? "（代理）" : ""} ${phone}`.trim()).join("、")
        )}
      </td>
      <td data-label="登记表">
        {filed ? (
          <a href={filingPath(filed.documentId)}>{parts.liaison || DOCUMENT_STATE_LABEL[filed.state]}</a>
        ) : (
          <span class="light yellow">未报送</span>
        )}
      </td>
      <td data-label="职务">{parts.position || "–"}</td>
      <td data-label="办公电话">{parts.phone || "–"}</td>
    </tr>
  )
}
