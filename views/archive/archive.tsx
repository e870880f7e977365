import type { PropsWithChildren } from "hono/jsx"
import type { MadePackage, PlanArchive } from "#src/outward/archive/queries.ts"
import type { YearArchive } from "#src/outward/archive/year_queries.ts"
import { planArchivePath, yearPath } from "#src/paths.ts"
import { isRunning } from "#src/trail/running.ts"
import { fileSize } from "../parts/file_size.ts"
import { PlanHead } from "../plans/head.tsx"
import { momentWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"

type Props = {
  found: PlanArchive
  /** So many bytes of evidence go into one package here; null: as many as there are. */
  most: number | null
  today: string
}

type YearProps = Omit<Props, "found"> & { found: YearArchive }

/** 立卷归档: what goes into the package, the button, and those that were made before. */
export const ArchivePage = ({ found: { plan, counts, evidence, made }, most, today }: Props) => (
  <>
    <PlanHead plan={plan} tab="papers" supervises />
    <section class="sheet padded block">
      <h2>立卷归档</h2>
      <p>
        将方案的全部材料制成一个 .zip
        归档包：方案原文、督办单和文稿、台账、各期进展、佐证材料、操作记录及封存值，附卷内目录和 SHA256SUMS。解压后打开
        index.html，无需联网即可核对有无缺失或改动。
      </p>
      <dl class="facts">
        <dt>任务</dt>
        <dd>{counts.tasks} 项</dd>
        <dt>进展</dt>
        <dd>
          {counts.rounds} 个填报期，{counts.reports} 份
        </dd>
        <dt>文书</dt>
        <dd>
          督办单 {counts.notices} 份，文稿 {counts.bulletins} 份
        </dd>
        <dt>佐证材料</dt>
        <dd>
          {evidence.files} 件，{evidence.bytes === 0 ? "0 KB" : fileSize(evidence.bytes)}
        </dd>
        <dt>操作记录</dt>
        <dd>{counts.events} 条</dd>
      </dl>
      <Make action={planArchivePath(plan.id)} bytes={evidence.bytes} most={most}>
        {isRunning(plan.state)
          ? "方案还在推进，归档包只到现在为止；办完后先在「设置」中归档，再制作。"
          : "方案已经结束，材料不再变化。"}
      </Make>
    </section>
    {made.length > 0 && <Before made={made} today={today} />}
  </>
)

/** The same of a 普法年度. */
export const YearArchivePage = ({ found, most, today }: YearProps) => {
  const { counts, evidence, made, year } = found
  return (
    <>
      <YearHead found={found} tab="publication" />
      <section class="sheet padded block">
        <h2>立卷归档</h2>
        <p>
          将全年材料制成一个 .zip
          归档包：各类台账和登记册、报备文件正文及附件、公布过的内容和公众意见、活动和会议附件、操作记录及封存值，附卷内目录和
          SHA256SUMS。解压后打开 index.html，无需联网即可核对有无缺失或改动。
        </p>
        <dl class="facts">
          <dt>责任单位</dt>
          <dd>{counts.bodies} 个</dd>
          <dt>活动</dt>
          <dd>{counts.activities} 项</dd>
          <dt>附件</dt>
          <dd>
            {evidence.files} 件，{evidence.bytes === 0 ? "0 KB" : fileSize(evidence.bytes)}
          </dd>
          <dt>操作记录</dt>
          <dd>{counts.events} 条</dd>
        </dl>
        <Make action={yearPath(year.year, "archive")} bytes={evidence.bytes} most={most} />
      </section>
      {made.length > 0 && <Before made={made} today={today} />}
    </>
  )
}

type Making = PropsWithChildren<{ action: string; bytes: number; most: number | null }>

const Make = ({ action, bytes, most, children }: Making) => {
  const isTooLarge = most !== null && bytes > most
  return (
    <>
      {isTooLarge && (
        <p class="returned" role="alert">
          附件超过 {fileSize(most)}，这里（边缘部署）不能制作归档包。请在本机（Node）部署的程序上制作。
        </p>
      )}
      <form method="post" action={action} hx-boost="false" class="acts" id="make-archive">
        <button type="submit" class="primary" disabled={isTooLarge}>
          制作并下载归档包
        </button>
        <small>{children}下载进度由浏览器显示；归档包含全部材料和操作地址，按内部资料保管。</small>
      </form>
    </>
  )
}

const Before = ({ made, today }: { made: readonly MadePackage[]; today: string }) => (
  <section class="block" id="made">
    <h2>已制作的归档包</h2>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">第几次</th>
            <th scope="col">时间</th>
            <th scope="col">制作人</th>
            <th scope="col">文件</th>
            <th scope="col">本包校验值（SHA256SUMS 的 SHA-256）</th>
          </tr>
        </thead>
        <tbody>
          {made.map(({ version, at, actorName, particulars: { files, bytes, sums } }) => (
            <tr>
              <td data-label="第几次">{version}</td>
              <td data-label="时间">{momentWords(at, today)}</td>
              <td data-label="制作人">{actorName}</td>
              <td data-label="文件">
                {String(files)} 个，{fileSize(Number(bytes))}
              </td>
              <td data-label="校验值" class="fingerprint">
                {String(sums)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
