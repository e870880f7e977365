import type { HelpSection } from "#src/door/house.ts"
import { decides } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 30,
    text: (
      <>
        每天打开
        <Go to="/desk" whom={decides}>
          督查工作台
        </Go>
        ：待审核、待复核、办结申请、督办反馈、延期申请、领导批示、逾期未报、异议各成一列。有在办事项而没有联络员的单位在最上面提示，可以电话催办并登记。j、k
        上下移动，a 采纳，r
        写意见退回；下一项已预先载入。每一项旁边列出联络员和电话、催办次数、未销号的督办单和延期；核查办结申请时，全年历次进展和佐证材料都在。可以只看一个方案或一个单位，换列、办理后仍是所选的单位。
      </>
    ),
  },
  {
    topic: "supervisor",
    rank: 20,
    title: "快捷键",
    text: "j 下一项，k 上一项，a 采纳或同意，o 附采纳意见，r 写意见退回，p 到常用语，u 撤销刚才的采纳或退回，? 列出本列可用的键；在输入框里 Ctrl+Enter 提交、Esc 离开，打字时字母不起作用。不习惯的，在工作台右上角「快捷键」里关闭单键快捷键，只对这台电脑的浏览器起作用。",
  },
  {
    topic: "supervisor",
    rank: 100,
    title: "多人同时办理",
    text: "同一项只算先提交的人；后提交的会看到由谁在什么时候办了什么，自己写的意见还在，接着办下一项。",
  },
]
