import * as z from "zod"
import { DEADLINES, ROLES, type UnitKind } from "#db/schema.ts"
import { wholeNumbersIn } from "#src/office/typed/figures.ts"
import { choice, chosenOne, counted, date, line, optionalDate, text, ticked, yesOrNo } from "#src/office/typed/input.ts"
import { spelled, type Typed } from "#src/office/typed/spelling.ts"
import type { Answer, DraftUnit } from "./corrections.ts"

/** 最长的任务 of the known documents has a quarter of this. */
const LONGEST_TASK = 5000
const LONGEST_LABEL = 20
const LONGEST_HEADING = 300
const LONGEST_NAME = 80

const task = counted
const named = line(LONGEST_NAME).refine((name) => name !== "", "请填写单位名称")
const heading = line(LONGEST_HEADING).refine((words) => words !== "", "请填写标题")
const title = line(300)

/** What a page of a draft has shown. */
const shown = { revision: counted }

const UNIT_KINDS = ["internal", "affiliated", "outside", "collective"] as const satisfies readonly UnitKind[]

const CHOOSE_UNIT = "请选择单位"

/** What a name means. A form writes it as `unit:12`, `new:outside`, `leads`, or `units` beside the ticked ids. */
const answer = spelled(
  z.discriminatedUnion(
    "kind",
    [
      z.object({ kind: z.literal("unit"), unitId: counted }),
      z.object({ kind: z.literal("units"), unitIds: z.array(counted).min(1, CHOOSE_UNIT) }),
      z.object({ kind: z.literal("new"), as: z.enum(UNIT_KINDS) }),
      z.object({ kind: z.literal("leads") }),
    ],
    { error: CHOOSE_UNIT },
  ),
  (typed, { units }) => {
    const value = typeof typed === "string" ? answerIn(typed, units) : null
    return value ? { value } : { problem: CHOOSE_UNIT }
  },
)

function answerIn(typed: string, ticked: unknown): Answer | null {
  const [kind, value = ""] = typed.trim().split(":")
  if (kind === "unit") return /^\d{1,15}$/.test(value) ? { kind: "unit", unitId: Number(value) } : null
  if (kind === "leads") return { kind: "leads" }
  if (kind === "new") {
    const as = UNIT_KINDS.find((one) => one === value)
    return as ? { kind: "new", as } : null
  }
  if (kind !== "units") return null
  const ids = [ticked].flat().map(Number)
  return ids.length > 0 && ids.every((id) => Number.isInteger(id) && id > 0)
    ? { kind: "units", unitIds: [...new Set(ids)] }
    : null
}

/** Places of warnings, or ids of tasks, which a form joins to `1,2`. */
const places = spelled(z.array(counted).min(1), (typed) => ({
  value: typeof typed === "string" ? wholeNumbersIn(typed) : typed,
}))

/** Units with their roles, which a form has in rows of `unit` and `role`. */
const units = spelled(z.array(z.object({ name: named, role: z.enum(ROLES) })).default([]), (_typed, form) => {
  const value = unitsIn(form)
  return value ? { value } : { problem: `单位名称最多 ${LONGEST_NAME} 字，写在一行` }
})

/** Rows of the form: a name without words, or with the role 去掉, is none. */
function unitsIn(typed: Typed): DraftUnit[] | null {
  const roles = listOf(typed.role)
  const rows: DraftUnit[] = []
  for (const [i, name] of listOf(typed.unit).entries()) {
    const role = ROLES.find((one) => one === roles[i])
    if (name.trim() === "" || !role) continue
    const read = named.safeParse(name)
    if (!read.success) return null
    rows.push({ name: read.data, role })
  }
  return rows
}

const listOf = (value: string | string[] | undefined): string[] => [value ?? []].flat()

const words = text(LONGEST_TASK).refine((said) => said.trim() !== "", "请填写任务内容")

/** A task as its form has it. */
const edited = z
  .object({
    ...shown,
    kind: z.literal("task"),
    task,
    label: line(LONGEST_LABEL),
    text: words,
    /** 0 or left out: it stays where it is. */
    section: counted.optional(),
    deadline: z.enum(DEADLINES),
    deadlineText: line(60).optional().default(""),
    dueBy: optionalDate("完成日期"),
    units,
  })
  .refine(({ deadline, dueBy }) => (deadline !== "date" && deadline !== "yearly") || dueBy !== null, {
    path: ["dueBy"],
    message: "请填写完成日期",
  })
  .refine(({ deadline, deadlineText }) => deadline !== "printed" || deadlineText !== "", {
    path: ["deadlineText"],
    message: "请填写文件所述的时限",
  })

/** What a button of the page corrects, or a task's form. */
export const Correcting = z.discriminatedUnion(
  "kind",
  [
    z.object({ ...shown, kind: z.literal("facts"), title, docNumber: line(60) }),
    z.object({ ...shown, kind: z.literal("heading"), section: task, text: heading }),
    z.object({ ...shown, kind: z.literal("heading_added"), task, text: heading }),
    z.object({ ...shown, kind: z.literal("heading_dropped"), section: task }),
    z.object({ ...shown, kind: z.literal("split"), task, at: counted }),
    z.object({ ...shown, kind: z.literal("join"), task }),
    z.object({ ...shown, kind: z.literal("move"), task, to: z.enum(["up", "down"]) }),
    z.object({ ...shown, kind: z.literal("not_task"), task }),
    z.object({ ...shown, kind: z.literal("task_added"), text: words, from: counted, to: counted }),
    z.object({ ...shown, kind: z.literal("settle"), warnings: places }),
    z.object({ ...shown, kind: z.literal("same_role"), tasks: places, name: named, role: z.enum(ROLES) }),
    z.object({ ...shown, kind: z.literal("same_units"), task, as: task }),
    z.object({ ...shown, kind: z.literal("match"), name: named, answer }),
    z.object({ ...shown, kind: z.literal("match_all") }),
    z.object({ ...shown, kind: z.literal("renumber") }),
    edited,
  ],
  { error: "请从页面上的按钮操作" },
)

export const Revising = z.object(shown)

/** A document: its file, or what was pasted, with the HTML that the clipboard had beside it. */
export const Importing = z.object({
  file: z.file().nullable().default(null),
  source: z.string().default(""),
  html: z.string().default(""),
})

export const Issuing = z.object({
  ...shown,
  title: title.refine((words) => words !== "", "请填写方案名称"),
  docNumber: line(60).optional().default(""),
  issuedOn: date("下达日期"),
  supervisingUnitId: chosenOne("督促检查的单位"),
  /** Of an update: why parts end. */
  reason: line(300).optional().default(""),
  /** 新增的分工列入本期应报. */
  listed: ticked,
  /** `new`: the document is a plan already, and a second one is meant. */
  target: z.string().optional().default(""),
  /** What follows from it has been shown. */
  confirmed: ticked,
  /** Back from that to the draft. */
  revise: ticked,
})

export const Targeting = z.object({ ...shown, plan: choice })

/** Tasks with a part that is not closed, or all. */
export const Succeeding = z.object({ which: z.enum(["open", "all"]).default("all") })

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
