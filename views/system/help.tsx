import type { HelpSection } from "#src/door/house.ts"
import { isAdmin } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "admin",
    rank: 60,
    text: (
      <>
        在
        <Go to="/admin/system" whom={isAdmin}>
          系统
        </Go>
        里看版本、运行情况和备份方法。
      </>
    ),
  },
]
