import { NO_ACCOUNT } from "#src/office/handovers/heir.ts"
import type { PostToHandOver } from "#src/office/handovers/queries.ts"
import { handOverPath } from "#src/paths.ts"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { handoverWords, postOfWords } from "./words.ts"

type Props = { found: PostToHandOver; today: string; flaws?: Flaws }

/** 交接: who takes the post over or stands in for a time. Nothing changes until it is confirmed. */
export const HandOverPage = ({ found, today, flaws }: Props) => {
  const { post, colleagues, open } = found
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>岗位交接：{postOfWords(found)}</h1>
          <p>由您提出，安全管理员确认后生效；确认前一切照旧。草稿、交办的事项都留在本单位，接任人看得到。</p>
        </div>
      </div>
      {open.map((row) => (
        <p class="note">已提出{handoverWords(row, today)}，等待安全管理员确认。</p>
      ))}
      <form method="post" action={handOverPath(post.id)} class="sheet padded" id="hand-over">
        <Flawed flaws={flaws} text="还没有提出：请按红字修改后再提交。" />
        <div class="fields">
          <fieldset class="field full">
            <legend class="field-label">方式</legend>
            <label class="tick">
              <input type="radio" name="how" value="hand" checked={flaws?.typed.how !== "stand_in"} />
              交接：由对方接任，我不再担任
            </label>
            <label class="tick">
              <input type="radio" name="how" value="stand_in" checked={flaws?.typed.how === "stand_in"} />
              代理（AB角）：我仍担任，对方在起止日期内代行，须填结束日期
            </label>
            {flaws?.problems.how && <p class="problem">{flaws.problems.how[0]}</p>}
          </fieldset>
          <Choice
            name="person"
            label="接任人"
            required
            empty="请选择"
            options={[
              ...colleagues.map(({ id, name }) => [String(id), name] as const),
              [NO_ACCOUNT, "名单里没有（还没有账号）"],
            ]}
            flaws={flaws}
          />
          <Field
            name="name"
            label="对方姓名"
            autocomplete="off"
            flaws={flaws}
            hint="只在名单里没有时填写；由系统管理员建立账号后确认"
          />
          <Field name="fromOn" type="date" label="从" value={today} required flaws={flaws} />
          <Field name="untilOn" type="date" label="至" flaws={flaws} hint="含当日；不填为长期" />
          <Area
            name="remark"
            label="说明"
            rows={2}
            flaws={flaws}
            hint="例如对方的办公电话；对方还没有账号的，便于建立账号"
          />
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            提出交接
          </button>
          <a class="button" href="/account">
            返回
          </a>
        </p>
      </form>
    </section>
  )
}
