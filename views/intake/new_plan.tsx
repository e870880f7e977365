import { newPlanPath } from "#src/paths.ts"
import type { Flaws } from "../parts/fields.tsx"

/** 下达新方案: paste or choose the document; the next page shows what was understood. */
export const NewPlanPage = ({ flaws }: { flaws?: Flaws }) => (
  <section class="narrow">
    <div class="title">
      <div>
        <h1>下达新方案</h1>
        <p>粘贴分工方案全文，程序读出任务和牵头单位，核对无误后再下达。核对前不保存任何内容。</p>
      </div>
    </div>
    <form method="post" action={newPlanPath} enctype="multipart/form-data" class="sheet padded boxes" id="new-plan">
      <div class="field">
        <label for="source">方案全文</label>
        <textarea
          name="source"
          id="source"
          rows={16}
          placeholder="从标题开始，连同各部分、任务和“牵头单位：…”一起粘贴"
          aria-invalid={flaws ? "true" : undefined}
          aria-describedby={flaws ? "source-problem" : undefined}
        >
          {`\n${String(flaws?.typed.source ?? "")}`}
        </textarea>
        {flaws && (
          <p class="problem" id="source-problem" role="alert">
            {flaws.problems.source?.[0]}
          </p>
        )}
      </div>
      <label>
        或选择文本文件（.txt、.md，UTF-8 或 GB18030 编码，不超过 5 MB）
        <input type="file" name="file" accept=".txt,.md,text/plain" />
      </label>
      <p class="acts">
        <button type="submit" class="primary">
          读取并核对
        </button>
      </p>
    </form>
  </section>
)
