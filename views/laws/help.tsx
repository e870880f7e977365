import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 86,
    title: "法律法规",
    text: (
      <>
        在「法律法规」里「带入常用法律法规」，再添加本地、本行业的。修改、废止时填日期：选用已废止的会提示，并写明现为哪一部。带入的按公布情况整理，日期没有把握的留空，以国家法律法规数据库为准。
      </>
    ),
  },
]
