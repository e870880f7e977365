import { type Child, createContext, useContext } from "hono/jsx"
import { type Actor, holds, isAdministrator, isLeader, isOfUnit, isSupervisor } from "#src/people/actor.ts"
import { ASSIGNMENT_STATE_LABEL, LIGHT_LABEL, NOTICE_STATE_LABEL, REPORT_STATE_LABEL } from "../labels.ts"

export type Topic = { key: string; who: string; says: string; steps: Child[]; more: [string, Child][] }

/** Who may open the pages that the topics name, as their routes say. */
const OPENS = {
  "/todo": isOfUnit,
  "/plans/new": isSupervisor,
  "/desk": (actor) => isSupervisor(actor) || isLeader(actor) || holds(actor, "head"),
  "/notices": (actor) => !isAdministrator(actor),
  "/overview": (actor) => isLeader(actor) || isSupervisor(actor),
  "/units": () => true,
  "/admin/people": (actor) => holds(actor, "admin"),
  "/admin/calendar": (actor) => holds(actor, "admin"),
  "/admin/channels": (actor) => holds(actor, "admin"),
  "/admin/system": (actor) => holds(actor, "admin"),
  "/admin/posts": (actor) => holds(actor, "security"),
  "/admin/settings": (actor) => holds(actor, "security"),
  "/admin/events": (actor) => holds(actor, "auditor"),
} satisfies Record<string, (actor: Actor) => boolean>

const Reader = createContext<Actor | null>(null)

/** A link for those whom the page lets in, else its name. */
const Go = ({ to, children }: { to: keyof typeof OPENS; children?: Child }) => {
  const reader = useContext(Reader)
  return reader && OPENS[to](reader) ? <a href={to}>{children}</a> : children
}

