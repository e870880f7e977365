import { ROBOT_KINDS, type Robot } from "#db/schema.ts"
import type { Channels } from "#src/messages/queries.ts"
import type { UnitChoice } from "#src/office/people/queries.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { unitOptions } from "../people/directory.tsx"
import { momentWords } from "../words.ts"
import { CHANNEL_LABEL, deliveryReasonWords, deliveryWords, ROBOT_KIND_LABEL } from "./words.ts"

type Props = { found: Channels; mails: boolean; today: string; flaws: Flaws | null }

/** 消息通道: by which ways reminders leave the program, and what has not arrived. */
export const ChannelsPage = ({ found, mails, today, flaws }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>消息通道</h1>
        <p>
          催办和督办单的提醒由此发出。消息只写单位、数量、日期和所属方案，不写任务内容；要点开链接、登录后才能看到。
        </p>
      </div>
    </div>
    <Mail found={found} mails={mails} today={today} />
    <section class="block">
      <h2>
        群机器人<small>企业微信、钉钉、飞书的群聊 · 发给该单位联络员的，也发到群里</small>
      </h2>
      {found.robots.length > 0 && <Robots robots={found.robots} today={today} />}
      <details class="sheet padded" open={flaws !== null || found.robots.length === 0}>
        <summary>添加群机器人</summary>
        <form method="post" action="/admin/channels/robots" id="new-robot">
          <Flawed flaws={flaws} />
          <RobotFields units={found.units} flaws={flaws} />
          <p class="acts">
            <button type="submit" class="primary">
              添加
            </button>
          </p>
        </form>
      </details>
    </section>
    <Failed found={found} today={today} />
  </>
)

const Mail = ({ found: { counts, email, test }, mails, today }: Omit<Props, "flaws">) => (
  <section class="block">
    <h2>电子邮件</h2>
    <div class="sheet padded">
      <p>
        {mails
          ? "邮件服务器已设置。"
          : "没有设置邮件服务器，不发邮件。请安装本系统的人员在启动设置中写明 MAIL_URL（如 smtp://用户名:口令@mail.example.gov.cn:587）和 MAIL_FROM（如 分工督办 <noreply@example.gov.cn>），重新启动后在本页发一封测试邮件。"}
        在岗联络员 {counts.liaisons} 人，
        {counts.unreachable === 0
          ? "都填了邮箱。"
          : `其中 ${counts.unreachable} 人没有邮箱，请在「账号」中补填，或由本人在「我的账户」中填写。`}
      </p>
      {test && (
        <p>
          最近一次测试（{momentWords(test.at, today)}）：{deliveryWords(test, today)}
        </p>
      )}
      {email ? (
        <form method="post" action="/admin/channels/test" class="acts">
          <button type="submit">给自己发一封测试邮件</button>
          <span class="muted small">发到 {email}</span>
        </form>
      ) : (
        <p class="hint">在「我的账户」中填写自己的邮箱，就可以在这里发测试邮件。</p>
      )}
    </div>
  </section>
)

