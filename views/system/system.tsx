import { dateOf, timeOf } from "#src/clock.ts"
import type { ClockFault } from "#src/office/system/clock_watch.ts"
import type { SystemFacts } from "#src/office/system/queries.ts"
import { isScarce, type Space } from "#src/office/system/space.ts"
import { fileSize } from "../parts/file_size.ts"
import { momentWords } from "../words.ts"
import { BackupSection, type BackupsShown } from "./backup.tsx"
import { COUNT_LABEL } from "./words.ts"

type Props = {
  facts: SystemFacts
  /** What the program does by itself has stopped. */
  clockFault: ClockFault | null
  now: number
  /** Null: the database lies on another machine. */
  space: Space | null
  version: string
  runtime: string
  backups: BackupsShown | null
  isFile: boolean
  baseUrl: string | null
  today: string
}

export const SystemPage = (props: Props) => {
  const { facts, clockFault, now, space, version, runtime, backups, isFile, baseUrl, today } = props
  const { counts, kept, lastEventAt, seal, migrated } = facts
  const tail = (counts?.events ?? 0) - (counts?.seals ?? 0)
  return (
    <>
      <div class="title">
        <div>
          <h1>系统</h1>
          <p>只显示数量和运行情况，不含方案内容。</p>
        </div>
      </div>
      {clockFault && <ClockStopped fault={clockFault} facts={facts} now={now} today={today} />}
      {space && isScarce(space) && (
        <p class="returned" role="alert" id="scarce">
          服务器磁盘快满了：只剩 {fileSize(space.free)}
          。写满后不能填报和审核，只能查看。请联系信息中心清理或扩充磁盘；备份请存到另一台机器。
        </p>
      )}
      <section class="sheet padded">
        <h2>程序</h2>
        <dl class="facts">
          <dt>版本</dt>
          <dd>{version}</dd>
          <dt>运行环境</dt>
          <dd>{runtime}</dd>
          <dt>数据库</dt>
          <dd>{isFile ? "本机 libSQL 文件（WAL，每次提交落盘）" : "libSQL 服务器"}</dd>
          <dt>数据结构</dt>
          <dd>
            {migrated?.name ?? "—"}
            {migrated && <span class="muted">（{momentWords(migrated.at, today)} 升级）</span>}
          </dd>
          <dt>对外网址</dt>
          <dd>{baseUrl ?? "未设置 BASE_URL"}</dd>
        </dl>
      </section>
      <section class="sheet padded">
        <h2>数量</h2>
        <dl class="facts">
          {Object.entries(counts ?? {}).map(([key, count]) => (
            <>
              <dt>{COUNT_LABEL[key as keyof typeof COUNT_LABEL] ?? key}</dt>
              <dd>{count}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="sheet padded">
        <h2>存储</h2>
        <dl class="facts">
          <dt>佐证材料</dt>
          <dd>
            {fileSize(kept.evidence)}
            {kept.staged > 0 && `，另有 ${fileSize(kept.staged)} 正在上传`}
          </dd>
          {space && (
            <>
              <dt>数据库</dt>
              <dd>{fileSize(space.database)}</dd>
              <dt>磁盘剩余</dt>
              <dd>
                {fileSize(space.free)}（共 {fileSize(space.total)}）
              </dd>
            </>
          )}
        </dl>
        <p class="hint block">一项报告、一个单位、一个方案各能存多少佐证材料，由安全管理员在「安全与规则」中设定。</p>
      </section>
      <section class="sheet padded">
        <h2>操作记录</h2>
        <dl class="facts">
          <dt>最近一条</dt>
          <dd>{lastEventAt === null ? "还没有" : momentWords(lastEventAt, today)}</dd>
          <dt>封存</dt>
          <dd>
            {seal ? `已封存到 ${momentWords(seal.at, today)} 的记录（${seal.algorithm}）` : "还没有封存"}
            {tail > 0 && `，最新 ${tail} 条待封存`}
          </dd>
          {seal && <dt>最新封存值</dt>}
          {seal && <dd class="fingerprint">{seal.hash}</dd>}
        </dl>
        <p class="hint block">
          封存值每天写入服务器日志，并发到审计管理员的邮箱（设置了邮件时）。在系统之外保存，即可用 npm run verify --
          --since 证明此前的记录没有被整体替换。
        </p>
      </section>
      <BackupSection backups={backups} isFile={isFile} today={today} />
    </>
  )
}

const CLOCK_TEXT: Record<ClockFault, string> = {
  leapt: "服务器时间突然跳变超过1分钟。",
  behind: "服务器时间比最近一条操作记录早1分钟以上。",
}

const ClockStopped = ({ fault, facts, now, today }: Pick<Props, "facts" | "now" | "today"> & { fault: ClockFault }) => (
  <section class="sheet padded" id="clock">
    <h2>时间异常，自动办理已暂停</h2>
    <p class="returned" role="alert">
      {CLOCK_TEXT[fault]}现在的系统时间是 {yearWords(now)}
      {fault === "behind" && facts.clock.newestAt !== null && `，最近一条操作记录是 ${yearWords(facts.clock.newestAt)}`}
      。自动封账、自动开启填报期、催办、对外发送和清理过期登录均已暂停；人工填报和审核不受影响。
    </p>
    <p>
      请信息中心核对服务器时间（自动对时服务是否正常）。时间改正后自动恢复；如果现在的时间就是正确的，请确认。
      {fault === "leapt" && "两个时钟同步走满1小时，也自动恢复。"}
      时间异常期间已经自动封账的，督查人员可以在填报期页面撤销。
    </p>
    <form method="post" action="/admin/system/clock" data-confirm={`现在是 ${momentWords(now, today)}，时间正确吗？`}>
      <input type="hidden" name="version" value={facts.clock.confirmations} />
      <button type="submit">系统时间正确，恢复自动办理</button>
    </form>
  </section>
)

const yearWords = (at: number): string => `${dateOf(at)} ${timeOf(at)}`
