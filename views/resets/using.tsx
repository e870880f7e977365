import type { PasswordRules } from "#src/office/people/password_policy.ts"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"

/** /reset: a new password, by the code. */
export const UseResetPage = ({ rules, flaws }: { rules: PasswordRules; flaws?: Flaws | null }) => (
  <section class="narrow sheet padded">
    <h1>设置新口令</h1>
    <form method="post" action="/reset" id="use-reset">
      <Flawed flaws={flaws} />
      <div class="fields">
        <Field label="用户名" name="username" required autocomplete="username" flaws={flaws} />
        <Field
          label="重置码"
          name="code"
          required
          autocomplete="off"
          flaws={flaws}
          hint="由确认重置的管理员告知，24小时内有效，用一次即失效"
        />
        <Field
          label="新口令"
          name="newPassword"
          type="password"
          required
          autocomplete="new-password"
          flaws={flaws}
          hint={`至少${rules.passwordLength}位，含大写字母、小写字母、数字、符号中的${rules.passwordClasses}类`}
        />
        <Field
          label="再填一次"
          name="newPasswordAgain"
          type="password"
          required
          autocomplete="new-password"
          flaws={flaws}
        />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          设置新口令
        </button>
        <a class="button" href="/login">
          返回登录
        </a>
      </p>
      <p class="hint">设置后原有登录全部退出。</p>
    </form>
  </section>
)
