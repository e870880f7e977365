import { arrivalsPath, planPath, roundsPath, unitSheetPath } from "#src/paths.ts"
import type { Arrivals, AskedUnit } from "#src/reports/sheets/arrival_queries.ts"
import { isReceived } from "#src/reports/sheets/policy.ts"
import { Files } from "../parts/evidence.tsx"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords, momentWords } from "../words.ts"

type Props = {
  found: Arrivals
  today: string
  /** Whoever records takes it, unless somebody else is named. */
  recorder: string
  /** The form that came back: of what came together (null), or of one unit. */
  flawed: (Flaws & { unit: number | null }) | null
}

/** 签字单 of a round on paper: what is still to come, and what has come. */
export const ArrivalsPage = (props: Props) => {
  const { plan, round, asked } = props.found
  const missing = asked.filter(({ sheet }) => !isReceived(sheet))
  const came = asked.filter(({ sheet }) => isReceived(sheet))
  return (
    <>
      <div class="title">
        <div>
          <h1>纸质签字单 {round.name}</h1>
          <p>
            <a href={planPath(plan.id)}>{plan.title}</a> · 点单位名称查看、打印该单位本期报送的进展 · 应交{asked.length}
            个单位，已收{came.length}个，未收
            {missing.length}个
          </p>
        </div>
        <div class="acts">
          <a class="button" href={roundsPath(plan.id)}>
            返回填报期
          </a>
        </div>
      </div>
      {missing.length > 0 && <Missing {...props} rows={missing} />}
      {came.length > 0 && <Came {...props} rows={came} />}
      {asked.length === 0 && <p class="empty sheet">本期没有要求任何单位报送。</p>}
    </>
  )
}

type RowsProps = Props & { rows: AskedUnit[] }

/** One form for a day's post: tick what came, and what is on it. */
const Missing = ({ found: { plan, round }, rows, today, recorder, flawed }: RowsProps) => {
  const flaws = flawed?.unit === null ? flawed : null
  const ticked = (name: string, unitId: number) => [flaws?.typed[name] ?? []].flat().includes(String(unitId))
  return (
    <section class="block" id="missing">
      <h2>
        未收到（{rows.length}）<small>收到后勾选登记；未签字、未盖章的也可先登记，补齐后更正</small>
      </h2>
      <form method="post" action={arrivalsPath(plan.id, round.number)} enctype="multipart/form-data" id="receive">
        <Flawed flaws={flaws} text={flaws?.problems.units?.[0]} />
        <div class="sheet padded fields">
          <Field name="receivedOn" type="date" label="收到日期" value={today} required flaws={flaws} />
          <Field name="takenBy" label="收件人" value={recorder} required flaws={flaws} />
        </div>
        <div class="table-frame">
          <table class="list stack">
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col">本期已报</th>
                <th scope="col">纸质签字单</th>
                <th scope="col">扫描件（选填）</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ unit, owed, reported, sheet, recordedBy }) => (
                <tr>
                  <th scope="row">
                    <a href={unitSheetPath(plan.id, round.number, unit.id)}>{unit.name}</a>
                  </th>
                  <td class="nowrap" data-label="本期已报">
                    {reported}/{owed}
                  </td>
                  <td>
                    <fieldset class="ticks" aria-label={`${unit.name}的签字单`}>
                      {COLUMNS.map(([name, label]) => (
                        <label class="tick">
                          <input type="checkbox" name={name} value={unit.id} checked={ticked(name, unit.id)} /> {label}
                        </label>
                      ))}
                    </fieldset>
                    {sheet && (
                      <small>
                        {recordedBy}于{momentWords(sheet.recordedAt, today)}撤销过登记
                      </small>
                    )}
                  </td>
                  <td>
                    <Scan id={`scan-${unit.id}`} name={`scan-${unit.id}`} unit={unit.name} flaws={flaws} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            登记收到
          </button>
          {flaws && <small>选过的扫描件没有保留，请重新选择</small>}
        </p>
      </form>
    </section>
  )
}

