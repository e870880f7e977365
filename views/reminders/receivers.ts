import type { Contact } from "#src/office/people/contact_queries.ts"

type Reached = { contacts: readonly Contact[]; groups: readonly { unitId: number; name: string }[] }

/** 「接收人：张三（邮件）、李四（未登记邮箱）、办公室群」 */
export function receiversWords({ contacts, groups }: Reached, unitId: number, mails: boolean): string {
  const people = contacts
    .filter((one) => one.unitId === unitId && one.kind === "liaison")
    .map(({ name, hasMailbox }) => `${name}（${!hasMailbox ? "未登记邮箱" : mails ? "邮件" : "邮件未开通"}）`)
  const rooms = groups.filter((one) => one.unitId === unitId).map(({ name }) => `${name}（群消息）`)
  const all = [...people, ...rooms]
  return all.length > 0 ? `接收人：${all.join("、")}` : "没有接收人，请电话催办，并请安全管理员授予联络员岗位。"
}
