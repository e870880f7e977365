import type { Context } from "hono"
import { z } from "zod"
import { say } from "#src/http/cookies.ts"
import { type Env, factory } from "#src/http/env.ts"
import { date, line, read, type Typed, text } from "#src/http/form.ts"
import { onward, page } from "#src/http/respond.tsx"
import { planPath } from "#src/paths.ts"
import { holds, isSupervisor, unitsOf } from "#src/people/actor.ts"
import { issuePlan } from "#src/plans/commands.ts"
import { forbidden } from "#src/refusal.ts"
import { directory } from "#src/units/directory.ts"
import { NewPlanPage } from "#views/intake/new_plan.tsx"
import { PreviewPage } from "#views/intake/preview.tsx"
import { decoded, NotText } from "./decode.ts"
import { matchUnits, unitNamesOf } from "./matching.ts"
import { printed, type ReadPlan, readPlan } from "./plan.ts"

/** Largest text that is read as a plan, in characters; the longest of the corpus has a hundredth of it. */
const LONGEST_PLAN = 1_000_000

const Pasting = z.object({ source: text(LONGEST_PLAN).optional().default("") })

const Issuing = z.object({
  source: text(LONGEST_PLAN),
  sourceName: line(200).optional().default(""),
  title: line(300).refine((title) => title !== "", "请填写方案名称"),
  issuedOn: date("下达日期"),
  supervisingUnitId: z.coerce.number({ error: "请选择督促检查的单位" }).int().positive("请选择督促检查的单位"),
})

type C = Context<Env>

function supervisorOnly(c: C) {
  if (!isSupervisor(c.var.actor)) throw forbidden()
}

/** The pasted text, or the file if one was chosen. */
async function sourceIn(c: C): Promise<{ source: string; sourceName: string; problem: string | null }> {
  const { file } = await c.req.parseBody()
  if (file instanceof File && file.size > 0) {
    if (file.size > 5 * 1024 * 1024)
      return { source: "", sourceName: file.name, problem: "文件超过 5 MB，请只保留方案正文" }
    const bytes = new Uint8Array(await file.arrayBuffer())
    try {
      return { source: decoded(bytes), sourceName: file.name.slice(0, 200), problem: null }
    } catch (error) {
      if (!(error instanceof NotText)) throw error
      return { source: "", sourceName: file.name, problem: error.message }
    }
  }
  const form = await read(c, Pasting)
  if (!form.ok)
    return { source: String(form.typed.source ?? ""), sourceName: "", problem: form.problems.source?.[0] ?? null }
  const empty = form.data.source.trim() === ""
  return { source: form.data.source, sourceName: "", problem: empty ? "请粘贴方案全文，或选择文件" : null }
}

async function preview(
  c: C,
  source: string,
  sourceName: string,
  flaws?: { typed: Typed; problems: Record<string, string[] | undefined> },
) {
  const plan = readPlan(source)
  const units = (await directory(c.var.database)).rows.filter(({ active }) => active)
  return page(
    c,
    { title: "核对并下达", wide: true, status: flaws ? 422 : 200 },
    <PreviewPage
      plan={plan}
      headings={printed(plan).sections}
      matched={matchUnits(unitNamesOf(plan.tasks), units)}
      units={units}
      offices={units.filter(({ id }) => holds(c.var.actor, "supervisor", id))}
      source={source}
      sourceName={sourceName}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

/** Which unit of the directory each name means: as chosen on the page, else as found; a name for a new one. */
function unitFor(
  plan: ReadPlan,
  typed: Typed,
  matched: Map<string, number | null>,
): Map<string, number | string | null> {
  return new Map<string, number | string | null>(
    unitNamesOf(plan.tasks).map((name, i) => {
      const choice = String(typed[`unit-${i}`] ?? "")
      if (choice === "new") return [name, name]
      return [name, /^\d+$/.test(choice) ? Number(choice) : (matched.get(name) ?? null)]
    }),
  )
}

/** A unit named twice in one task takes part once, in the role that stands first. */
function once<T extends { unitId: number | string }>(units: T[]): T[] {
  return units.filter(({ unitId }, i) => units.findIndex((one) => one.unitId === unitId) === i)
}

/** 导入: from a document to an issued plan. Nothing is stored before 下达. */
export const intake = factory
  .createApp()
  .get("/new", (c) => {
    supervisorOnly(c)
    return page(c, { title: "下达新方案" }, <NewPlanPage />)
  })
  .post("/new", async (c) => {
    supervisorOnly(c)
    const { source, sourceName, problem } = await sourceIn(c)
    if (problem)
      return page(
        c,
        { title: "下达新方案", status: 422 },
        <NewPlanPage flaws={{ typed: { source }, problems: { source: [problem] } }} />,
      )
    const plan = readPlan(source)
    if (plan.tasks.length === 0) {
      const nothing =
        "没有读到任何任务。请核对文字是否完整：任务一般以「（一）」「1.」等编号开头，并写明牵头单位或责任单位"
      return page(
        c,
        { title: "下达新方案", status: 422 },
        <NewPlanPage flaws={{ typed: { source }, problems: { source: [nothing] } }} />,
      )
    }
    return preview(c, source, sourceName)
  })
  .post("/", async (c) => {
    supervisorOnly(c)
    const form = await read(c, Issuing)
    const source = String(form.typed.source ?? "")
    if (!form.ok) return preview(c, source, String(form.typed.sourceName ?? ""), form)
    const { title, issuedOn, supervisingUnitId, sourceName } = form.data
    if (!unitsOf(c.var.actor, "supervisor").includes(supervisingUnitId)) throw forbidden()
    const plan = readPlan(source)
    const { rows } = await directory(c.var.database)
    const units = unitFor(plan, form.typed, matchUnits(unitNamesOf(plan.tasks), rows))
    const unknown = [...units].filter(([, unit]) => unit === null).map(([name]) => name)
    if (unknown.length > 0) {
      return preview(c, source, sourceName, {
        typed: form.typed,
        problems: { units: [`请为${unknown.join("、")}选择对应单位，或选「新增」`] },
      })
    }
    const planId = await issuePlan(
      c.var.database,
      {
        title,
        docNumber: plan.docNumber,
        issuer: "",
        basis: plan.basis?.title ?? null,
        basisDocNumber: plan.basis?.docNumber ?? null,
        preamble: plan.preamble,
        closing: plan.closing,
        issuedOn,
        supervisingUnitId,
        source,
        sourceName,
        sections: printed(plan).sections,
        newUnits: [...units.values()].filter((unit) => typeof unit === "string"),
        tasks: plan.tasks.map(({ label, text, section, deadline, units: named }) => ({
          label,
          text,
          section,
          deadlineText: deadline,
          units: once(named.map(({ name, role }) => ({ unitId: units.get(name) ?? name, role }))),
        })),
      },
      { actor: c.var.actor, at: c.var.now },
    )
    say(c, `plan_issued.${plan.tasks.reduce((sum, { units: named }) => sum + named.length, 0)}`)
    return onward(c, planPath(planId))
  })
