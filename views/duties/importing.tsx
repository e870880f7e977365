import { bringDutiesPath, dutiesPath, readDutiesPath } from "#src/paths.ts"
import type { DutyChoices } from "#src/year/duties/queries.ts"
import { itemIn } from "#src/year/duties/reading.ts"
import { COLUMNS, type ListRead, type ListRow } from "#src/year/duties/sheet_reading.ts"
import { timingOf } from "#src/year/duties/timing.ts"
import { Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { ReadRow, TableSource } from "../parts/read_table.tsx"
import { brief } from "../words.ts"
import { COLUMN_LABEL, timingWords } from "./words.ts"

type Props = { found: DutyChoices; unit: number | null; endings: readonly string[]; flaws?: Flaws }

const mineOf = ({ own }: DutyChoices, unit: number | null) => own.find(({ unitId }) => unitId === unit) ?? own[0]

/** 导入清单: a table from Word or Excel, or pasted. It is looked over before anything is entered. */
export const ReadDuties = ({ found, unit, endings, flaws }: Props) => {
  const { choices, own } = found
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>导入责任清单</h1>
          <p>
            {choices.year}年度 ·{" "}
            <a href={dutiesPath(choices.year, { unit: mineOf(found, unit)?.unitId })}>普法责任清单</a>
          </p>
        </div>
      </div>
      <form
        method="post"
        action={readDutiesPath(choices.year)}
        enctype="multipart/form-data"
        class="sheet padded boxes"
        id="read-duties"
      >
        <Flawed flaws={flaws} text="没有读到清单：请按红字处理后再试。" />
        <Choice
          name="unit"
          label="单位"
          required
          value={mineOf(found, unit)?.unitId}
          options={own.map(({ unitId, name }) => [String(unitId), name] as const)}
          flaws={flaws}
        />
        <TableSource label="清单文件" endings={endings} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            读取
          </button>
          <small>读取后先核对，确认了才列入清单。下载的清单可以改好再导入。</small>
        </p>
      </form>
    </section>
  )
}

/** As what is taken that is not kept as it is written. */
function hintsOf(row: ListRow, words: ReturnType<typeof itemIn>["words"] | undefined, choices: DutyChoices["choices"]) {
  const day = choices.days.find(({ day }) => day.id === words?.keyDay)?.day.name ?? null
  const when = words ? timingWords(timingOf(words, choices), day) : ""
  return {
    ...(when !== "" && when !== row.when && { when: `读作${when}` }),
    ...(words?.applies && row.remark !== "" && { remark: "不列入清单" }),
  }
}

export type Preview = { found: DutyChoices; unit: number; read: ListRead; flaws?: Flaws }

/** What was read: each item with its words in fields, doubts at the fields that they are about, and one act for all. */
export const PreviewDuties = ({ found, unit, read: { rows, left }, flaws }: Preview) => {
  const { choices } = found
  const taken = new Set(flaws ? [flaws.typed.take ?? []].flat() : rows.map((_, i) => String(i)))
  const items = rows.map((row) => itemIn(row, choices))
  const inDoubt = items.filter(({ doubts }) => Object.keys(doubts).length > 0).length
  return (
    <>
      <div class="title">
        <div>
          <h1>核对读到的清单</h1>
          <p>
            {mineOf(found, unit)?.name}，读到{rows.length}项{inDoubt > 0 && `，其中${inDoubt}项有疑问，见红字`}
            。改好后一次列入，不要的去掉勾选。
          </p>
          {left.map((words) => (
            <p>{words}</p>
          ))}
        </div>
      </div>
      <form method="post" action={bringDutiesPath(choices.year)} class="boxes" id="bring-duties">
        <Flawed flaws={flaws} text="还没有列入清单：请按红字修改，或去掉那一项的勾选。" />
        <input type="hidden" name="unit" value={unit} />
        {flaws?.problems.taken && <p class="problem">{flaws.problems.taken.join("；")}</p>}
        {rows.map((row, i) => (
          <ReadRow
            i={i}
            unit="项"
            title={brief(row.content || row.laws, 24)}
            row={row}
            labels={COLUMN_LABEL}
            columns={COLUMNS}
            doubts={items[i]?.doubts ?? {}}
            hints={hintsOf(row, items[i]?.words, choices)}
            taken={taken.has(String(i))}
            flaws={flaws}
          />
        ))}
        <p class="acts">
          <button type="submit" class="primary" id="bring">
            列入清单
          </button>
          <a class="button" href={dutiesPath(choices.year, { unit })}>
            不列入，返回
          </a>
        </p>
      </form>
    </>
  )
}
