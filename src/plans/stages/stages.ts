/*
 * 阶段: what is to be reached of a task before the whole is done, in an order and by days that follow each other. Each
 * part reaches them for itself, one after the other: what is owed of the task is the first one that is open. A stage is
 * no round, and reaching it is said in the report of whatever round runs.
 */

export type Stage = { id: number; ordinal: number; text: string; dueBy: string }

/** How a part stands with a stage: reached; said to be, by a report that the office has not judged; or neither. */
export const STAGE_STANDINGS = ["reached", "said", "open"] as const
export type StageStanding = (typeof STAGE_STANDINGS)[number]
export type PartStage = Stage & { standing: StageStanding }

/** More stages than this have no place on a page, and are rounds. */
export const MOST_STAGES = 12
export const LONGEST_STAGE = 100

/** What is owed next; what a report says is reached is owed no more while the office has the report. */
export const nextStage = (stages: readonly PartStage[]): Stage | null =>
  stages.find(({ standing }) => standing === "open") ?? null

/** As they come from the database. */
export const stageIn = (json: string | null): Stage | null => (json === null ? null : JSON.parse(json))
export const partStagesIn = (json: string): PartStage[] => JSON.parse(json)

/** A stage as the office typed it; `id` 0: a new one. */
export type TypedStage = Pick<Stage, "id" | "text" | "dueBy">

/** The first stage whose day does not come after that of the one before it, by its place from 1; null: all do. */
export function firstOutOfOrder(stages: readonly Pick<Stage, "dueBy">[]): number | null {
  const place = stages.findIndex(({ dueBy }, i) => i > 0 && dueBy <= (stages[i - 1]?.dueBy ?? ""))
  return place === -1 ? null : place + 1
}
