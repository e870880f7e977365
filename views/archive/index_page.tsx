import { createHash } from "node:crypto"
import { csvRows, MARK_OF_UTF8 } from "#src/office/spreadsheets/csv.ts"
import { fileSize } from "../parts/file_size.ts"

/** A line of 卷内目录. */
export type Listed = {
  path: string
  size: number
  sha256: string
  title: string
  by: string
  number: string
  on: string
}

export type IndexFacts = {
  title: string
  number: number
  madeAt: string
  madeBy: string
  program: string
  counts: [label: string, words: string][]
  /** What was to be taken along and is not, with the reason. */
  lacking: string[]
}

const STYLE = `body{font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1b1b1b;background:#fff;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;border-bottom:2px solid #b5121b;padding-bottom:.5rem}h2{font-size:1.15rem;margin-top:2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{color:#555}dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #bbb;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f3f1ec}td.n{text-align:right;white-space:nowrap}#verdict{border:1px solid #bbb;padding:.5rem 1rem;margin:1rem 0;overflow-wrap:anywhere}
#verdict.sound{border-color:#1a7f37;border-left-width:.5rem}#verdict.unsound{border-color:#b5121b;border-left-width:.5rem}
#verdict p:first-child{font-weight:bold}code{background:#f3f1ec;padding:0 .25rem}a{color:#1a4b8c}
@media print{form,#check{display:none}}`

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

/** Inside a script element nothing may look like its end. */
const asData = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c")

/**
 * The page of a package: what is in it, and a checker that fetches nothing. It works from the folder, without a network;
 * a browser does not let it read the files beside it by itself, so somebody has to pick the folder.
 */
export async function* indexPage(
  facts: IndexFacts,
  listed: readonly Listed[],
  script: string,
  turn: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(STYLE)}; base-uri 'none'; form-action 'none'`
  const head = (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <title>{facts.title}归档包</title>
    </>
  )
  const body = (
    <>
      <h1>{facts.title}</h1>
      <Facts facts={facts} />
      <Check listed={listed.length} />
      <h2>卷内目录</h2>
    </>
  )
  yield encoder.encode(`<!doctype html>\n<html lang="zh-CN"><head>${head}<style>${STYLE}</style></head>\n<body>${body}`)
  yield encoder.encode(`<table><thead>${<Headings />}</thead><tbody>`)
  for (let from = 0; from < listed.length; from += ROWS_A_TURN) {
    const rows = listed.slice(from, from + ROWS_A_TURN).map((one, i) => <Row one={one} place={from + i + 1} />)
    yield encoder.encode(rows.join(""))
    await turn()
  }
  const data = asData(listed.map(({ path, sha256 }) => ({ path, sha256 })))
  yield encoder.encode(`</tbody></table><script type="application/json" id="listed">${data}</script>\n`)
  yield encoder.encode(`<script type="module">${script}</script></body></html>\n`)
}

/** A plan may have ten thousand files: so many lines are written before others get their turn. */
const ROWS_A_TURN = 100

const Facts = ({ facts }: { facts: IndexFacts }) => (
  <>
    <dl>
      {facts.counts.map(([label, words]) => (
        <>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </>
      ))}
      <dt>归档包</dt>
      <dd>
        第{facts.number}次制作，{facts.madeAt}，{facts.madeBy}（{facts.program}）
      </dd>
    </dl>
    {facts.lacking.length > 0 && (
      <>
        <h2>没有随卷的</h2>
        <ul>
          {facts.lacking.map((words) => (
            <li>{words}</li>
          ))}
        </ul>
      </>
    )}
  </>
)

const Check = ({ listed }: { listed: number }) => (
  <section id="check">
    <h2>核对</h2>
    <p>
      <label>
        选择解压出的整个文件夹（本页所在的文件夹），逐个核对 {listed} 个文件和操作记录的封存，不需要联网，文件不会上传：{" "}
        <input type="file" id="folder" webkitdirectory="" multiple />
      </label>
    </p>
    <div id="verdict" role="status" aria-live="polite">
      还没有核对。
    </div>
    <p>
      也可以在命令行核对：Linux、macOS 在本文件夹里运行 <code>sha256sum -c SHA256SUMS</code>；Windows 逐个运行{" "}
      <code>certutil -hashfile 文件名 SHA256</code>，与 SHA256SUMS 比较。
    </p>
    <p>
      核对通过说明文件与制作时的目录一致。要确认本包没有被整体换过，把上面显示的“本包校验值”与系统「立卷归档」页登记的校验值比较；
      要确认操作记录没有被重做，把“卷内最后的封存值”交信息中心在系统上运行 <code>npm run verify -- --since 封存值</code>
      （用密钥封存的记录也由此核验）。
    </p>
    <noscript>
      <p>浏览器没有启用脚本，请用命令行核对。</p>
    </noscript>
  </section>
)

const Headings = () => (
  <tr>
    {["序号", "题名", "责任者", "文号", "日期", "文件", "大小"].map((heading) => (
      <th scope="col">{heading}</th>
    ))}
  </tr>
)

const Row = ({ one: { path, size, title, by, number, on }, place }: { one: Listed; place: number }) => (
  <tr>
    <td class="n">{place}</td>
    <td>{title}</td>
    <td>{by}</td>
    <td>{number}</td>
    <td>{on}</td>
    <td>
      <a href={addressOf(path)}>{path}</a>
    </td>
    <td class="n">{fileSize(size)}</td>
  </tr>
)

const addressOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/")

/** 卷内目录 for a spreadsheet. */
export const contentsText = (listed: readonly Listed[]): string =>
  MARK_OF_UTF8 +
  csvRows([
    ["序号", "题名", "责任者", "文号", "日期", "文件", "字节", "SHA-256"],
    ...listed.map(({ path, size, sha256, title, by, number, on }, i) => [
      i + 1,
      title,
      by,
      number,
      on,
      path,
      size,
      sha256,
    ]),
  ])
