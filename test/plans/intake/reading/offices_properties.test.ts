import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Role } from "#db/schema.ts"
import { readPlan } from "#src/plans/intake/reading/read_plan.ts"

const units = fc.constantFrom(
  "县教育局",
  "县水利局",
  "县委宣传部",
  "县融媒体中心",
  "团县委机关",
  "各乡镇人民政府",
  "清河街道",
)
const lists = fc.uniqueArray(units, { minLength: 1, maxLength: 3 })
const works = fc.constantFrom("修建河堤", "开展巡查", "办好展览", "整治水体", "建设书屋")
const dates = fc.constantFrom("3月底前", "2027年10月底前", "长期坚持", "第三季度", "持续推进")
const persons = fc.constantFrom("", "由张三同志牵头，", "由李四副县长牵头，")
const speakers = fc.constantFrom("", "会议明确，", "会议议定，")

const given = (names: string[], role: Role) => names.map((name) => ({ name, role }))
const facts = (source: string) =>
  readPlan(source).tasks.map(({ label, text, units, deadline }) => ({ label, text, units, deadline }))

/** Two lists that have nothing in common. */
const apart = fc.tuple(lists, lists).filter(([one, other]) => !one.some((name) => other.includes(name)))

describe("forms that offices use beside bracket and label read back as they were written", () => {
  test("units in a line above their items", () => {
    const item = fc.record({ work: works, date: fc.option(dates, { nil: null }) })
    const group = fc.record({ names: lists, items: fc.array(item, { minLength: 1, maxLength: 4 }) })
    const groups = fc.array(group, { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(groups, fc.constantFrom("牵头单位", "责任单位", "配合单位"), (plan, label) => {
        const role = { 牵头单位: "lead", 责任单位: "responsible", 配合单位: "support" }[label] as Role
        const lines = plan.flatMap(({ names, items }) => [
          `${label}：${names.join("、")}`,
          ...items.map(({ work, date }, i) => `${i + 1}.${work}。${date ? `完成时限：${date}` : ""}`),
        ])
        const expected = plan.flatMap(({ names, items }) =>
          items.map(({ work, date }, i) => ({
            label: `${i + 1}.`,
            text: `${work}。`,
            units: given(names, role),
            deadline: date,
          })),
        )
        expect(facts(["县级责任清单", ...lines].join("\n"))).toEqual(expected)
      }),
    )
  })

  test("sentences in which one leads and others help with something, whoever speaks or leads in person", () => {
    const duty = fc.record({ who: apart, work: works, person: persons, speaker: speakers })
    fc.assert(
      fc.property(fc.array(duty, { minLength: 2, maxLength: 4 }), (duties) => {
        const texts = duties.map(
          ({ who: [leads, helpers], work, person, speaker }) =>
            `${speaker}${person}${leads.join("、")}牵头制定方案，${helpers.join("、")}配合${work}。`,
        )
        const source = texts.map((text, i) => `${i + 1}.${text}`).join("\n")
        expect(facts(source)).toEqual(
          duties.map(({ who: [leads, helpers] }, i) => ({
            label: `${i + 1}.`,
            text: texts[i],
            units: [...given(leads, "lead"), ...given(helpers, "support")],
            deadline: null,
          })),
        )
      }),
    )
  })

  test("sentences that end with who does it", () => {
    const duty = fc.record({ who: apart, work: works })
    fc.assert(
      fc.property(fc.array(duty, { minLength: 2, maxLength: 4 }), (duties) => {
        const texts = duties.map(
          ({ who: [leads, helpers], work }) => `尽快${work}，${leads.join("、")}牵头，${helpers.join("、")}配合。`,
        )
        expect(facts(texts.map((text, i) => `${i + 1}.${text}`).join("\n"))).toEqual(
          duties.map(({ who: [leads, helpers] }, i) => ({
            label: `${i + 1}.`,
            text: texts[i],
            units: [...given(leads, "lead"), ...given(helpers, "support")],
            deadline: null,
          })),
        )
      }),
    )
  })

  test("rows without their head", () => {
    const row = fc.record({ work: works, names: lists, date: dates })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 6 }), (rows) => {
        const lines = rows.map(({ work, names, date }, i) => `${i + 1}\t${work}\t${names.join("、")}\t${date}`)
        expect(facts(lines.join("\n"))).toEqual(
          rows.map(({ work, names, date }, i) => ({
            label: String(i + 1),
            text: work,
            units: given(names, "responsible"),
            deadline: date,
          })),
        )
        expect(readPlan(lines.join("\n")).warnings).toHaveLength(1)
      }),
    )
  })
})
