import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 60,
    title: "撤回和归档方案",
    text: "误下达的方案，在有单位报送进展、反馈督办单或申请办结之前，可以在方案的「设置」里撤回下达：写明理由，各单位的待办、催办和链接随即取消，只看到已撤回和理由；签收和异议不影响撤回。办完的方案归档：只供查阅，不再填报催办，不计入总览，在「方案」的「已归档」里查；需要时写明理由恢复。",
  },
]
