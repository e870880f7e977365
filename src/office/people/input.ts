import * as z from "zod"
import {
  choice,
  counted,
  date,
  ids,
  line,
  login,
  namedLine,
  optionalDate,
  text,
  ticked,
} from "#src/office/typed/input.ts"
import { isMailAddress } from "#src/office/typed/mailbox.ts"
import { LONGEST_PASSWORD } from "./password_policy.ts"
import { GRANTABLE } from "./policy.ts"

/** A new login: typed on every keyboard, never reused. */
export const loginName = login(40).refine(
  (value) => /^[a-z][a-z0-9._-]{1,38}[a-z0-9]$/.test(value),
  "用户名为 3 至 40 个小写字母、数字、点或横线，以字母开头",
)

/** Where messages go; empty: nowhere. */
export const mailAddress = line(254)
  .default("")
  .refine((value) => value === "" || isMailAddress(value), "邮箱地址不对，应如 name@example.gov.cn；没有就留空")

/** 联系电话, as people write it: 「8012」, 「010-5555 8012转3」; empty: none. */
export const telephone = line(80).default("")

/** An act on what was seen, and nothing more. */
export const Versioned = z.object({ version: counted })

/** 账号: what the 系统管理员 writes of a person. */
const describing = { name: namedLine("姓名", 40), contact: telephone, email: mailAddress }

export const Editing = z.object({ ...describing, version: counted })
export const Adding = z.object({
  ...describing,
  login: loginName,
  unitId: choice.refine((id) => id !== 0, "请从列表中选择单位"),
})

/** 岗位授权. */
export const Granting = z.object({
  kind: z.enum(GRANTABLE, { error: "请选择岗位" }),
  unitId: choice,
  fromOn: date("起始日期"),
  untilOn: optionalDate("结束日期"),
  standIn: ticked,
  beat: ids,
})

/** 解除岗位; `heir`: the id of whoever takes it over, or that nobody does. */
export const Ending = z.object({
  postId: counted,
  version: counted,
  lastDay: date("最后一天"),
  heir: z.string().default(""),
})

export const Keeping = z.object({ postId: counted, version: counted })

/** 登录: a name and a password, whoever's they are. */
export const SigningIn = z.object({ username: login(80), password: text(LONGEST_PASSWORD) })

/** 退出其他登录 takes nothing. */
export const EndingSessions = z.object({})

/** One's own telephone and mailbox. */
export const Addressing = z.object({ contact: telephone, email: mailAddress, version: counted })

const filled = (what: string) => text(LONGEST_PASSWORD).refine((value) => value !== "", `请填写${what}`)

export const ChangingPassword = z
  .object({ oldPassword: filled("现用口令"), newPassword: filled("新口令"), newPasswordAgain: filled("新口令") })
  .refine(({ newPassword, newPasswordAgain }) => newPassword === newPasswordAgain, {
    path: ["newPasswordAgain"],
    error: "两次填写的新口令不一致",
  })
