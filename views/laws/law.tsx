import { LAW_CATEGORIES, type Law } from "#db/schema.ts"
import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import { lawPath, lawsPath } from "#src/paths.ts"
import { lawWarning } from "#src/year/laws/warning.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords } from "../words.ts"
import { DAY_LABEL, LAW_CATEGORY_LABEL, lawWarningWords } from "./words.ts"

type Props = { law: Law; actor: Actor; today: string; flaws?: Flaws }

/** One of them: to be changed by whoever supervises, to be read by others. */
export const LawPage = ({ law, actor, today, flaws }: Props) =>
  isSupervisor(actor) ? <LawForm law={law} flaws={flaws} /> : <LawFacts law={law} today={today} />

const LawFacts = ({ law, today }: { law: Law; today: string }) => {
  const warning = lawWarning(law, today)
  return (
    <section class="narrow sheet padded">
      <h1>{law.title}</h1>
      {warning && <p class="note">{lawWarningWords(warning, today)}。</p>}
      <dl class="facts">
        <dt>效力类别</dt>
        <dd>{LAW_CATEGORY_LABEL[law.category]}</dd>
        {(["issuedOn", "amendedOn", "effectiveOn", "repealedOn"] as const).map((day) => {
          const on = law[day]
          return (
            on && (
              <>
                <dt>{DAY_LABEL[day]}</dt>
                <dd>{dayWords(on)}</dd>
              </>
            )
          )
        })}
      </dl>
      <p class="acts">
        <a class="button" href={lawsPath()}>
          返回
        </a>
      </p>
    </section>
  )
}

type FormProps = { law: Law | null; flaws?: Flaws }

export const LawForm = ({ law, flaws }: FormProps) => (
  <section class="narrow sheet padded">
    <h1>{law ? `修改：${law.title}` : "添加法律法规"}</h1>
    <form
      method="post"
      action={law ? lawPath(law.id) : lawsPath()}
      id={law ? `law-${law.id}-${law.version}` : "new-law"}
    >
      <Flawed flaws={flaws} />
      {law && <input type="hidden" name="version" value={law.version} />}
      <div class="fields">
        <Field
          name="title"
          label="名称"
          value={law?.title}
          required
          full
          flaws={flaws}
          hint="全称，书名号可写可不写，如 中华人民共和国民法典"
        />
        <Choice
          name="category"
          label="效力类别"
          value={law?.category ?? "law"}
          options={LAW_CATEGORIES.map((one) => [one, LAW_CATEGORY_LABEL[one]] as const)}
          flaws={flaws}
        />
        <Field name="issuedOn" label={DAY_LABEL.issuedOn} type="date" value={law?.issuedOn} flaws={flaws} />
        <Field
          name="effectiveOn"
          label={DAY_LABEL.effectiveOn}
          type="date"
          value={law?.effectiveOn}
          flaws={flaws}
          hint="条文所写的日期；修订的填修订后的"
        />
        <Field name="amendedOn" label={DAY_LABEL.amendedOn} type="date" value={law?.amendedOn} flaws={flaws} />
        <Field
          name="repealedOn"
          label={DAY_LABEL.repealedOn}
          type="date"
          value={law?.repealedOn}
          flaws={flaws}
          hint="从这一天起失效"
        />
        <Field name="successor" label="由何代替" value={law?.successor} flaws={flaws} hint="废止后适用的，如 民法典" />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          保存
        </button>
        <a class="button" href={lawsPath()}>
          返回
        </a>
      </p>
    </form>
  </section>
)
