import { DOCUMENT_KINDS, type DocumentKind } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { filingPath, filingsFilePath, filingsPath, liaisonsPath, unitPath } from "#src/paths.ts"
import { type Chosen, chosenRows, ROWS_A_PAGE, SHOWN, tallyOf } from "#src/year/documents/choice.ts"
import { isEnterable, writesFor } from "#src/year/documents/policy.ts"
import type { Cell, Register, RegisterRow } from "#src/year/documents/queries.ts"
import { isUrged, STANDINGS } from "#src/year/documents/standing.ts"
import { Choice, type Flaws } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import {
  DOCUMENT_KIND_LABEL,
  DOCUMENT_KIND_SHORT,
  dueWords,
  SHOWN_LABEL,
  STANDING_LABEL,
  standingWords,
  usualReminder,
} from "./words.ts"

type Props = {
  register: Register
  chosen: Chosen
  actor: Actor
  today: string
  flaws?: Flaws | null
}

/** 报备登记 of a year: kinds × units, gaps first. */
export const RegisterPage = (props: Props) => {
  const { register, chosen, actor, today, flaws } = props
  const { year, keeps, rows } = register
  const shown = chosenRows(rows, chosen)
  const first = (chosen.page - 1) * ROWS_A_PAGE
  return (
    <div class="filings">
      <YearHead found={{ year, office: year.office }} tab="filings" />
      <Filters chosen={chosen} year={year.year} />
      <KeptTo facts={[chosen.kind && DOCUMENT_KIND_LABEL[chosen.kind], chosen.show && SHOWN_LABEL[chosen.show]]} />
      {flaws && <p class="returned">{Object.values(flaws.problems).flat().join("；")}</p>}
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">{year.year}年各单位报备文件，缺漏在前</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              {DOCUMENT_KINDS.map((kind) => (
                <th scope="col">
                  {DOCUMENT_KIND_SHORT[kind]}
                  <br />
                  <small>
                    {register.requirements[kind].asked
                      ? dueWords({ ...register.requirements[kind], internalBy: null }, `${year.year}-01-01`)
                      : "不要求"}
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(first, first + ROWS_A_PAGE).map((row) => (
              <Row row={row} year={year.year} actor={actor} today={today} keeps={keeps} />
            ))}
          </tbody>
          <Foot {...props} />
        </table>
      </div>
      {shown.length === 0 && <p class="empty sheet">没有符合条件的单位。</p>}
      <Pages
        page={chosen.page}
        hasMore={shown.length > first + ROWS_A_PAGE}
        path={(page) => filingsPath(year.year, "", { kind: chosen.kind, show: chosen.show, page })}
      />
      <p class="muted small">
        应报：本年要求报送的种类，按主体责任和行业主管部门督促的单位计；参照执行、已退出的单位不计。已报：要求的电子版和纸质件都已送到。逾期报送以第一次报送为准，长期保留。
      </p>
      <div class="acts no-print">
        {keeps && (
          <>
            <Remind rows={rows} year={year.year} />
            <a class="button" href={filingsPath(year.year, "reminders")}>
              催办名单、电话催办
            </a>
            <a class="button" href={filingsPath(year.year, "requirements")}>
              报送要求
            </a>
          </>
        )}
        <a class="button" href={liaisonsPath(year.year)}>
          联络员登记表
        </a>
        {(["xlsx", "csv"] as const).map((file) => (
          <form
            method="post"
            action={filingsFilePath(year.year, file, { kind: chosen.kind, show: chosen.show })}
            hx-boost="false"
          >
            <button type="submit">下载 .{file}</button>
          </form>
        ))}
        <PrintButton />
      </div>
    </div>
  )
}

const Filters = ({ chosen, year }: { chosen: Chosen; year: number }) => (
  <form method="get" action={filingsPath(year)} class="filters no-print">
    <Choice
      name="kind"
      label="种类"
      value={chosen.kind}
      empty="全部"
      options={DOCUMENT_KINDS.map((kind) => [kind, DOCUMENT_KIND_LABEL[kind]] as const)}
    />
    <Choice
      name="show"
      label="状态"
      value={chosen.show}
      empty="全部"
      options={[
        ...SHOWN.map((one) => [one, SHOWN_LABEL[one]] as const),
        ...STANDINGS.map((one) => [one, STANDING_LABEL[one]] as const),
      ]}
    />
    <button type="submit">筛选</button>
  </form>
)

