import type { Audience, PostKind, Role, Unit } from "#db/schema.ts"

export const ROLE_LABEL: Record<Role, string> = { lead: "牵头", responsible: "责任", support: "配合" }

export const POST_LABEL: Record<PostKind, string> = {
  liaison: "联络员",
  head: "单位负责人",
  supervisor: "督查人员",
  leader: "领导",
  admin: "系统管理员",
  security: "安全管理员",
  auditor: "审计管理员",
  panelist: "评议组成员",
  observer: "外部监督",
}

export const UNIT_KIND_LABEL: Record<Unit["kind"], string> = {
  internal: "内设机构",
  affiliated: "直属单位",
  outside: "外单位",
  collective: "统称（如各区县）",
}

export const AUDIENCE_LABEL: Record<Audience, string> = { liaison: "联络员", head: "单位负责人", leader: "分管领导" }

/** How the trail marks what was done without signing in. */
export const BY_LINK = "凭链接"

/** Likewise what a program did in somebody's name. */
const BY_TOKEN = "经接口"

/** The 「as whom」 of the trail: posts, perhaps each with its unit; `link` and its number when it was done by a link. */
export const actingAsWords = (as: string): string => as.split(" / ").map(postWords).join("、")

function postWords(as: string): string {
  const [kind = "", ...unit] = as.split(" ")
  if (kind === "link") return BY_LINK
  if (kind === "api_token") return BY_TOKEN
  return kind in POST_LABEL ? [...unit, POST_LABEL[kind as PostKind]].join(" ") : as
}
