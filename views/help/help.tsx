import type { HelpSection, HelpTopic } from "#src/door/house.ts"
import { type Actor, holds, isObserver } from "#src/office/people/actor.ts"
import { LIGHT_LABEL } from "../words/lights.ts"
import { ASSIGNMENT_STATE_LABEL, NOTICE_STATE_LABEL, REPORT_STATE_LABEL } from "../words/states.ts"
import { Reader } from "./go.tsx"

type Topic = { key: HelpTopic; who: string; says: string }

/** Whom there is help for, and what theirs is in a sentence; what it says of each thing stands with its capability. */
export const TOPICS: Topic[] = [
  { key: "liaison", who: "联络员、单位负责人和经办人", says: "每期把本单位承担的任务报一次进展，一项不超过半分钟。" },
  { key: "supervisor", who: "督查人员", says: "分解任务、督促报送、审核进展、逐项销号。" },
  { key: "leader", who: "领导", says: "两分钟看清总体怎样、什么滞后、为什么、找谁。" },
  { key: "admin", who: "系统管理员", says: "管账号、单位、工作日和系统运行；不授予岗位，不看方案。" },
  { key: "security", who: "安全管理员", says: "管谁能做什么，管安全规则；不建账号，不看方案。" },
  { key: "auditor", who: "审计管理员", says: "看谁在什么时候做了什么，核验记录没有被改过；什么都不能改。" },
  { key: "observer", who: "外部监督", says: "看受邀年度已公布、已备案的内容，提意见建议，评价答复。" },
]

/** The topic of the first screen, by post. */
export function topicOf(actor: Actor): Topic {
  const key = (["admin", "security", "auditor", "observer", "supervisor", "leader"] as const).find((kind) =>
    holds(actor, kind),
  )
  const [first] = TOPICS
  const topic = TOPICS.find((one) => one.key === (key ?? "liaison")) ?? first
  if (!topic) throw new Error("no help at all")
  return topic
}

const stepsOf = (help: readonly HelpSection[], { key }: Topic) =>
  help.filter(({ topic, title }) => topic === key && title === undefined)

const sectionsOf = (help: readonly HelpSection[], { key }: Topic) =>
  help.filter(({ topic, title }) => topic === key && title !== undefined)

type Props = {
  topic: Topic
  own: boolean
  /** Of all capabilities and topics. */
  help: readonly HelpSection[]
  reader: Actor
  dueSoonDays: number
}

export const HelpPage = ({ topic, own, help, reader, dueSoonDays }: Props) => (
  <Reader.Provider value={reader}>
    <div class="title">
      <div>
        <h1>帮助：{topic.who}</h1>
        <p>{topic.says}</p>
      </div>
    </div>
    <nav class="tabs" aria-label="各岗位的帮助">
      {TOPICS.filter((one) => one === topic || !isObserver(reader)).map(({ key, who }) => (
        <a href={`/help/${key}`} aria-current={key === topic.key ? "page" : undefined}>
          {who}
        </a>
      ))}
    </nav>
    <div class="help">
      <section class="sheet padded prose">
        {own && <p class="muted small">这是您的岗位。</p>}
        <ol>
          {stepsOf(help, topic).map(({ text }) => (
            <li>{text}</li>
          ))}
        </ol>
        {sectionsOf(help, topic).map(({ title, text }) => (
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
  ["yellow", `${dueSoonDays}个工作日内到期尚未报送或反馈，或勾了「需要协调」，或延期待批，或正在整改`],
  ["green", "本期已报，没有被退回；过期补报的注明「迟报」"],
  ["grey", "尚未到期，或没有到期事项"],
]

const ASSIGNMENT_STATES: [keyof typeof ASSIGNMENT_STATE_LABEL, string][] = [
  ["awaiting", "已下达，单位尚未签收；首次报送视同签收"],
  ["disputed", "单位提出异议，等待督查部门答复"],
  ["active", "已签收，正在办理"],
  ["claimed", "单位申请办结，等待督查部门核查"],
  ["rectifying", "核查后要求整改，写明期限"],
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
  ["revoked", "发出后废止，编号保留"],
  ["discarded", "未发出即作废"],
]
