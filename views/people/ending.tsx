import type { PostToEnd } from "#src/office/handovers/queries.ts"
import { needsHeir } from "#src/office/people/policy.ts"
import { VACANT } from "#src/owing/leaving/leaving.ts"
import { endingPath, handoverPath, personPostsPath } from "#src/paths.ts"
import { handoverWords, postOfWords } from "../handovers/words.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { POST_LABEL } from "../words/roles.ts"
import { periodWords } from "./account.tsx"

type Props = { found: PostToEnd; today: string; own: boolean; flaws?: Flaws | null }

/** 解除岗位, or another last day; where the unit would be left with nobody, who takes over. */
export const EndPostPage = ({ found, today, own, flaws }: Props) => {
  const { post, person, others, colleagues, open } = found
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>
            解除、改期：{person.name}，{postOfWords(found)}
          </h1>
          <p>
            {periodWords(post, today)}。{needsHeir(post.kind) && othersWords(found)}
          </p>
        </div>
      </div>
      {open.map((row) => (
        <p class="note">
          已提出{handoverWords(row, today)}，<a href={handoverPath(row.handover.id)}>待您确认</a>。
        </p>
      ))}
      {own ? (
        <p class="note">不能为自己授予或解除岗位，请另一名安全管理员办理。</p>
      ) : (
        <form method="post" action={endingPath(person.login)} class="sheet padded" id={`ending-${post.id}`}>
          <Flawed flaws={flaws} text="岗位没有改动：请按红字修改后再提交。" />
          <input type="hidden" name="postId" value={post.id} />
          <input type="hidden" name="version" value={post.version} />
          <div class="fields">
            <Field
              name="lastDay"
              type="date"
              label="最后一天"
              value={today}
              required
              flaws={flaws}
              hint="含当日；填昨天即刻失效，填更晚的日期为延长"
            />
            {needsHeir(post.kind) && (
              <Choice
                name="heir"
                label="接任人"
                empty={others.length > 0 ? "不另接任，由在任的同志承担" : "请选择"}
                options={[
                  ...colleagues
                    .filter(({ id }) => others.every(({ personId }) => personId !== id))
                    .map(({ id, name }) => [String(id), name] as const),
                  [VACANT, "暂缺"],
                ]}
                hint="选定后自次日起授予岗位；只改到更晚的不必选"
                flaws={flaws}
              />
            )}
          </div>
          <p class="acts">
            <button type="submit" class="primary">
              保存
            </button>
            <a class="button" href={personPostsPath(person.login)}>
              返回
            </a>
          </p>
        </form>
      )}
    </section>
  )
}

const othersWords = ({ post, others }: PostToEnd): string =>
  others.length === 0
    ? `该单位唯一的${POST_LABEL[post.kind]}。`
    : `该单位另有${others.length}名${POST_LABEL[post.kind]}。`
