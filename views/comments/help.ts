import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 133,
    title: "公众意见",
    text: "公开页面下面可以提意见，不需要登录，不留姓名和联系方式；有电话、身份证号的不收。收到的意见在督查工作台「公众意见」里，答复后提意见的人凭回执网址看到答复。意见和答复默认不公开；要公开的，由答复以外的另一位督查人员决定，随时可以取消公开。与公开内容无关的，可写明原因不予办理。",
  },
]
