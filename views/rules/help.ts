import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 66,
    title: "法规规章草案",
    text: "本单位起草的地方性法规、规章、规范性文件草案，在普法年度的「草案」里登记，依次记下公开征求意见的起止日期和网址（通常不少于30天，不足的只提示）、情况通报（收到和采纳的意见数、网址）、出台（文号、日期）、解读公布（日期、网址或陈列地点）。依法需要保密、不公开征求意见的，写明理由后直接记出台。没有办完的草案会带到下一年度。",
  },
  {
    topic: "supervisor",
    rank: 126,
    title: "法规规章草案",
    text: "各单位起草的法规、规章、规范性文件草案在普法年度的「草案」里，每件写着下一步还缺什么，可按单位筛选，可下载登记表。",
  },
]
