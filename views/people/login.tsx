import type { Typed } from "#src/office/typed/spelling.ts"
import { Hidden, Kept, Lost } from "../errors.tsx"
import { filesLost } from "../words.ts"

type Props = {
  next: string
  expired?: boolean
  problem?: string | null
  username?: string
  demoPassword: string | null
  organisation: string
  /** What was being sent when the session ended. */
  kept?: { action: string; typed: Typed } | null
}

/** Prefix of the fields that carry an interrupted form through signing in. */
export const KEPT = "kept:"

export const Login = ({ next, expired, problem, username = "", demoPassword, organisation, kept }: Props) => (
  <section class="login sheet padded">
    <h1>{organisation || "分工督办"}</h1>
    <p class="muted">分工方案督促检查</p>
    {expired && (
      <p class="returned">
        登录已过期，请重新登录（凭链接填报的，也可以重新打开链接）。{kept && "您填写的内容已保留，登录后可继续提交。"}
        {kept?.typed.lost && `${filesLost(String(kept.typed.lost))}，登录后会回到选择附件的地方。`}
      </p>
    )}
    <form method="post" action="/login" hx-boost="false" id="login">
      <input type="hidden" name="next" value={next} />
      {kept && <input type="hidden" name="action" value={kept.action} />}
      {kept && <Hidden typed={kept.typed} prefix={KEPT} />}
      <label>
        用户名
        <input
          name="username"
          id="username"
          autocomplete="username"
          required
          value={username}
          autofocus
          aria-describedby={problem ? "login-problem" : undefined}
        />
      </label>
      <label>
        口令
        <input
          name="password"
          id="password"
          type="password"
          autocomplete="current-password"
          required
          aria-describedby={problem ? "login-problem" : undefined}
        />
      </label>
      {problem && (
        <p class="problem" role="alert" id="login-problem">
          {problem}
        </p>
      )}
      <button type="submit" class="primary">
        登录
      </button>
    </form>
    <p class="hint">
      忘记口令请与系统管理员联系。<a href="/reset">凭重置码设置新口令</a>
    </p>
    {kept && <Kept typed={kept.typed} />}
    {demoPassword && <Demo password={demoPassword} />}
  </section>
)

const DEMO_ACCOUNTS = [
  ["yanjiushi", "督查人员（研究室）"],
  ["yanjiushi2", "督查人员（研究室，复核）"],
  ["lingdao", "领导"],
  ["bangongshi", "办公室联络员"],
  ["bangongshi-fuzeren", "办公室负责人"],
  ["tousuban", "投诉办联络员"],
  ["yjs-lianluo", "研究室联络员"],
  ["admin", "系统管理员"],
  ["security", "安全管理员"],
  ["auditor", "审计管理员"],
]

const Demo = ({ password }: { password: string }) => (
  <div class="demo">
    <p>
      演示账号，口令均为 <code>{password}</code>
    </p>
    <ul>
      {DEMO_ACCOUNTS.map(([login, who]) => (
        <li>
          <code>{login}</code> <span>{who}</span>
        </li>
      ))}
    </ul>
  </div>
)

/** After signing in again: the interrupted act, with its words, one press away. */
export const Resume = ({ action, typed }: { action: string; typed: Typed }) => (
  <section class="narrow sheet padded">
    <h1>继续刚才的操作</h1>
    <p>登录过期前的内容已保留，尚未提交。请核对后继续。</p>
    <Lost typed={typed} />
    <Kept typed={typed} />
    <div class="acts">
      <form method="post" action={action} hx-boost="false">
        <Hidden typed={typed} />
        <button type="submit" class="primary" autofocus>
          {typed.lost ? "回去选择附件" : "继续提交"}
        </button>
      </form>
      <a class="button" href="/">
        不提交，回首页
      </a>
    </div>
  </section>
)
