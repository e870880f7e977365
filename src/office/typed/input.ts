import * as z from "zod"
import { yearOf } from "#src/clock.ts"
import { type DateRead, dateIn, FIRST_YEAR, isNear, LAST_YEAR, loginIn, moneyIn, wholeNumberIn } from "./figures.ts"
import { spelled } from "./spelling.ts"

/*
 * The words in which a capability says what its acts take (input.ts): what is meant, with its limits, and the sentence for
 * whoever gives something else. Every input can be written down as JSON Schema as it stands; how a form spells it is
 * src/office/typed/spelling.ts.
 */

// What no rule of ours names (a choice that is not in the list) is still said in Chinese.
z.config({ customError: () => "填写有误，请重新选择或填写" })

/** Longest text that is taken in one box, in characters. */
export const LONGEST_TEXT = 20_000
/** The same for what is said beside something else. */
export const LONGEST_REMARK = 2000
const LONGEST_LINE = 200

// Of passwords, which are not cleaned: what cannot be typed again is no part of one.
const isClean = (text: string) => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 10 && code !== 9) || code === 127) return false
  }
  return text.isWellFormed()
}

const UNCLEAN = "含有无法输入的字符，请删除后再提交"

const clean = (longest: number, tooLong: (length: number) => string) =>
  z
    .string({ error: "请填写此项" })
    .max(longest, { error: ({ input }) => tooLong(String(input).length) })
    .refine(isClean, UNCLEAN)

/** A text of several lines, kept as it was typed. */
export const text = (longest = LONGEST_TEXT) =>
  clean(longest, (length) => `最多 ${longest} 字，现有 ${length} 字，请精简或作为附件上传`)

/** A text that may be left out. */
export const maybeText = (longest = LONGEST_TEXT) => text(longest).default("")

/** A text that has to say something. */
export const said = (what: string, longest = LONGEST_TEXT) =>
  text(longest).refine((value) => value.trim() !== "", `请填写${what}`)

/** One line, without spaces around it. */
export const line = (longest = LONGEST_LINE) => {
  const wrong = `请用一行写明，最多 ${longest} 字`
  return z
    .string({ error: "请填写此项" })
    .trim()
    .max(longest, wrong)
    .refine((value) => !value.includes("\n"), wrong)
    .refine(isClean, UNCLEAN)
}

export const namedLine = (what: string, longest = LONGEST_LINE) =>
  line(longest).refine((value) => value !== "", `请填写${what}`)

/** A civil date, however a form writes it. */
export const date = (what: string) =>
  spelled(z.iso.date({ error: `请填写${what}`, abort: true }).refine(isNearDay, farYear(what)), (typed) => {
    if (typeof typed !== "string" || typed.trim() === "") return { problem: `请填写${what}` }
    const read = dateIn(typed)
    return "date" in read ? { value: read.date } : { problem: dateProblem(read, what) }
  })

/** A civil date or nothing. */
export const optionalDate = (what: string) =>
  spelled(
    z.iso
      .date({ error: `没有看懂${what}，请写成 2026-12-10`, abort: true })
      .refine(isNearDay, farYear(what))
      .nullable()
      .default(null),
    (typed) => {
      if (typeof typed !== "string" || !typed.trim()) return { value: null }
      const read = dateIn(typed)
      return "date" in read ? { value: read.date } : { problem: `${dateProblem(read, what)}，或留空` }
    },
  )

/** A whole number that somebody types. */
export function number(what: string, { least, most }: { least: number; most: number }) {
  const wrong = `${what}请填 ${least} 至 ${most} 的整数`
  return spelled(z.int({ error: wrong }).min(least, wrong).max(most, wrong), (typed) => {
    if (typeof typed !== "string" || typed.trim() === "") return { problem: `请填写${what}` }
    return { value: wholeNumberIn(typed) }
  })
}

/** Money in 分, or nothing. */
export function optionalMoney(what: string) {
  const wrong = `没有看懂${what}，请写成 12000 或 1.2万元，或留空`
  return spelled(z.int({ error: wrong }).nonnegative({ error: wrong }).nullable().default(null), (typed) => {
    if (typeof typed !== "string" || !typed.trim()) return { value: null }
    const read = moneyIn(typed)
    return read === null ? { problem: wrong } : { value: read }
  })
}

/** A login name, as all of them are kept: `ｂａｎｇｏｎｇｓｈｉ` and `Bangongshi` are bangongshi. */
export const login = (longest: number) => line(longest).overwrite(loginIn)

/** A day as it is written in JSON; one that a form has is read by `dateIn`. */
export const isNearDay = (date: string | null) => date === null || isNear(yearOf(date))
export const farYear = (what: string) => `${what}的年份须在${FIRST_YEAR}至${LAST_YEAR}年之间`

function dateProblem(read: Exclude<DateRead, { date: string }>, what: string): string {
  if (read.problem === "unreadable") return `没有看懂${what}，请写成 2026-12-10 或 2026年12月10日`
  if (read.problem === "far_year") return farYear(what)
  if (read.problem === "no_such_month") return `一年没有${read.month}月，请改正${what}`
  const { year, month, day, last } = read
  return `${year}年${month}月没有${day}日，最后一天是${last}日，请改正${what}`
}

/** A box that is ticked or not. */
export const ticked = z.boolean().default(false)

/** One of two answers that a form offers by `yes` and `no`. */
export const yesOrNo = (choose: string) =>
  spelled(z.boolean({ error: choose }), (typed) =>
    typed === "yes" || typed === "no" ? { value: typed === "yes" } : { problem: choose },
  )

/** What is wrong where the page itself should have brought something. */
export const LACKING = "页面的内容不完整，请重新打开页面"

/** A number the page itself put into the form: the version it has shown, a count. */
export const counted = z.int({ error: LACKING }).nonnegative({ error: LACKING })

/** What is no number is the id of nothing. */
export const idOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0)

/** The id of something: what a form has for it is a text. */
export const id = (error: string) =>
  spelled(z.int({ error }).nonnegative({ error }), (typed) => ({
    value: typeof typed === "string" ? idOf(typed) : undefined,
  }))

/** The id chosen in a list, or none. */
export const choice = spelled(z.int().nonnegative().nullable().default(null), (typed) => ({
  value: typeof typed === "string" && typed ? idOf(typed) : null,
}))

/** The id chosen in a list that has no empty choice. */
export const chosenOne = (what: string) => id(`请选择${what}`).refine((one) => one > 0, `请选择${what}`)

/** Ids ticked in a list: none, one or many. */
export const ids = z.array(id("请重新选择")).default([])

/** Ids ticked in a list, at least one. */
export const chosen = (what: string) =>
  z
    .array(id(`请至少选择一项${what}`), { error: `请至少选择一项${what}` })
    .min(1, `请至少选择一项${what}`)
    .refine((all) => !all.includes(0), `请至少选择一项${what}`)
