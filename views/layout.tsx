import type { Child } from "hono/jsx"
import type { PutRight } from "#src/door/cookies.ts"
import type { Asset } from "#src/door/env.ts"
import { type Actor, decides, isAdministrator, isObserver } from "#src/office/people/actor.ts"
import { deskPath } from "#src/paths.ts"
import { ICON } from "./icon.ts"
import { BANNER } from "./words/program.ts"
import { BY_LINK, POST_LABEL } from "./words/roles.ts"
import { TellingOf, type Told } from "./words/told.tsx"
import { momentWords, putRightWords } from "./words.ts"

type Props = {
  title: string
  /** The moment of which it tells, in words; null: now. */
  asOf: string | null
  wide: boolean
  actor: Actor | null
  path: string
  organisation: string
  assets: ReadonlyMap<string, Asset>
  demo: boolean
  /** The disk takes nothing more: what is there can be read. */
  full: boolean
  large: boolean
  /** Single keys act in this browser. */
  keys: boolean
  /** What the capabilities say, in words, for whatever is on the page. */
  told: Told
  /** Where this person can go. */
  links: { href: string; label: string }[]
  said: { done: string; more: { href: string; word: string } | undefined } | null
  putRight: PutRight
  now: number
  idleMinutes: number
  children?: Child
}

/** The whole document. Acts and links inside are boosted by htmx and work without it. */
export const Document = ({
  title,
  asOf,
  wide,
  actor,
  path,
  organisation,
  assets,
  demo,
  full,
  large,
  keys,
  told,
  links,
  said,
  putRight,
  now,
  idleMinutes,
  children,
}: Props) => {
  const by = `打印：${actor?.name ?? ""} ${momentWords(now)}`
  const running = { title, as: asOf ?? `数据截至${momentWords(now)}`, by }
  return (
    <TellingOf.Provider value={told}>
      <html lang="zh-CN" data-title={running.title} data-as={running.as} data-by={running.by}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="htmx-config" content='{"includeIndicatorCSS":false,"defaultTimeout":30000}' />
          <title>{`${title} · 分工督办`}</title>
          <link rel="stylesheet" href={address(assets, "style.css")} />
          <link rel="icon" href={ICON} />
          <script src={address(assets, "htmx.js")} defer></script>
          <script src={address(assets, "app.js")} defer></script>
        </head>
        <body
          class={large ? "large" : undefined}
          hx-boost:inherited="target:#main select:#main swap:outerMorph"
          hx-sync:inherited="body:replace"
          data-idle-minutes={actor ? idleMinutes : undefined}
        >
          <a class="skip" href="#main">
            跳到正文
          </a>
          <header class="masthead" id="masthead">
            <div>
              <a class="brand" href="/" title={organisation || undefined}>
                分工督办
              </a>
              {actor && <Navigation links={links} path={path} />}
              {actor && !actor.link && !isAdministrator(actor) && <Find keys={keys && decides(actor)} />}
              {actor && <Who actor={actor} path={path} large={large} />}
            </div>
          </header>
          {demo && (
            <aside class="demo-note" aria-label="演示系统">
              演示系统：数据为虚构，请勿录入真实工作内容。
            </aside>
          )}
          {full && (
            <aside class="demo-note" aria-label="只能查看" id="disk-full">
              服务器磁盘已写满：现在只能查看，填报和审核都不能保存。请告知系统管理员。
            </aside>
          )}
          <div id="status" class="sr-only" role="status" aria-live="polite"></div>
          <main
            id="main"
            class={
              [wide && "wide", isSteady(path) && "steady", !hasOwnPaper(path) && "plain-paper"]
                .filter(Boolean)
                .join(" ") || undefined
            }
            tabindex={-1}
          >
            <Running {...running} />
            <Said said={said} putRight={putRight} />
            {children}
            <footer class="foot">
              <p>{BANNER}</p>
              <p class="print-only">{by}</p>
            </footer>
          </main>
        </body>
      </html>
    </TellingOf.Provider>
  )
}

/**
 * What stands above every sheet of paper. Browsers that know margin boxes take it from the document's element, where
 * app.js keeps it as pages are swapped in; to others it is the head of a table that is the page (print.css).
 */
const Running = ({ title, as, by }: { title: string; as: string; by: string }) => (
  <div class="running" id="running" data-by={by} aria-hidden="true">
    <span>{title}</span> <span>{as}</span>
  </div>
)

/** The address of a file of the program; its hash lets browsers keep it for ever. */
const address = (assets: ReadonlyMap<string, Asset>, name: string) => `/assets/${assets.get(name)?.hash ?? "0"}/${name}`

/** What has been done, and what was cleaned away on the way. */
/** Where one goes through items: what was said stands apart, so that the next item is where the last one was. */
const isSteady = (path: string) => path === deskPath()

/** Pages that lie across their sheets, or have narrower margins (print.css). */
const hasOwnPaper = (path: string) => /\/(matrix|ledger|overview|events)$/.test(path)

const Said = ({ said, putRight }: Pick<Props, "said" | "putRight">) => {
  const quietly = putRightWords(putRight)
  if (!said) return quietly && <p class="unseen">{quietly}</p>
  return (
    <p class="said" role="status">
      {said.done} {said.more && <a href={said.more.href}>{said.more.word}</a>} {quietly && <small>{quietly}</small>}
    </p>
  )
}

/** What a role can go to, most important first. */
const Navigation = ({ links, path }: Pick<Props, "links" | "path">) => (
  <nav aria-label="主导航" id="navigation">
    {links.map(({ href, label }) => (
      <a href={href} aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}>
        {label}
      </a>
    ))}
  </nav>
)

/** On a phone there is room for the button alone, which leads to the box. Its key is for those who can switch single keys off: at the desk. */
const Find = ({ keys }: Pick<Props, "keys">) => (
  <search>
    <form action="/search" class="find" id="find">
      <input
        type="search"
        name="q"
        aria-label="要找的词"
        placeholder={keys ? "按 / 搜索" : undefined}
        autocomplete="off"
      />
      <button type="submit" class="quiet">
        搜索
      </button>
    </form>
  </search>
)

const Who = ({ actor, path, large }: Pick<Props, "path" | "large"> & { actor: Actor }) => {
  const [post] = actor.posts
  const place = isObserver(actor) ? actor.unitName : (post?.unitName ?? actor.unitName)
  return (
    <div class="who">
      {actor.link ? (
        <span id="account-link">
          {[place, actor.name].filter(Boolean).join(" · ")}
          <small>{BY_LINK}</small>
        </span>
      ) : (
        <a href="/account" id="account-link">
          {[place, actor.name].filter(Boolean).join(" · ")}
          {post && <small>{POST_LABEL[post.kind]}</small>}
        </a>
      )}
      <form method="post" action="/type-size" hx-boost="false">
        <input type="hidden" name="next" value={path} />
        <button type="submit" class="quiet" id="large-type">
          {large ? "恢复字号" : "放大字号"}
        </button>
      </form>
      <form method="post" action="/logout" hx-boost="false">
        <button type="submit" class="quiet" id="sign-out">
          退出
        </button>
      </form>
    </div>
  )
}
