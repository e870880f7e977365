import type { Child } from "hono/jsx"
import type { DaysAsked } from "#src/office/calendar/day_told.ts"
import { LONGEST_TEXT } from "#src/office/typed/input.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { asksOfDay, DayPlace, DaysQuestion } from "../calendar/day.tsx"

/** A form that came back: what was typed, and what is wrong with it, field by field; or what is asked before it is taken. */
export type Flaws = { typed: Typed; problems: Problems; asks?: DaysAsked }

/** What came back of that act: a page may have forms of several. */
export const flawsOf = <One extends Flaws & { act: string }>(
  flawed: One | "" | null | undefined,
  act: string,
): One | null => (flawed && flawed.act === act ? flawed : null)

type FieldProps = {
  label: Child
  name: string
  value?: string | number | null
  flaws?: Flaws | null
  hint?: Child
  type?: string
  required?: boolean
  full?: boolean
  autocomplete?: string
  autofocus?: boolean
  id?: string
  min?: number
  max?: number
  inputmode?: "numeric" | "text"
  placeholder?: string
  /** Key of the desk that goes here. */
  "data-key"?: string
  /** A day is set here: what is to be told of it is told while it is chosen. */
  tells?: boolean
  /** Part of a search: nothing in it has to be filled in, so nothing says so. */
  bare?: boolean
}

/** What stood in a field of a form that came back. */
export const firstTyped = (flaws: Flaws | null | undefined, name: string): string | undefined => {
  const value = flaws?.typed[name]
  return Array.isArray(value) ? value[0] : value
}

const describedBy = (id: string, hint: Child, problems: string[] | undefined) =>
  [problems && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined

/** One line to be typed. After a refusal it holds what was typed, with the sentence beside it. */
export const Field = ({
  label,
  name,
  value,
  flaws,
  hint,
  type = "text",
  full,
  bare,
  tells,
  id = name,
  ...rest
}: FieldProps) => {
  const problems = flaws?.problems[name]
  const shown = type === "password" ? "" : (firstTyped(flaws, name) ?? value ?? "")
  return (
    <div class={full ? "field full" : "field"}>
      <label for={id}>
        {label}
        {rest.required || bare ? "" : <small>（选填）</small>}
      </label>
      <input
        {...rest}
        {...(tells ? asksOfDay(name) : {})}
        type={type}
        name={name}
        id={id}
        value={String(shown)}
        aria-invalid={problems ? "true" : undefined}
        aria-describedby={describedBy(id, hint, problems)}
      />
      {tells && <DayPlace />}
      <Below id={id} hint={hint} problems={problems} />
    </div>
  )
}

type AreaProps = Omit<FieldProps, "type" | "min" | "max" | "inputmode"> & {
  rows?: number
  /** So many characters are taken; near the end a script says how many are left. */
  longest?: number
}

export const Area = ({
  label,
  name,
  value,
  flaws,
  hint,
  full = true,
  bare,
  id = name,
  rows = 6,
  longest = LONGEST_TEXT,
  ...rest
}: AreaProps) => {
  const problems = flaws?.problems[name]
  return (
    <div class={full ? "field full" : "field"}>
      <label for={id}>
        {label}
        {rest.required || bare ? "" : <small>（选填）</small>}
      </label>
      <textarea
        {...rest}
        name={name}
        id={id}
        rows={rows}
        data-longest={longest}
        aria-invalid={problems ? "true" : undefined}
        aria-describedby={describedBy(id, hint, problems)}
      >
        {`\n${firstTyped(flaws, name) ?? value ?? ""}`}
      </textarea>
      <Below id={id} hint={hint} problems={problems} />
    </div>
  )
}

type ChoiceProps = Omit<FieldProps, "type"> & { options: readonly (readonly [string, string])[]; empty?: string }

/** One of a few. `empty` is the word for none. */
export const Choice = ({ label, name, value, flaws, hint, full, id = name, options, empty, required }: ChoiceProps) => {
  const problems = flaws?.problems[name]
  const current = String(firstTyped(flaws, name) ?? value ?? "")
  return (
    <div class={full ? "field full" : "field"}>
      <label for={id}>{label}</label>
      <select
        name={name}
        id={id}
        required={required}
        aria-invalid={problems ? "true" : undefined}
        aria-describedby={describedBy(id, hint, problems)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(([key, word]) => (
          <option value={key} selected={key === current}>
            {word}
          </option>
        ))}
      </select>
      <Below id={id} hint={hint} problems={problems} />
    </div>
  )
}

const Below = ({ id, hint, problems }: { id: string; hint: Child; problems: string[] | undefined }) => (
  <>
    {problems && (
      <p class="problem" id={`${id}-problem`}>
        {problems.join("；")}
      </p>
    )}
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
  </>
)

/** Said above a form that came back, and inside it: what is asked before it is taken is answered here. */
export const Flawed = ({ flaws, text }: { flaws?: Flaws | null; text?: string }) =>
  flaws?.asks ? (
    <DaysQuestion asks={flaws.asks} typed={flaws.typed} />
  ) : flaws ? (
    <p class="returned" role="alert">
      {text ?? "还没有保存：请按红字修改后再提交。"}
    </p>
  ) : null

/** What is wrong with the choice that buttons make: they are no field at which it could be said. */
export const ofButtons = (flaws?: Flaws | null): string | undefined =>
  [flaws?.problems.verdict, flaws?.problems.agrees].flat().filter(Boolean).join("；") || undefined

/** Earlier and later pages of a list, as plain links. */
export const Pages = ({
  page,
  total,
  rows,
  href,
}: {
  page: number
  total: number
  rows: number
  href: (page: number) => string
}) => {
  const last = Math.max(1, Math.ceil(total / rows))
  return last === 1 ? null : (
    <nav class="pages" aria-label="分页">
      {page > 1 && <a href={href(page - 1)}>上一页</a>}
      <span class="muted">
        第 {page} 页，共 {last} 页
      </span>
      {page < last && <a href={href(page + 1)}>下一页</a>}
    </nav>
  )
}
