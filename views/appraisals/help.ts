import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 139,
    title: "履职评议的评估标准",
    text: "在普法年度的「履职评议」里导入 Word、Excel 里的评估标准表，核对后保存为草稿。标准里前后矛盾的分值、印了两次的板块、空着的评估依据都列出来，启用前逐项说明以哪个为准。启用后不能再改，要改的修订为新版，已经按旧版评分的仍用旧版。",
  },
]
