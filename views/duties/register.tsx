import {
  carryDutiesPath,
  compareDutiesPath,
  dutiesFilePath,
  dutiesPaperPath,
  dutiesPath,
  dutyPath,
  filingPath,
  filingsPath,
  newDutyPath,
  type Query,
  readDutiesPath,
} from "#src/paths.ts"
import { DUTY_VIEWS, type DutyFilter, type DutyView, queryOf } from "#src/year/duties/lists.ts"
import type { DutyRegister, DutyRow, OwnList } from "#src/year/duties/queries.ts"
import { DOCUMENT_STATE_LABEL } from "../documents/words.ts"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { brief } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { Marks } from "./duty.tsx"
import { LawNames } from "./law_names.tsx"
import { DUTY_VIEW_LABEL, indicatorWords, keptWords, leadWords, timingWords } from "./words.ts"

type Props = {
  register: DutyRegister
  asked: { year: number; filter: DutyFilter; page: number }
  today: string
}

/** 责任清单 of a year: of all units that one sees, or of one of them in the order of its list. */
export const DutiesPage = (props: Props) => {
  const { register, asked } = props
  const { choices, rows, hasMore } = register
  const { filter, page, year } = asked
  const path = (over: Query) => dutiesPath(year, { ...queryOf(filter), ...over })
  const mine = register.own.find(({ unitId }) => filter.unit === null || unitId === filter.unit)
  return (
    <>
      <YearHead found={choices.found} tab="duties" acts={<Acts mine={mine} year={year} />} />
      {filter.unit !== null && <UnitHead {...props} unit={filter.unit} />}
      {mine && !mine.isOpen && (
        <p class="note">
          {mine.name}的责任清单已经报送，现在不能改动。要改的，在
          <a href={mine.documentId === null ? filingsPath(year) : filingPath(mine.documentId)}>文件报备</a>
          里撤回，已备案的在那里修订。
        </p>
      )}
      <Views {...props} />
      <KeptTo facts={keptWords(choices, filter)} />
      {rows.length === 0 ? <Empty mine={mine} filter={filter} /> : <Table {...props} />}
      <Pages page={page} hasMore={hasMore} path={(number) => path({ page: number })} />
      {rows.length > 0 && <Files year={year} filter={filter} />}
      {filter.unit === null && <Units {...props} />}
    </>
  )
}

const Acts = ({ mine, year }: { mine: OwnList | undefined; year: number }) => (
  <>
    {mine?.isOpen && mine.carriable > 0 && (
      <form method="post" action={carryDutiesPath(year)}>
        <input type="hidden" name="unit" value={mine.unitId} />
        <button type="submit" id="carry">
          沿用上年清单（{mine.carriable}项）
        </button>
      </form>
    )}
    {mine?.isOpen && (
      <a class="button" href={readDutiesPath(year, { unit: mine.unitId })} id="read-list">
        导入
      </a>
    )}
    {mine?.isOpen && (
      <a class="button primary" href={newDutyPath(year, { unit: mine.unitId })} id="enter-duty">
        添加清单事项
      </a>
    )}
    <PrintButton class="quiet" />
  </>
)

const Empty = ({ mine, filter }: { mine: OwnList | undefined; filter: DutyFilter }) => (
  <p class="empty sheet">
    {filter.view !== "all"
      ? "没有这样的清单事项。"
      : mine?.isOpen
        ? "清单还没有事项，请逐项添加。"
        : "还没有报送的清单事项。单位正在编制的，报送后可以查看。"}
  </p>
)

const listOf = ({ lists }: DutyRegister, unit: number) => lists.find(({ unitId }) => unitId === unit)

const UnitHead = ({ register, asked, unit }: Props & { unit: number }) => {
  const found = register.choices.units.find(({ id }) => id === unit)
  const list = listOf(register, unit)
  return (
    <p class="crumbs small" id="unit-list">
      <a href={dutiesPath(asked.year)}>全部单位</a> · <b>{found?.name ?? "其他单位"}</b>{" "}
      {list && (
        <a href={filingPath(list.documentId)} class="tag">
          {DOCUMENT_STATE_LABEL[list.state]}
        </a>
      )}{" "}
      {list && (list.state !== "draft" || list.number > 1) && (
        <a href={compareDutiesPath(asked.year, unit)}>与以前报送的比较</a>
      )}
    </p>
  )
}

/** How many items a view has, of all units or of one. */
const countOf = ({ counts }: DutyRegister, { unit }: DutyFilter, view: DutyView): number =>
  counts.filter(({ unitId }) => unit === null || unitId === unit).reduce((sum, one) => sum + one[view], 0)

const Views = ({ register, asked: { year, filter } }: Props) => (
  <p class="muted small" role="status">
    {DUTY_VIEWS.map((view) => {
      const n = countOf(register, filter, view)
      return n === 0 && view !== "all" && view !== filter.view ? null : (
        <>
          <a
            href={dutiesPath(year, queryOf({ ...filter, view }))}
            id={`view-${view}`}
            data-of="duties"
            aria-current={view === filter.view ? "true" : undefined}
          >
            {DUTY_VIEW_LABEL[view]} {n} 项
          </a>
          {"　"}
        </>
      )
    })}
  </p>
)

