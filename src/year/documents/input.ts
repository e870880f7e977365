import * as z from "zod"
import { DOCUMENT_KINDS, DOCUMENT_MEDIA, REMINDER_KINDS } from "#db/schema.ts"
import {
  chosen,
  chosenOne,
  counted,
  date,
  line,
  maybeText,
  namedLine,
  optionalDate,
  said,
  text,
  ticked,
} from "#src/office/typed/input.ts"
import { spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { DOCUMENT_PARTS } from "./parts.ts"

/** Of 标题. */
const LONGEST_TITLE = 200
/** Of 变更说明, reasons and notes. */
export const LONGEST_REASON = 2000
/** Of 正文: a plan of five years is a long text. */
export const LONGEST_DOCUMENT = 60_000

/** 起草: which kind of which unit. */
export const Beginning = z.object({
  kind: z.enum(DOCUMENT_KINDS, { error: "请选择文件种类" }),
  unit: chosenOne("单位"),
})

/** 代录. */
export const Entering = z.object({
  title: namedLine("标题", LONGEST_TITLE),
  text: maybeText(LONGEST_DOCUMENT),
  filedOn: date("收到日期"),
})

const words = {
  title: line(LONGEST_TITLE),
  text: maybeText(LONGEST_DOCUMENT),
  parts: z.partialRecord(z.enum(DOCUMENT_PARTS), text()),
  change: maybeText(LONGEST_REASON),
  fromYear: counted.optional(),
  untilYear: counted.optional(),
  revision: counted,
  overwrite: counted.optional(),
}

const asText = (field: Typed[string]) => (typeof field === "string" ? field : undefined)
const asNumber = (field: Typed[string]) => (asText(field)?.trim() ? Number(field) : undefined)

/** How the form names its boxes: `part-duties`. What it does not have is left out. */
const spelledWords = ({ title, text, change, fromYear, untilYear, revision, overwrite, ...typed }: Typed) => ({
  title,
  text,
  change,
  fromYear: asNumber(fromYear),
  untilYear: asNumber(untilYear),
  parts: Object.fromEntries(
    DOCUMENT_PARTS.flatMap((part) => {
      const value = asText(typed[`part-${part}`])
      return value === undefined ? [] : [[part, value]]
    }),
  ),
  revision: Number(revision),
  overwrite: overwrite === undefined ? undefined : Number(overwrite),
})

/** What is being written: anything goes that can be kept. */
export const Saving = spelledAs(z.object(words), spelledWords)

/** 报送, with the words as they are sent. */
export const Sending = spelledAs(z.object({ ...words, version: counted }), (typed) => ({
  ...spelledWords(typed),
  version: Number(typed.version),
}))

export const Versioned = z.object({ version: counted })

export const SendingBack = z.object({ version: counted, remark: said("发还理由", LONGEST_REASON) })

export const Returning = z.object({
  version: counted,
  remark: said("退回理由", LONGEST_REASON),
  againBy: optionalDate("重新报送的日期"),
})

/** 签收 of one copy. */
export const TakingIn = z.object({
  version: counted,
  number: counted,
  medium: z.enum(DOCUMENT_MEDIA, { error: "请选择电子版或纸质件" }),
  takenOn: date("签收日期"),
  signer: line(40).default(""),
  sealed: ticked,
  note: line(LONGEST_REASON).default(""),
})

export const Recording = z.object({ version: counted, recordedOn: date("备案日期") })

/** 公布 of a version: where and since when. */
export const Releasing = z.object({
  version: counted,
  number: counted,
  address: namedLine("公布的网址或位置", 500),
  releasedOn: date("公布日期"),
})

export const Withdrawing = z.object({ version: counted, number: counted, remark: said("撤下理由", LONGEST_REASON) })

/** 报送要求 of a kind. */
export const SettingRule = z
  .object({
    version: counted,
    kind: z.enum(DOCUMENT_KINDS, { error: "请选择文件种类" }),
    asked: ticked,
    publicBy: optionalDate("报送期限"),
    internalBy: optionalDate("内部期限"),
    yearly: ticked,
    electronic: ticked,
    paper: ticked,
    head: ticked,
  })
  .refine(({ electronic, paper }) => electronic || paper, {
    path: ["electronic"],
    message: "电子版和纸质件至少要求一种",
  })
  .refine(({ publicBy, internalBy }) => internalBy === null || publicBy !== null, {
    path: ["internalBy"],
    message: "先填写报送期限，再填写内部期限",
  })
  .refine(({ publicBy, internalBy }) => internalBy === null || publicBy === null || internalBy <= publicBy, {
    path: ["internalBy"],
    message: "内部期限不能晚于报送期限",
  })

/** 催办 of several units. */
export const Reminding = z.object({
  units: chosen("单位"),
  kind: z.enum(REMINDER_KINDS, { error: "请选择催办方式" }),
  text: said("催办内容", LONGEST_REASON),
})

export const Taking = z.object({})
