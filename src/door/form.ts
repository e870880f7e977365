import type { Context } from "hono"
import * as z from "zod"
import type { DaysAsked } from "#src/office/calendar/day_told.ts"
import { type DateRead, dateIn, loginIn, wholeNumberIn } from "#src/office/typed/figures.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import { bodyOf } from "./body.ts"

// What no rule of ours names (a choice that is not in the list) is still said in Chinese.
z.config({ customError: () => "填写有误，请重新选择或填写" })

/** What the browser sent, as it stood in the fields. */
export type Typed = Record<string, string | string[] | undefined>
export type Problems = Record<string, string[] | undefined>

/** A form that was not right: what was typed and what to do about it, field by field; or what is asked before it is taken. */
export type Flawed = { ok: false; typed: Typed; problems: Problems; asks?: DaysAsked }
export type Form<T> = { ok: true; data: T; typed: Typed } | Flawed

/** What was typed, with what is wrong with it that no schema can tell. */
export const flawed = (typed: Typed, problems: Problems): Flawed => ({ ok: false, typed, problems })

/** Longest text that is taken in one box, in characters. */
export const LONGEST_TEXT = 20_000
/** The same for what is said beside something else. */
export const LONGEST_REMARK = 2000
const LONGEST_LINE = 200

/** What the page itself had put into the form did not come: without it nobody knows what the page has shown. */
export class Incomplete extends Error {
  override name = "Incomplete"
}

/**
 * Reads the posted form. Repeated fields arrive as lists; files are left out (src/door/upload.ts). Where nothing is wrong
 * but what the page itself should have brought, there is no field to say it at: it is thrown.
 */
export async function read<S extends z.ZodType>(c: Context, schema: S): Promise<Form<z.infer<S>>> {
  const typed = await typedIn(c)
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, data: result.data, typed }
  if (result.error.issues.every(({ message }) => message === LACKING)) throw new Incomplete()
  return { ok: false, typed, problems: problemsOf(result.error) }
}

/** A form of nothing but what the page put into it: it is right, or it is no form of ours. */
export async function readWhole<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  const form = await read(c, schema)
  if (!form.ok) throw new Incomplete()
  return form.data
}

/**
 * The text fields of the request's body, without what nobody can see; how much that was is told on the next page. The
 * body is read once, so this may be asked again by an error page.
 */
export async function typedIn(c: Context): Promise<Typed> {
  const { texts } = await bodyOf(c)
  let removed = 0
  const textOf = (name: string, value: string): string => {
    if (isPassword(name)) return value
    const clean = cleaned(value)
    removed += clean.removed
    return clean.text
  }
  const typed: Typed = {}
  for (const [name, value] of Object.entries(texts)) {
    typed[name] = Array.isArray(value) ? value.map((one) => textOf(name, one)) : textOf(name, value)
  }
  c.set("unseen", removed)
  return typed
}

/** Passwords count as they were typed. */
const isPassword = (name: string): boolean => /password/i.test(name)

/** What never comes back on a page. */
export const isSecret = (name: string): boolean => isPassword(name) || /secret/i.test(name)

function problemsOf(error: z.ZodError): Problems {
  const problems: Record<string, string[]> = {}
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? "")
    problems[field] = [...(problems[field] ?? []), message]
  }
  return problems
}

// Of passwords, which are not cleaned: what cannot be typed again is no part of one.
const isClean = (text: string) => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 10 && code !== 9) || code === 127) return false
  }
  return text.isWellFormed()
}

const clean = z.string({ error: "请填写此项" }).refine(isClean, "含有无法输入的字符，请删除后再提交")

/** A text of several lines, kept as it was typed. */
export const text = (longest = LONGEST_TEXT) =>
  clean.refine((value) => value.length <= longest, {
    error: ({ input }) => `最多 ${longest} 字，现有 ${String(input).length} 字，请精简或作为附件上传`,
  })

/** A text that has to say something. */
export const said = (what: string) => text().refine((value) => value.trim() !== "", `请填写${what}`)

/** One line, without spaces around it. */
export const line = (longest = LONGEST_LINE) =>
  clean
    .transform((value) => value.trim())
    .refine((value) => value.length <= longest && !value.includes("\n"), `请用一行写明，最多 ${longest} 字`)

export const namedLine = (what: string, longest = LONGEST_LINE) =>
  line(longest).refine((value) => value !== "", `请填写${what}`)

/** A civil date, however it was written. */
export const date = (what: string) =>
  z.string({ error: `请填写${what}` }).transform((typed, context) => {
    if (typed.trim() === "") return refusedWith(context, `请填写${what}`)
    const read = dateIn(typed)
    return "date" in read ? read.date : refusedWith(context, dateProblem(read, what))
  })

/** A civil date or nothing. */
export const optionalDate = (what: string) =>
  z
    .string()
    .optional()
    .transform((typed, context) => {
      if (!typed?.trim()) return null
      const read = dateIn(typed)
      return "date" in read ? read.date : refusedWith(context, `${dateProblem(read, what)}，或留空`)
    })

/** A whole number that somebody types. */
export const number = (what: string, { least, most }: { least: number; most: number }) =>
  z.string({ error: `请填写${what}` }).transform((typed, context) => {
    if (typed.trim() === "") return refusedWith(context, `请填写${what}`)
    const read = wholeNumberIn(typed)
    if (read !== null && read >= least && read <= most) return read
    return refusedWith(context, `${what}请填 ${least} 至 ${most} 的整数`)
  })

/** A login name, as all of them are kept: `ｂａｎｇｏｎｇｓｈｉ` and `Bangongshi` are bangongshi. */
export const login = (longest: number) => line(longest).transform(loginIn)

function refusedWith(context: z.RefinementCtx<string | undefined>, message: string): never {
  context.addIssue({ code: "custom", message })
  return z.NEVER
}

function dateProblem(read: Exclude<DateRead, { date: string }>, what: string): string {
  if (read.problem === "unreadable") return `没有看懂${what}，请写成 2026-12-10 或 2026年12月10日`
  if (read.problem === "no_such_month") return `一年没有${read.month}月，请改正${what}`
  const { year, month, day, last } = read
  return `${year}年${month}月没有${day}日，最后一天是${last}日，请改正${what}`
}

/** A ticked box. */
export const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== "")

const LACKING = "页面的内容不完整，请重新打开页面"

/** A number the page itself put into the form. */
export const counted = z.coerce.number({ error: LACKING }).int({ error: LACKING }).nonnegative({ error: LACKING })

/** What is no number is the id of nothing. */
export const idOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0)

/** The id chosen in a list, or none. */
export const choice = z
  .string()
  .optional()
  .transform((text) => (text ? idOf(text) : null))

/** The id chosen in a list that has no empty choice. */
export const chosenOne = (what: string) =>
  z
    .string({ error: `请选择${what}` })
    .transform(idOf)
    .refine((id) => id > 0, `请选择${what}`)

/** Ids ticked in a list: none, one or many. */
export const chosen = (what: string) =>
  z
    .union([z.string(), z.array(z.string())], { error: `请至少选择一项${what}` })
    .transform((value) => (Array.isArray(value) ? value : [value]).map(idOf))
    .refine((ids) => ids.length > 0 && !ids.includes(0), `请至少选择一项${what}`)

/** The value of a field for putting it back into the form. */
export const typedText = (typed: Typed | undefined, field: string): string | undefined => {
  const value = typed?.[field]
  return Array.isArray(value) ? value[0] : value
}
