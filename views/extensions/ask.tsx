import type { ExtensionTarget } from "#src/supervision/extensions/commands.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { EXTENSION_TARGET_LABEL } from "../words/states.ts"
import { dayWords } from "../words.ts"

/** What is to be extended, as its page names it. */
export type Asked = { heading: string; text: string; action: string }

type Props = { asked: Asked; of: ExtensionTarget; back: string; today: string; flaws?: Flaws }

/** 申请延期: the day that stands, what it means to ask, and the three things that have to be said. */
export const AskExtension = ({ asked, of, back, today, flaws }: Props) => (
  <section class="narrow sheet padded">
    <h1>申请延期</h1>
    <p>
      <b>{asked.heading}</b>
    </p>
    <p class="muted preserve">{asked.text}</p>
    <p>
      {EXTENSION_TARGET_LABEL[of.target]}：<b>{dayWords(of.formerBy, today)}</b>
    </p>
    <Flawed flaws={flaws} />
    <form method="post" action={asked.action} class="boxes">
      <input type="hidden" name="version" value={of.version} />
      <Field name="wantedBy" label="申请延至" type="date" required tells flaws={flaws} />
      <Area name="reason" label="延期原因" rows={3} required flaws={flaws} />
      <Area name="progress" label="目前进展" rows={3} required flaws={flaws} hint="已经做了什么，还差什么" />
      <p class="note">
        批复前显示为「延期待批」（黄灯），不影响报送；同意后按新的期限计算，原定期限一直保留；不同意的，仍按原定期限计算。
      </p>
      <p class="acts">
        <button type="submit" class="primary">
          提交申请
        </button>
        <a class="button" href={back}>
          返回
        </a>
      </p>
    </form>
  </section>
)
