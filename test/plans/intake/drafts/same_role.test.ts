import { expect, test } from "vitest"
import { planDrafts } from "#db/schema.ts"
import type { Step } from "#src/plans/intake/drafts/corrections.ts"
import { reviewOf } from "#src/plans/intake/drafts/review.ts"
import { readingOfPaste } from "#src/plans/intake/reading/draft_reading.ts"
import { world } from "#test/support/world.ts"
import { imported, post } from "./support.ts"

const SOURCE = `关于加强普法的分工方案
（一）制定计划。（责任单位：办公室、研究室）
（二）组织考试。（责任单位：研究室、办公室）
（三）开展宣讲。（责任单位：研究室；配合单位：办公室）
`
const reading = readingOfPaste(SOURCE, "")
const taughtBy = (...steps: Step[]) =>
  reviewOf(reading, steps, [], new Map()).doubts.filter(({ kind }) => kind === "same_role")
const role = (task: number, to: "lead" | "responsible") => ({ kind: "role", task, name: "研究室", role: to }) as const

test("a corrected role is offered for the tasks where the unit still has what it had", () => {
  expect(taughtBy()).toEqual([])
  expect(taughtBy([role(1, "lead")])).toEqual([
    { kind: "same_role", name: "研究室", was: "responsible", role: "lead", tasks: [2, 3] },
  ])
  expect(taughtBy([role(1, "lead")], [role(2, "responsible")])).toMatchObject([{ tasks: [3] }])
  expect(taughtBy([role(1, "lead")], [role(2, "lead"), role(3, "responsible")])).toEqual([])
  expect(taughtBy([role(1, "lead")], [role(1, "responsible")])).toEqual([])
})

test("one click corrects the others, one keeps them, and both can be taken back", async () => {
  const w = await world()
  const draft = await imported(w, { source: SOURCE })
  const offered = "「研究室」已改为牵头，另有2项任务中仍为责任，是否一并修改"
  const edit = { kind: "task", task: "1", label: "（一）", text: "制定计划。", section: "0", deadline: "none" }
  await draft.correct({ ...edit, unit: ["办公室", "研究室"], role: ["responsible", "lead"] })
  expect(await draft.html()).toContain(offered)
  const others = { kind: "same_role", name: "研究室", tasks: "2,3" }
  await draft.correct({ ...others, role: "responsible" })
  expect(await draft.html()).not.toContain("是否一并修改")
  await draft.correct({}, "undo")
  expect(await draft.html()).toContain(offered)
  await draft.correct({ ...others, role: "lead" })
  expect(await draft.html()).not.toContain("是否一并修改")
  const [kept] = await w.database.read([w.database.db.select().from(planDrafts)])
  expect(kept[0]?.steps).toEqual([[role(1, "lead")], [role(2, "lead"), role(3, "lead")]])
  expect(
    (await post(w, `${draft.path}/corrections`, { revision: String(draft.revision), ...others, role: "chief" })).status,
  ).toBe(422)
  expect(
    (
      await post(w, `${draft.path}/corrections`, {
        revision: String(draft.revision),
        ...others,
        tasks: "9",
        role: "lead",
      })
    ).status,
  ).toBe(422)
})
