import { draftPath, newPlanPath, templatePath } from "#src/paths.ts"
import type { ListedDraft } from "#src/plans/intake/drafts/draft_queries.ts"
import { LARGEST_FILE, MOST_TASKS, TOO_LARGE } from "#src/plans/intake/words/limits.ts"
import type { Flaws } from "../parts/fields.tsx"
import { momentWords } from "../words.ts"

type Props = { drafts: ListedDraft[]; today: string; endings: readonly string[]; flaws?: Flaws }

/** 下达新方案: choose or paste the document; the next page shows what was understood. */
export const NewPlanPage = ({ drafts, today, endings, flaws }: Props) => (
  <section class="narrow">
    <div class="title">
      <div>
        <h1>下达新方案</h1>
        <p>选择文件或粘贴全文，程序读出任务和分工，逐条核对后再下达。下达之前只是草稿，随时可以离开再回来。</p>
      </div>
    </div>
    <form
      method="post"
      action={newPlanPath}
      enctype="multipart/form-data"
      class="sheet padded boxes intake-form"
      id="new-plan"
    >
      <div class="field">
        <label for="file">
          选择文件
          <small>
            {`（${endings.join(" ")}，不超过 ${LARGEST_FILE / 1024 / 1024} MB、${MOST_TASKS} 项任务；也可以把文件拖到这里）`}
          </small>
        </label>
        <input
          type="file"
          name="file"
          id="file"
          accept={[...endings, ".htm"].join(",")}
          data-largest={LARGEST_FILE}
          data-problem={TOO_LARGE}
          aria-describedby={flaws ? "source-problem" : undefined}
        />
      </div>
      <div class="field">
        <label for="source">或粘贴方案全文</label>
        <textarea
          name="source"
          id="source"
          rows={12}
          placeholder="从标题开始，连同各部分、任务和“牵头单位：…”一起粘贴；从 Word、WPS、网页复制的表格会保留"
          aria-invalid={flaws ? "true" : undefined}
          aria-describedby={flaws ? "source-problem" : undefined}
        >
          {`\n${String(flaws?.typed.source ?? "")}`}
        </textarea>
        <input type="hidden" name="html" id="pasted-html" />
        {flaws && (
          <p class="problem" id="source-problem" role="alert">
            {flaws.problems.source?.join("；")}
          </p>
        )}
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          读取并核对
        </button>
        <a href={templatePath} hx-boost="false" id="template">
          下载 Excel 模板
        </a>
      </p>
      <p class="reading" id="reading" role="status"></p>
    </form>
    {drafts.length > 0 && <Drafts drafts={drafts} today={today} />}
  </section>
)

const Drafts = ({ drafts, today }: { drafts: ListedDraft[]; today: string }) => (
  <section class="block" id="drafts">
    <h2>
      未下达的草稿<small>本办公室的督查人员都能接着核对</small>
    </h2>
    <ul class="sheet rows">
      {drafts.map(({ key, title, sourceName, savedAt, savedBy, updates, state, opinion }) => (
        <li>
          <a href={draftPath(key)} id={`draft-${key}`}>
            {title || sourceName || "（没有标题）"}
          </a>
          <small>
            {" "}
            {[
              state === "approving" && "已送审，待审定",
              state === "draft" && opinion && "审定人已发还，待修改",
              updates && "用于更新已下达的方案",
              sourceName || "粘贴的文字",
              `${savedBy} ${momentWords(savedAt, today)}保存`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </li>
      ))}
    </ul>
  </section>
)
