import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "admin",
    rank: 30,
    text: "忘记口令的，重置口令；三员、督查人员和领导的，点「申请重置口令」，由安全管理员确认（安全管理员的由审计管理员确认），重置码由确认人告知本人，申请人看不到。只是被锁定的，核实是本人后在「登录锁定」里解除。不要替别人设口令，系统也不允许。",
  },
  {
    topic: "security",
    rank: 50,
    text: "「三员之间」里待确认的口令重置，先向本人核实再确认；重置码只显示一次，由您告知本人，不要告知申请人。近两周三员账号上的办理情况也列在那里。",
  },
]
