import { OUTCOME_KINDS, type OutcomeKind } from "#db/schema.ts"
import { outcomePath, yearOutcomesFilePath, yearOutcomesPath } from "#src/paths.ts"
import type { OutcomeRegister, OutcomeRow } from "#src/year/outcomes/queries.ts"
import { Discarding } from "../parts/discarding.tsx"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { OUTCOME_KIND_LABEL } from "./words.ts"

type Props = {
  found: OutcomeRegister
  kind: OutcomeKind | null
  page: number
  today: string
  flaws?: Flaws | undefined
  /** The row whose 作废 came back. */
  discarding: number | null
}

/** 表彰奖励, 经验做法 and 结果运用 of a year. */
export const OutcomeRegisterPage = ({ found, kind, page, today, flaws, discarding }: Props) => {
  const { year, keeps, outcomes, counts, hasMore } = found
  return (
    <>
      <YearHead found={found} tab="outcomes" acts={<PrintButton />} />
      {keeps && <EnterForm found={found} today={today} flaws={discarding === null ? flaws : undefined} />}
      <section class="block" id="outcomes">
        <h2>
          {kind === null ? "表彰奖励、经验做法和结果运用" : OUTCOME_KIND_LABEL[kind]}
          <small>
            {counts.map(([one, n], i) => (
              <>
                {i > 0 && "，"}
                <a href={yearOutcomesPath(year.year, { kind: one })}>
                  {OUTCOME_KIND_LABEL[one]}
                  {n}项
                </a>
              </>
            ))}
            {kind !== null && (
              <>
                ，<a href={yearOutcomesPath(year.year)}>全部</a>
              </>
            )}
          </small>
        </h2>
        {outcomes.length === 0 ? (
          <p class="empty sheet">没有登记。</p>
        ) : (
          <OutcomeTable rows={outcomes} keeps={keeps} today={today} flaws={flaws} discarding={discarding} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => yearOutcomesPath(year.year, { kind, page })} />
        <Taking path={(file) => yearOutcomesFilePath(year.year, file, { kind })} />
      </section>
    </>
  )
}

type FormProps = { found: OutcomeRegister; today: string; flaws: Flaws | undefined }

const EnterForm = ({ found: { year, units }, today, flaws }: FormProps) => (
  <details class="sheet padded no-print" id="new-outcome" open={flaws !== undefined}>
    <summary>登记</summary>
    <form method="post" action={yearOutcomesPath(year.year)}>
      <Flawed flaws={flaws} />
      <div class="fields">
        <Choice
          name="kind"
          label="类别"
          required
          empty="请选择"
          options={OUTCOME_KINDS.map((one) => [one, OUTCOME_KIND_LABEL[one]] as const)}
          flaws={flaws}
        />
        <Choice
          name="unit"
          label="单位"
          required
          empty="请选择"
          options={units.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
        <Field name="happenedOn" label="日期" type="date" required value={today} flaws={flaws} />
        <Field name="title" label="事项" required flaws={flaws} />
        <Field name="authority" label="决定单位" flaws={flaws} />
        <Field name="docNumber" label="文号" flaws={flaws} />
      </div>
      <Area
        id="outcome-text"
        name="text"
        label="内容"
        rows={3}
        longest={5000}
        hint="先进个人写职务，不写其他个人信息"
        flaws={flaws}
      />
      <p class="acts">
        <button type="submit" class="primary" id="enter-outcome">
          登记
        </button>
      </p>
    </form>
  </details>
)

type TableProps = {
  rows: readonly OutcomeRow[]
  keeps: boolean
  today: string
  flaws: Flaws | undefined
  discarding: number | null
}

const OutcomeTable = ({ rows, keeps, today, flaws, discarding }: TableProps) => (
  <div class="table-frame">
    <table class="list stack">
      <thead>
        <tr>
          <th scope="col">事项</th>
          <th scope="col">类别</th>
          <th scope="col">单位</th>
          <th scope="col">日期</th>
          <th scope="col">决定单位、文号</th>
          {keeps && (
            <th scope="col" class="no-print">
              <span class="sr-only">作废</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ outcome, unit }) => (
          <tr data-row="outcome">
            <th scope="row">
              {outcome.title}
              {outcome.text && (
                <>
                  <br />
                  <small class="preserve">{outcome.text}</small>
                </>
              )}
            </th>
            <td class="nowrap" data-label="类别">
              {OUTCOME_KIND_LABEL[outcome.kind]}
            </td>
            <td class="nowrap" data-label="单位">
              {unit}
            </td>
            <td class="nowrap" data-label="日期">
              {dayWords(outcome.happenedOn, today)}
            </td>
            <td data-label="决定单位、文号">
              {[outcome.authority, outcome.docNumber].filter(Boolean).join("，") || "–"}
            </td>
            {keeps && (
              <td class="no-print">
                <Discarding
                  row={outcome}
                  action={outcomePath(outcome.id, "discarding")}
                  flaws={discarding === outcome.id ? flaws : undefined}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
