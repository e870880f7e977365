import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 130,
    title: "领导批示",
    text: "批示出现在工作台「领导批示」里：可以「转督办单」，事项、依据和批示原话已经带入；各单位反馈后，归纳成一段话「回复领导」。纸质批示在总览或任务页录入。",
  },
  {
    topic: "leader",
    rank: 10,
    title: "批示",
    text: "在总览或任务页点「批示」：写几句话，要不要督查部门落实并回复、哪天前回复，一并说明。督查部门可以转成督办单发给单位。督查部门回复后，列在总览「待您决定」里，不用找；看过点「已阅，办结」，不满意的「再批示」。其余批示办到哪一步，看「批示」一栏。纸质批示由督查部门录入。",
  },
]
