import { activityListsPath } from "#src/paths.ts"
import type { YearChoices } from "#src/year/activities/choices_queries.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { YearHead } from "../years/head.tsx"

/** The words by which activities of a year are entered: one a line, the office's own. */
export const ListsPage = ({ year, flaws }: { year: YearChoices; flaws?: Flaws }) => (
  <>
    <YearHead found={year.found} tab="activities" />
    <section class="narrow">
      <h2>活动形式、载体和标签</h2>
      <p class="muted">
        每行一项，登记活动时按这里的次序列出。改动只影响以后的登记，已登记的活动保留原来的文字；没有单独设定的年度沿用上一年度的。
      </p>
      <form method="post" action={activityListsPath(year.year)} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={year.listsVersion} />
        <List name="kinds" label="活动形式" words={year.lists.kinds} required flaws={flaws} />
        <List
          name="themed"
          label="其中计入专题普法活动的"
          words={year.lists.themed}
          flaws={flaws}
          hint="须在上面的活动形式之中；结合普法节点开展的计入「每年一次以上」"
        />
        <List name="channels" label="载体" words={year.lists.channels} flaws={flaws} />
        <List
          name="tags"
          label="法律六进"
          words={year.lists.tags}
          flaws={flaws}
          hint="各地文件列的「六进」不尽相同，以本地文件为准"
        />
        <List name="topics" label="热点话题" words={year.lists.topics} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            保存
          </button>
        </p>
      </form>
    </section>
  </>
)

type ListProps = {
  name: string
  label: string
  words: readonly string[]
  required?: true
  flaws?: Flaws
  hint?: string
}

const List = ({ words, ...field }: ListProps) => (
  <Area {...field} rows={Math.min(12, words.length + 1)} longest={2000} value={words.join("\n")} />
)
