import * as z from "zod"
import { VERIFICATION_RESULTS } from "#db/schema.ts"
import { counted, date, idOf, LACKING, LONGEST_REMARK, maybeText, namedLine, said } from "#src/office/typed/input.ts"
import { everyOf, spelled, spelledAs } from "#src/office/typed/spelling.ts"
import { MOST_AT_ONCE } from "./lists.ts"

/** An item with the version in which it was shown: 「12.3」 in a form. */
const shown = z.object({ id: z.int({ error: LACKING }), version: counted })

const shownIn = (text: string) => {
  const [id = "", version = ""] = text.split(".")
  return { id: idOf(id), version: /^\d{1,9}$/.test(version) ? Number(version) : undefined }
}

/** The button for all that waits on the page and is not ticked. */
const REST = "rest"

/** 核实: one result for what is ticked, or 属实完成 for all that waits on the page and is not. */
export const Verifying = z.object({
  items: spelled(
    z.array(shown).min(1, "请勾选要核实的事项").max(MOST_AT_ONCE, `一次最多核实${MOST_AT_ONCE}项`),
    (_, { result, take, pending }) => {
      const ticked = everyOf(take)
      const items = result === REST ? everyOf(pending).filter((one) => !ticked.includes(one)) : ticked
      return { value: items.map(shownIn) }
    },
  ),
  result: spelled(z.enum(VERIFICATION_RESULTS, { error: "请选择核实结果" }), (typed) => ({
    value: typed === REST ? "fulfilled" : typed,
  })),
  verifiedOn: date("核实日期"),
  basis: namedLine("核实方式"),
  remark: maybeText(LONGEST_REMARK),
  why: maybeText(LONGEST_REMARK),
})

/** 告知: of what the page has shown (`untoldVersion`). */
export const Telling = z.object({ version: counted })

/** 自报: of each item what its box says now. */
export const Claiming = spelledAs(
  z.object({ claims: z.array(shown.extend({ text: maybeText(LONGEST_REMARK) })).max(MOST_AT_ONCE) }),
  ({ item, claim }) => {
    const texts = everyOf(claim)
    return { claims: everyOf(item).map((one, i) => ({ ...shownIn(one), text: texts[i] ?? "" })) }
  },
)

/** 说明. */
export const Explaining = z.object({ version: counted, explanation: said("说明", LONGEST_REMARK) })

/** 核实起始日. */
export const SettingDay = z.object({ version: counted, fromOn: date("起始日期") })

export const Taking = z.object({})
