import * as z from "zod"
import { DEADLINES, ROLES, type UnitKind } from "#db/schema.ts"
import { chosenOne, counted, date, line, optionalDate, text, ticked, yesOrNo } from "#src/office/typed/input.ts"
import { fromForm, type Problems, type Typed } from "#src/office/typed/spelling.ts"
import { type DraftDeadline, NO_DEADLINE } from "#src/plans/intake/words/deadlines.ts"
import type { Answer, Correction, DraftTask, DraftUnit, TaskForm } from "./corrections.ts"

/** 最长的任务 of the known documents has a quarter of this. */
const LONGEST_TASK = 5000
const LONGEST_LABEL = 20
const LONGEST_HEADING = 300
const LONGEST_NAME = 80

const task = counted
const named = line(LONGEST_NAME).refine((name) => name !== "", "请填写单位名称")
const heading = line(LONGEST_HEADING).refine((words) => words !== "", "请填写标题")
const title = line(300)

/** The corrections that a button of the page makes; a task's own form is `TaskEdit`. */
export const Correcting = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("facts"), title, docNumber: line(60) }),
    z.object({ kind: z.literal("heading"), section: task, text: heading }),
    z.object({ kind: z.literal("heading_added"), task, text: heading }),
    z.object({ kind: z.literal("heading_dropped"), section: task }),
    z.object({ kind: z.literal("split"), task, at: counted }),
    z.object({ kind: z.literal("join"), task }),
    z.object({ kind: z.literal("move"), task, to: z.enum(["up", "down"]) }),
    z.object({ kind: z.literal("not_task"), task }),
    z.object({
      kind: z.literal("task_added"),
      text: text(LONGEST_TASK).refine((words) => words.trim() !== "", "请填写任务内容"),
      from: counted,
      to: counted,
    }),
    z.object({ kind: z.literal("settle"), warnings: z.string().regex(/^\d{1,6}(,\d{1,6})*$/) }),
    z.object({ kind: z.literal("same_units"), task, as: task }),
    z.object({ kind: z.literal("match"), name: named, answer: line(40), units: z.unknown().optional() }),
    z.object({ kind: z.literal("match_all") }),
    z.object({ kind: z.literal("renumber") }),
    z.object({ kind: z.literal("task") }).loose(),
  ],
  { error: "请从页面上的按钮操作" },
)

export const Revising = z.object({ revision: counted })

const TaskEdit = z
  .object({
    task,
    label: line(LONGEST_LABEL),
    text: text(LONGEST_TASK).refine((words) => words.trim() !== "", "请填写任务内容"),
    section: counted.optional(),
    deadline: z.enum(DEADLINES),
    deadlineText: line(60).optional().default(""),
    dueBy: optionalDate("完成日期"),
  })
  .refine(({ deadline, dueBy }) => (deadline !== "date" && deadline !== "yearly") || dueBy !== null, {
    path: ["dueBy"],
    message: "请填写完成日期",
  })
  .refine(({ deadline, deadlineText }) => deadline !== "printed" || deadlineText !== "", {
    path: ["deadlineText"],
    message: "请填写文件所述的时限",
  })

type Read<T> = { ok: true; data: T } | { ok: false; problems: Problems }

/** A task's form: its words, and its units in rows of name and role. */
export function readTaskForm(typed: Typed): Read<TaskForm & { task: number }> {
  const result = fromForm(TaskEdit, typed)
  if (!result.ok) return result
  const { task: id, label, text: words, section, deadline, deadlineText, dueBy } = result.data
  const units = unitsIn(typed)
  if (!units) return { ok: false, problems: { units: [`单位名称最多 ${LONGEST_NAME} 字，写在一行`] } }
  return {
    ok: true,
    data: {
      task: id,
      label,
      text: words,
      section: section || null,
      deadline: deadlineIn(deadline, deadlineText, dueBy),
      units,
    },
  }
}

/** Rows of the form: a name without words, or with the role 去掉, is none. */
function unitsIn(typed: Typed): DraftUnit[] | null {
  const names = listOf(typed.unit)
  const roles = listOf(typed.role)
  const units: DraftUnit[] = []
  for (const [i, name] of names.entries()) {
    const role = ROLES.find((one) => one === roles[i])
    if (name.trim() === "" || !role) continue
    const read = named.safeParse(name)
    if (!read.success) return null
    units.push({ name: read.data, role })
  }
  return units
}

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

function deadlineIn(kind: DraftDeadline["kind"], words: string, dueBy: string | null): DraftDeadline {
  if (kind === "none") return NO_DEADLINE
  return { kind, text: words === "" ? null : words, dueBy: kind === "date" || kind === "yearly" ? dueBy : null }
}

const UNIT_KINDS: readonly UnitKind[] = ["internal", "affiliated", "outside", "collective"]

/** `unit:12`, `new:outside`, `leads`, or `units` with the ticked ids. */
export function answerIn(answer: string, units: unknown): Answer | null {
  const [kind, value = ""] = answer.split(":")
  if (kind === "unit") return /^\d{1,15}$/.test(value) ? { kind: "unit", unitId: Number(value) } : null
  if (kind === "leads") return { kind: "leads" }
  if (kind === "new") {
    const as = UNIT_KINDS.find((one) => one === value)
    return as ? { kind: "new", as } : null
  }
  if (kind !== "units") return null
  const ids = (Array.isArray(units) ? units : [units]).map(Number)
  return ids.length > 0 && ids.every((id) => Number.isInteger(id) && id > 0)
    ? { kind: "units", unitIds: [...new Set(ids)] }
    : null
}

/** Several units at once: what one task has, another is to have. */
export const sameUnits = (task: DraftTask, as: DraftTask): Correction[] =>
  as.units
    .filter(({ name }) => !task.units.some((unit) => unit.name === name))
    .map(({ name, role }) => ({ kind: "unit_added", task: task.id, name, role }))

export const Issuing = z.object({
  revision: counted,
  title: title.refine((words) => words !== "", "请填写方案名称"),
  docNumber: line(60).optional().default(""),
  issuedOn: date("下达日期"),
  supervisingUnitId: chosenOne("督促检查的单位"),
  /** Of an update: why parts end. */
  reason: line(300).optional().default(""),
  /** 新增的分工列入本期应报. */
  listed: ticked,
  /** What follows from it has been shown. */
  confirmed: ticked,
  /** Back from that to the draft. */
  revise: ticked,
})

export const Targeting = z.object({ revision: counted, plan: z.string().optional().default("") })

export const Succeeding = z.object({ which: z.enum(["open", "all"]) })

/** 同意下达, or 发还修改 with what is to be changed. `seen`: what was read before. */
export const Approving = z
  .object({
    version: counted,
    seen: z.string().optional().default(""),
    agrees: yesOrNo("请选择同意下达或发还修改"),
    remark: text(2000).optional().default(""),
  })
  .refine(({ agrees, remark }) => agrees || remark.trim() !== "", {
    path: ["remark"],
    message: "请写明需要修改的地方",
  })

export const Recalling = z.object({ version: counted })
