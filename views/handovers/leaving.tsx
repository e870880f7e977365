import { NO_ACCOUNT } from "#src/office/handovers/heir.ts"
import { needsHeir } from "#src/office/people/policy.ts"
import { heirField, isOnly, KEPT, nameField, postsToPass, usualHeir, VACANT } from "#src/owing/leaving/leaving.ts"
import type { Leaver, LeaverPost } from "#src/owing/leaving/leaving_queries.ts"
import { disablingPath, movingPath, personPath } from "#src/paths.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { unitOptions } from "../people/directory.tsx"
import { POST_LABEL } from "../words/roles.ts"
import { postOfWords } from "./words.ts"

type Props = { found: Leaver; today: string; flaws?: Flaws }

/** 停用账号: what hangs on the person, as numbers, and who takes it over. */
export const LeavingPage = ({ found, flaws }: Props) => {
  const { person, posts } = found
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>停用账号：{person.name}</h1>
          <p>停用后其登录立即全部退出，不能再登录；所做的记录不变。</p>
        </div>
      </div>
      <Hanging found={found} posts={posts} handed={found.handed.length} />
      <form method="post" action={disablingPath(person.login)} class="sheet padded block" id="leaving">
        <Flawed flaws={flaws} text="账号没有停用：请按红字补充后再提交。" />
        <input type="hidden" name="version" value={person.version} />
        <Successors found={found} posts={postsToPass(posts)} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="danger">
            停用账号
          </button>
          <a class="button" href={personPath(person.login)}>
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

type MovingProps = { found: Leaver; unitId: number | null; flaws?: Flaws }

/** 调整单位: the new one, and who takes over what belongs to the old one. */
export const MovingPage = ({ found, unitId, flaws }: MovingProps) => {
  const { person, unit, posts, units, handed } = found
  const ofUnit = person.unitId === null ? [] : posts.filter((post) => post.unitId === person.unitId)
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>调整单位：{person.name}</h1>
          <p>{unit ? `现在${unit}。原单位的岗位和交办的事项留在原单位。` : "现在不属于任何单位。"}</p>
        </div>
      </div>
      {unit && (
        <Hanging found={found} posts={ofUnit} handed={handed.filter((item) => item.unitId === person.unitId).length} />
      )}
      <form method="post" action={movingPath(person.login)} class="sheet padded block" id="moving">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={person.version} />
        <div class="fields">
          <Choice
            label="调到"
            name="unitId"
            options={unitOptions(units, person.unitId)}
            value={unitId}
            empty="不属于任何单位"
            flaws={flaws}
          />
        </div>
        <Successors found={found} posts={postsToPass(ofUnit)} mayKeep flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            保存
          </button>
          <a class="button" href={personPath(person.login)}>
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

type HangingProps = { found: Leaver; posts: LeaverPost[]; handed: number }

/** 「2项待报、1项交办」: numbers only, for the 系统管理员 sees no plan. */
const Hanging = ({ found: { waiting }, posts, handed }: HangingProps) => {
  const speaks = posts.some(({ kind }) => kind === "liaison" || kind === "head")
  const counts = [
    speaks && waiting.reports > 0 && `${waiting.reports}项进展待报`,
    speaks && waiting.rectifications > 0 && `${waiting.rectifications}项整改`,
    speaks && waiting.notices > 0 && `${waiting.notices}份督办单待反馈`,
    handed > 0 && `${handed}项交办`,
  ].filter(Boolean)
  return (
    <section class="sheet padded">
      <dl class="facts">
        <dt>岗位</dt>
        <dd>
          {posts.length === 0
            ? "没有"
            : posts.map((post) => (
                <div>
                  {postOfWords({ post, unit: post.unit })}
                  {needsHeir(post.kind) && <span class="muted">（{othersWords(post)}）</span>}
                </div>
              ))}
        </dd>
        <dt>在办</dt>
        <dd>{counts.length === 0 ? "没有" : counts.join("、")}</dd>
      </dl>
      {handed > 0 && <p class="hint">交办给本人的事项转回本单位联络员，由其另行交办。</p>}
    </section>
  )
}

const othersWords = (post: LeaverPost) =>
  isOnly(post) ? `该单位唯一的${POST_LABEL[post.kind]}` : `另有${post.others.map(({ name }) => name).join("、")}`

type SuccessorsProps = { found: Leaver; posts: LeaverPost[]; mayKeep?: boolean; flaws?: Flaws }

/** One question a post. What is answered is proposed, and granted by the 安全管理员. */
const Successors = ({ found, posts, mayKeep = false, flaws }: SuccessorsProps) => (
  <>
    {posts.map((post) => (
      <fieldset class="field full">
        <legend>
          <b>{postOfWords({ post, unit: post.unit })}</b>由谁接任
        </legend>
        <div class="fields">
          <Choice
            name={heirField(post.id)}
            label="接任人"
            required
            empty="请选择"
            value={usualHeir(post)}
            options={[
              ...found.colleagues
                .filter(({ unitId }) => unitId === post.unitId)
                .map(({ id, name }) => [String(id), `${name}${goesOnWords(post, id)}`] as const),
              ...(mayKeep ? [[KEPT, "暂由本人继续担任"] as const] : []),
              [NO_ACCOUNT, "名单里没有（还没有账号）"],
              [VACANT, "暂缺"],
            ]}
            flaws={flaws}
          />
          <Field
            name={nameField(post.id)}
            label="对方姓名"
            autocomplete="off"
            flaws={flaws}
            hint="只在名单里没有时填写"
          />
        </div>
      </fieldset>
    ))}
    {posts.length > 0 && (
      <p class="hint">
        接任由安全管理员确认后生效；{mayKeep && "暂由本人继续担任的，由其确认或解除；"}
        暂缺的，该单位列入「没有联络员的单位」等清单。
      </p>
    )}
  </>
)

const goesOnWords = ({ others, kind }: LeaverPost, personId: number) =>
  others.some(({ id }) => id === personId) ? `（现任${POST_LABEL[kind]}，继续担任）` : ""
