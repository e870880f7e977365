import type { Context } from "hono"
import * as z from "zod"
import { isDate } from "#src/clock.ts"

// What no rule of ours names (a choice that is not in the list) is still said in Chinese.
z.config({ customError: () => "填写有误，请重新选择或填写" })

/** What the browser sent, as it stood in the fields. */
export type Typed = Record<string, string | string[] | undefined>
export type Problems = Record<string, string[] | undefined>

/** A form that was not right: what was typed and what to do about it, field by field. */
export type Flawed = { ok: false; typed: Typed; problems: Problems }
export type Form<T> = { ok: true; data: T; typed: Typed } | Flawed

/** Longest text that is taken in one box, in characters. */
export const LONGEST_TEXT = 20_000
const LONGEST_LINE = 200

/** Reads the posted form. Repeated fields arrive as lists; files are left out (src/http/upload.ts). */
export async function read<S extends z.ZodType>(c: Context, schema: S): Promise<Form<z.infer<S>>> {
  const typed = await typedIn(c)
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, data: result.data, typed }
  return { ok: false, typed, problems: problemsOf(result.error) }
}

/** The text fields of the request's body; hono keeps a parsed body, so this may be asked again by an error page. */
export async function typedIn(c: Context): Promise<Typed> {
  const body = await c.req.parseBody({ all: true })
  const texts = Object.entries(body).map(([name, value]) => [name, textsOf(value)] as const)
  return Object.fromEntries(texts.filter(([, value]) => value !== undefined))
}

function textsOf(value: string | File | (string | File)[]): string | string[] | undefined {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string").map(newlines)
  return typeof value === "string" ? newlines(value) : undefined
}

/** Browsers post CRLF; people typed a line break. */
const newlines = (text: string) => text.replaceAll("\r\n", "\n")

function problemsOf(error: z.ZodError): Problems {
  const problems: Record<string, string[]> = {}
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? "")
    problems[field] = [...(problems[field] ?? []), message]
  }
  return problems
}

// Control characters cannot be typed, printed or written into Word; line break and tab can.
const isClean = (text: string) => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 10 && code !== 9) || code === 127) return false
  }
  return text.isWellFormed()
}

const clean = z
  .string({ error: "请填写此项" })
  .refine(isClean, "含有无法保存的控制字符，请删除后再提交（可先粘贴到记事本再复制）")

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

/** A civil date. */
export const date = (what: string) =>
  z.string({ error: `请填写${what}` }).refine(isDate, `请按 2026-03-31 的格式填写${what}`)

/** A civil date or nothing. */
export const optionalDate = (what: string) =>
  z
    .string()
    .optional()
    .transform((value) => value || null)
    .refine((value) => value === null || isDate(value), `请按 2026-03-31 的格式填写${what}，或留空`)

/** A ticked box. */
export const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== "")

/** A number the page itself put into the form. */
export const counted = z.coerce.number().int().nonnegative()

/** What is no number is the id of nothing. */
export const idOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0)

/** The id chosen in a list, or none. */
export const choice = z
  .string()
  .optional()
  .transform((text) => (text ? idOf(text) : null))

/** Ids ticked in a list: none, one or many. */
export const chosen = (what: string) =>
  z
    .union([z.string(), z.array(z.string())], { error: `请至少选择一项${what}` })
    .transform((value) => (Array.isArray(value) ? value : [value]).map(Number))
    .refine((ids) => ids.length > 0 && ids.every(Number.isInteger), `请至少选择一项${what}`)

/** The value of a field for putting it back into the form. */
export const typedText = (typed: Typed | undefined, field: string): string | undefined => {
  const value = typed?.[field]
  return Array.isArray(value) ? value[0] : value
}
