import type { about } from "#src/reports/report/about.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { stateWords } from "../events/values.ts"
import { momentWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  report_sent: "报送进展",
  report_signing: "送单位负责人审签",
  report_signed: "审签并报送",
  report_sent_back: "负责人发还修改",
  report_withdrawn: "撤回进展",
  report_entered: "代录进展",
  report_transferred: "进展随分工移交",
  report_accepted: "采纳进展",
  report_returned: "退回进展",
  report_verdict_proposed: "自查初核",
  report_proposal_declined: "复核不同意初核意见",
  report_acceptance_undone: "撤销采纳",
  report_return_undone: "撤销退回",
  report_proposal_undone: "撤销初核意见",
  report_decline_undone: "撤销复核意见",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_report: () => "这份进展由您撰写、审签或代录，须由其他督查人员核查。",
  nothing_to_send: () => "没有可以报送的内容：请先填写落实情况。",
  nothing_before: () => "这一项此前没有报送过，不能按「无变化」报送，请填写落实情况。",
  words_written: () => "这一项已有填写的内容，没有按「无变化」报送。请核对后点「报送」；确无变化的，先清空各栏再报。",
  answer_expected: () => "这一项是退回重报的，须对照退回意见填写后报送，不能按「无变化」报送。",
  already_sent: ({ at, state }) =>
    `这一项您已${at ? `于${momentWords(Number(at))}` : ""}报送${state ? `，现为「${stateWords(state)}」` : ""}，不必再次提交。`,
  all_sent: () => "这几项已经报送，不必再次提交。",
  others_verdict: () => "只有作出这项采纳或退回的人本人可以撤销。如需更正，请与其联系，或待单位重报时处理。",
  undo_too_late: () => "已经超过2分钟，不能再撤销。如有不妥，请与该单位联系，并在下一期核查时更正。",
  undo_followed: () => "这项采纳或退回之后已经有了新的办理，不能再撤销。请查看任务的办理记录。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  sent: (n) => `已报送 ${n} 项`,
  signing: (n) => `${n} 项已送单位负责人审签`,
  signed: (n) => `已审签报送 ${n} 项`,
  sent_back: () => "已退给联络员修改",
  withdrawn: () => "已撤回，可继续修改",
  entered: () => "已代录",
  accepted: () => "已采纳",
  returned: () => "已退回",
  verdict_undone: () => "已撤销，该项恢复为「待审核」",
  proposal_undone: () => "已撤销初核意见，该项恢复为「待审核」",
  decline_undone: () => "已撤销复核意见，该项恢复为「待复核」",
  accepted_together: (n) => `已采纳 ${n} 项`,
  draft_saved: () => "草稿已保存",
  sent_with_files: (n) => `已报送 1 项，连同 ${n} 个附件`,
  signing_with_files: (n) => `已送单位负责人审签 1 项，连同 ${n} 个附件`,
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { report: "进展" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { together: "成批采纳数" }