const COLUMNS = [
  ["units", "收到"],
  ["signed", "已签字"],
  ["sealed", "已盖章"],
] as const

const Scan = ({ id, name, unit, flaws }: { id: string; name: string; unit: string; flaws?: Flaws | null }) => (
  <>
    <label>
      <span class="sr-only">{unit}签字单的扫描件</span>
      <input type="file" name={name} id={id} accept=".pdf,.ofd,.jpg,.jpeg,.png" />
    </label>
    {flaws?.problems[name] && <p class="problem">{flaws.problems[name]?.join("；")}</p>}
  </>
)

const Came = ({ found, rows, today, flawed }: RowsProps) => (
  <section class="block" id="came">
    <h2>已收到（{rows.length}）</h2>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">收到日期</th>
            <th scope="col">收件人</th>
            <th scope="col">签字盖章</th>
            <th scope="col">扫描件</th>
            <th scope="col">登记</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row found={found} row={row} today={today} flaws={flawed?.unit === row.unit.id ? flawed : null} />
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

type RowProps = { found: Arrivals; row: AskedUnit; today: string; flaws: Flaws | null }

const Row = ({ found, row, today, flaws }: RowProps) => {
  const { unit, sheet, recordedBy, scans } = row
  if (!sheet?.receivedOn) return null
  return (
    <tr>
      <th scope="row">
        <a href={unitSheetPath(found.plan.id, found.round.number, unit.id)}>{unit.name}</a>
      </th>
      <td class="nowrap" data-label="收到日期">
        {dayWords(sheet.receivedOn, today)}
      </td>
      <td data-label="收件人">{sheet.takenBy}</td>
      <td class="nowrap">
        {sheet.isSigned ? "已签字" : <span class="light yellow">未签字</span>}{" "}
        {sheet.isSealed ? "已盖章" : <span class="light yellow">未盖章</span>}
      </td>
      <td data-label="扫描件">{scans.length > 0 ? <Files files={scans} /> : <span class="muted">–</span>}</td>
      <td>
        <small>
          {recordedBy} {momentWords(sheet.recordedAt, today)}
        </small>
        <details open={flaws !== null} id={`sheet-${unit.id}`}>
          <summary>更正、补扫描件</summary>
          <Correction found={found} row={row} flaws={flaws} />
        </details>
      </td>
    </tr>
  )
}

const Correction = ({ found: { plan, round }, row: { unit, sheet }, flaws }: Omit<RowProps, "today">) => {
  const path = (act = "") => arrivalsPath(plan.id, round.number, unit.id, act)
  const tick = (name: "isSigned" | "isSealed") => (flaws ? Boolean(flaws.typed[name]) : sheet?.[name] === true)
  return (
    <>
      <form method="post" action={path()} enctype="multipart/form-data" class="boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={sheet?.version} />
        <Field
          id={`received-${unit.id}`}
          name="receivedOn"
          type="date"
          label="收到日期"
          value={sheet?.receivedOn}
          required
          flaws={flaws}
        />
        <Field id={`taken-${unit.id}`} name="takenBy" label="收件人" value={sheet?.takenBy} required flaws={flaws} />
        <label class="tick">
          <input type="checkbox" name="isSigned" value="1" checked={tick("isSigned")} /> 已签字
        </label>
        <label class="tick">
          <input type="checkbox" name="isSealed" value="1" checked={tick("isSealed")} /> 已盖章
        </label>
        <Scan id={`scan-of-${unit.id}`} name="scan" unit={unit.name} flaws={flaws} />
        <button type="submit">保存更正</button>
      </form>
      <form method="post" action={path("withdrawal")} class="inline">
        <input type="hidden" name="version" value={sheet?.version} />
        <label>
          <span class="sr-only">撤销{unit.name}登记的原因</span>
          <input name="remark" placeholder="原因（选填）" maxlength={200} />
        </label>
        <button type="submit" class="danger">
          撤销登记
        </button>
      </form>
    </>
  )
}
