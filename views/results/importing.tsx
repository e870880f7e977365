import { bringResultsPath, readResultsPath, yearResultsPath } from "#src/paths.ts"
import { COLUMNS, type Column, type ResultRow } from "#src/year/results/sheet_reading.ts"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { ReadRow, TableSource } from "../parts/read_table.tsx"
import { COLUMN_LABEL } from "./words.ts"

type ReadingProps = { year: number; endings: readonly string[]; flaws?: Flaws | undefined }

/** 导入: a table is looked over before anything of it is stored. */
export const ReadResults = ({ year, endings, flaws }: ReadingProps) => (
  <section class="narrow">
    <div class="title">
      <div>
        <h1>导入学法述法成绩</h1>
        <p>
          <a href={yearResultsPath(year)}>{year}年学法述法</a>
        </p>
      </div>
    </div>
    <form
      method="post"
      action={readResultsPath(year)}
      enctype="multipart/form-data"
      class="sheet padded boxes"
      id="read-results"
    >
      <Flawed flaws={flaws} text="没有读到成绩：请按红字处理后再试。" />
      <TableSource label="成绩表文件" endings={endings} flaws={flaws} />
      <p class="hint">表头：单位、姓名、职务、学法考试、述法形式、评议等次、日期。不要有身份证号、手机号。</p>
      <p class="acts">
        <button type="submit" class="primary">
          读取
        </button>
        <small>读取后先核对，确认了才登记。</small>
      </p>
    </form>
  </section>
)

type Preview = {
  year: number
  rows: readonly ResultRow[]
  doubts: readonly Partial<Record<Column, string>>[]
  flaws?: Flaws | undefined
}

/** What was read, a person each, with doubts at their fields; one act for all. */
export const PreviewResults = ({ year, rows, doubts, flaws }: Preview) => {
  const taken = new Set(flaws ? [flaws.typed.take ?? []].flat() : rows.map((_, i) => String(i)))
  const inDoubt = doubts.filter((one) => Object.keys(one).length > 0).length
  return (
    <>
      <div class="title">
        <div>
          <h1>核对读到的成绩</h1>
          <p>
            读到{rows.length}人{inDoubt > 0 && `，其中${inDoubt}人有疑问，见红字`}。改好后一次登记，不要的去掉勾选。
          </p>
        </div>
      </div>
      <form method="post" action={bringResultsPath(year)} class="boxes" id="bring-results">
        <Flawed flaws={flaws} text="还没有登记：请按红字修改，或去掉那一人的勾选。" />
        {flaws?.problems.taken && <p class="problem">{flaws.problems.taken.join("；")}</p>}
        {rows.map((row, i) => (
          <ReadRow
            i={i}
            unit="人"
            title={row.name}
            row={row}
            labels={COLUMN_LABEL}
            columns={COLUMNS}
            doubts={doubts[i] ?? {}}
            taken={taken.has(String(i))}
            flaws={flaws}
          />
        ))}
        <p class="acts">
          <button type="submit" class="primary" id="bring">
            登记
          </button>
          <a class="button" href={yearResultsPath(year)}>
            不登记，返回
          </a>
        </p>
      </form>
    </>
  )
}
