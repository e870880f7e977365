import type { Contact } from "#src/office/people/contact_queries.ts"
import { POST_LABEL } from "../words/roles.ts"

/** 「钱联络 8012」, 「李代理 8013（代理）」, 「孙联络（未登记电话）」 */
export const contactWords = ({ name, phone, standIn }: Contact): string =>
  `${name}${phone === "" ? "（未登记电话）" : ` ${phone}`}${standIn ? "（代理）" : ""}`

/** Whom to ring at a unit: its 联络员; where there is none, that, and its 单位负责人. */
export function ringWords(contacts: readonly Contact[], unitId: number): string {
  const own = contacts.filter((one) => one.unitId === unitId)
  const said = (kind: Contact["kind"]) => {
    const some = own.filter((one) => one.kind === kind).map(contactWords)
    return some.length > 0 ? `${POST_LABEL[kind]}：${some.join("、")}` : null
  }
  return said("liaison") ?? ["没有联络员", said("head")].filter(Boolean).join("；")
}
