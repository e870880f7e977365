import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 116,
    title: "学法考试和述法成绩",
    text: "在普法年度的「学法述法」里导入成绩表：粘贴或选 Excel 文件，表头有单位、姓名、职务、学法考试、述法形式、评议等次、日期即可，有疑问的标在那一行，确认前什么都不存。身份证号、手机号一律不收。姓名只有本单位和普法办看到，领导只看各单位合计。点开一个人就是述职用的一页，可以打印。写错的写明原因更正；不该留的删除，姓名和职务不再留存，操作记录里也没有。",
  },
]
