import { line, login } from "#src/office/typed/input.ts"
import { isMailAddress } from "#src/office/typed/mailbox.ts"

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
