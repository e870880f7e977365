import * as z from "zod"
import { BODY_CATEGORIES, BODY_DUTIES } from "#db/schema.ts"
import {
  choice,
  chosen,
  chosenOne,
  counted,
  date,
  line,
  namedLine,
  number,
  optionalMoney,
  ticked,
} from "#src/office/typed/input.ts"

/** 设立年度. */
export const Opening = z.object({
  year: number("年度", { least: 2000, most: 2100 }),
  office: chosenOne("主管单位"),
  units: chosen("责任单位"),
})

export const Adding = z.object({ units: chosen("单位"), version: counted })

const named = {
  leader: line(80).default(""),
  department: line(80).default(""),
  person: line(80).default(""),
  budget: optionalMoney("普法经费"),
  version: counted,
}

/** What a unit says of itself: who answers for it, and the money. */
export const Naming = z.object(named)

/** What the year's office sets: the same, and how the unit stands in the year. */
export const Setting = z.object({
  duty: z.enum(BODY_DUTIES, { error: "请选择责任类型" }),
  category: z.enum(BODY_CATEGORIES, { error: "请选择单位类别" }),
  supervisorUnitId: choice,
  enforces: ticked,
  judges: ticked,
  serves: ticked,
  ...named,
})

export const Leaving = z.object({
  leftOn: date("退出日期"),
  leftWhy: namedLine("原因"),
  version: counted,
})

export const Rejoining = z.object({ version: counted })

/** What is taken as a file is named by the address. */
export const Taking = z.object({})
