import { arrangedFor } from "#src/year/key_days/arranged.ts"
import type { FoundKeyDays } from "#src/year/key_days/queries.ts"
import { spanWords } from "../activities/words.ts"
import type { RegisterFile } from "../parts/register_file.ts"
import { KEY_DAY_RULE_LABEL } from "./words.ts"

type KeyDayRow = FoundKeyDays["choices"]["days"][number]

/** 普法节点 of a year as a file: who had something arranged for each, and who had not. */
export function keyDaysFile({ choices, units, arranged }: FoundKeyDays): RegisterFile<KeyDayRow> {
  const who = ({ day }: KeyDayRow) => arrangedFor(day, units, arranged)
  const names = (some: readonly { shortName: string }[]) => some.map(({ shortName }) => shortName).join("、")
  return {
    title: `${choices.year}年普法节点`,
    name: "普法节点",
    columns: [
      { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
      { heading: "日期", width: 30, cell: (span) => spanWords(span) },
      { heading: "节点", width: 30, cell: ({ day }) => day.name },
      { heading: "规则", width: 26, cell: ({ day }) => KEY_DAY_RULE_LABEL[day.rule] },
      { heading: "有安排的单位", width: 40, cell: (row) => names(who(row).with) },
      { heading: "没有安排的单位", width: 40, cell: (row) => names(who(row).without) },
    ],
  }
}
