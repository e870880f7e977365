import type { Resource, ResourceKind } from "#db/schema.ts"
import { personalFit } from "#src/year/cases/identifiers.ts"

/* What each kind of 普法资源 is asked, by the word that stands above the column; what a kind has no word for it is not asked. */

type Asked = "name" | "form" | "place" | "offers" | "size"

export const FIELDS: Record<ResourceKind, Partial<Record<Asked, string>> & { name: string }> = {
  venue: { name: "名称", form: "类型", place: "地址", offers: "展示内容", size: "年覆盖人数" },
  channel: { name: "名称", form: "平台", place: "账号或网址", offers: "栏目和内容", size: "关注人数" },
  lecturer: { name: "姓名", form: "职务职称", place: "所属团队", offers: "可讲授的法律和主题" },
  volunteers: { name: "队伍名称", place: "服务范围", offers: "服务内容", size: "人数" },
}

export type ResourceWords = Pick<Resource, Asked | "contact">

/** 0971-6123456转8012, 12348: what an office can be called by. */
const OFFICE_TELEPHONE = /^[\d（）()\-—转 、，/]{5,40}$/

/** What is wrong with the words of one, at its field. */
export function resourceFits({ size: _, ...words }: ResourceWords): Record<string, string[]> | null {
  const personal = personalFit(words)
  if (personal) return personal
  const isTelephone = words.contact === "" || OFFICE_TELEPHONE.test(words.contact)
  return isTelephone ? null : { contact: ["请只填办公电话，如 0971-6123456，或留空"] }
}