const Robots = ({ robots, today }: { robots: Channels["robots"]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">平台</th>
          <th scope="col">单位</th>
          <th scope="col">地址</th>
          <th scope="col">最近一条</th>
          <th scope="col">测试</th>
        </tr>
      </thead>
      <tbody>
        {robots.map((robot) => (
          <tr class={robot.active ? undefined : "off"}>
            <th scope="row">
              <a href={`/admin/channels/robots/${robot.id}`}>{robot.name}</a>{" "}
              {!robot.active && <span class="tag">停用</span>}
            </th>
            <td data-label="平台">{ROBOT_KIND_LABEL[robot.kind]}</td>
            <td data-label="单位">{robot.unit}</td>
            <td data-label="地址">{masked(robot.url)}</td>
            <td data-label="最近一条">{robot.nextAttemptAt === null ? "还没有" : deliveryWords(robot, today)}</td>
            <td data-label="测试">
              {robot.active && (
                <form method="post" action={`/admin/channels/robots/${robot.id}/test`}>
                  <button type="submit" class="small">
                    发测试消息
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** Enough to tell two apart; the key in the address is not shown. */
const masked = (url: string) => `${new URL(url).host}/…${url.slice(-4)}`

const Failed = ({ found: { failed, counts }, today }: { found: Channels; today: string }) => (
  <section class="block">
    <h2>
      未送达<small>{counts.waiting > 0 ? `另有 ${counts.waiting} 条等待发送` : ""}</small>
    </h2>
    {failed.length === 0 ? (
      <p class="empty sheet">没有未送达的消息。</p>
    ) : (
      <>
        <div class="table-frame">
          <table class="list stack">
            <thead>
              <tr>
                <th scope="col">收件人</th>
                <th scope="col">方式</th>
                <th scope="col">消息</th>
                <th scope="col">时间</th>
                <th scope="col">原因</th>
              </tr>
            </thead>
            <tbody>
              {failed.map(({ receiver, channel, subject, at, reason }) => (
                <tr>
                  <th scope="row">{receiver}</th>
                  <td data-label="方式">{CHANNEL_LABEL[channel]}</td>
                  <td data-label="消息">{subject}</td>
                  <td data-label="时间">{at !== null && momentWords(at, today)}</td>
                  <td data-label="原因">{deliveryReasonWords(reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <form method="post" action="/admin/channels/resend" class="acts">
          <input type="hidden" name="version" value={counts.resends} />
          <button type="submit">重发这 {counts.failed} 条</button>
          <span class="muted small">请先排除原因。已经办理完的、收件人已离岗的不会再发。</span>
        </form>
      </>
    )}
  </section>
)

const RobotFields = ({ units, robot, flaws }: { units: UnitChoice[]; robot?: Robot; flaws?: Flaws | null }) => (
  <div class="fields">
    <Field label="名称" name="name" required value={robot?.name} flaws={flaws} hint="如：办公室督办群" />
    <Choice
      label="平台"
      name="kind"
      value={robot?.kind}
      empty={robot ? undefined : "请选择"}
      options={ROBOT_KINDS.map((kind) => [kind, ROBOT_KIND_LABEL[kind]] as const)}
      flaws={flaws}
    />
    <Choice
      label="单位"
      name="unitId"
      value={robot?.unitId}
      empty={robot ? undefined : "请选择"}
      options={unitOptions(units, robot?.unitId ?? null)}
      flaws={flaws}
    />
    <Field
      label="Webhook 地址"
      name="url"
      required={!robot}
      full
      autocomplete="off"
      hint={robot ? "留空为不改" : "在群设置中添加机器人后复制；地址中有密钥，保存后不再显示"}
      flaws={flaws}
    />
    <Field
      label="签名密钥"
      name="secret"
      type="password"
      full
      autocomplete="off"
      hint={robot ? "留空为不改" : "钉钉的「加签」、飞书的「签名校验」；企业微信没有，留空"}
      flaws={flaws}
    />
  </div>
)

/** One robot, to be changed or taken out of use. */
export const RobotPage = ({ robot, units, flaws }: { robot: Robot; units: UnitChoice[]; flaws?: Flaws | null }) => (
  <section class="narrow sheet padded">
    <h1>{robot.name}</h1>
    <form method="post" action={`/admin/channels/robots/${robot.id}`} id={`robot-${robot.id}-${robot.version}`}>
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={robot.version} />
      <RobotFields units={units} robot={robot} flaws={flaws} />
      {robot.secret && (
        <label class="tick">
          <input type="checkbox" name="unsigned" value="1" /> 不再签名（删除密钥）
        </label>
      )}
      <label class="tick">
        <input type="checkbox" name="active" value="1" checked={flaws ? flaws.typed.active === "1" : robot.active} />{" "}
        在用
      </label>
      <p class="acts">
        <button type="submit" class="primary">
          保存
        </button>
        <a class="button" href="/admin/channels">
          返回
        </a>
      </p>
    </form>
  </section>
)
