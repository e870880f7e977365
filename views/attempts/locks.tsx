import type { Locks } from "#src/office/attempts/queries.ts"
import type { LockRules } from "#src/office/attempts/scope.ts"
import { locksPath } from "#src/paths.ts"
import { momentWords } from "../words.ts"

type Props = { found: Locks; rules: LockRules; today: string }

/** 登录锁定: accounts where they are locked, addresses from which nobody may try, and when each is free by itself. */
export const LocksPage = ({ found: { accounts, addresses }, rules, today }: Props) => {
  const until = (lastAt: number) => momentWords(lastAt + rules.lockMinutes * 60_000, today)
  return (
    <>
      <div class="title">
        <div>
          <h1>登录锁定</h1>
          <p>
            同一账号在同一地址连续失败{rules.lockAfterFailures}
            次即锁定，在其他地址仍可登录；到时自动解除。解除前请先核实是本人。
          </p>
        </div>
      </div>
      <section>
        <h2>账号</h2>
        {accounts.length === 0 ? (
          <p class="empty">没有被锁定的账号。</p>
        ) : (
          <div class="table-frame">
            <table class="list stack">
              <thead>
                <tr>
                  <th scope="col">姓名</th>
                  <th scope="col">用户名</th>
                  <th scope="col">所在单位</th>
                  <th scope="col">地址</th>
                  <th scope="col">失败次数</th>
                  <th scope="col">自动解除</th>
                  <th scope="col">办理</th>
                </tr>
              </thead>
              <tbody>
                {accounts.map(({ login, name, unit, address, failures, lastAt }) => (
                  <tr>
                    <th scope="row">{name}</th>
                    <td data-label="用户名">{login}</td>
                    <td data-label="所在单位">{unit ?? "—"}</td>
                    <td data-label="地址">{address || "未知"}</td>
                    <td data-label="失败次数">{failures}</td>
                    <td data-label="自动解除">{until(lastAt)}</td>
                    <td data-label="办理">
                      <Release login={login} address={address} whom={`${name}（${address}）`} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section>
        <h2>地址</h2>
        {addresses.length === 0 ? (
          <p class="empty">没有被暂停登录的地址。</p>
        ) : (
          <div class="table-frame">
            <table class="list stack">
              <thead>
                <tr>
                  <th scope="col">地址</th>
                  <th scope="col">失败次数</th>
                  <th scope="col">自动解除</th>
                  <th scope="col">办理</th>
                </tr>
              </thead>
              <tbody>
                {addresses.map(({ address, failures, lastAt }) => (
                  <tr>
                    <th scope="row">{address || "未知"}</th>
                    <td data-label="失败次数">{failures}</td>
                    <td data-label="自动解除">{until(lastAt)}</td>
                    <td data-label="办理">
                      <Release login="" address={address} whom={address} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  )
}

const Release = ({ login, address, whom }: { login: string; address: string; whom: string }) => (
  <form method="post" action={`${locksPath()}/release`}>
    <input type="hidden" name="login" value={login} />
    <input type="hidden" name="address" value={address} />
    <button type="submit" class="small" aria-label={`解除：${whom}`}>
      解除
    </button>
  </form>
)
