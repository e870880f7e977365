import type { Column } from "#src/outward/papers/paper.ts"

/** Whom a paper comes from: 「国家信访局研究室」, or the office alone where the organisation has not been named. */
export const issuerOf = (organisation: string, office: string): string =>
  office.startsWith(organisation) ? office : organisation + office

/** To whom something goes up: 局领导 of a 局, and simply leaders where the name ends otherwise. */
export const leadersOf = (organisation: string): string =>
  `${organisation.match(/[部委办厅局院署社会省市县区乡镇]$/)?.[0] ?? ""}领导`

/** Words that go on inside a sentence, though they were typed as one. */
export const withoutStop = (text: string): string => text.trim().replace(/[，。；;,.、\s]+$/, "")

/** Room to sign and date. */
export const BY_HAND = "签字：　　　　　　　年　月　日"

/** Where the plan asks for the head's signature. */
export const signedBy = "反馈材料须经你单位负责人审签。"

/** How a task stands in a list: as printed, and what the unit is in it. */
export const ITEM_COLUMNS: Column[] = [
  { heading: "任务", width: 17, centred: true },
  { heading: "任务内容", width: 49 },
  { heading: "职责", width: 9, centred: true },
]
