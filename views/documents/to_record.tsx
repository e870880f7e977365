import { filingPath, search, toRecordPath } from "#src/paths.ts"
import type { ToRecord } from "#src/year/documents/queries.ts"
import { Pages } from "../parts/pages.tsx"
import { dayWords } from "../words.ts"
import { kindOfYear } from "./words.ts"

type Props = { waiting: ToRecord; page: number; today: string }

/** 待备案: what units have filed and the office has still to record or to return. */
export const ToRecordPage = ({ waiting: { rows, hasMore }, page, today }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>待备案</h1>
        <p>单位已报送、等待备案或退回的普法文件，先报送的在前。</p>
      </div>
    </div>
    {rows.length === 0 ? (
      <p class="empty sheet">没有等待您备案的文件。</p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col">文件</th>
              <th scope="col">单位</th>
              <th scope="col">报送</th>
              <th scope="col">签收</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr data-row="document">
                <th scope="row">
                  <a href={filingPath(row.id)} id={`document-${row.id}`}>
                    {row.title}
                  </a>
                  <br />
                  <small>
                    {kindOfYear(row.kind, row.year)}
                    {row.number > 1 && ` 第${row.number}版`}
                  </small>
                </th>
                <td data-label="单位">{row.unit}</td>
                <td data-label="报送">
                  {row.filedOn && dayWords(row.filedOn, today)} <small>{row.sentBy}</small>
                </td>
                <td data-label="签收">{row.taken === 0 ? "待签收" : `已签收${row.taken}份`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <Pages page={page} hasMore={hasMore} path={(number) => `${toRecordPath}${search({ page: number })}`} />
  </>
)
