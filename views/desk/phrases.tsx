import { PHRASE_KINDS } from "#db/schema.ts"
import type { OwnPhrase } from "#src/office/phrases/queries.ts"
import { deskPath, phrasesPath } from "#src/paths.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PHRASE_KIND_LABEL } from "./words.ts"

type Props = { phrases: OwnPhrase[]; flaws?: Flaws }

/** 常用语 of one's own: what there is for each box, and a new one. */
export const PhrasesPage = ({ phrases, flaws }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>常用语</h1>
        <p>只有您自己看得到。在督查工作台写意见时点一下即填入，也可以把写好的意见「存为常用语」。</p>
      </div>
      <a class="button" href={deskPath()}>
        回督查工作台
      </a>
    </div>
    {PHRASE_KINDS.map((kind) => {
      const own = phrases.filter((phrase) => phrase.kind === kind)
      return (
        <section class="block">
          <h2>{PHRASE_KIND_LABEL[kind]}时用</h2>
          {own.length === 0 ? (
            <p class="empty sheet">还没有。</p>
          ) : (
            <ul class="sheet phrase-list">
              {own.map(({ id, text }) => (
                <li>
                  <span>{text}</span>
                  <form method="post" action={`${phrasesPath}/${id}/removal`}>
                    <button type="submit" class="quiet" aria-label={`删除：${text}`}>
                      删除
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
        </section>
      )
    })}
    <section class="block">
      <h2>添加</h2>
      <form method="post" action={phrasesPath} class="sheet padded" id={`new-phrase-${phrases.length}`}>
        <Flawed flaws={flaws} />
        <div class="fields">
          <Choice
            name="kind"
            label="用于"
            options={PHRASE_KINDS.map((kind) => [kind, PHRASE_KIND_LABEL[kind]] as const)}
            value="return"
            flaws={flaws}
          />
          <Field name="text" label="常用语" required full hint="一行，最多200字；最多存30条" flaws={flaws} />
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            添加
          </button>
        </p>
      </form>
    </section>
  </>
)
