import * as z from "zod"
import { counted, line, number, text } from "#src/office/typed/input.ts"

/** The years of which a calendar may be kept. */
export const YEARS = { least: 2000, most: 2100 }

/** 工作日安排 of a year, as text or as a file beside the form. */
export const Entering = z.object({
  year: number("年份", YEARS),
  source: line(200).default(""),
  table: text(20_000),
  version: counted,
})
