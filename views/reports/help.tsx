import type { HelpSection } from "#src/door/house.ts"
import { isOfUnit } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 10,
    text: (
      <>
        打开
        <Go to="/todo" whom={isOfUnit}>
          我的待办
        </Go>
        ：本期待报的、被退回的都在一页上，快到期的在前。
      </>
    ),
  },
  {
    topic: "liaison",
    rank: 30,
    text: "在「落实情况」里写本期做了什么。与上期相近的点「沿用上期」再改；确实没有变化的点「本期无变化，报送」；已有填写内容的和退回重报的不能这样报。要督查部门或领导协调的勾「需要协调」；任务分阶段的，本阶段做完勾「已完成本阶段」。",
  },
  {
    topic: "liaison",
    rank: 40,
    text: "边写边自动保存，收起的事项上看得到草稿，点「继续填写」接着写。写好几项后点一次「报送」，全部送出，并得到回执。登录过期也不会丢字。",
  },
  {
    topic: "liaison",
    rank: 50,
    text: "被退回的会写明意见和重报日期，改好后再报送。尚未审核的，可以自己撤回。",
  },
  {
    topic: "liaison",
    rank: 10,
    title: "单位负责人",
    text: "方案要求审签时，在「我的待办」里一页看完本单位的草稿，逐项或一并「审签报送」，或退给联络员修改。规定方案下达前由督查部门负责人审定的，待审定的方案也在「我的待办」里。",
  },
  {
    topic: "supervisor",
    rank: 70,
    title: "撤销",
    text: "采纳、退回、初核、复核之后2分钟内，本人可以撤销，该项恢复原样；单位已经动手修改、已申请办结或本期已封账的，不能再撤销。办理记录里两条都在。",
  },
  {
    topic: "supervisor",
    rank: 90,
    title: "成批采纳",
    text: "「待审核」右上角进入。只列没有写明问题、不需要协调、按期首次报送的进展，逐项勾选，核对项数后采纳；自查、已申请办结、整改中、退回后重报、逾期报送的不列，仍须逐项审核。其间被他人办理或单位改动的不采纳，并说明是哪几项。",
  },
  {
    topic: "supervisor",
    rank: 170,
    title: "代录",
    text: "单位报来纸质件时，由督查人员代录并附扫描件，页面上标明「代录」。单位自己正在写的草稿不受影响。",
  },
]
