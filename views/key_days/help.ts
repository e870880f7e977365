import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 112,
    title: "普法节点",
    text: "「普法节点」列出今后60天和全年的节点：国家宪法日、宪法宣传周、全民国家安全教育日等，点「安排活动」就登记一次结合该节点的拟开展活动。本单位的行业宣传日自己增加。每个责任单位每年结合节点开展一次以上专题普法活动，一次就够。",
  },
  {
    topic: "supervisor",
    rank: 162,
    title: "普法节点",
    text: "每个节点旁边写着哪些单位有安排、哪些没有；「已开展/应开展」的两个数点开就是那些单位。参照执行和由主管部门督促的单位不计入应开展。节点由普法办增减：固定日期、某一天所在的一周、法律法规的施行日三种规则，往后每年自动推算。",
  },
]
