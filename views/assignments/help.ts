import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 20,
    text: "新下达的分工先签收，几项一起的先核对项数和清单再签收；不该由本单位承担的，点「提出异议」并写明理由，由督查部门答复。",
  },
  {
    topic: "liaison",
    rank: 60,
    text: "全部做完的任务点「申请办结」，督查部门核查后销号；申请有误的，核查前可以「撤回办结申请」。标为长期坚持的任务按期报送即可，不申请办结。",
  },
  {
    topic: "liaison",
    rank: 70,
    title: "经办人",
    text: "联络员把某项交给您办理后，您在「我的待办」里起草，由联络员报送。",
  },
  {
    topic: "supervisor",
    rank: 50,
    text: "核查办结申请：属实的销号，不到位的继续推进，或要求整改并写明期限。销号后发现反弹，用「回头看」恢复。",
  },
  {
    topic: "supervisor",
    rank: 140,
    title: "挂起、终止、并入、改派",
    text: "在任务页对某个单位的分工办理，写明理由和决定依据；页面先说明对灯和比率的影响。原来的时限、角色和单位一直看得到。本部门自己的分工挂起或终止，也须两人办理。",
  },
  {
    topic: "leader",
    rank: 40,
    title: "为什么有的任务一直绿灯而没有办结",
    text: "标为长期坚持的任务不销号，逐期报送、逐期核查。",
  },
]
