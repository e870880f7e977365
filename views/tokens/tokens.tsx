import type { ApiToken } from "#db/schema.ts"
import { LONGEST_TOKEN } from "#src/office/tokens/policy.ts"
import { tokenRevocationPath, tokensPath } from "#src/paths.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { ShownOnce } from "../parts/shown_once.tsx"
import { dayWords, momentWords } from "../words.ts"
import { SCOPE_LABEL } from "./words.ts"

type Props = { tokens: readonly ApiToken[]; today: string; origin: string; flaws?: Flaws | null }

/** 接口令牌 of oneself: those in use, each to be revoked, and a new one. */
export const TokensPage = ({ tokens, today, origin, flaws }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>接口令牌</h1>
        <p>供本单位的其他系统以您的名义读取和办理；能看什么、能办什么与您本人相同，每一步都记在您名下。</p>
      </div>
      <div class="acts">
        <a class="button" href="/account">
          我的账户
        </a>
      </div>
    </div>
    {tokens.length === 0 ? (
      <p class="empty sheet">还没有在用的接口令牌。</p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col">用途</th>
              <th scope="col">权限</th>
              <th scope="col">有效期至</th>
              <th scope="col">生成</th>
              <th scope="col">最近使用</th>
              <th scope="col">作废</th>
            </tr>
          </thead>
          <tbody>
            {tokens.map(({ id, name, scope, endsOn, madeAt, lastUsedAt, version }) => (
              <tr>
                <th scope="row">{name}</th>
                <td data-label="权限">{SCOPE_LABEL[scope]}</td>
                <td data-label="有效期至">{dayWords(endsOn, today)}</td>
                <td data-label="生成">{momentWords(madeAt, today)}</td>
                <td data-label="最近使用">{lastUsedAt === null ? "还没有用过" : momentWords(lastUsedAt, today)}</td>
                <td>
                  <form method="post" action={tokenRevocationPath(id)} class="inline">
                    <input type="hidden" name="version" value={version} />
                    <button type="submit" class="quiet" aria-label={`作废接口令牌「${name}」`}>
                      作废
                    </button>
                  </form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <section class="block">
      <h2>生成接口令牌</h2>
      <form method="post" action={tokensPath} class="sheet padded">
        <Flawed flaws={flaws} />
        <div class="fields">
          <Field name="name" label="用途" required flaws={flaws} hint="写明给哪个系统用，如「OA 待办同步」" />
          <Choice
            name="scope"
            label="权限"
            flaws={flaws}
            options={[
              ["read", "只读：只能读取"],
              ["act", "可办理：能读取，也能以您的名义办理"],
            ]}
          />
          <Field
            name="endsOn"
            label="有效期至"
            type="date"
            required
            flaws={flaws}
            hint={`最长${LONGEST_TOKEN}天，到期自动失效`}
          />
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            生成
          </button>
        </p>
      </form>
      <p class="hint">
        接口地址 {origin}/api/v1，说明见 <a href="/api/openapi.json">{origin}/api/openapi.json</a>
        （OpenAPI）。岗位结束、账号停用后令牌立即失效。
      </p>
    </section>
  </>
)

/** The one time that a token is shown. */
export const TokenMade = ({ token, name, origin }: { token: string; name: string; origin: string }) => (
  <ShownOnce
    title="接口令牌"
    text={token}
    id="token"
    label="令牌"
    rows={3}
    note="只显示这一次，离开本页后无法再查。拿到令牌的人可以以您的名义读取或办理，请勿转发；泄露了请马上作废。"
    back={{ href: tokensPath, word: "已保存，返回" }}
  >
    <p>
      「{name}」的令牌。程序访问 {origin}/api/v1 时，在请求头写 Authorization: Bearer 加这个令牌。
    </p>
  </ShownOnce>
)
