import { SUGGESTION_KINDS } from "#db/schema.ts"
import { dateOf, yearOf } from "#src/clock.ts"
import type { ObservedDocument, ObservedYear } from "#src/outward/observing/queries.ts"
import { givingPath, observedPath, observingPath, publicPath } from "#src/paths.ts"
import { Filed } from "../documents/document.tsx"
import { DOCUMENT_KIND_LABEL, serialWords, spanWords } from "../documents/words.ts"
import { Area, Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Lines } from "../public/body.tsx"
import { ANNOUNCED, dutyLine, ENDED } from "../public/made.ts"
import { RELEASE_KIND_LABEL } from "../public/words.ts"
import { SuggestionTable } from "../suggestions/list.tsx"
import { SUGGESTION_KIND_LABEL } from "../suggestions/words.ts"
import { dayWords } from "../words.ts"

type Props = { found: ObservedYear; today: string; flaws?: Flaws | undefined }

/** The page of an invited 外部监督: what they have suggested first, and what waits for their word. */
export const ObservingPage = ({ found, today, flaws }: Props) => {
  const { year, years, filed, released, suggestions } = found
  const toRate = suggestions.filter(({ suggestion }) => suggestion.state === "answered").length
  return (
    <>
      <div class="title">
        <div>
          <h1>{year.year}年普法工作</h1>
          <p>受{year.office}邀请，查看已公布和已备案的内容，提出意见建议。</p>
        </div>
        <div class="acts no-print">
          <PrintButton />
        </div>
      </div>
      {years.length > 1 && (
        <nav class="tabs" aria-label="年度">
          {years.map((one) => (
            <a href={observingPath({ year: one.year })} aria-current={one.year === year.year ? "page" : undefined}>
              {one.year}年
            </a>
          ))}
        </nav>
      )}
      <section class="block" id="given">
        <h2>我的意见建议</h2>
        {toRate > 0 && <p class="note">有{toRate}件已经答复，请打开评价。</p>}
        {suggestions.length === 0 ? (
          <p class="empty sheet">还没有提出过。</p>
        ) : (
          <SuggestionTable suggestions={suggestions} today={today} />
        )}
      </section>
      {year.year === yearOf(today) && <Give found={found} flaws={flaws} />}
      <section class="block" id="released">
        <h2>已公布</h2>
        {released.length === 0 ? (
          <p class="empty sheet">还没有公布的内容。</p>
        ) : (
          <ul class="rows sheet padded">
            {released.map(({ id, kind, title, releasedAt }) => (
              <li>
                <a href={publicPath(id)}>{title}</a>{" "}
                <small class="muted">
                  {RELEASE_KIND_LABEL[kind]}
                  {releasedAt !== null && ` · ${dayWords(dateOf(releasedAt), today)}公布`}
                </small>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="block" id="filed">
        <h2>已备案</h2>
        {filed.length === 0 ? (
          <p class="empty sheet">还没有备案的文件。</p>
        ) : (
          <FiledTable filed={filed} today={today} />
        )}
      </section>
    </>
  )
}

const FiledTable = ({ filed, today }: { filed: ObservedYear["filed"]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">已备案的文件</caption>
      <thead>
        <tr>
          <th scope="col">文件</th>
          <th scope="col">单位</th>
          <th scope="col">备案号</th>
          <th scope="col">备案日期</th>
        </tr>
      </thead>
      <tbody>
        {filed.map((one) => (
          <tr data-row="filed">
            <th scope="row">
              <a href={observedPath(one.id)}>
                {DOCUMENT_KIND_LABEL[one.kind]}（{spanWords(one)}）
              </a>
            </th>
            <td data-label="单位">{one.unit}</td>
            <td data-label="备案号">{serialWords(one.kind, one)}</td>
            <td data-label="备案日期">{one.recordedOn && dayWords(one.recordedOn, today)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Give = ({ found: { units }, flaws }: Pick<Props, "found" | "flaws">) => (
  <details class="block no-print" id="give" open={flaws !== undefined}>
    <summary>提出意见建议</summary>
    <form method="post" action={givingPath} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <div class="fields">
        <Choice
          name="kind"
          label="类型"
          required
          empty="请选择"
          options={SUGGESTION_KINDS.map((kind) => [kind, SUGGESTION_KIND_LABEL[kind]] as const)}
          flaws={flaws}
        />
        <Choice
          name="unit"
          label="对哪个单位"
          required
          empty="请选择"
          options={units.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
      </div>
      <Area
        id="give-text"
        name="text"
        label="内容"
        rows={5}
        longest={5000}
        required
        hint="以您所在单位的名义提出，提出后不能修改；请勿写个人信息"
        flaws={flaws}
      />
      <p class="acts">
        <button type="submit" class="primary">
          提出
        </button>
      </p>
    </form>
  </details>
)

/** Invited by an office that keeps no year yet. */
export const UninvitedPage = () => <p class="empty sheet">邀请您的普法办还没有开设普法年度。</p>

/** One document as it was recorded last; nobody's name beside it. */
export const ObservedPage = ({ found, today }: { found: ObservedDocument; today: string }) => (
  <article>
    <p class="crumbs small">
      <a href={observingPath({ year: found.year })}>{found.year}年普法工作</a> · {found.unit}
    </p>
    <div class="title">
      <div>
        <h1>
          {DOCUMENT_KIND_LABEL[found.kind]}（{spanWords(found)}）
        </h1>
        <p class="muted">
          {serialWords(found.kind, found)}
          {found.recordedOn && ` · ${dayWords(found.recordedOn, today)}备案`}
        </p>
      </div>
      <div class="acts no-print">
        <PrintButton />
      </div>
    </div>
    <Filed kind={found.kind} content={found.content} files={found.files} />
    {found.items.length > 0 && (
      <Lines
        table={{
          is: "table",
          caption: `${found.unit}责任清单`,
          columns: [...ANNOUNCED.slice(1), ENDED],
          rows: found.items.map(dutyLine).map(({ cells, ended }) => [...cells.slice(1), ended]),
        }}
      />
    )}
  </article>
)
