import { asc, eq } from "drizzle-orm"
import { assignments } from "#db/schema.ts"
import { issuePlan, type NewPlan } from "#src/plans/plan/commands.ts"
import { acting } from "#src/trail/record.ts"
import type { World } from "./world.ts"

/** Units of the world by their code, one list a task. */
type Tasks = ("bgs" | "zhs" | "yjs")[][]

/** 下达 of a further plan by 研究室; resolves with its number and the ids of its assignments as printed. */
export async function anotherPlan(
  w: World,
  over: Partial<NewPlan> = {},
  tasks: Tasks = [["bgs", "yjs"], ["bgs"]],
): Promise<{ id: number; parts: number[] }> {
  const { db, read } = w.database
  const id = await issuePlan(
    w.database,
    {
      title: "基层治理任务分工",
      docNumber: null,
      issuer: "",
      basis: null,
      basisDocNumber: null,
      preamble: null,
      closing: null,
      issuedOn: "2026-02-02",
      supervisingUnitId: w.unitId("yjs"),
      source: "",
      sourceName: "",
      sections: ["一、基层治理"],
      tasks: tasks.map((codes, i) => ({
        label: ["（一）", "（二）", "（三）"][i] ?? "",
        text: "健全基层治理工作机制，按季度调度。",
        section: 0,
        deadlineText: null,
        units: codes.map((code) => ({ unitId: w.unitId(code), role: "lead" as const })),
      })),
      ...over,
    },
    acting(w.actor("lin"), w.now()),
  )
  const [rows] = await read([
    db
      .select({ id: assignments.id })
      .from(assignments)
      .where(eq(assignments.planId, id))
      .orderBy(asc(assignments.taskId), asc(assignments.position)),
  ])
  return { id, parts: rows.map((row) => row.id) }
}