export const HELP: Topic[] = [
  {
    key: "liaison",
    who: "联络员、单位负责人和经办人",
    says: "每期把本单位承担的任务报一次进展，一项不超过半分钟。",
    steps: [
      <>
        打开<Go to="/todo">我的待办</Go>：本期待报的、被退回的都在一页上，快到期的在前。
      </>,
      <>
        新下达的分工先签收，几项一起的先核对项数和清单再签收；不该由本单位承担的，点「提出异议」并写明理由，由督查部门答复。
      </>,
      <>
        在「落实情况」里写本期做了什么。与上期相近的点「沿用上期」再改；确实没有变化的点「无变化」。需要协调的勾「有困难」。
      </>,
      <>边写边自动保存。写好几项后点一次「报送」，全部送出，并得到回执。登录过期也不会丢字。</>,
      <>被退回的会写明意见和重报日期，改好后再报送。还没有人审核的，可以自己撤回。</>,
      <>
        全部做完的任务点「申请办结」，督查部门核查后销号；申请有误的，核查前可以「撤回办结申请」。标为长期坚持的任务按期报送即可，不申请办结。
      </>,
    ],
    more: [
      [
        "单位负责人",
        <>方案要求审签时，在「我的待办」里一页看完本单位的草稿，逐项或一并「审签报送」，或退给联络员修改。</>,
      ],
      [
        "督办单",
        <>
          发给本单位的督办单也在「我的待办」里：看清要求和期限，先签收，再写办理情况反馈；写好几件可以一次反馈。核查不通过的写明意见和新的期限，改好再反馈。方案要求审签的，联络员起草，由单位负责人登录后反馈。要纸质件的，在督办单页面下载
          Word 版，后附回执；已在系统里反馈的，不必再报纸质回执。
        </>,
      ],
      [
        "督查结论",
        <>
          对本单位检查后，结论出现在「我的待办」里：看过点「已阅」；与事实不符的，在写明的日期前「提出异议」，由没有参加检查的人复核答复。整改要求另以督办单发来。
        </>,
      ],
      [
        "延期",
        <>
          有完成时限、整改期限或督办单反馈期限的，确有困难可以在期限届满前「申请延期」，写明原因、进展和新的日期。批复前显示「延期待批」；同意后按新期限计算，原定期限一直保留；不同意的仍按原期限。
        </>,
      ],
      ["经办人", <>联络员把某项交给您办理后，您在「我的待办」里起草，由联络员报送。</>],
      ["佐证材料", <>只有填报期注明需要时才必须上传。可以拖入、粘贴或选择文件，单个不超过 10 MB。</>],
      [
        "凭链接填报",
        <>
          方案允许的，督查部门可以发给您一条链接，催办邮件里也会附上：点开、按「开始填报」就能报本单位本期的进展，不用登录，也看不到别的内容。链接等于您本人，不要转发；丢失或误发的，在账户页「我的填报链接」里作废。要看已报内容、撤回修改、签收分工或反馈督办单，请登录。
        </>,
      ],
      [
        "换人、临时不在",
        <>
          点右上角姓名进入账户，在岗位一行点「交接、代理」：选接任的同事，写从哪天起；只是临时不在的选「代理（AB角）」，写起止日期。对方还没有账号的，写上姓名。安全管理员确认后生效，确认前一切照旧；草稿、交办的事项都留在本单位，接任人看得到。不要把口令交给别人。
        </>,
      ],
      ["联系电话", <>在账户页填写办公电话，督查部门、领导和本单位看得到；催办打电话时据此联系。</>],
    ],
  },
  {
    key: "supervisor",
    who: "督查人员",
    says: "分解任务、督促报送、审核进展、逐项销号。",
    steps: [
      <>
        <Go to="/plans/new">导入方案</Go>
        ：粘贴文字或上传 Word、Excel。左边原文、右边识别结果，有疑问的地方已标出，就地改好再「下达」。下达前不保存。
      </>,
      <>
        在方案的「填报期」里设定报送安排：每周、每月、每季度报哪一天，遇休息日顺延还是提前；全年各期的日期先列出来核对，再设定。可以到日由系统自动开启，也可以自己开启；上一期没有封账时再开新的，系统会提醒，以免给基层增加负担。任务的报送周期和时限可以成批设置。
      </>,
      <>
        每天打开<Go to="/desk">督查工作台</Go>
        ：待审核、待复核、办结申请、督办反馈、延期申请、领导批示、逾期未报、异议各成一列。j、k 上下移动，a 采纳，r
        写意见退回；下一项已预先载入。
      </>,
      <>
        退回要写明意见，默认3个工作日内重报。逾期未报的可以「批量催办」，先看清发给谁再确认，要纸质件的点单位旁的「催办单（Word）」；电话催办请登记。系统也会按工作日自动催办，每个单位一天最多一条，办了就停；催过谁、送到没有、办了没有，都在方案的「督促检查」里，可以打印。
      </>,
      <>核查办结申请：属实的销号，不到位的退回继续推进或限期整改。销号后发现反弹，用「回头看」恢复。</>,
      <>
        到期后统计封账，数字从此不变；之后补报的照收，标为迟报。也可以由系统在到期后几个工作日自动封账（默认第3个）。
      </>,
    ],
    more: [
      [
        "自查",
        <>
          本部门自己承担的任务，须两名督查人员办理：一人初核，另一人复核；起草、审签或代录该进展的人员不得办理。没有第二人时系统会说明找谁。
        </>,
      ],
      [
        "快捷键",
        <>
          j 下一项，k 上一项，a 采纳或同意，o 附采纳意见，r 写意见退回，p 到常用语，u 撤销刚才的采纳或退回；在输入框里
          Ctrl+Enter 提交、Esc
          离开，打字时字母不起作用。不习惯的，在工作台上「关闭单键快捷键」，只对这台电脑的浏览器起作用。
        </>,
      ],
      [
        "撤销",
        <>
          采纳、退回、初核、复核之后2分钟内，本人可以撤销，该项恢复原样；单位已经动手修改、已申请办结或本期已截止的，不能再撤销。办理记录里两条都在。
        </>,
      ],
      [
        "常用语",
        <>
          写意见时点一下或按 p
          选用；写好的意见可以「存为常用语」。采纳、退回分开存，每人最多30条，每条最多200字，只有本人看得到。
        </>,
      ],
      [
        "成批采纳",
        <>
          「待审核」右上角进入。只列没有写明问题、没有困难、按期首次报送的进展，逐项勾选，核对项数后采纳；自查、已申请办结、整改中、退回后重报、逾期报送的不列，仍须逐项审核。其间被他人办理或单位改动的不采纳，并说明是哪几项。
        </>,
      ],
      [
        "多人同时办理",
        <>同一项只算先提交的人；后提交的会看到由谁在什么时候办了什么，自己写的意见还在，接着办下一项。</>,
      ],
      [
        "督办单",
        <>
          催办不动的，在「逾期未报」里对逾期单位一次发出，或在任务页对某个单位发出：按单位各拟一份；已有未销号督办单的不勾选。发出前先核对编号和接收人，发出时按年度统一编号，不跳号、不重号。方案设置里可以规定由谁审定；约谈建议、通报建议一律由领导审定。反馈后在工作台核查：属实的销号，不到位的写明意见和新的期限，原定期限一直保留。发错的可以撤销，编号不再使用。督办单页面上可以下载
          Word 版的通知单和回执，签发、用印处留空；没发出的注明「草稿」。
        </>,
      ],
      [
        "督查",
        <>
          在方案的「督办记录」里制定督查方案：类型、方式、组长和组员；事项可以勾选，也可以随机抽取，种子和范围都公开，任何人可以重算。开始后范围不再变动；同一事项已在另一次检查中的，会先提醒。督查组逐项登记核查情况和依据，发现问题的直接拟办限期整改；全部登记后作出结论，各单位只看到自己的部分。单位30日内可以提出异议，由没有参加检查的人复核。检查本部门自己的事项，核查和作结论须分两人办理。佐证材料可以附在每项核查情况里，随结论给被检查单位看。
        </>,
      ],
      [
        "领导批示",
        <>
          批示出现在工作台「领导批示」里：可以「转督办单」，事项、依据和批示原话已经带入；各单位反馈后，归纳成一段话「回复领导」。纸质批示在总览或任务页录入。
        </>,
      ],
      [
        "挂起、终止、并入、改派",
        <>
          在任务页对某个单位的分工办理，写明理由和决定依据；页面先说明对灯和比率的影响。原来的时限、角色和单位一直看得到。本部门自己的分工挂起或终止，也须两人办理。
        </>,
      ],
      [
        "填报链接",
        <>
          不便登录的联络员可以凭链接填报：在方案设置里打开「允许凭链接填报」，再到填报期的「填报链接」为本人生成，把页面上的话单独发给本人。链接只显示一次，只能填报该单位本期，到期失效；发错了马上「作废」，正在用它填报的随即退出。凭链接做的，记录里注明「凭链接」。工作秘密方案不能打开。
        </>,
      ],
      ["代录", <>单位报来纸质件时，由督查人员代录并附扫描件，页面上标明「代录」。</>],
      ["矩阵", <>方案的「分工矩阵」一屏看完各单位各任务的灯。方向键移动，回车打开；可以选以前各期回看。</>],
    ],
  },
  {
    key: "leader",
    who: "领导",
    says: "两分钟看清总体怎样、什么滞后、为什么、找谁。",
    steps: [
      <>
        打开<Go to="/overview">总览</Go>：第一句话就是总体情况，由系统按数据写成。
      </>,
      <>接着是滞后的任务和原因、需要决定的事项、各单位情况、与上期相比的变化。每个数字都能点开，看到它数的是哪些。</>,
      <>选「我分管的」，只看您分管的单位。</>,
      <>点「打印简报」，得到一页A4纸。</>,
    ],
    more: [
      [
        "批示",
        <>
          在总览或任务页点「批示」：写几句话，要不要督查部门落实并回复、哪天前回复，一并说明。督查部门可以转成督办单发给单位。单位的反馈和督查部门的回复就在总览「批示」一栏，不用找；看过点「已阅，办结」，不满意的「再批示」。纸质批示由督查部门录入。
        </>,
      ],
      [
        "审定",
        <>
          督查部门提出的约谈建议、通报建议，以及方案规定由领导审定的督办单，在<Go to="/desk">待复核、审定</Go>
          里看全文，审定后随即编号发出，或写明意见退回修改。
        </>,
      ],
      ["口径", <>每个比率旁边写明口径。挂起、终止的不计入，并列出原因。各单位不排名。</>],
      ["为什么有的任务一直绿灯而没有办结", <>标为长期坚持的任务不销号，逐期报送、逐期核查。</>],
    ],
  },
  {
    key: "admin",
    who: "系统管理员",
    says: "管账号、单位、工作日和系统运行；不授予岗位，不看方案。",
    steps: [
      <>
        在<Go to="/admin/people">账号</Go>
        里新建账号。初始口令由系统生成，只显示一次，请当面或电话告知本人；本人首次登录必须修改。
      </>,
      <>
        人员离岗的，停用账号，其登录立即全部退出；调到别的单位的，点「调整单位」。页面写明其岗位和在办数目，并请您写出接任人，暂时没有人选的选「暂缺」；接任由安全管理员确认后生效，交办给本人的事项退回本单位联络员。用户名不删除、不重复使用。
      </>,
      <>忘记口令或被锁定的，重置口令。不要替别人设口令，系统也不允许。</>,
      <>
        在<Go to="/units">单位</Go>里维护名称、简称、别名和排序。机构改革时停用旧单位并填承接单位，原有记录不变。
      </>,
      <>
        每年国务院办公厅公布放假安排后，在<Go to="/admin/calendar">工作日</Go>里录入，先核对受影响的日期再保存。
      </>,
      <>
        在<Go to="/admin/system">系统</Go>里看版本、运行情况和备份方法。
      </>,
    ],
    more: [
      [
        "邮件和群消息",
        <>
          在<Go to="/admin/channels">消息通道</Go>
          里看邮件是否设置好、发一封测试邮件，登记企业微信、钉钉、飞书的群机器人，看哪些消息没有送达。原因消除后点「重发」。消息只写单位、项数、期限和所属方案（公开的写简称，内部的只写文号，工作秘密的不写），不写任务内容。本人的邮箱由本人在账户页填写，也可以由您代填。
        </>,
      ],
      [
        "没有联络员的单位",
        <>
          列在<Go to="/admin/people">账号</Go>
          页最上面，只有单位名称。交接时写了姓名、还没有账号的接任人也在那里，点姓名即可建立账号；岗位由安全管理员确认。
        </>,
      ],
      ["忘了谁是安全管理员", <>账号列表的「岗位」一列可以查到。</>],
    ],
  },
  {
    key: "security",
    who: "安全管理员",
    says: "管谁能做什么，管安全规则；不建账号，不看方案。",
    steps: [
      <>
        在<Go to="/admin/posts">岗位授权</Go>
        里找到人，先选岗位再授予：联络员、负责人、督查人员要选单位；领导和三员不选。
      </>,
      <>
        页面最上面是要办的事：待确认的岗位交接、没有联络员的单位、30天内到期的岗位、账号停用而岗位未解除的人员。交接由本人或系统管理员提出，您确认后生效；不同意的写明理由。
      </>,
      <>到期自动失效的填截止日期。代理（AB角）必须填起止日期。督查人员可以选分片单位。</>,
      <>
        点「解除、改期」填最后一天；要即刻失效，填昨天。单位因此没有人担任的，须选接任人，或选「暂缺」。改动在对方下一次点击时生效，不必重新登录。
      </>,
      <>系统管理员、安全管理员、审计管理员须由不同的人担任，且不兼任业务岗位；每一种至少保留一人；不能为自己授权。</>,
      <>
        在<Go to="/admin/settings">安全与规则</Go>
        里改口令、锁定、退出时间和各项期限：先「核对影响」，看清今天有多少盏灯、哪些截止日、多少登录会变，再「确认保存」。每次改动前后的值都记入审计。
      </>,
    ],
    more: [],
  },
  {
    key: "auditor",
    who: "审计管理员",
    says: "看谁在什么时候做了什么，核验记录没有被改过；什么都不能改。",
    steps: [
      <>
        在<Go to="/admin/events">审计</Go>里按人员、操作、对象、日期筛选。点「对象」看它的全部经过。
      </>,
      <>点「核验完整性」，从第一条起逐条重算。结果写明封存了多少条、新近多少条待封存；有问题的指出是哪一条。</>,
      <>点「导出（CSV）」导出筛选结果。导出本身也记入审计。记录至少保存六个月，建议长期保存。</>,
      <>涉及方案的操作只显示做了什么、状态变成什么，不显示业务内容。</>,
    ],
    more: [],
  },
]

