import * as z from "zod"
import { PAPERS } from "#db/schema.ts"
import { wholeNumberIn } from "#src/office/typed/figures.ts"
import { counted, namedLine, ticked } from "#src/office/typed/input.ts"
import { spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { COLUMN_KEYS, columnOf, keyNamed, type Placed } from "./columns.ts"
import { MARK_HEADING } from "./row_mark.ts"

/** A file of the 台账 is what its address asks for. */
export const Taking = z.object({})

const LONGEST_NAME = 30
const LONGEST_HEADING = 20

/** Another column goes by this heading in all other sheets. */
const isOfAnother = ({ key, heading }: Placed): boolean => ![null, key].includes(keyNamed(heading))

const misnamedIn = (all: unknown): string[] =>
  (all as readonly Placed[]).filter(isOfAnother).flatMap(({ key, heading }) => {
    const other = keyNamed(heading)
    return other ? [`「${columnOf(key).heading}」列的表头「${heading}」是「${columnOf(other).heading}」列的名称`] : []
  })

const columns = z
  .array(z.object({ key: z.enum(COLUMN_KEYS), heading: namedLine("表头", LONGEST_HEADING) }), {
    error: "次序请填整数，不要的列留空",
  })
  .min(1, "至少要有一列，请填写它的次序")
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "一列只能出现一次")
  .refine((all) => new Set(all.map(({ heading }) => heading)).size === all.length, "表头不能重复，否则填好的表读不回来")
  .refine((all) => all.every((column) => !isOfAnother(column)), {
    error: ({ input }) => `${misnamedIn(input).join("、")}，填好的表会读错，请换一个表头`,
  })
  .refine((all) => all.every(({ heading }) => heading !== MARK_HEADING), `「${MARK_HEADING}」由系统使用，请换一个表头`)

const layout = {
  name: namedLine("版式名称", LONGEST_NAME),
  paper: z.enum(PAPERS, { error: "请选择纸张" }),
  merges: ticked,
  columns,
}

const first = (typed: Typed, field: string): string => [typed[field] ?? ""].flat()[0] ?? ""

/** Columns by the place that was typed beside each; without a place a column is left out. Not a list: a place is no number. */
function columnsIn(typed: Typed): unknown {
  const placed = COLUMN_KEYS.flatMap((key) => {
    const place = first(typed, `place_${key}`).trim()
    const heading = first(typed, `heading_${key}`).trim() || columnOf(key).heading
    return place === "" ? [] : [{ key, heading, place: wholeNumberIn(place) }]
  })
  if (placed.some(({ place }) => place === null)) return null
  return placed.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0)).map(({ key, heading }) => ({ key, heading }))
}

const inForm = (typed: Typed) => ({
  name: typed.name,
  paper: typed.paper,
  merges: typed.merges !== undefined,
  columns: columnsIn(typed),
})

export const Saving = spelledAs(z.object(layout), inForm)

export const Changing = spelledAs(z.object({ ...layout, version: counted }), (typed) => ({
  ...inForm(typed),
  version: Number(typed.version),
}))

export const Removing = z.object({ version: counted })

export type LayoutWords = z.output<typeof Saving>
