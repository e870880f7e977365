import { LARGEST_TABLES, TABLES_TOO_LARGE } from "#src/plans/intake/reading/tables.ts"
import { Area, type Flaws } from "./fields.tsx"

/* A table that is brought from Word, Excel or the clipboard: where it is given, and a row of it as it was read. */

type TableSourceProps = { label: string; endings: readonly string[]; flaws?: Flaws | undefined }

/** A file, or the table pasted. */
export const TableSource = ({ label, endings, flaws }: TableSourceProps) => {
  const problems = flaws?.problems.file
  return (
    <>
      <div class="field full">
        <label for="file">
          {label}
          <small>（{endings.join(" ")}，不超过 1 MB）</small>
        </label>
        <input
          type="file"
          name="file"
          id="file"
          accept={endings.join(",")}
          data-largest={LARGEST_TABLES}
          data-problem={TABLES_TOO_LARGE}
          aria-invalid={problems ? "true" : undefined}
          aria-describedby={problems ? "file-problem" : undefined}
        />
        {problems && (
          <p class="problem" id="file-problem">
            {problems.join("；")}
          </p>
        )}
      </div>
      <Area
        name="pasted"
        label="或者粘贴表格"
        rows={6}
        longest={200_000}
        flaws={flaws}
        hint="从 Excel、WPS 表格连表头一起复制、粘贴"
      />
    </>
  )
}

type RowProps<Column extends string> = {
  i: number
  /** What the row is about. */
  title: string
  unit: string
  row: Readonly<Record<Column, string>>
  labels: Readonly<Record<Column, string>>
  columns: readonly Column[]
  doubts: Partial<Record<Column, string>>
  /** As what a field was taken, beside it. */
  hints?: Partial<Record<Column, string>>
  taken: boolean
  flaws?: Flaws | undefined
}

/** A row that was read, its words in fields, each doubt at its field. */
export const ReadRow = <Column extends string>(props: RowProps<Column>) => {
  const { i, title, unit, row, labels, columns, doubts, hints, taken, flaws } = props
  return (
    <fieldset class="sheet padded">
      <legend>
        <label class="tick">
          <input type="checkbox" name="take" value={i} checked={taken} /> 第{i + 1}
          {unit} {title}
        </label>
      </legend>
      <div class="fields three">
        {columns.map((column) => (
          <Cell
            name={`row-${column}`}
            id={`row-${i}-${column}`}
            label={labels[column]}
            value={row[column]}
            hint={hints?.[column]}
            problem={flaws?.problems[`${column}-${i}`]?.join("；") ?? doubts[column]}
          />
        ))}
      </div>
    </fieldset>
  )
}

type CellProps = {
  name: string
  id: string
  label: string
  value: string
  hint: string | undefined
  problem: string | undefined
}

const Cell = ({ name, id, label, value, hint, problem }: CellProps) => (
  <div class="field">
    <label for={id}>
      {label}
      {hint && <small>（{hint}）</small>}
    </label>
    <textarea
      name={name}
      id={id}
      rows={2}
      aria-invalid={problem ? "true" : undefined}
      aria-describedby={problem ? `${id}-problem` : undefined}
    >
      {`\n${value}`}
    </textarea>
    {problem && (
      <p class="problem" id={`${id}-problem`}>
        {problem}
      </p>
    )}
  </div>
)
