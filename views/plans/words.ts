import type { Handling, Plan, Rhythm, Role, Task, URGENCIES } from "#db/schema.ts"
import type { PlanView, ReportFilter } from "#src/board/filter.ts"
import type { Board, BoardAssignment } from "#src/board/standing.ts"
import { yearOf } from "#src/clock.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { roundsPath } from "#src/paths.ts"
import { sameDayIn } from "#src/plans/assignments/deadline.ts"
import type { about } from "#src/plans/plan/about.ts"
import type { Sign } from "#src/plans/plan/policy.ts"
import type { PlanMove } from "#src/plans/plan/workflow.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { renamedWords } from "../units/words.ts"
import { counts } from "../words/counts.ts"
import { lightWords } from "../words/lights.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { dayWords, momentWords, yearlessWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const RHYTHM_LABEL: Record<Rhythm, string> = {
  weekly: "每周",
  monthly: "每月",
  quarterly: "每季度",
  half_yearly: "每半年",
  yearly: "每年",
  none: "不定期报送",
}

export const ROLL_UP_LABEL: Record<Plan["rollUp"], string> = {
  all: "全部牵头单位办结才算办结",
  first: "以第一牵头单位为准",
  any: "任一牵头单位办结即算办结",
}

export const CONFIRMER_LABEL: Record<Plan["confirmer"], string> = {
  supervisor: "另一名督查人员",
  unit: "指定单位的负责人或督查人员",
  leader: "领导",
}

export const APPROVER_LABEL: Record<Plan["noticeApprover"], string> = {
  none: "不需审定，督查人员直接发出",
  supervisor: "另一名督查人员",
  head: "督查部门负责人",
  leader: "领导",
}

/** Who approves before 下达. */
export const PLAN_APPROVER_LABEL: Record<PlanApprover, string> = {
  none: "不需审定",
  leader: "领导",
  head: "督查部门的单位负责人",
}

export const URGENCY_LABEL: Record<(typeof URGENCIES)[number], string> = {
  flat: "平件",
  urgent: "急件",
  most_urgent: "特急",
}

export const HANDLING_LABEL: Record<Handling, string> = {
  public: "公开",
  internal: "内部",
  work_secret: "工作秘密",
}

export const PLAN_STATE_LABEL: Record<Plan["state"], string> = {
  draft: "草稿",
  approving: "待审定",
  issued: "已下达",
  withdrawn: "已撤回",
  archived: "已归档",
}

export const PLAN_VIEW_LABEL: Record<PlanView, string> = { running: "进行中", archived: "已归档", withdrawn: "已撤回" }

export const PLAN_MOVE_LABEL: Record<PlanMove, string> = {
  submit: "送审",
  recall: "撤回送审",
  decline: "发还修改",
  approve: "审定并下达",
  issue: "下达",
  withdraw: "撤回下达",
  archive: "归档",
  restore: "恢复",
}

export const REPORT_FILTER_LABEL: Record<ReportFilter, string> = {
  due: "应报",
  reported: "已报",
  owed: "未报",
  overdue: "逾期未报",
  waiting: "待审核",
  accepted: "已采纳",
  returned: "已退回",
  late: "迟报",
}

type Dated = Pick<Task, "deadline" | "deadlineText" | "dueBy">

/** When a task is to be done, and how often it is reported. */
export function scheduleWords(task: Dated & Pick<Task, "rhythm">, rhythm: Rhythm, today: string): string {
  return [deadlineWords(task, today), rhythmWords(task.rhythm ?? rhythm)].join("，")
}

/** 「张三、李四」. */
export const leadersWords = (leaders: readonly { name: string }[]): string => leaders.map(({ name }) => name).join("、")

/** Of the schedule only what the plan's own rhythm does not say: a time limit, a rhythm of its own. */
export const deviationWords = (task: Dated & Pick<Task, "rhythm">, rhythm: Rhythm, today: string): string =>
  [
    task.deadline === "none" ? null : deadlineWords(task, today),
    task.rhythm === null || task.rhythm === rhythm ? null : rhythmWords(task.rhythm),
  ]
    .filter((words) => words !== null)
    .join("，")

