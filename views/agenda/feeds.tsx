import type { OwnFeeds } from "#src/outward/agenda/feed_queries.ts"
import { accountPath, feedRevocationPath, feedsPath } from "#src/paths.ts"
import { Choice } from "../parts/fields.tsx"
import { ShownOnce } from "../parts/shown_once.tsx"
import { momentWords } from "../words.ts"

type Props = {
  own: OwnFeeds
  name: string
  /** The units in which the person holds a post. */
  units: readonly { id: number; name: string }[]
  today: string
}

/** 日历订阅: the addresses in use, each to be revoked; a new one of the same ends the one before. */
export const Feeds = ({ own: { feeds, version }, name, units, today }: Props) => (
  <section class="block" id="feeds">
    <h2>
      日历订阅<small>在手机或电脑的日历里看期限；拿到地址的人都能看，丢失或不用的请作废</small>
    </h2>
    {feeds.length > 0 && (
      <ul class="sheet rows">
        {feeds.map(({ feed, unit }) => (
          <li>
            {unit ?? name}{" "}
            <small>
              {momentWords(feed.madeAt, today)}生成，
              {feed.lastAskedAt === null ? "还没有读取过" : `最近 ${momentWords(feed.lastAskedAt, today)} 读取`}
            </small>
            <form method="post" action={feedRevocationPath(feed.id)} class="inline">
              <input type="hidden" name="version" value={version} />
              <button type="submit" class="quiet" aria-label={`作废「${unit ?? name}」的日历订阅地址`}>
                作废
              </button>
            </form>
          </li>
        ))}
      </ul>
    )}
    <form
      method="post"
      action={feedsPath}
      class="filters"
      data-confirm={feeds.length > 0 ? "同一内容已有地址的，原来的立即失效。继续吗？" : undefined}
    >
      <input type="hidden" name="version" value={version} />
      <Choice
        name="unitId"
        label="订阅"
        empty={`与本人有关的期限（${name}）`}
        options={units.map((unit) => [String(unit.id), `${unit.name}的期限`] as const)}
      />
      <button type="submit">生成订阅地址</button>
    </form>
    <p class="hint">只有事项名称和日期，没有填报的内容；工作秘密方案的不进入。岗位结束或账号停用后地址立即失效。</p>
  </section>
)

/** The one time that an address is shown. */
export const FeedMade = ({ address, of }: { address: string; of: string }) => (
  <ShownOnce
    title="日历订阅地址"
    text={address}
    id="feed"
    label="地址"
    rows={3}
    note="只显示这一次，离开本页后无法再查。拿到地址的人不用登录就能看到这些日期，请勿转发；发错了请马上作废。"
    back={{ href: accountPath("feeds"), word: "已保存，返回" }}
  >
    <p>「{of}」的期限。在日历程序里选择「订阅日历」或「从网络添加」，粘贴这个地址；每隔几小时自动更新。</p>
  </ShownOnce>
)
