import { citedLaw, lawsAmong, titlesIn } from "#src/year/laws/naming.ts"
import type { PickedLaw } from "#src/year/laws/queries.ts"
import { lawWarning } from "#src/year/laws/warning.ts"
import type { Flaws } from "../parts/fields.tsx"
import { LawName } from "./name.tsx"
import { lawWarningWords } from "./words.ts"

type Props = {
  /** Of the field; `lawsNamed` reads it. */
  name?: string
  label?: string
  laws: readonly PickedLaw[]
  /** Titles that are named already. */
  value?: readonly string[]
  today: string
  flaws?: Flaws | null
  id?: string
}

/** So many fields are empty, for further ones. */
const FURTHER = 2

/**
 * 法律法规 that something is about: a field each, in which the browser proposes titles; one field takes several too. What
 * was chosen and is no longer in force is said below.
 */
export const LawPicker = ({ name = "laws", label = "法律法规", laws, value = [], today, flaws, id = name }: Props) => {
  const typed = flaws ? [flaws.typed[name] ?? []].flat().filter((one) => one.trim() !== "") : value.map(citedLaw)
  const problems = flaws?.problems[name]
  const fields = [...typed, ...Array.from({ length: typed.length === 0 ? FURTHER + 1 : FURTHER }, () => "")]
  const chosen = lawsAmong(laws, typed.flatMap(titlesIn)).laws
  const warned = chosen.filter((law) => lawWarning(law, today) !== null)
  return (
    <fieldset class="field full" aria-describedby={problems ? `${id}-problem` : undefined}>
      <legend>
        {label}
        <small>（选填）</small>
      </legend>
      <div class="fields three">
        {fields.map((one, i) => (
          <input
            type="text"
            name={name}
            id={i === 0 ? id : `${id}-${i + 1}`}
            value={one}
            list={`${id}-known`}
            aria-label={`${label}${i + 1}`}
            aria-invalid={problems ? "true" : undefined}
          />
        ))}
      </div>
      <datalist id={`${id}-known`}>
        {laws.map((law) => {
          const warning = lawWarning(law, today)
          return <option value={citedLaw(law.title)}>{warning && lawWarningWords(warning, today)}</option>
        })}
      </datalist>
      {problems && (
        <p class="problem" id={`${id}-problem`}>
          {problems.join("；")}
        </p>
      )}
      {warned.map((law) => (
        <p class="hint">
          <LawName law={law} today={today} />
        </p>
      ))}
      <p class="hint">一框一部，或用顿号隔开；书名号可写可不写。</p>
    </fieldset>
  )
}
