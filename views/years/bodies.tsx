import type { Actor } from "#src/office/people/actor.ts"
import { bodyPath, yearPath } from "#src/paths.ts"
import { BODY_VIEWS, type BodyView, gapsOf } from "#src/year/years/bodies.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import type { BodyRow, FoundBodies } from "#src/year/years/queries.ts"
import { GroupsSection } from "../groups/section.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "./head.tsx"
import { BODY_CATEGORY_LABEL, BODY_DUTY_LABEL, BODY_VIEW_LABEL, moneyWords, NAME_LABEL } from "./words.ts"

type Props = {
  found: FoundBodies
  asked: { year: number; view: BodyView; page: number }
  actor: Actor
  today: string
}

/** 责任单位 of a year: who takes part how, and who answers for it there. */
export const BodiesPage = ({ found, asked: { year, view, page }, actor, today }: Props) => {
  const keeps = keepsYear(actor, found.year)
  const at = (query: { view?: BodyView; page?: number }) =>
    yearPath(year, "", { view: query.view === "all" ? null : query.view, page: query.page })
  const { counts } = found
  // Those that take part are all, as long as none has left.
  const shown = BODY_VIEWS.filter(
    (one) => one === "all" || one === view || (counts[one] > 0 && (one !== "present" || counts.left > 0)),
  )
  return (
    <>
      <YearHead
        found={found}
        tab=""
        acts={
          keeps && (
            <a class="button" href={yearPath(year, "bodies/new")} id="add-bodies">
              增加责任单位
            </a>
          )
        }
      />
      <div class="title">
        <p class="filters">
          {shown.map((one) => (
            <a
              href={at({ view: one })}
              aria-current={one === view ? "page" : undefined}
              id={`view-${one}`}
              data-of="bodies"
            >
              {one === view ? <b>{countWords(one, counts)}</b> : countWords(one, counts)}
            </a>
          ))}
        </p>
        <div class="acts">
          {counts[view] > 0 && (
            <>
              <form method="post" action={yearPath(year, "bodies.xlsx", { view })} hx-boost="false">
                <button type="submit" id="take-xlsx">
                  下载 Excel
                </button>
              </form>
              <form method="post" action={yearPath(year, "bodies.csv", { view })} hx-boost="false">
                <button type="submit" class="quiet" id="take-csv">
                  下载 CSV
                </button>
              </form>
            </>
          )}
          <PrintButton />
        </div>
      </div>
      <KeptTo facts={[view !== "all" && BODY_VIEW_LABEL[view]]} />
      {found.rows.length === 0 ? (
        <p class="empty sheet">「{BODY_VIEW_LABEL[view]}」没有单位。</p>
      ) : (
        <Register rows={found.rows} year={year} today={today} />
      )}
      <Pages page={page} hasMore={found.hasMore} path={(to) => at({ view, page: to })} />
      <GroupsSection
        groups={found.groups}
        year={year}
        actor={actor}
        mayAdd={keeps || found.rows.some(({ body }) => body.leftOn === null && entersFor(actor, body.unitId))}
      />
    </>
  )
}

const countWords = (view: BodyView, counts: FoundBodies["counts"]) => `${BODY_VIEW_LABEL[view]} ${counts[view]}`

const Register = ({ rows, year, today }: { rows: BodyRow[]; year: number; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">{year}年度责任单位</caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">责任类型</th>
          <th scope="col">单位类别</th>
          <th scope="col">行业主管部门</th>
          <th scope="col">{NAME_LABEL.leader}</th>
          <th scope="col">{NAME_LABEL.department}</th>
          <th scope="col">{NAME_LABEL.person}</th>
          <th scope="col" class="number">
            普法经费
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ body, unit, supervisor }) => (
          <tr class={body.leftOn === null ? undefined : "off"} data-row="body">
            <th scope="row">
              <a href={bodyPath(body.id)} id={`body-${body.id}`}>
                {unit.name}
              </a>
              {body.leftOn !== null && (
                <>
                  <br />
                  <small>
                    {dayWords(body.leftOn, today)}退出：{body.leftWhy}
                  </small>
                </>
              )}
            </th>
            <td data-label="责任类型">{BODY_DUTY_LABEL[body.duty]}</td>
            <td data-label="单位类别">{BODY_CATEGORY_LABEL[body.category]}</td>
            <td data-label="行业主管部门">{supervisor ?? ""}</td>
            <Named body={body} name="leader" />
            <Named body={body} name="department" />
            <Named body={body} name="person" />
            <td class="number nowrap" data-label="普法经费">
              {body.budget === null ? "" : moneyWords(body.budget)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Named = ({ body, name }: { body: BodyRow["body"]; name: keyof typeof NAME_LABEL }) => (
  <td data-label={NAME_LABEL[name]}>{gapsOf(body).includes(name) ? <span class="muted">未填</span> : body[name]}</td>
)
