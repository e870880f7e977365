import type { Sheet, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import type { WholeRegister } from "#src/year/years/queries.ts"
import { dayWords } from "../words.ts"
import { BODY_CATEGORY_LABEL, BODY_DUTY_LABEL, BODY_VIEW_LABEL, NAME_LABEL, POWER_LABEL, yearTitle } from "./words.ts"

/* The register of 责任单位 as a file. */

export const registerName = ({ year, view }: WholeRegister): string =>
  `${year.year}年度责任单位${view === "all" ? "" : `（${BODY_VIEW_LABEL[view]}）`}`

export const registerSheet = (found: WholeRegister, today: string): Sheet => ({
  name: "责任单位",
  lines: [
    `${yearTitle(found.year.year)}责任单位登记表`,
    `${found.office}；${dayWords(today)}；共${found.rows.length}个`,
  ],
  columns: [
    { heading: "序号", width: 6, centred: true },
    { heading: "单位", width: 18 },
    { heading: "责任类型", width: 16 },
    { heading: "单位类别", width: 12 },
    { heading: "行业主管部门", width: 16 },
    { heading: NAME_LABEL.leader, width: 18 },
    { heading: NAME_LABEL.department, width: 18 },
    { heading: NAME_LABEL.person, width: 14 },
    { heading: "普法经费（元）", width: 12 },
    { heading: "履职评议分类", width: 18 },
    { heading: "备注", width: 24 },
  ],
  frozen: 2,
  paper: "A4",
  picks: true,
})

export const registerRows = ({ rows }: WholeRegister): SheetRow[] =>
  rows.map(({ body, unit, supervisor }, i) => ({
    cells: [
      i + 1,
      unit.name,
      BODY_DUTY_LABEL[body.duty],
      BODY_CATEGORY_LABEL[body.category],
      supervisor ?? "",
      body.leader,
      body.department,
      body.person,
      body.budget === null ? "" : body.budget / 100,
      (["enforces", "judges", "serves"] as const)
        .filter((power) => body[power])
        .map((power) => POWER_LABEL[power])
        .join("、"),
      body.leftOn === null ? "" : `${dayWords(body.leftOn)}退出：${body.leftWhy}`,
    ],
  }))
