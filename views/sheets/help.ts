import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 50,
    title: "签字单",
    text: "需要单位负责人在纸上签字盖章的，在「我的待办」点「签字单（打印）」：一个方案、一个填报期、一个单位一份，报送前后都印当时的文字；以前各期的也可以选出来补印。未填写的事项留有手写的位置。督查部门收到纸质件后会登记，在「最近报送」里看得到。",
  },
  {
    topic: "supervisor",
    rank: 180,
    title: "纸质签字单",
    text: "收到单位签字盖章的签字单，在「填报期」点该期的「签字单」登记：勾选单位、是否签字和盖章，可附扫描件。谁交了、谁没交都在这一页；登记错了可以更正或撤销，原来的记录仍然保留。",
  },
]
