import type { HelpSection } from "#src/door/house.ts"
import { isAdmin } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "admin",
    rank: 10,
    title: "邮件和群消息",
    text: (
      <>
        在
        <Go to="/admin/channels" whom={isAdmin}>
          消息通道
        </Go>
        里看邮件是否设置好、发一封测试邮件，登记企业微信、钉钉、飞书的群机器人，看哪些消息没有送达。原因消除后点「重发」。消息只写单位、项数、期限和所属方案（公开的写简称，内部的只写文号，工作秘密的不写），不写任务内容。本人的邮箱由本人在账户页填写，也可以由您代填；代填或改动后由本人登录确认，确认前邮件不附填报链接，原邮箱会收到变更通知。
      </>
    ),
  },
]
