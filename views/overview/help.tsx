import type { HelpSection } from "#src/door/house.ts"
import { overlooks } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "leader",
    rank: 10,
    text: (
      <>
        打开
        <Go to="/overview" whom={overlooks}>
          总览
        </Go>
        ：有几个方案的，先是每个方案一行，最要紧的在前，合计写在上面；点方案名看这个方案。
      </>
    ),
  },
  {
    topic: "leader",
    rank: 20,
    text: "「待您决定」只列须由您本人决定的：批示的回复、待审定的方案和督办单、指定由领导复核的事项、对检查结论的异议，各有一个按钮。",
  },
  {
    topic: "leader",
    rank: 30,
    text: "下面是一个方案的总体情况（由系统按数据写成）、滞后的任务和原因、各单位情况、与上期相比的变化：哪个单位的哪项任务由什么变为什么。每个数字都能点开，看到它数的是哪些。",
  },
  {
    topic: "leader",
    rank: 35,
    text: "「30天内到期」由近及远列出各方案的报送期限、完成时限、阶段、整改和督办单反馈，点开即到该任务、督办单或未报清单。",
  },
  {
    topic: "leader",
    rank: 37,
    text: "「历期走势」画出各期报送率和逾期任务占比，列出每个单位每一期报了几项、缺几项；已封账的按封账时的情况。",
  },
  {
    topic: "leader",
    rank: 38,
    text: "减负：「各单位」下面写明本月您可查看的方案合起来要求各单位报送几项、上月几项，点开看每个单位，再点开看是哪些。",
  },
  {
    topic: "leader",
    rank: 40,
    text: "您是责任领导的任务，在总览上先列「我负责的任务」。选「我分管的」，只看您分管的单位。",
  },
  {
    topic: "leader",
    rank: 50,
    text: "点「打印简报」，得到一页A4纸。",
  },
  {
    topic: "leader",
    rank: 30,
    title: "口径",
    text: "每个比率旁边写明口径。挂起、终止的不计入，并列出原因。各单位默认不排名；安全管理员在「安全与规则」里打开「各单位按报送率排名」的，只在「历期走势」里可以选按报送率为序。",
  },
]
