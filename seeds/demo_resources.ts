import type { ResourceKind } from "#db/schema.ts"
import { enterResource } from "#src/year/resources/commands.ts"
import type { ResourceWords } from "#src/year/resources/fields.ts"
import { resourcesOfYear } from "#src/year/resources/queries.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 阵地, 宣传渠道, 讲师团 and 志愿者 of the demo, entered by the units that have them when the year began. */

type Entered = { who: string; unit: string; kind: ResourceKind } & ResourceWords

const RESOURCES: readonly Entered[] = [
  {
    who: "laifangjiedaisi",
    unit: "laifangjiedaisi",
    kind: "venue",
    name: "来访接待大厅法治宣传区",
    form: "宣传栏、电子显示屏",
    place: "来访接待大厅一层",
    offers: "《信访工作条例》、依法逐级走访流程、法律援助指引",
    contact: "010-68010101",
    size: 12_000,
  },
  {
    who: "yanjiushi",
    unit: "yanjiushi",
    kind: "channel",
    name: "普法微信公众号",
    form: "微信公众号",
    place: "xinfangpufa",
    offers: "以案释法、条例解读、普法问答",
    contact: "",
    size: 8600,
  },
  {
    who: "yanjiushi",
    unit: "yanjiushi",
    kind: "lecturer",
    name: "韩立新",
    form: "公职律师",
    place: "普法讲师团",
    offers: "宪法、民法典、信访工作条例",
    contact: "010-68010203",
    size: null,
  },
  {
    who: "banxinsi",
    unit: "banxinsi",
    kind: "volunteers",
    name: "来信普法志愿服务队",
    form: "",
    place: "机关和定点社区",
    offers: "答复来信附送法律条文，进社区解答",
    contact: "",
    size: 14,
  },
]

export const resourceActs = (opened: string): YearAct[] => RESOURCES.map((one) => ({ on: opened, does: enter(one) }))

const enter =
  ({ who, unit, kind, ...words }: Entered) =>
  async ({ database, year, units, by }: DemoYear) => {
    const doer = by(who)
    const picked = { kind: null, unit: null, ended: false }
    const found = await resourcesOfYear(database, doer.actor, year, picked, 1)
    if (found) await enterResource(database, found, { kind, unitId: units.get(unit) ?? 0, words }, doer)
  }
