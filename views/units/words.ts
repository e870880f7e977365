import type { BoardUnit } from "#src/board/standing.ts"
import type { about } from "#src/office/units/about.ts"
import { type Ended, type Named, namesAt } from "#src/office/units/names.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

/** 「投诉办（现网上信访处）」: the name of a day, and today's where that is another. */
export const nameWords = (then: string, now: string | null): string =>
  now === null || now === then ? then : `${then}（现${now}）`

/** The same from the names of a unit, for something that happened at an instant; null: it has not happened yet. */
export const nameThen = (unit: Named, at: number | null): string =>
  at === null ? unit.name : nameWords(namesAt(unit, at).name, unit.name)

/** The same where there is room for a short name only. */
export function shortNameThen(unit: Named, at: number): string {
  const then = namesAt(unit, at)
  return then.name === unit.name ? unit.shortName : nameWords(then.shortName, unit.shortName)
}

/** 已并入督查室, or 已撤销 where nobody has taken over. */
export const endedWords = ({ into }: Ended): string => (into === null ? "已撤销" : `已并入${into}`)

/** Which units of a former day are called otherwise today; null: none. */
export function renamedWords(units: readonly Pick<BoardUnit, "name" | "nowName">[]): string | null {
  const renamed = units.filter(({ nowName }) => nowName !== null)
  return renamed.length === 0
    ? null
    : `单位为当时名称：${renamed.map(({ name, nowName }) => nameWords(name, nowName)).join("、")}`
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  unit_added: "新增单位",
  unit_changed: "修改单位",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  unit_added: () => "单位已添加",
  unit_changed: () => "单位信息已保存",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { unit: "单位" }

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  shortName: "简称",
  aliases: "别名",
  parentId: "上级单位",
  leaderId: "分管领导",
  successorId: "承接单位",
  position: "排序",
  correction: "更正错字",
}