/** When a task is to be done; without a day to compare with, always with the year. */
export function deadlineWords({ deadline, deadlineText, dueBy }: Dated, today?: string): string {
  const day = dueBy === null ? "" : dayWords(dueBy, today)
  if (deadline === "continuing") return "长期坚持"
  if (deadline === "yearly") return dueBy ? `每年${yearlessWords(dueBy)}前完成` : "每年完成"
  if (deadline === "date" && day) return `${day}前完成`
  if (deadline === "printed" && deadlineText) return day ? `${deadlineText}（${day}）` : deadlineText
  return "未定时限"
}

/** 「下一次2026年12月1日，以后2027年、2028年同日」; of 29 February each year's own day. */
export function comingYears(dueBy: string, today: string): string {
  const first = Math.max(yearOf(dueBy), yearOf(today))
  const [next, ...later] = [first, first + 1, first + 2].map((year) => sameDayIn(year, dueBy))
  return `${dayWords(next ?? dueBy)}，以后${later.map((day) => dayWords(day)).join("、")}`
}

/** 「每季度报送」. */
export const rhythmWords = (rhythm: Rhythm): string =>
  rhythm === "none" ? RHYTHM_LABEL.none : `${RHYTHM_LABEL[rhythm]}报送`

/** 牵头, and 第一牵头 for the first of them. */
export const roleWords = ({ role, isFirstLead }: { role: Role; isFirstLead: boolean }): string =>
  isFirstLead ? `第一${ROLE_LABEL.lead}` : ROLE_LABEL[role]

export const SIGN_WORDS: Readonly<Record<Sign, string>> = {
  claimed: "申请办结待核查",
  waiting: "进展待审核",
  written: "有草稿",
}

/** All that a cell of the matrix shows, in words. */
export const partWords = (part: BoardAssignment, sign: Sign | null): string =>
  [roleWords(part), lightWords(part.light), part.late && "迟报", sign && SIGN_WORDS[sign]].filter(Boolean).join(" ")

/** From when the figures are, above every sheet of paper; null: from now. */
export const frozenWords = ({ asOf, frozen, round }: Pick<Board, "asOf" | "frozen" | "round">): string | null =>
  frozen && round ? `${round.name}${momentWords(asOf)}封账时的情况` : null

/** From when the figures are. */
export function asOfWords(
  { asOf, frozen, round, units }: Pick<Board, "asOf" | "frozen" | "round" | "units">,
  today: string,
): string {
  const moment = momentWords(asOf, today)
  if (round === null || round.cutOffAt === null) return `数据截至${moment}`
  if (frozen) {
    const named = renamedWords(units)
    return `${round.name}已于${moment}封账，以下为封账时的情况${named === null ? "" : `；${named}`}`
  }
  return `数据截至${moment}；${round.name}已于${momentWords(round.cutOffAt, today)}封账，已报数以封账时为准`
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  plan_issued: "下达方案",
  plan_changed: "修改方案设置",
  plan_updated: "按新文件更新方案",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  plan_ended: ({ state }) =>
    state === "withdrawn"
      ? "本方案已撤回下达，不再办理。"
      : "本方案已归档，只供查阅，不再办理。确需办理的，请督查人员先在方案页面「恢复」。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  plan_issued: (n) => `已下达，共 ${counts(n)[0]} 项分工；有单位报送之前可以在「设置」里撤回`,
  plan_changed: () => "方案设置已保存",
  plan_updated: (n) => `已按新文件更新，共 ${n} 处变化`,
  plan_issued_gaps: (n) => `已下达，共 ${counts(n)[0]} 项分工；${counts(n)[1]} 个单位没有联络员，待办和催办送不到`,
}

/** Where what is said once can be read in full, or what comes next is done. */
export const DONE_LINK: Words["DONE_LINK"] = {
  plan_issued: (n) => ({ href: `${roundsPath(Number(counts(n)[1]))}#open-round`, word: "下一步：开启填报期" }),
  plan_issued_gaps: (n) => ({ href: `${roundsPath(Number(counts(n)[2]))}#gaps`, word: "看是哪些单位，并开启填报期" }),
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { plan: "方案" }
