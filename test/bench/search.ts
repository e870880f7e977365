import type { Client } from "@libsql/client"
import { openFile } from "#db/files.ts"
import { ensureSought } from "#db/sought.ts"
import { words } from "./marks.ts"
import { copyOf } from "./prepared.ts"
import { median } from "./runs.ts"
import { type Server, startBuild } from "./sides.ts"
import { cookieOf, HERE, unseen } from "./terms.ts"

const MOST_MS = 50
const WARMING = 3
const TIMES = 15

/** What people look for, and who. The rare word stands in one report of all, the last one in none. */
const QUESTIONS: readonly [login: string, question: Record<string, string>][] = [
  ["yanjiushi", { q: "信" }],
  ["yanjiushi", { q: "信访" }],
  ["lingdao", { q: "以案释法" }],
  ["yanjiushi", { q: "石榴籽" }],
  ["yanjiushi", { q: "没有这样的词" }],
  ["yanjiushi", { q: "督查室 以案释法", from: "2020-01-01" }],
  ["yanjiushi", { q: "督查室" }],
  ["yanjiushi", { unit: "6" }],
  ["yanjiushi", { q: "条例", plan: "77" }],
  ["duchashi", { q: "信访" }],
  ["duchashi", { q: "石榴籽" }],
  ["duchashi", { q: "ＡＢＣ系统 培训" }],
]

/** 搜索 among 50,000 reports of some two hundred characters each: from asking to the whole page, nothing of it kept. */
export async function search(): Promise<void> {
  const file = await copyOf(HERE, "large")
  const client = openFile(file)
  try {
    await write(client)
  } finally {
    client.close()
  }
  const server = await startBuild(HERE, file)
  try {
    console.log(`\nsearch: median of ${TIMES} pages each, among 50,000 reports`)
    for (const [login, question] of QUESTIONS) await ask(server, login, question)
  } finally {
    await server.stop()
  }
}

let addresses = 0

async function ask(server: Server, login: string, question: Record<string, string>) {
  const path = `/search?${new URLSearchParams(question)}`
  const taken: number[] = []
  let found = ""
  for (let i = 0; i < WARMING + TIMES; i++) {
    const from = performance.now()
    const address = `http://127.0.0.1:${server.port}${unseen(path, ++addresses)}`
    const response = await fetch(address, { headers: { cookie: cookieOf(login) } })
    const html = await response.text()
    if (i >= WARMING) taken.push(performance.now() - from)
    if (response.status !== 200) throw new Error(`${path} as ${login}: ${response.status}`)
    found = html.match(/id="kind-all">[^<]*<small>([^<]*)/)?.[1] ?? "0条"
  }
  const name = `${login} ${Object.values(question).join(" ")}`
  const worst = Math.max(...taken)
  console.log(
    `${name.padEnd(36)} ${found.padEnd(10)} ${words(median(taken), { most: MOST_MS }, "ms", 1)}, worst ${worst.toFixed(1)} ms`,
  )
}

const PHRASES =
  "按计划推进，完成阶段任务。|学习贯彻《信访工作条例》|组织开展普法宣传|以案释法|面向来访群众发放资料|建立健全学法制度|举办专题培训班|落实普法责任清单|在网上受理环节嵌入政策法规提示|结合典型案例讲解|覆盖干部职工|下一步继续加强协调配合|存在人手不足的问题|对重点单位开展督促检查|ABC系统上线试运行|形成调研报告并报送领导审阅|印发通知明确分工|召开联席会议研究部署|".split(
    "|",
  )

/** Gives every report of the many words of its own: what was filled in alike would be found by nothing, or all of it. */
async function write(client: Client) {
  const { rows: triggers } = await client.execute(
    "select name from sqlite_master where type = 'trigger' and tbl_name = 'report_versions' and sql like '%update%'",
  )
  for (const { name } of triggers) await client.execute(`drop trigger ${String(name)}`)
  const { rows } = await client.execute(
    "select assignment_id, round_id, number from report_versions where at < 1583000000000 order by assignment_id, round_id",
  )
  let state = 1
  const random = (below: number) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
  const text = (length: number) => {
    let made = ""
    while (made.length < length)
      made += `${PHRASES[random(PHRASES.length)]}${random(10_000)}${"，。、".charAt(random(3))}`
    return made
  }
  for (let at = 0; at < rows.length; at += 1000) {
    await client.batch(
      rows.slice(at, at + 1000).map((row, i) => ({
        sql: "update report_versions set achieved = ?, next_steps = ? where assignment_id = ? and round_id = ? and number = ?",
        args: [
          text(120 + random(160)) + (at + i === 25_000 ? "石榴籽" : ""),
          text(40),
          row.assignment_id ?? 0,
          row.round_id ?? 0,
          row.number ?? 0,
        ],
      })),
      "write",
    )
  }
  await client.execute("delete from sought_reports")
  await ensureSought(client, (statements) => client.batch(statements, "write"))
}