/** The topic of the first screen, by post. */
export function topicOf(actor: Actor): Topic {
  const key = (["admin", "security", "auditor", "supervisor", "leader"] as const).find((kind) => holds(actor, kind))
  const [first] = HELP
  const topic = HELP.find((one) => one.key === (key ?? "liaison")) ?? first
  if (!topic) throw new Error("no help at all")
  return topic
}

type Props = { topic: Topic; own: boolean; reader: Actor; dueSoonDays: number }

export const HelpPage = ({ topic, own, reader, dueSoonDays }: Props) => (
  <Reader.Provider value={reader}>
    <div class="title">
      <div>
        <h1>帮助：{topic.who}</h1>
        <p>{topic.says}</p>
      </div>
    </div>
    <nav class="tabs" aria-label="各岗位的帮助">
      {HELP.map(({ key, who }) => (
        <a href={`/help/${key}`} aria-current={key === topic.key ? "page" : undefined}>
          {who}
        </a>
      ))}
    </nav>
    <div class="help">
      <section class="sheet padded prose">
        {own && <p class="muted small">这是您的岗位。</p>}
        <ol>
          {topic.steps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        {topic.more.map(([title, text]) => (
          <>
            <h2>{title}</h2>
            <p>{text}</p>
          </>
        ))}
      </section>
      <div>
        <section class="block">
          <h2>灯</h2>
          <div class="table-frame">
            <table class="list glossary">
              <tbody>
                {lights(dueSoonDays).map(([colour, when]) => (
                  <tr>
                    <td>
                      <span class={`light ${colour}`}>{LIGHT_LABEL[colour]}</span>
                    </td>
                    <td>{when}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="hint">
            自上而下，以首先符合的情形为准。任务的灯取其各单位中最要紧的。灯由系统按日期和状态算出，不能填报。
          </p>
        </section>
        <section class="block">
          <h2>状态</h2>
          <div class="table-frame">
            <table class="list glossary">
              <tbody>
                {ASSIGNMENT_STATES.map(([state, text]) => (
                  <tr>
                    <td>分工：{ASSIGNMENT_STATE_LABEL[state]}</td>
                    <td>{text}</td>
                  </tr>
                ))}
                {REPORT_STATES.map(([state, text]) => (
                  <tr>
                    <td>进展：{REPORT_STATE_LABEL[state]}</td>
                    <td>{text}</td>
                  </tr>
                ))}
                {NOTICE_STATES.map(([state, text]) => (
                  <tr>
                    <td>督办单：{NOTICE_STATE_LABEL[state]}</td>
                    <td>{text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </div>
  </Reader.Provider>
)

const lights = (dueSoonDays: number): [keyof typeof LIGHT_LABEL, string][] => [
  ["none", "挂起或终止，不计入各项比率"],
  ["blue", "已销号"],
  ["red", "已过报送、重报、整改、完成或督办单反馈的期限，仍未报送或完成"],
  ["yellow", `${dueSoonDays}个工作日内到期还没有报或反馈，或勾了「有困难」，或延期待批，或正在整改`],
  ["green", "本期已报，没有被退回；过期补报的注明「迟报」"],
  ["grey", "还没有到期，或没有定时限"],
]

const ASSIGNMENT_STATES: [keyof typeof ASSIGNMENT_STATE_LABEL, string][] = [
  ["awaiting", "已下达，单位还没有签收；首次报送视同签收"],
  ["disputed", "单位提出异议，等待督查部门答复"],
  ["active", "已签收，正在办理"],
  ["claimed", "单位申请办结，等待督查部门核查"],
  ["rectifying", "核查后要求限期整改"],
  ["suspended", "经决定暂缓，写明原因；到期前一个工作日列入「挂起到期」，恢复或续挂"],
  ["closed", "已核查销号"],
  ["terminated", "不再由该单位承担，写明原因"],
]

const REPORT_STATES: [keyof typeof REPORT_STATE_LABEL, string][] = [
  ["none", "本期应报，尚未填写"],
  ["draft", "正在写，只有本单位和督查部门看得到"],
  ["signing", "送单位负责人审签"],
  ["submitted", "已送督查部门"],
  ["returned", "督查部门退回，写明意见和重报日期"],
  ["accepted", "督查部门采纳；同一任务的其他单位也能看到"],
]

const NOTICE_STATES: [keyof typeof NOTICE_STATE_LABEL, string][] = [
  ["draft", "督查部门正在拟办，只有督查部门看得到"],
  ["approving", "送审定，等待方案规定的人审定"],
  ["issued", "已编号发出，等待承办单位签收"],
  ["acknowledged", "承办单位已签收，正在办理"],
  ["answered", "已反馈办理情况，等待督查部门核查"],
  ["failed", "核查不通过，写明意见和新的期限"],
  ["closed", "核查属实，已销号"],
  ["revoked", "发出后撤销，编号保留"],
  ["discarded", "未发出即作废"],
]
