import type { Actor } from "#src/office/people/actor.ts"
import { bringsAsEither, bringsAsOffice } from "#src/outward/ledger/returning/policy.ts"
import type { Imports, ListedImport } from "#src/outward/ledger/returning/queries.ts"
import { TOO_LARGE } from "#src/outward/ledger/returning/reading.ts"
import { MOST_ROWS } from "#src/outward/ledger/returning/sheets_read.ts"
import { ledgerImportPath, ledgerImportsPath, ledgerPath } from "#src/paths.ts"
import { LARGEST_FILE } from "#src/plans/intake/words/limits.ts"
import { isRunning } from "#src/trail/running.ts"
import type { Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { momentWords } from "../words.ts"

type Props = { found: Imports; actor: Actor; today: string; flaws?: Flaws }

/** 台账回传: a filled 台账 is brought here; below, all that was brought before. */
export const ImportsPage = ({ found, actor, today, flaws }: Props) => {
  const { plan, imports, page, hasMore } = found
  const asOffice = bringsAsOffice(actor, plan)
  return (
    <>
      <div class="title">
        <div>
          <h1>台账回传</h1>
          <p>
            <a href={ledgerPath(plan.id)}>{plan.title}</a> ·{" "}
            {asOffice
              ? "收到各单位离线填好的台账，在这里上传、核对，采用的内容按代录记入进展。"
              : "下载台账离线填好以后，在这里上传、核对，采用的内容写入本单位的草稿。"}
          </p>
        </div>
      </div>
      {isRunning(plan.state) && <Bring planId={plan.id} isEither={bringsAsEither(actor, plan)} flaws={flaws} />}
      <section class="block" id="imports">
        <h2>历次回传</h2>
        {imports.length === 0 ? (
          <p class="empty sheet">{page === 1 ? "还没有回传过台账。" : "没有更早的回传。"}</p>
        ) : (
          <List planId={plan.id} imports={imports} today={today} />
        )}
        <Pages page={page} hasMore={hasMore} path={(number) => ledgerImportsPath(plan.id, { page: number })} />
      </section>
    </>
  )
}

type BringProps = { planId: number; isEither: boolean; flaws?: Flaws }

const Bring = ({ planId, isEither, flaws }: BringProps) => {
  const problems = flaws?.problems.file
  return (
    <form
      method="post"
      action={ledgerImportsPath(planId)}
      enctype="multipart/form-data"
      class="sheet padded boxes intake-form"
      id="bring"
    >
      <div class="field">
        <label for="file">
          填好的台账
          <small>
            {`（.xlsx、.csv，不超过 ${LARGEST_FILE / 1024 / 1024} MB、${MOST_ROWS} 行；也可以把文件拖到这里）`}
          </small>
        </label>
        <input
          type="file"
          name="file"
          id="file"
          accept=".xlsx,.csv"
          required
          data-largest={LARGEST_FILE}
          data-problem={TOO_LARGE}
          aria-invalid={problems ? "true" : undefined}
          aria-describedby={problems ? "file-problem" : "file-hint"}
        />
        {problems && (
          <div id="file-problem" role="alert">
            {problems.map((sentence) => (
              <p class="problem">{sentence}</p>
            ))}
          </div>
        )}
        <p class="hint" id="file-hint">
          空着的格子表示不改，不会删除系统里的内容；公式不会运行；严禁上传涉密文件。
        </p>
      </div>
      {isEither && (
        <label class="tick">
          <input type="checkbox" name="asUnit" value="1" checked={Boolean(flaws?.typed.asUnit)} />{" "}
          作为本单位联络员或负责人回传：只对照本单位的行，采用的写入草稿，不作代录
        </label>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          读取并核对
        </button>
        <a href={ledgerPath(planId)}>返回台账</a>
      </p>
      <p class="reading" id="reading" role="status"></p>
    </form>
  )
}

const List = ({ planId, imports, today }: { planId: number; imports: ListedImport[]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <thead>
        <tr>
          <th scope="col">文件</th>
          <th scope="col">单位</th>
          <th scope="col">填报期</th>
          <th scope="col">上传</th>
          <th scope="col">采用</th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {imports.map(({ id, name, unit, round, broughtBy, broughtAt, asOffice, taken, state }) => (
          <tr>
            <th scope="row">
              <a href={ledgerImportPath(planId, id)} id={`import-${id}`}>
                {name}
              </a>
            </th>
            <td data-label="单位">{unit ?? "多个单位"}</td>
            <td data-label="填报期">{round}</td>
            <td data-label="上传">
              {broughtBy} {momentWords(broughtAt, today)}
            </td>
            <td data-label="采用" class="nowrap">
              {asOffice ? "代录" : "写入草稿"} {taken} 处
            </td>
            <td data-label="状态">{state === "open" ? <span class="light yellow">待核对</span> : "已结束"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
