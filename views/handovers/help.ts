import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 100,
    title: "换人、临时不在",
    text: "点右上角姓名进入账户，在岗位一行点「交接、代理」：选接任的同事，写从哪天起；只是临时不在的选「代理（AB角）」，写起止日期。对方还没有账号的，写上姓名。安全管理员确认后生效，确认前一切照旧；草稿、交办的事项都留在本单位，接任人看得到。不要把口令交给别人。",
  },
  {
    topic: "security",
    rank: 20,
    text: "页面最上面是要办的事：待确认的岗位交接、没有联络员的单位、30天内到期的岗位、账号停用而岗位未解除的人员。交接由本人或系统管理员提出，您确认后生效；不同意的写明理由。",
  },
]
