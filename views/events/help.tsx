import type { HelpSection } from "#src/door/house.ts"
import { isAuditor } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "auditor",
    rank: 10,
    text: (
      <>
        在
        <Go to="/admin/events" whom={isAuditor}>
          审计
        </Go>
        里按人员、操作、对象、日期筛选。点「对象」看它的全部经过。
      </>
    ),
  },
  {
    topic: "auditor",
    rank: 20,
    text: "点「核验完整性」，从第一条起逐条重算。结果写明封存了多少条、新近多少条待封存；有问题的指出是哪一条。",
  },
  {
    topic: "auditor",
    rank: 30,
    text: "点「导出（CSV）」导出筛选结果。导出本身也记入审计。记录至少保存六个月，建议长期保存。",
  },
  {
    topic: "auditor",
    rank: 40,
    text: "涉及方案的操作只显示做了什么、状态变成什么，不显示业务内容。",
  },
]
