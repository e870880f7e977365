import type { HelpSection } from "#src/door/house.ts"
import { isAdmin } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "admin",
    rank: 50,
    text: (
      <>
        每年国务院办公厅公布放假安排后，在
        <Go to="/admin/calendar" whom={isAdmin}>
          工作日
        </Go>
        里录入，先核对受影响的日期再保存。
      </>
    ),
  },
]
