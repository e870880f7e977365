import type { BackupStanding, KeptBackup } from "#src/office/system/backups.ts"
import { fileSize } from "../parts/file_size.ts"
import { momentWords } from "../words.ts"

export type BackupsShown = BackupStanding & { isUnderway: boolean; folder: string; kept: KeptBackup[] }

type Props = {
  /** Null: this program has no disk of its own. */
  backups: BackupsShown | null
  isFile: boolean
  today: string
}

/** 备份: the last one, whether it could be restored, and the button that makes another. */
export const BackupSection = ({ backups, isFile, today }: Props) => (
  <section class="sheet padded" id="backup">
    <h2>备份</h2>
    {backups ? <Standing backups={backups} today={today} /> : null}
    {isFile ? (
      <p class="hint block">
        每日备份由信息中心在服务器上定时运行 <code>npm run backup:daily</code>
        ，加密、第二存放位置和保留份数见安装手册。 恢复用 <code>npm run restore -- 文件名</code>，恢复后运行{" "}
        <code>npm run verify</code> 核验。
      </p>
    ) : (
      <p class="hint block">
        数据在 libSQL 服务器上：在服务器一侧备份，或运行 <code>npm run backup -- 文件名</code> 通过 SQL 导出。
      </p>
    )}
  </section>
)

const COPY_TEXT: Record<string, string> = {
  none: "；没有第二份",
  same_disk: "；第二份在同一块盘上，磁盘损坏时会一起丢失",
  elsewhere: "；第二份已存到另一块盘，演练用的是第二份",
}

const Standing = ({ backups, today }: { backups: BackupsShown; today: string }) => {
  const { last, failed, pending, restored, kept, folder, isUnderway, isOverdue, version } = backups
  return (
    <>
      {failed && (
        <p class="returned" role="alert">
          {momentWords(failed.at, today)}开始的备份没有完成：{failed.problem ?? "程序在备份时停止了，请重新备份。"}
        </p>
      )}
      {isOverdue && (
        <p class="returned" role="alert">
          已超过2天没有备份。请信息中心检查定时备份，或现在备份。
        </p>
      )}
      {isUnderway && (
        <p class="note calm" id="backing-up">
          正在备份并演练恢复，不影响使用。完成后刷新本页可以看到结果。
        </p>
      )}
      {pending && (
        <p class="note calm" id="backup-pending">
          {momentWords(pending.at, today)}开始的备份还没有结果：可能由另一个进程正在进行，也可能已经中断。到
          {momentWords(pending.until, today)}仍没有结果的，按没有完成处理。
        </p>
      )}
      <dl class="facts">
        <dt>最近一次备份</dt>
        <dd>
          {last
            ? `${momentWords(last.at, today)}，${last.file}（${fileSize(last.kilobytes * 1024)}，操作记录 ${last.events} 条）`
            : "还没有备份过"}
          {last?.secondCopy && COPY_TEXT[last.secondCopy]}
        </dd>
        <dt>最近一次恢复核验</dt>
        <dd>
          {restored
            ? `${momentWords(restored.at, today)}，${restored.file}${restored.inEarnest ? "（实际恢复）" : "（备份后演练，核验通过）"}`
            : "还没有"}
        </dd>
        <dt>存放位置</dt>
        <dd>
          服务器上的 <code>{folder}</code>
          {kept.length > 0 &&
            `，现有 ${kept.length} 个文件，共 ${fileSize(kept.reduce((sum, { size }) => sum + size, 0))}`}
        </dd>
      </dl>
      <form method="post" action="/admin/system/backup" class="acts">
        <input type="hidden" name="version" value={version} />
        <button type="submit" class="primary" disabled={isUnderway}>
          立即备份
        </button>
        <small>备份含全部数据，只存在服务器上，不在浏览器下载。</small>
      </form>
    </>
  )
}
