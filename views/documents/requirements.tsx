import { DOCUMENT_KINDS, type DocumentKind } from "#db/schema.ts"
import { filingsPath } from "#src/paths.ts"
import type { FoundRequirements } from "#src/year/documents/queries.ts"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { YearHead } from "../years/head.tsx"
import { DOCUMENT_KIND_LABEL, dueWords, ORIGIN_LABEL } from "./words.ts"

type Props = { found: FoundRequirements; today: string; flaws?: (Flaws & { kind: string }) | null }

const TICKS = [
  ["asked", "要求各单位报送"],
  ["electronic", "电子版"],
  ["paper", "纸质件"],
  ["head", "单位负责人审签后报送"],
  ["yearly", "每年相同（沿用到下一年）"],
] as const

/** 报送要求 of a year, a form a kind. */
export const RequirementsPage = ({ found, today, flaws }: Props) => {
  const { year, requirements } = found
  return (
    <>
      <YearHead found={{ year, office: year.office }} tab="filings" />
      <p class="muted">
        报送期限对外公布，内部期限由普法办掌握，先于报送期限提醒。期限是日期本身，遇休息日不顺延。没有设定的按上年或通用的要求。
      </p>
      {flaws && !DOCUMENT_KINDS.some((kind) => kind === flaws.kind) && (
        <p class="returned">{Object.values(flaws.problems).flat().join("；")}</p>
      )}
      {DOCUMENT_KINDS.map((kind) => (
        <Kind
          found={found}
          kind={kind}
          today={today}
          flaws={flaws?.kind === kind ? flaws : null}
          open={flaws?.kind === kind || (!flaws && requirements[kind].asked && requirements[kind].origin !== "set")}
        />
      ))}
      <p class="acts">
        <a class="button" href={filingsPath(year.year)}>
          返回报备登记
        </a>
      </p>
    </>
  )
}

type KindProps = { found: FoundRequirements; kind: DocumentKind; today: string; open: boolean; flaws: Flaws | null }

const Kind = ({ found: { year, requirements }, kind, today, open, flaws }: KindProps) => {
  const asked = requirements[kind]
  return (
    <details class="sheet padded" id={`kind-${kind}`} open={open}>
      <summary>
        {DOCUMENT_KIND_LABEL[kind]}{" "}
        <small>
          {asked.asked ? dueWords(asked, today) : "不要求"} · {ORIGIN_LABEL[asked.origin]}
        </small>
      </summary>
      <form method="post" action={filingsPath(year.year, "requirements")}>
        <Flawed flaws={flaws} />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="version" value={asked.version} />
        <div class="fields">
          <Field
            id={`public-${kind}`}
            name="publicBy"
            type="date"
            label="报送期限"
            value={asked.publicBy}
            flaws={flaws}
          />
          <Field
            id={`internal-${kind}`}
            name="internalBy"
            type="date"
            label="内部期限"
            value={asked.internalBy}
            flaws={flaws}
          />
        </div>
        <fieldset class="ticks" aria-label={`${DOCUMENT_KIND_LABEL[kind]}的要求`}>
          {TICKS.map(([name, label]) => (
            <label class="tick">
              <input type="checkbox" name={name} value="1" checked={flaws ? Boolean(flaws.typed[name]) : asked[name]} />{" "}
              {label}
            </label>
          ))}
        </fieldset>
        {flaws?.problems.electronic && <p class="problem">{flaws.problems.electronic[0]}</p>}
        <p class="acts">
          <button type="submit" id={`set-${kind}`}>
            保存
          </button>
        </p>
      </form>
    </details>
  )
}
