import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 30,
    title: "一个单位做了什么",
    text: (
      <>
        在<a href="/units">单位</a>
        里点单位名称：联络员和负责人电话，承担的分工，历次进展原文（可按方案、填报期、任务筛选），历期应报、已报、退回、迟报，收到的督办单、催办和申请的延期，以及一个月里各方案合起来要求该单位报送几项（「报送任务」），都可打印。领导看得到全部，单位的人看得到本单位的。
      </>
    ),
  },
  {
    topic: "admin",
    rank: 40,
    text: (
      <>
        在<a href="/units">单位</a>
        里维护名称、简称、别名和排序。改名称即为更名，已封账的填报期和已发出的文件仍用原名称；只改错字的勾选「只是更正名称中的错字」。机构改革时停用旧单位并填承接单位：先写明在办多少，停用后由督查部门移交，原有记录不变。
      </>
    ),
  },
]
