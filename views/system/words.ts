export const COUNT_LABEL = {
  units: "单位",
  people: "在用账号",
  disabled: "停用账号",
  sessions: "现有登录",
  plans: "方案",
  assignments: "分工",
  reports: "进展",
  attachments: "附件",
  events: "操作记录",
  seals: "已封存记录",
} as const
