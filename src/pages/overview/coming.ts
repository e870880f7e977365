import type { Plan } from "#db/schema.ts"
import type { What } from "#src/owing/owing.ts"

/*
 * 30天内到期: what falls due in all plans that somebody sees, a line for each thing that has one day: a round with what
 * is still to be reported in it, a task with the units that owe it, a 督办单.
 */

/** So many days are looked ahead, today among them. */
export const COMING_DAYS = 30

/** Lines on 总览, and on a page of all. */
export const COMING_SHOWN = 6
export const COMING_A_PAGE = 50

/** A unit that owes it; `n`: how many reports, or parts. */
export type Debtor = { id: number; name: string; n: number }

/** The counts are of all lines, whichever are read. */
export type ComingLine = {
  what: What
  by: string
  plan: Pick<Plan, "id" | "title" | "docNumber" | "issuedOn">
  round: { number: number; name: string; isOpen: boolean } | null
  task: { ordinal: number; label: string; text: string } | null
  notice: { id: number; title: string } | null
  /** Ordinal and words of the 阶段. */
  stage: { ordinal: number; text: string } | null
  /** In 单位排序. */
  units: Debtor[]
}

/** How many things a line says to be due. */
export const amountOf = ({ units }: Pick<ComingLine, "units">): number => units.reduce((sum, { n }) => sum + n, 0)
