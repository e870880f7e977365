import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 75,
    title: "台账",
    text: "方案的「台账」把全部分工排成一张宽表：表头和任务列不随滚动移动，点表头按该列排列，按单位、灯、状态、报送情况筛选；往期封账后看到的是封账时的情况。「进展对照」版式把上期和本期进展并排列出，由系统从各填报期取数。表中的灯都有文字，选中后可直接复制到 Excel。",
  },
  {
    topic: "supervisor",
    rank: 76,
    title: "台账的下载和版式",
    text: "「下载 Excel」按当前的版式和筛选生成，选定一个单位就是发给该单位填写的一份：有底色的列由单位填写，隐藏的编号列不要改动，填好后回传。「管理版式」里按本部门的列、次序和表头保存版式。谁下载了哪份文件记入操作记录。",
  },
  {
    topic: "leader",
    rank: 60,
    title: "台账",
    text: "方案的「台账」是全部分工的一张宽表，可按单位、灯、状态筛选，打印为横向纸张。",
  },
  {
    topic: "liaison",
    rank: 95,
    title: "台账",
    text: "方案的「台账」列出全部分工；本单位的进展都能看到，其他单位的进展在采纳后、且与本单位同一任务的才显示。",
  },
]
