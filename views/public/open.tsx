import type { Child } from "hono/jsx"
import { RELEASE_KINDS, type ReleaseKind } from "#db/schema.ts"
import type { Asset } from "#src/door/env.ts"
import { LONGEST_COMMENT } from "#src/outward/comments/input.ts"
import { bodyPage } from "#src/outward/public/body.ts"
import type { ReleaseShown, ReleasesShown } from "#src/outward/public/open_queries.ts"
import { commentFormPath, publicFilePath, publicPath } from "#src/paths.ts"
import { ICON } from "../icon.ts"
import { Area, type Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { ReleaseWords } from "./body.tsx"
import { hasTable } from "./files.ts"
import { dayAtWords, RELEASE_KIND_LABEL, RELEASE_STATE_LABEL, STOPPED } from "./words.ts"

type DocumentProps = {
  title: string
  organisation: string
  assets: ReadonlyMap<string, Asset>
  children?: Child
}

/** The whole document for whoever comes without signing in: no script, no cookie, and nothing of who reads it. */
export const OpenDocument = ({ title, organisation, assets, children }: DocumentProps) => (
  <html lang="zh-CN" data-title={title} data-as={organisation}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{organisation ? `${title} · ${organisation}` : title}</title>
      <link rel="stylesheet" href={`/assets/${assets.get("style.css")?.hash ?? "0"}/style.css`} />
      <link rel="icon" href={ICON} />
    </head>
    <body>
      <a class="skip" href="#main">
        跳到正文
      </a>
      <header class="masthead" id="masthead">
        <div>
          <a class="brand" href={publicPath()}>
            {organisation ? `${organisation} 公开` : "公开"}
          </a>
        </div>
      </header>
      <main id="main" class="plain-paper" tabindex={-1}>
        {children}
        <footer class="foot">
          <p>这里只有经核对后公布的内容；阅读不需要登录，也不记录谁读过。</p>
        </footer>
      </main>
    </body>
  </html>
)

type IndexProps = { found: ReleasesShown; kind: ReleaseKind | null; page: number }

/** 公开: all that everybody can read now. */
export const OpenIndexPage = ({ found: { rows, hasMore }, kind, page }: IndexProps) => (
  <>
    <div class="title">
      <div>
        <h1>{kind === null ? "公开" : RELEASE_KIND_LABEL[kind]}</h1>
        <p>向社会公布的责任公告、责任清单、分工方案、案例和评议结果，新的在前。</p>
      </div>
    </div>
    <nav class="tabs" aria-label="类别">
      {[null, ...RELEASE_KINDS].map((one) => (
        <a href={publicPath(null, { kind: one })} aria-current={one === kind ? "page" : undefined}>
          {one === null ? "全部" : RELEASE_KIND_LABEL[one]}
        </a>
      ))}
    </nav>
    {rows.length === 0 ? (
      <p class="empty sheet">还没有公布的内容。</p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">公布的内容</caption>
          <thead>
            <tr>
              <th scope="col">标题</th>
              <th scope="col">类别</th>
              <th scope="col">公布日期</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr data-row="release">
                <th scope="row">
                  <a href={publicPath(one.id)}>{one.title}</a>
                </th>
                <td class="nowrap" data-label="类别">
                  {RELEASE_KIND_LABEL[one.kind]}
                </td>
                <td class="nowrap" data-label="公布日期">
                  {dayAtWords(one.releasedAt)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => publicPath(null, { kind, page })} />
  </>
)

type ReleaseProps = { found: ReleaseShown; page: number; flaws?: Flaws | null }

/** One thing as it stands at its address: its text, or why it is not there any more. */
export const OpenReleasePage = ({ found, page, flaws = null }: ReleaseProps) => {
  const { id, body } = found
  const shown = body && bodyPage(body, page)
  return (
    <article class="paper-page">
      <p class="crumbs small">
        <a href={publicPath()}>公开</a>
      </p>
      <div class="title">
        <div>
          <h1>{found.title ?? "已停止公开"}</h1>
          <p class="muted">
            {found.title !== null && RELEASE_KIND_LABEL[found.kind]}
            {shown && `，${dayAtWords(found.releasedAt)}公布，第${found.number}版`}
          </p>
        </div>
      </div>
      {shown ? <ReleaseWords body={shown.body} /> : <Gone found={found} />}
      {body && (
        <p class="acts no-print">
          <a class="button" href={publicFilePath(id, "docx")}>
            下载（Word）
          </a>
          {hasTable(body) && (
            <a class="button" href={publicFilePath(id, "csv")}>
              下载（CSV）
            </a>
          )}
        </p>
      )}
      {shown && <Pages page={page} hasMore={shown.hasMore} path={(page) => publicPath(id, { page })} />}
      <Earlier found={found} />
      {body && <Comments found={found} flaws={flaws} />}
    </article>
  )
}

const Gone = ({ found: { state, title, note, endedAt } }: { found: ReleaseShown }) => (
  <p class="returned" role="note">
    {state === "withdrawn" && title !== null ? (
      <>
        <b>{dayAtWords(endedAt)}已撤下：</b>
        {note}
      </>
    ) : (
      STOPPED
    )}
  </p>
)

/** What stood here before, and what became of it. */
const Earlier = ({ found: { earlier } }: { found: ReleaseShown }) =>
  earlier.length === 0 ? null : (
    <section class="block" id="earlier">
      <h2>以前各版</h2>
      <ul>
        {earlier.map(({ number, state, releasedAt, endedAt, note }) => (
          <li>
            第{number}版，{dayAtWords(releasedAt)}公布，{dayAtWords(endedAt)}
            {RELEASE_STATE_LABEL[state]}
            {note && `：${note}`}
          </li>
        ))}
      </ul>
    </section>
  )

/** What the public has said of it and was answered, as far as it is shown, and where more is said. */
const Comments = ({ found: { id, comments }, flaws }: { found: ReleaseShown; flaws: Flaws | null }) => (
  <section class="block" id="comments">
    <h2>意见和答复</h2>
    {comments.map(({ text, receivedAt, answer, answeredAt }) => (
      <div class="sheet padded">
        <p class="preserve">
          <small class="muted">{dayAtWords(receivedAt)} </small>
          {text}
        </p>
        <p class="preserve">
          <b>答复：</b>
          {answer}
          <small class="muted"> {dayAtWords(answeredAt)}</small>
        </p>
      </div>
    ))}
    <form method="post" action={commentFormPath(id)} class="sheet padded boxes no-print" id="comment">
      <Area
        name="text"
        label="提意见"
        rows={4}
        required
        longest={LONGEST_COMMENT}
        hint="请不要写姓名、电话、身份证号。提交后给您一个回执网址，答复会显示在那里；意见不会直接公开。"
        flaws={flaws}
      />
      <p class="acts">
        <button type="submit" class="primary">
          提交意见
        </button>
      </p>
    </form>
  </section>
)

/** What is said in place of a page. */
export const OpenProblem = ({ heading, text }: { heading: string; text: string }) => (
  <>
    <div class="title">
      <h1>{heading}</h1>
    </div>
    <p class="sheet padded">{text}</p>
    <p>
      <a href={publicPath()}>查看公布的内容</a>
    </p>
  </>
)
