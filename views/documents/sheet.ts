import { DOCUMENT_KINDS } from "#db/schema.ts"
import { csvFile } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import { type Chosen, chosenRows, tallyOf } from "#src/year/documents/choice.ts"
import type { Cell, Register } from "#src/year/documents/queries.ts"
import { dayWords } from "../words.ts"
import { BODY_DUTY_LABEL } from "../years/words.ts"
import { DOCUMENT_KIND_LABEL, SHOWN_LABEL, standingWords } from "./words.ts"

/** The register as a sheet: a row a unit, two columns a kind, and 已报/应报 at its foot. */
export function registerSheet(register: Register, chosen: Chosen, today: string): Sheet {
  const { year, rows } = register
  const kept = [chosen.kind && DOCUMENT_KIND_LABEL[chosen.kind], chosen.show && SHOWN_LABEL[chosen.show]]
  return {
    name: "报备登记",
    lines: [
      `${year.year}年普法文件报备登记表`,
      [`截至${dayWords(today)}`, `共${chosenRows(rows, chosen).length}个单位`, ...kept].filter(Boolean).join("；"),
    ],
    columns: [
      { heading: "单位", width: 24 },
      { heading: "责任", width: 16 },
      ...DOCUMENT_KINDS.flatMap((kind) => [
        { heading: DOCUMENT_KIND_LABEL[kind], width: 16, centred: true as const },
        { heading: "日期", width: 12, centred: true as const },
      ]),
    ],
    frozen: 1,
    paper: "A3",
    picks: true,
  }
}

const dayOf = ({ standing }: Cell) => (standing.done && standing.on !== null ? { day: standing.on } : "")

export const registerRows = ({ rows }: Register, chosen: Chosen): SheetRow[] => [
  ...chosenRows(rows, chosen).map(({ body, cells }) => ({
    cells: [
      body.unit,
      BODY_DUTY_LABEL[body.duty],
      ...cells.flatMap((cell) => [standingWords(cell.standing), dayOf(cell)]),
    ],
  })),
  {
    cells: [
      "已报/应报",
      "",
      ...DOCUMENT_KINDS.flatMap((kind) => {
        const { done, due } = tallyOf(rows, kind)
        return [due === 0 ? "–" : `${done}/${due}`, ""]
      }),
    ],
  },
]

export const registerCsv = (register: Register, chosen: Chosen, today: string): string =>
  csvFile([
    registerSheet(register, chosen, today).columns.map(({ heading }) => heading),
    ...registerRows(register, chosen).map(({ cells }) =>
      cells.map((cell) => (typeof cell === "object" ? cell.day : cell)),
    ),
  ])

export const registerName = ({ year }: Register): string => `${year.year}年普法文件报备登记表`
