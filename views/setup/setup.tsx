import type { PasswordRules } from "#src/office/people/password_policy.ts"
import { FIRST_PEOPLE, type FirstKey } from "#src/office/setup/first_people.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { passwordHint } from "../people/words.ts"
import { BANNER } from "../words/program.ts"
import { POST_LABEL } from "../words/roles.ts"

/** What each of them is for, and the login that is proposed. */
const PROPOSED: Record<FirstKey, { login: string; says: string }> = {
  admin: { login: "admin", says: "管账号、单位、工作日" },
  security: { login: "security", says: "管岗位授权和安全规则" },
  auditor: { login: "auditor", says: "查看和核验操作记录" },
  supervisor: { login: "", says: "导入方案、催办、审核" },
  second: { login: "", says: "第二名，用于本部门自查的复核；可以先不设，以后再加" },
}

export const SetupPage = ({ rules, flaws }: { rules: PasswordRules; flaws?: Flaws | null }) => (
  <section class="narrow">
    <div class="title">
      <div>
        <h1>首次设置</h1>
        <p>只做一次，约五分钟。提交前什么都不会保存；完成后本页关闭，其余账号由系统管理员建立。</p>
      </div>
    </div>
    <form method="post" action="/setup" hx-boost="false" class="sheet padded" id="setup" autocomplete="off">
      <Flawed flaws={flaws} />
      <Field
        label="初始化码"
        name="code"
        required
        full
        hint="程序启动时打印在服务器控制台上，形如 ABCD-EFGH-JKLM-NPQR"
        flaws={flaws}
      />
      <fieldset class="fieldset">
        <legend>单位</legend>
        <div class="fields">
          <Field label="本单位名称" name="organisation" required full hint="如：某某局" flaws={flaws} />
          <Area
            label="内设机构和参与单位"
            name="units"
            required
            rows={9}
            hint="一行一个，按单位排序。需要时用竖线隔开简称和类别：全称｜简称｜类别（内设机构、直属单位、外单位、统称）。以后可以增改。"
            flaws={flaws}
          />
          <Field
            label="督查部门"
            name="supervising"
            required
            full
            hint="负责督促检查的是上面哪一个单位，如：研究室"
            flaws={flaws}
          />
        </div>
      </fieldset>
      <p class="note block">
        初始口令：{passwordHint(rules)}为防填错，口令在本页可见；24小时内有效，每人首次登录时必须改成自己的。
      </p>
      {FIRST_PEOPLE.map(({ key, post, optional }) => (
        <fieldset class="fieldset">
          <legend>
            {POST_LABEL[post]} <small>{PROPOSED[key].says}</small>
          </legend>
          <div class="fields three">
            <Field label="姓名" name={`${key}Name`} required={!optional} flaws={flaws} />
            <Field label="用户名" name={`${key}Login`} value={PROPOSED[key].login} required={!optional} flaws={flaws} />
            <Field label="初始口令" name={`${key}Password`} required={!optional} autocomplete="off" flaws={flaws} />
          </div>
        </fieldset>
      ))}
      <p class="acts">
        <button type="submit" class="primary">
          完成设置
        </button>
        <span class="hint">{BANNER}</span>
      </p>
    </form>
  </section>
)
