import { VERIFICATION_RESULTS } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { activitiesPath, taskPath, verificationPath, verifyingFilePath, verifyingPath } from "#src/paths.ts"
import { queryOf as activityQuery } from "#src/year/activities/filter.ts"
import { shortTitle } from "#src/year/laws/naming.ts"
import { MOST_AT_ONCE, queryOf, VERIFYING_VIEWS, type VerifyingView } from "#src/year/verifying/lists.ts"
import { mayVerify } from "#src/year/verifying/policy.ts"
import type { Evidence, Totals, VerifyingOfYear, VerifyingRow } from "#src/year/verifying/queries.ts"
import { claimOf, mayClaim, versionOf } from "#src/year/verifying/shown.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { RESULT_LABEL, VIEW_LABEL } from "./words.ts"

type Props = { found: VerifyingOfYear; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

const flawsOf = ({ flawed }: Props, act: string) => (flawed?.act === act ? flawed : null)

/** 督查核实 of a year: units × figures, and the list behind one of them with what is done there. */
export const VerifyingPage = (props: Props) => {
  const { found } = props
  const { filter, keeps } = found
  return (
    <>
      <YearHead found={found} tab="verification" acts={<PrintButton />} />
      <Units {...props} />
      {filter.view !== null && <List {...props} view={filter.view} />}
      {keeps && <DayForm {...props} />}
    </>
  )
}

/** 未告知 is no matter of those who read it only once it is told. */
const viewsFor = ({ overlooks }: VerifyingOfYear) => VERIFYING_VIEWS.filter((view) => overlooks || view !== "untold")

const sumOf = (totals: readonly Totals[], view: VerifyingView) => totals.reduce((sum, one) => sum + one[view], 0)

const Units = ({ found, today }: Props) => {
  const { year, totals, day } = found
  const views = viewsFor(found)
  const cells = (of: readonly Totals[], unit: number | null) =>
    views.map((view) => (
      <td class="number" data-label={VIEW_LABEL[view]}>
        <a href={verifyingPath(year.year, "", queryOf({ unit, view }))} data-of="verifications">
          {sumOf(of, view)}
        </a>
      </td>
    ))
  return (
    <section class="block" id="verifying">
      <h2>
        督查核实 <small>已备案责任清单的事项，{dayWords(day.fromOn, today)}起核实</small>
      </h2>
      {totals.length === 0 ? (
        <p class="empty sheet">还没有备案的责任清单。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">各单位核实情况</caption>
            <thead>
              <tr>
                <th scope="col">单位</th>
                {views.map((view) => (
                  <th scope="col" class="number">
                    {VIEW_LABEL[view]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {totals.map((one) => (
                <tr data-row="unit">
                  <th scope="row" class="nowrap">
                    <a href={verifyingPath(year.year, "", { unit: one.unitId })}>{one.unit}</a>
                  </th>
                  {cells([one], one.unitId)}
                </tr>
              ))}
              {totals.length > 1 && (
                <tr>
                  <th scope="row">合计</th>
                  {cells(totals, null)}
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

const List = (props: Props & { view: VerifyingView }) => {
  const { found, today, view } = props
  const { year, filter, rows, page, hasMore, totals, keeps, claims } = found
  const unit = totals.find(({ unitId }) => unitId === filter.unit)
  return (
    <section class="block" id="items">
      <h2>
        {unit?.unit ?? (filter.unit === null ? "全部单位" : "该单位")} · {VIEW_LABEL[view]}{" "}
        <small>{rows.length > 0 && `本页${rows.length}项`}</small>
      </h2>
      {rows.length === 0 ? (
        <p class="empty sheet">没有这样的事项。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">清单事项核实情况</caption>
            <thead>
              <tr>
                {filter.unit === null && <th scope="col">单位</th>}
                <th scope="col">清单事项</th>
                <th scope="col">自报完成情况</th>
                {filter.unit !== null && <th scope="col">已登记</th>}
                <th scope="col">核实结果</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row row={row} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages
        page={page}
        hasMore={hasMore}
        path={(page) => verifyingPath(year.year, "", { ...queryOf(filter), page })}
      />
      {claims && rows.some(mayClaim) && (
        <form method="post" action={verifyingPath(year.year, "claims", queryOf(filter))} id="claims" class="acts">
          <Flawed flaws={flawsOf(props, "claims")} />
          <button type="submit" class="primary">
            保存自报
          </button>
          <small>填写的内容一并保存，普法办可以看到；告知核实结果前可以再改，不能清空，改动都留存。</small>
        </form>
      )}
      {keeps && rows.length > 0 && <VerifyForm {...props} today={today} />}
      {keeps && <TellForm {...props} />}
      <Taking path={(file) => verifyingFilePath(year.year, file, queryOf(filter))} />
    </section>
  )
}

const valuesIn = (flaws: Flaws | null, name: string): string[] => [flaws?.typed[name] ?? []].flat()

const Row = ({ row, ...props }: Props & { row: VerifyingRow }) => {
  const { found, actor, today } = props
  const { filter, claims } = found
  const key = `${row.id}.${versionOf(row)}`
  const ticked = valuesIn(flawsOf(props, "verify"), "take").includes(key)
  return (
    <tr data-row="verification">
      {filter.unit === null && (
        <td class="nowrap" data-label="单位">
          <a href={verifyingPath(row.year, "", { unit: row.unitId })}>{row.shortName}</a>
        </td>
      )}
      <th scope="row">
        {mayVerify(actor, found.year, row.claim) && (
          <>
            <input
              type="checkbox"
              name="take"
              value={key}
              form="verify"
              checked={ticked}
              aria-label={`勾选${row.content}`}
            />{" "}
            {row.shown === null && <input type="hidden" name="pending" value={key} form="verify" />}
          </>
        )}
        <a href={verificationPath(row.id)} id={`item-${row.id}`}>
          {row.content}
        </a>
        {row.indicator && (
          <>
            <br />
            <small>{row.indicator}</small>
          </>
        )}
      </th>
      <td data-label="自报完成情况">
        {claims && mayClaim(row) ? (
          <ClaimBox row={row} flaws={flawsOf(props, "claims")} />
        ) : (
          <span class="preserve">{row.claim?.text ?? "–"}</span>
        )}
      </td>
      {filter.unit !== null && (
        <td data-label="已登记">
          <EvidenceOf row={row} evidence={found.evidence} />
        </td>
      )}
      <td data-label="核实结果">
        <ResultOf shown={row.shown} today={today} />
      </td>
    </tr>
  )
}

const ClaimBox = ({ row, flaws }: { row: VerifyingRow; flaws: Flaws | null }) => {
  const key = `${row.id}.${claimOf(row)}`
  const at = valuesIn(flaws, "item").indexOf(key)
  return (
    <>
      <input type="hidden" name="item" value={key} form="claims" />
      <textarea name="claim" rows={2} form="claims" data-longest={2000} aria-label={`${row.content}的完成情况`}>
        {`\n${(at < 0 ? undefined : valuesIn(flaws, "claim")[at]) ?? row.claim?.text ?? ""}`}
      </textarea>
    </>
  )
}

/** What stands in the program already: activities of the unit that name a law of the item, and the assignments by which it is carried out. */
export const EvidenceOf = ({
  row: { id, year, unitId, laws },
  evidence: { held, parts },
}: {
  row: Pick<VerifyingRow, "id" | "year" | "unitId" | "laws">
  evidence: Evidence
}) => {
  const activities = held.filter(({ law }) => laws.includes(shortTitle(law)))
  const assignments = parts.filter(({ dutyId }) => dutyId === id)
  return activities.length + assignments.length === 0 ? (
    "–"
  ) : (
    <small>
      {activities.map(({ law, n }) => (
        <>
          <a href={activitiesPath(year, activityQuery({ unit: unitId, law, state: "held" }))}>
            《{shortTitle(law)}》活动{n}场
          </a>
          <br />
        </>
      ))}
      {assignments.map(({ planId, ordinal, label, state }) => (
        <>
          <a href={taskPath(planId, ordinal)}>
            任务{label}
            {ASSIGNMENT_STATE_LABEL[state]}
          </a>
          <br />
        </>
      ))}
    </small>
  )
}

const TAG: Partial<Record<string, string>> = { unmet: "tag warn", untrue: "tag warn" }

/** A result with its day, by what it was found, and what was said to it. */
export const ResultOf = ({ shown, today }: { shown: VerifyingRow["shown"]; today: string }) =>
  shown === null ? (
    <span class="muted">{VIEW_LABEL.pending}</span>
  ) : (
    <>
      <span class={TAG[shown.result] ?? "tag"}>{RESULT_LABEL[shown.result]}</span>
      {shown.toldAt === null && <span class="tag">未告知</span>}
      <br />
      <small>
        {dayWords(shown.verifiedOn, today)} {shown.basis}
        {shown.remark && <p class="preserve">{shown.remark}</p>}
        {shown.answer && <p class="preserve">单位说明：{shown.answer}</p>}
      </small>
    </>
  )

const VerifyForm = (props: Props) => {
  const { found, actor, today } = props
  const { year, filter, rows, page } = found
  const flaws = flawsOf(props, "verify")
  const isPending = ({ shown, claim }: VerifyingRow) => shown === null && mayVerify(actor, year, claim)
  const pending = rows.filter(isPending).length
  return (
    <form
      method="post"
      action={verifyingPath(year.year, "", { ...queryOf(filter), page: page === 1 ? null : page })}
      class="sheet padded boxes no-print"
      id="verify"
    >
      <Flawed flaws={flaws} text="还没有核实：请按红字修改后再提交。" />
      {flaws && (
        <p class="problem">{[flaws.problems.items, flaws.problems.result].flat().filter(Boolean).join("；")}</p>
      )}
      <div class="fields">
        <Field name="verifiedOn" label="核实日期" type="date" required value={today} flaws={flaws} />
        <Field
          name="basis"
          label="核实方式"
          required
          value="查阅资料"
          hint="如：查阅资料、实地查看、询问了解"
          flaws={flaws}
        />
      </div>
      <Area name="remark" label="核实情况" rows={2} longest={2000} hint="不实的必须写明" flaws={flaws} />
      {rows.some(({ shown }) => shown !== null) && (
        <Area name="why" label="改动原因" rows={2} longest={2000} hint="勾选的事项已有核实结果时必填" flaws={flaws} />
      )}
      <p class="acts">
        勾选的事项核实为：
        {VERIFICATION_RESULTS.map((result) => (
          <button type="submit" name="result" value={result}>
            {RESULT_LABEL[result]}
          </button>
        ))}
        {pending > 0 && (
          <button type="submit" class="primary" name="result" value="rest" id="rest">
            其余待核实的都{RESULT_LABEL.fulfilled}
          </button>
        )}
      </p>
    </form>
  )
}

const TellForm = ({ found: { year, filter, totals } }: Props) => {
  const those = filter.unit === null ? totals : totals.filter(({ unitId }) => unitId === filter.unit)
  const untold = Math.min(MOST_AT_ONCE, sumOf(those, "untold"))
  return untold === 0 ? null : (
    <form method="post" action={verifyingPath(year.year, "telling", queryOf(filter))} class="acts no-print" id="tell">
      <input type="hidden" name="version" value={those.reduce((sum, one) => sum + one.untoldVersion, 0)} />
      <button type="submit">告知单位（{untold}项）</button>
      <small>告知后单位看得到结果和核实情况；不实的可以说明一次。</small>
    </form>
  )
}

const DayForm = (props: Props) => {
  const { found } = props
  const flaws = flawsOf(props, "day")
  return (
    <details class="block no-print" open={flaws !== null} id="day">
      <summary>核实起始日</summary>
      <form method="post" action={verifyingPath(found.year.year, "day")} class="sheet padded">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={found.day.version} />
        <Field
          name="fromOn"
          label="从哪一天起核实"
          type="date"
          required
          value={found.day.fromOn}
          hint="到这一天，没有核实的事项列入普法办的「待核实」"
          flaws={flaws}
        />
        <p class="acts">
          <button type="submit">设定</button>
        </p>
      </form>
    </details>
  )
}
