import * as z from "zod"

/*
 * How a browser's form spells what an input means. An input (input.ts of a capability) says what an act takes: numbers,
 * days, yes and no, lists. A form has texts: a box that is ticked or not there, a number in full width, a day as it stands
 * in the document, one field several times. Most of it follows from the kind of value; what does not is said once, beside
 * the value or the input that is spelled otherwise.
 */

/** What the browser sent, as it stood in the fields. */
export type Typed = Record<string, string | string[] | undefined>
export type Problems = Record<string, string[] | undefined>

type Field = string | string[] | undefined

/** Every value of a field that may stand there several times. */
export const everyOf = (field: Field): string[] => [field ?? []].flat()

/** The rows of a table that a form sends, a field `row-…` for each column, as often as there are rows; `by`: a column that all have. */
export const rowsOf = <Column extends string>(
  form: Typed,
  columns: readonly Column[],
  by: Column,
): Record<Column, string>[] => {
  const cells = new Map(columns.map((column) => [column, everyOf(form[`row-${column}`])]))
  return everyOf(form[`row-${by}`]).map(
    (_, i) =>
      Object.fromEntries(columns.map((column) => [column, cells.get(column)?.[i] ?? ""])) as Record<Column, string>,
  )
}

/** The value that was meant, still to be looked at by the input; or what is wrong with how it was typed. */
export type Spelled = { value: unknown } | { problem: string }

/**
 * How one value is spelled by its field, or beside it by others of the form (`field`); or the fields of an input that are
 * not named as its values are (`form`).
 */
type Spelling = { field?: (typed: Field, form: Typed) => Spelled; form?: (typed: Typed) => Record<string, unknown> }
const spellings = z.registry<Spelling>()

/** A value that a form spells in a way of its own. */
export function spelled<S extends z.ZodType>(schema: S, field: (typed: Field, form: Typed) => Spelled): S {
  spellings.add(schema, { field })
  return schema
}

/** An input whose fields a form names or joins otherwise: what it gives stands in place of the typed fields. */
export function spelledAs<S extends z.ZodType>(schema: S, form: (typed: Typed) => Record<string, unknown>): S {
  spellings.add(schema, { form })
  return schema
}

/** No value that any input takes: what was typed there is wrong already, and said. */
const UNREADABLE = Symbol("unreadable")

/** What a form means by what was typed in it, or what is wrong, field by field. */
export function fromForm<S extends z.ZodType>(
  schema: S,
  typed: Typed,
): { ok: true; data: z.output<S> } | { ok: false; problems: Problems } {
  const unreadable: Record<string, string[]> = {}
  const result = schema.safeParse(valuesOf(schema, typed, unreadable))
  if (result.success) return { ok: true, data: result.data }
  return { ok: false, problems: { ...problemsOf(result.error), ...unreadable } }
}

/** What is wrong, by the field it is wrong in; that of the whole stands under no name. */
export function problemsOf(error: z.ZodError): Record<string, string[]> {
  const problems: Record<string, string[]> = {}
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? "")
    problems[field] = [...(problems[field] ?? []), message]
  }
  return problems
}

function valuesOf(schema: z.ZodType, typed: Typed, unreadable: Record<string, string[]>): Record<string, unknown> {
  const form = spellings.get(schema)?.form
  if (form) return form(typed)
  const object = objectIn(schema, typed)
  // What a loose input takes along is what was typed.
  const values: Record<string, unknown> = { ...typed }
  for (const [name, value] of Object.entries(object?.shape ?? {})) {
    const read = spelling(value as z.ZodType, typed[name], typed)
    if ("problem" in read) unreadable[name] = [read.problem]
    values[name] = "problem" in read ? UNREADABLE : read.value
  }
  return values
}

/** The object that the fields are those of: of several it is the one whose mark was sent. */
function objectIn(schema: z.ZodType, typed: Typed): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return null
  const { discriminator } = schema.def
  const options = schema.options as readonly z.ZodType[]
  const named = options.find(
    (one): one is z.ZodObject =>
      one instanceof z.ZodObject && one.shape[discriminator]?.safeParse(typed[discriminator]).success === true,
  )
  return named ?? null
}

function spelling(schema: z.ZodType, typed: Field, form: Typed): Spelled {
  const own = spellings.get(schema)?.field
  if (own) return own(typed, form)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return ofOptional(inner(schema), typed, form)
  if (schema instanceof z.ZodNullable) return typed === "" ? { value: null } : spelling(inner(schema), typed, form)
  if (schema instanceof z.ZodBoolean) return { value: typed !== undefined && typed !== "" }
  if (schema instanceof z.ZodNumber) return { value: typeof typed === "string" ? Number(typed) : typed }
  if (schema instanceof z.ZodArray) return listed(schema.element as z.ZodType, typed, form)
  return { value: typed }
}

const inner = (schema: z.ZodOptional | z.ZodDefault | z.ZodNullable) => schema.def.innerType as z.ZodType

/** A field that is not there is left out, unless its absence means something, as that of a ticked box. */
const ofOptional = (schema: z.ZodType, typed: Field, form: Typed): Spelled =>
  typed === undefined && !spellings.get(schema)?.field ? { value: undefined } : spelling(schema, typed, form)

/** One field several times; not there at all it is an empty list. */
function listed(element: z.ZodType, typed: Field, form: Typed): Spelled {
  const all = [typed ?? []].flat().map((one) => spelling(element, one, form))
  const wrong = all.find((one) => "problem" in one)
  return wrong ?? { value: all.map((one) => ("value" in one ? one.value : undefined)) }
}
