import type { Prepared } from "#src/outward/public/acts.ts"
import { doubtsIn, numbersIn, type ReleaseSighting } from "#src/outward/public/body.ts"
import { isOpen } from "#src/outward/public/workflow.ts"
import { publicationPath, releasePath } from "#src/paths.ts"
import { ReleaseWords } from "./body.tsx"
import { sightingWords } from "./words.ts"

/** What would be prepared, as everybody would read it, with what stands against it. */
export const PreparePage = ({ found, action, ended }: { found: Prepared; action: string; ended: boolean }) => {
  const { body, ids, before, kind } = found
  return (
    <article class="paper-page">
      <p class="crumbs small">
        {ids.year !== null && <a href={publicationPath({ year: ids.year })}>{ids.year}年度公开</a>}
      </p>
      <div class="title">
        <div>
          <h1>{body.title}</h1>
          <p class="muted">下面就是公布后社会公众看到的内容，第{(before?.number ?? 0) + 1}版。</p>
        </div>
      </div>
      {(kind === "announcement" || kind === "duty_list") && (
        <p class="note no-print" id="ended">
          {ended
            ? "附完成情况：清单事项按已告知单位的核实结果，不实的写作未完成，核实情况和说明不公开。"
            : "不附完成情况。"}
          <a href={ended ? action : `${action}?ended=1`}>{ended ? "不附" : "附上"}</a>
        </p>
      )}
      <Preview found={found} action={ended ? `${action}?ended=1` : action} />
    </article>
  )
}

/** The words, what stands against them, and the button. */
export const Preview = ({ found, action }: { found: Omit<Prepared, "kind">; action: string }) => {
  const { body, before } = found
  const numbers = numbersIn(body)
  const isEmpty = body.blocks.every((one) => one.is === "table" && one.rows.length === 0)
  return (
    <div class="paper-with-figures">
      <ReleaseWords body={body} />
      <aside class="paper-figures no-print" aria-label="办理">
        <Sightings numbers={numbers} doubts={doubtsIn(body)} />
        {found.without.length > 0 && (
          <p class="note">年度计划还没有备案、活动未列入的单位：{found.without.join("、")}。</p>
        )}
        {before && isOpen(before.state) ? (
          <p class="note">
            <a href={releasePath(before.id, before.number)}>第{before.number}版</a>正在等待核对或公布，请先办理。
          </p>
        ) : isEmpty ? (
          <p class="note">没有可公布的内容。</p>
        ) : (
          numbers.length === 0 && (
            <form method="post" action={action} class="acts" id="prepare">
              <input type="hidden" name="version" value={before?.number ?? 0} />
              <button type="submit" class="primary">
                拟公布
              </button>
            </form>
          )
        )}
      </aside>
    </div>
  )
}

/** What the program found, and that it cannot find all. */
export const Sightings = ({ numbers, doubts }: { numbers: ReleaseSighting[]; doubts: ReleaseSighting[] }) => (
  <section id="sightings">
    <h2>个人信息</h2>
    {numbers.length > 0 && (
      <>
        <p class="problem">有能识别到人的号码，不能公布。请先在原处删去或隐去：</p>
        <ul>
          {numbers.map((one) => (
            <li>{sightingWords(one)}</li>
          ))}
        </ul>
      </>
    )}
    {doubts.length > 0 && (
      <>
        <p>核对的人须逐处看过：</p>
        <ul>
          {doubts.map((one) => (
            <li>{sightingWords(one)}</li>
          ))}
        </ul>
      </>
    )}
    {numbers.length + doubts.length === 0 && <p class="hint">没有发现身份证号、电话、车牌、银行卡号和疑似姓名。</p>}
    <p class="hint">程序只认号码和明显的姓名写法，其余要由人看。</p>
  </section>
)
