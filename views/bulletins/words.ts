import type { BulletinForm, BulletinKind, BulletinState, Category } from "#db/schema.ts"
import type { about } from "#src/outward/bulletins/about.ts"
import { type AnnexName, annexesIn, type Content } from "#src/outward/bulletins/content.ts"
import { share } from "#src/outward/bulletins/shares.ts"
import type { BulletinMove } from "#src/outward/bulletins/workflow.ts"
import { paperPath } from "#src/paths.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const BULLETIN_KIND_LABEL: Record<BulletinKind, string> = {
  bulletin: "督查通报",
  special: "督查专报",
  report: "督查报告",
  yearly_bulletin: "年度通报",
  yearly_summary: "年度总结",
}

/** To whom each goes, where it is chosen. */
export const BULLETIN_KIND_HINT: Record<BulletinKind, string> = {
  bulletin: "发各承担单位",
  special: "报上级",
  report: "报本级领导",
  yearly_bulletin: "发各承担单位",
  yearly_summary: "报上级或本级领导",
}

export const BULLETIN_FORM_LABEL: Record<BulletinForm, string> = {
  internal: "内部形式",
  series: "内部刊头",
  organisation: "以单位名义",
}

export const BULLETIN_STATE_LABEL: Record<BulletinState, string> = {
  draft: "拟稿",
  approving: "待审定",
  approved: "已审定，待印发",
  issued: "已印发",
  withdrawn: "已撤回",
  discarded: "已作废",
}

export const BULLETIN_MOVE_LABEL: Record<BulletinMove, string> = {
  submit: "送审",
  recall: "撤回送审",
  decline: "发还修改",
  approve: "审定",
  issue: "印发",
  withdraw: "撤回",
  discard: "作废",
}

export const CATEGORY_LABEL: Record<Category, string> = {
  done: "已完成",
  on_pace: "达进度",
  behind: "欠进度",
  other: "其它",
}

export const ANNEX_LABEL: Record<AnnexName, string> = {
  rounds: "各期统计表",
  units: "各单位报送情况表",
  matters: "继续督办事项汇总表",
}

/** 「附件2」 in that paper; where it is the only one 「附件」, as in Word. */
export function annexWords(content: Pick<Content, AnnexName>, name: AnnexName): string {
  const names = annexesIn(content)
  return names.length === 1 ? "附件" : `附件${names.indexOf(name) + 1}`
}

/** Said where lists of the plan no longer are those of the cut-off; null: they are. */
export const listsNote = (cutOffAt: number | null, asOf: number): string | null => {
  if (cutOffAt === asOf) return null
  return cutOffAt === null
    ? "该填报期已重新开启：数字和附件是成稿时的，点开的清单为现时情况。"
    : "该填报期后来重新封过账：数字和附件是成稿时的，点开的清单按重新封账时的情况列出。"
}

/** 阶段完成25.0%，序时进度75.0%. */
export const stageShareWords = (reached: number, months: number): string =>
  `阶段完成${share(Math.round(reached * 1000), 1000)}，序时进度${share(months, 12)}`

type Numbered = { kind: BulletinKind; year: number | null; number: number | null }

/** 督查通报〔2026〕第3期; until it is issued without a number. */
export const bulletinName = ({ kind, year, number }: Numbered): string =>
  `${BULLETIN_KIND_LABEL[kind]}${issueWords({ year, number })}`

/** 〔2026〕第3期; empty until it is issued. */
export const issueWords = ({ year, number }: Pick<Numbered, "year" | "number">): string =>
  year === null || number === null ? "" : `〔${year}〕第${number}期`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  bulletin_drafted: "拟稿",
  bulletin_submitted: "文稿送审",
  bulletin_recalled: "文稿撤回送审",
  bulletin_declined: "文稿发还修改",
  bulletin_approved: "审定文稿",
  bulletin_issued: "印发文稿",
  bulletin_withdrawn: "撤回已印发的文稿",
  bulletin_discarded: "文稿作废",
  bulletin_taken: "下载文稿",
  bulletin_rule_set: "修改进度分类",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  bulletin_there: () => "同样的文稿已经在拟写，没有再拟一份。请在已有的草稿里接着写；不需要的，先把它作废。",
  own_bulletin: () => "这份文稿由您拟稿或送审，须由另一位领导审定。",
  round_open_again: () => "所依据的填报期已撤销封账，数字还会变化。请重新封账后，在文稿里重新生成数字再办理。",
  figures_moved: () => "所依据的填报期重新封过账，文稿里的数字不是最新的。请重新生成各段后再办理。",
  no_leader: () => "目前没有可以审定的领导。请安全管理员先设置领导岗位。",
}

export const REFUSAL_LINK: Words["REFUSAL_LINK"] = {
  bulletin_there: ({ id }) => ({ href: paperPath(Number(id)), word: "打开已有的草稿" }),
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  bulletin_drafted: () => "已按封账数据拟出文稿，请核对修改后送审",
  bulletin_rewritten: () => "已重新生成",
  bulletin_submitted: () => "文稿已送审",
  bulletin_recalled: () => "已撤回送审，可继续修改",
  bulletin_declined: () => "已发还修改",
  bulletin_approved: () => "已审定，由督查部门印发",
  bulletin_issued: () => "已印发，文字、数字和名称不再变动",
  bulletin_withdrawn: () => "已撤回，期号保留",
  bulletin_discarded: () => "文稿已作废",
  bulletin_corrected: () => "已拟出更正稿，请写明更正内容后送审",
  bulletin_rule_set: () => "进度分类已保存，以后拟稿和重新生成时使用",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  leader: "送审领导",
  corrects: "更正的文稿",
  sha256: "校验值",
  yellow: "关注计入",
  grey: "未到期计入",
  byPace: "对照序时进度",
  ranked: "按报送率排列",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { bulletin: "文稿", bulletin_copy: "文稿下载", bulletin_rule: "进度分类" }