type RowProps = { row: RegisterRow; year: number; actor: Actor; today: string; keeps: boolean }

const Row = ({ row: { body, cells }, year, actor, today, keeps }: RowProps) => (
  <tr data-row="body">
    <th scope="row">
      <a href={unitPath(body.unitId)} title={body.unit}>
        {body.shortName}
      </a>
      {body.duty === "voluntary" && <small> 参照执行</small>}
      {body.leftOn !== null && (
        <small>
          <br />
          {dayWords(body.leftOn, today)}退出{body.leftWhy && `：${body.leftWhy}`}
        </small>
      )}
      {body.reminded > 0 && body.leftOn === null && (
        <small>
          <br />
          已催办{body.reminded}次
        </small>
      )}
    </th>
    {cells.map((cell) => (
      <td data-label={DOCUMENT_KIND_SHORT[cell.kind]}>
        <CellWords cell={cell} today={today} />
        {cell.document === null && body.leftOn === null && writesFor(actor, body) && (
          <Begin year={year} kind={cell.kind} unitId={body.unitId} />
        )}
        {keeps &&
          isEnterable(cell.kind) &&
          cell.document === null &&
          cell.standing.word !== "unasked" &&
          body.leftOn === null && (
            <small class="no-print">
              {" "}
              <a
                href={filingsPath(year, "entry", { unit: body.unitId, kind: cell.kind })}
                aria-label={`代录${body.shortName}的${DOCUMENT_KIND_LABEL[cell.kind]}`}
              >
                代录
              </a>
            </small>
          )}
      </td>
    ))}
  </tr>
)

const CellWords = ({ cell: { document, standing }, today }: { cell: Cell; today: string }) => {
  const words = (
    <span class={`light ${standing.word === "unasked" ? "none" : standing.colour}`}>
      {standing.word === "unasked" && document ? "草拟" : standingWords(standing)}
      {standing.done && standing.on !== null && <small> {dayWords(standing.on, today)}</small>}
    </span>
  )
  return document ? <a href={filingPath(document.id)}>{words}</a> : words
}

/** 催办 of all who have not filed, in one press. */
const Remind = ({ rows, year }: { rows: readonly RegisterRow[]; year: number }) => {
  const lacking = rows.filter(({ cells }) => cells.some(({ standing }) => isUrged(standing)))
  if (lacking.length === 0) return null
  return (
    <form method="post" action={filingsPath(year, "reminders")}>
      <input type="hidden" name="kind" value="sent" />
      <input type="hidden" name="text" value={usualReminder(year)} />
      {lacking.map(({ body }) => (
        <input type="hidden" name="units" value={body.unitId} />
      ))}
      <button type="submit" class="primary" id="remind-all">
        催办{lacking.length}个单位
      </button>
    </form>
  )
}

/** 起草, where the unit has none of the kind. */
export const Begin = ({ year, kind, unitId }: { year: number; kind: DocumentKind; unitId: number }) => (
  <form method="post" action={filingsPath(year)}>
    <input type="hidden" name="kind" value={kind} />
    <input type="hidden" name="unit" value={unitId} />
    <button type="submit" class="quiet" id={`begin-${unitId}-${kind}`} aria-label={`起草${DOCUMENT_KIND_LABEL[kind]}`}>
      起草
    </button>
  </form>
)

/** 已报/应报 of each kind; each number opens its rows. */
const Foot = ({ register }: Props) => {
  const { rows, year } = register
  return (
    <tbody>
      <tr>
        <th scope="row">已报/应报</th>
        {DOCUMENT_KINDS.map((kind) => {
          const { done, due, lacking, late } = tallyOf(rows, kind)
          const href = (show: string) => filingsPath(year.year, "", { kind, show })
          return (
            <td data-label={DOCUMENT_KIND_SHORT[kind]}>
              {due === 0 ? (
                "–"
              ) : (
                <span class={done < due ? "rate short" : "rate"}>
                  <a href={href("done")}>{done}</a>/<a href={href("due")}>{due}</a>
                </span>
              )}
              {lacking > 0 && (
                <small>
                  <br />
                  未报 <a href={href("lacking")}>{lacking}</a>
                </small>
              )}
              {late > 0 && (
                <small>
                  <br />
                  逾期报送 <a href={href("late")}>{late}</a>
                </small>
              )}
            </td>
          )
        })}
      </tr>
    </tbody>
  )
}
