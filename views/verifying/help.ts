import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 134,
    title: "督查核实责任清单",
    text: "年度的「督查核实」里点单位，勾选事项按核实结果，没有问题的一次按「其余都属实完成」。不实的须写明情况，改动须写原因，以前的结果都留存。「告知单位」前只有普法办和领导看到结果；年度通报、年度总结按封账时已告知的结果写数字和单位，印发后不变。责任公告可附完成情况，另行核对、公布。",
  },
  {
    topic: "liaison",
    rank: 134,
    title: "清单事项的完成情况和核实",
    text: "年度的「督查核实」里点本单位，逐项写完成情况，一次保存；已登记的活动和落实的分工列在旁边，不必再填。告知后看到核实结果，不实的在「我的待办」里，可以说明一次。",
  },
]