const Table = ({ register, asked: { filter }, today }: Props) => {
  const moves = filter.view === "all" && register.own.some(({ unitId, isOpen }) => isOpen && unitId === filter.unit)
  return (
    <div class="table-frame">
      <table class="list stack" id="duties">
        <caption class="sr-only">普法责任清单</caption>
        <thead>
          <tr>
            {filter.unit === null && <th scope="col">单位</th>}
            <th scope="col">普什么</th>
            <th scope="col">对谁普</th>
            <th scope="col">怎么普</th>
            <th scope="col">何时普</th>
            <th scope="col">谁去普</th>
            <th scope="col">标准、措施、指标</th>
          </tr>
        </thead>
        <tbody>
          {register.rows.map((row, i) => (
            <Row
              row={row}
              register={register}
              withUnit={filter.unit === null}
              today={today}
              places={moves ? { isFirst: i === 0, isLast: i === register.rows.length - 1 } : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Places = { isFirst: boolean; isLast: boolean }
type RowProps = { row: DutyRow; register: DutyRegister; withUnit: boolean; today: string; places: Places | null }

/** 上移, 下移, in one's own list while it is written. */
const Places = ({ duty, isFirst, isLast }: { duty: DutyRow["duty"] } & Places) => (
  <form method="post" action={dutyPath(duty.id, "moving")} class="acts no-print">
    <input type="hidden" name="version" value={duty.version} />
    {!isFirst && (
      <button type="submit" class="quiet" name="towards" value="up">
        上移
      </button>
    )}
    {!isLast && (
      <button type="submit" class="quiet" name="towards" value="down">
        下移
      </button>
    )}
  </form>
)

const Row = ({ row: { duty, text, unit, keyDay }, register: { choices }, withUnit, today, places }: RowProps) => (
  <tr data-row="duty">
    {withUnit && (
      <td class="nowrap" data-label="单位">
        <a href={dutiesPath(duty.year, { unit: unit.id })}>{unit.shortName}</a>
      </td>
    )}
    <th scope="row">
      <a href={dutyPath(duty.id)} id={`duty-${duty.id}`}>
        {text.content}
      </a>
      {text.laws.length > 0 && (
        <>
          <br />
          <small>
            <LawNames titles={text.laws} laws={choices.laws} today={today} />
          </small>
        </>
      )}
      <br />
      <Marks text={text} />
      {places && <Places duty={duty} {...places} />}
    </th>
    {text.applies ? (
      <>
        <td data-label="对谁普">{text.audience || "–"}</td>
        <td data-label="怎么普">{brief(text.ways) || "–"}</td>
        <td data-label="何时普">{timingWords(text, keyDay, today) || "–"}</td>
        <td data-label="谁去普">
          {leadWords(text, choices) || "–"}
          <br />
          <small>{[text.department, text.person].filter(Boolean).join(" ")}</small>
        </td>
        <td data-label="标准、措施、指标">
          <small>
            {[text.standard, text.measures, indicatorWords(text)].map(clause).filter(Boolean).join("；") || "–"}
          </small>
        </td>
      </>
    ) : (
      <td colspan={5}>不适用：{text.why}</td>
    )}
  </tr>
)

/** In a row with others: short, and without its full stop. */
const clause = (text: string): string => brief(text.replace(/[。；]$/, ""), 40)

/** The units with what their lists hold and where they stand: each number opens its rows. */
const Units = ({ register, asked: { year } }: Props) => {
  const { choices, counts } = register
  const shown = choices.units.filter(({ id }) => counts.some(({ unitId }) => unitId === id) || listOf(register, id))
  return shown.length < 2 ? null : (
    <section class="block" id="units">
      <h2>各单位</h2>
      <div class="table-frame">
        <table class="list">
          <caption class="sr-only">各单位的责任清单</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">清单</th>
              {COUNTED.map((view) => (
                <th scope="col" class="number">
                  {view === "all" ? "事项" : DUTY_VIEW_LABEL[view]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, shortName }) => (
              <UnitRow id={id} name={shortName} register={register} year={year} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What others see of a unit's items is counted; what it took out is its own. */
const COUNTED = DUTY_VIEWS.filter((view) => view !== "struck")

type UnitRowProps = { id: number; name: string; register: DutyRegister; year: number }

const UnitRow = ({ id, name, register, year }: UnitRowProps) => {
  const list = listOf(register, id)
  return (
    <tr data-row="unit">
      <th scope="row" class="nowrap">
        <a href={dutiesPath(year, { unit: id })}>{name}</a>
      </th>
      <td class="nowrap">
        {list ? (
          <a href={filingPath(list.documentId)}>{DOCUMENT_STATE_LABEL[list.state]}</a>
        ) : (
          <small>{register.own.some(({ unitId }) => unitId === id) ? "编制中" : "–"}</small>
        )}
      </td>
      {COUNTED.map((view) => (
        <td class="number">
          <a href={dutiesPath(year, queryOf({ unit: id, view }))} data-of="duties">
            {countOf(register, { unit: id, view }, view)}
          </a>
        </td>
      ))}
    </tr>
  )
}

const Files = ({ year, filter }: { year: number; filter: DutyFilter }) => (
  <div class="acts no-print">
    <form method="post" action={dutiesFilePath(year, "xlsx", queryOf(filter))} hx-boost="false">
      <button type="submit" id="take-xlsx">
        下载 Excel
      </button>
    </form>
    <form method="post" action={dutiesFilePath(year, "csv", queryOf(filter))} hx-boost="false">
      <button type="submit" class="quiet" id="take-csv">
        下载 CSV
      </button>
    </form>
    {filter.unit !== null && (
      <form method="post" action={dutiesPaperPath(year, filter.unit)} hx-boost="false">
        <button type="submit" class="quiet" id="take-paper">
          任务书（Word）
        </button>
      </form>
    )}
    <span class="muted small">按当前筛选下载，记入操作记录。</span>
  </div>
)
