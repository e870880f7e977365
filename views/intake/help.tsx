import type { HelpSection } from "#src/door/house.ts"
import { isSupervisor } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 10,
    text: (
      <>
        <Go to="/plans/new" whom={isSupervisor}>
          导入方案
        </Go>
        ：粘贴文字或上传
        Word、Excel。左边原文、右边识别结果，有疑问的地方已标出，就地改好再「下达」：先核对任务、单位和接收人，确认后才生效。
      </>
    ),
  },
  {
    topic: "supervisor",
    rank: 50,
    title: "送审",
    text: "安全管理员可以规定方案下达前由领导或本部门负责人审定。规定了的，核对页上的「下达」换成「送审」：送审后内容锁定，谁也不能改，要改先「撤回送审」。审定人同意后随即下达，方案页上写明由谁哪天审定；发还修改的，意见写在草稿上。拟稿、修改、送审的人不能审定。按新文件更新方案也要送审。",
  },
]
