import type { Attendance, Decision, DecisionState, MeetingKind, MeetingState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/meetings/about.ts"
import type { Shown } from "#src/year/meetings/picked.ts"
import { brief, dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const MEETING_KIND_LABEL: Record<MeetingKind, string> = {
  joint: "联席会议",
  special: "专题会议",
  visit: "视察",
  following: "跟踪调查",
}

export const MEETING_STATE_LABEL: Record<MeetingState, string> = {
  planned: "拟召开",
  called: "已通知",
  held: "已召开",
  issued: "纪要已印发",
  cancelled: "已取消",
}

export const ANSWER_LABEL: Record<NonNullable<Attendance["answer"]>, string> = { coming: "参加", away: "请假" }

export const TURN_LABEL: Record<NonNullable<Decision["turn"]>, string> = { assignment: "分工", notice: "督办单" }

export const DECISION_STATE_LABEL: Record<DecisionState, string> = {
  draft: "拟定",
  struck: "已删去",
  open: "待落实",
  answered: "已反馈",
  closed: "已办结",
  dropped: "不另交办",
}

export const SHOWN_LABEL: Record<Shown, string> = { undone: "未办结", late: "逾期未办结", answered: "待办结" }

/** 时间 as it is printed: 2026年11月3日 14:30. */
export const whenWords = ({ meetsOn, hour }: { meetsOn: string; hour: string }, today?: string): string =>
  [dayWords(meetsOn, today), hour].filter(Boolean).join(" ")

/** Its 督办单 is called after what it demands. */
export const titleOf = ({ text }: Pick<Decision, "text">): string => brief(text.replace(/\s+/g, " "), 60)

/** 任务依据 of that 督办单. */
export const basisOf = ({
  meeting,
  decision,
}: {
  meeting: { title: string; docNumber: string }
  decision: Pick<Decision, "number">
}): string => `${meeting.title}纪要${meeting.docNumber && `（${meeting.docNumber}）`}第${decision.number}项`

/** 参加 分管领导. */
export const replyWords = ({ answer, post, remark }: Pick<Attendance, "answer" | "post" | "remark">): string =>
  answer === null ? "未回执" : [ANSWER_LABEL[answer], post, remark && `（${remark}）`].filter(Boolean).join(" ")

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  meeting_planned: "安排会议",
  meeting_called: "通知开会",
  meeting_revised: "修改会议安排",
  meeting_replied: "会议回执",
  meeting_held: "登记召开情况",
  meeting_noted: "整理纪要",
  meeting_issued: "印发纪要",
  meeting_cancelled: "取消会议",
  meeting_taken: "下载会议纪要",
  meetings_taken: "下载会议登记册",
  decision_entered: "写入议定事项",
  decision_revised: "修改议定事项",
  decision_struck: "删去议定事项",
  decision_issued: "议定事项交落实",
  decision_turned: "议定事项交办",
  decision_answered: "反馈议定事项",
  decision_closed: "办结议定事项",
  decision_returned: "退回议定事项反馈",
  decision_dropped: "议定事项不另交办",
  decision_reopened: "重新打开议定事项",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  minutes_lacking: () => "还没有纪要：请先填写纪要正文，或上传纪要文件，再印发。",
  meeting_over: () => "会议日期已过，不再接收回执；请与普法办联系。",
  too_many_decisions: ({ most = "" }) => `一次会议最多写${most}项议定事项。`,
  too_many_meetings: ({ most = "" }) => `一次最多下载${most}行，请先筛选。`,
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  meeting_planned: () => "已存为拟召开，单位还看不到",
  meeting_called: () => "已发通知，参加单位在我的待办和日历中可以看到",
  meeting_revised: () => "会议安排已修改",
  meeting_moved: () => "会议安排已修改；日期变了，请参加单位重新回执",
  meeting_replied: () => "回执已送普法办",
  meeting_held: () => "召开情况已登记，请写议定事项后印发纪要",
  meeting_noted: () => "纪要已保存",
  meeting_issued: () => "纪要已印发，议定事项已交责任单位",
  meeting_cancelled: () => "会议已取消",
  decision_entered: () => "已写入议定事项",
  decision_revised: () => "议定事项已修改",
  decision_struck: () => "已删去",
  decision_turned: () => "已交办为分工",
  decision_noticed: () => "已拟督办单，请核对后发出",
  decision_answered: () => "落实情况已反馈",
  decision_closed: () => "议定事项已办结",
  decision_returned: () => "已退回",
  decision_dropped: () => "已记为不另交办",
  decision_reopened: () => "已重新打开",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  meetsOn: "召开日期",
  hour: "时间",
  agenda: "议程",
  guests: "会同单位、受邀人员",
  replyBy: "回执期限",
  calledUnits: "参加单位",
  came: "到会单位数",
  heldOn: "召开日期",
  issuedOn: "印发日期",
  decisions: "议定事项数",
  meeting: "会议",
  meetingId: "会议序号",
  reply: "回执",
  attends: "参加人员",
  turn: "交办方式",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = {
  meeting: "会议",
  attendance: "会议回执",
  decision: "议定事项",
  meeting_copy: "会议纪要",
  meeting_register: "会议登记册",
}
