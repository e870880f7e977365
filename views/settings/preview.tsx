import type { Child } from "hono/jsx"
import type { SettingChange } from "#src/office/settings/rules.ts"
import {
  type Effect,
  type EffectPart,
  hasNoEffect,
  isUntouched,
  type Shift,
  TOUCHES,
} from "#src/pages/settings_effect/effect.ts"
import { ColourMark } from "../parts/light.tsx"
import { dayWords } from "../words.ts"
import { EFFECT_LABEL, SETTING_LABEL, SETTING_REACH, settingValueWords } from "./words.ts"

type Props = {
  changes: SettingChange[]
  effect: Effect
  /** The parts that the changes may touch. */
  parts: EffectPart[]
}

/**
 * What saving would change today, before it is saved. Counts and dates only: the 安全管理员 sees no plan and no task by
 * its name.
 */
export const SettingsPreviewPage = ({ changes, effect, parts }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>核对设置的影响</h1>
        <p>还没有保存。以下按今天的数据计算。</p>
      </div>
    </div>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">设置</th>
            <th scope="col">现值</th>
            <th scope="col">改为</th>
            <th scope="col">对已有记录</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr>
              <th scope="row">{SETTING_LABEL[change.key]}</th>
              <td data-label="现值">{settingValueWords(change.key, change.before)}</td>
              <td data-label="改为">
                <strong>{settingValueWords(change.key, change.after)}</strong>
              </td>
              <td data-label="对已有记录">
                <Touched change={change} effect={effect} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {hasNoEffect(effect) ? (
      <p class="note">对已有记录无影响。保存后新发生的事按新的设置办。</p>
    ) : (
      parts.filter((part) => !isUntouched(effect, part)).map((part) => <Part part={part} effect={effect} />)
    )}
    <form method="post" action="/admin/settings" class="acts">
      {changes.map(({ key, version, before, after }) => (
        <>
          <input type="hidden" name={key} value={String(after)} />
          <input type="hidden" name={`shown.${key}`} value={String(before)} />
          <input type="hidden" name={`version.${key}`} value={version} />
        </>
      ))}
      <button type="submit" class="primary">
        确认保存
      </button>
      <a class="button" href={backPath(changes)}>
        返回修改
      </a>
    </form>
  </>
)

/** The form again, with what was typed. */
const backPath = (changes: SettingChange[]) =>
  `/admin/settings?${new URLSearchParams(changes.map(({ key, after }) => [key, String(after)]))}`

const Touched = ({ change: { key }, effect }: { change: SettingChange; effect: Effect }) => {
  const parts = TOUCHES[key].filter((part) => !isUntouched(effect, part))
  if (parts.length > 0) {
    return (
      <>
        有变化：
        {parts.map((part, i) => (
          <>
            {i > 0 && "、"}
            <a href={`#effect-${part}`}>{EFFECT_LABEL[part]}</a>
          </>
        ))}
      </>
    )
  }
  const reach = SETTING_REACH[key]
  return <>无影响{reach && <span class="muted">：{reach}</span>}</>
}

const Part = ({ part, effect }: { part: EffectPart; effect: Effect }) => (
  <section class="block" id={`effect-${part}`}>
    <h2>{EFFECT_LABEL[part]}</h2>
    {BODY[part](effect)}
  </section>
)

const BODY: Record<EffectPart, (effect: Effect) => Child> = {
  lights: ({ lights }) => <Shifts shifts={lights} what="分工" />,
  notices: ({ notices }) => <Shifts shifts={notices} what="督办单" />,
  cutOffs: ({ cutOffs }) => (
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">填报期</th>
            <th scope="col">现在</th>
            <th scope="col">改为</th>
          </tr>
        </thead>
        <tbody>
          {cutOffs.map(({ planId, name, before, after, atOnce }) => (
            <tr>
              <th scope="row">
                方案{planId} {name}
              </th>
              <td data-label="现在">{before === null ? "不自动封账" : `${dayWords(before)}24时`}</td>
              <td data-label="改为">
                {after === null ? "不自动封账" : `${dayWords(after)}24时`}
                {atOnce && <span class="tag">已过，保存后即封账，不能恢复</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ),
  circular: ({ circular }) => (
    <ul class="sheet padded">
      {circular.map(({ planId, before, after }) => (
        <li>
          方案{planId}：列入 {before.units} 个单位 {before.items} 项 → {after.units} 个单位 {after.items} 项
        </li>
      ))}
    </ul>
  ),
  digests: ({ digests }) => (
    <ul class="sheet padded">
      <Reached what="系统今天还会提醒的单位" before={digests?.before.units} after={digests?.after.units} />
      <Reached what="其中同时告知单位负责人" before={digests?.before.heads} after={digests?.after.heads} />
      <Reached what="其中同时告知分管领导" before={digests?.before.leaders} after={digests?.after.leaders} />
    </ul>
  ),
  waiting: ({ waiting }) => (
    <p class="note">
      有 {waiting?.count} 条消息待发：{waiting?.leave ? "保存后即可发出。" : "保存后暂不发出，到发送时间再发。"}
    </p>
  ),
  sessions: ({ sessions }) => (
    <p class="note">
      有 {sessions?.ended} 个登录会立即结束，须重新登录；没有提交的草稿已保存在系统里。
      {sessions?.own && <strong>其中包括您自己的登录。</strong>}
    </p>
  ),
  locks: ({ locks }) => (
    <ul class="sheet padded">
      <Reached what="锁定中的账号" before={locks?.before.accounts} after={locks?.after.accounts} />
      <Reached what="暂停登录的地址" before={locks?.before.addresses} after={locks?.after.addresses} />
    </ul>
  ),
}

const Reached = ({ what, before = 0, after = 0 }: { what: string; before?: number; after?: number }) => (
  <li>
    {what}：{before === after ? `${after}（不变）` : `${before} → ${after}`}
  </li>
)

const Shifts = ({ shifts, what }: { shifts: Shift[]; what: string }) => (
  <ul class="sheet padded">
    {shifts.map(({ planId, from, to, count }) => (
      <li>
        方案{planId}：{count}项{what} <ColourMark colour={from} /> → <ColourMark colour={to} />
      </li>
    ))}
  </ul>
)
