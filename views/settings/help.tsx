import type { HelpSection } from "#src/door/house.ts"
import { isSecurity } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "security",
    rank: 70,
    text: (
      <>
        在
        <Go to="/admin/settings" whom={isSecurity}>
          安全与规则
        </Go>
        里改口令、锁定、退出时间、各项期限和方案下达前由谁审定：先「核对影响」，看清今天有多少盏灯、哪些封账日、多少登录会变，再「确认保存」。每次改动前后的值都记入审计。被锁定的账号和地址在「登录锁定」里，核实后可以解除。
      </>
    ),
  },
]
