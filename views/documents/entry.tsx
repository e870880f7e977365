import { filingsPath } from "#src/paths.ts"
import type { ToEnter } from "#src/year/documents/acts.ts"
import { spanOf } from "#src/year/documents/parts.ts"
import { EntryEnd } from "../parts/entry.tsx"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { DOCUMENT_KIND_LABEL, usualTitle } from "./words.ts"

type Props = { found: ToEnter; today: string; flaws?: Flaws | undefined }

/** 代录: what a unit sent on paper only, entered for it with the scan. */
export const FilingEntryPage = ({ found: { year, body, kind }, today, flaws }: Props) => (
  <section class="narrow sheet padded">
    <h1>
      代录{body.unit}的{DOCUMENT_KIND_LABEL[kind]}
    </h1>
    <p class="note">代录会在文件上标明并告知该单位，由普法办另一人备案。</p>
    <form
      method="post"
      action={filingsPath(year.year, "entry", { unit: body.unitId, kind })}
      enctype="multipart/form-data"
      class="boxes"
    >
      <Flawed flaws={flaws} />
      <Field
        name="title"
        label="标题"
        required
        value={usualTitle(kind, body.unit, spanOf(kind, year.year))}
        flaws={flaws}
      />
      <Field name="filedOn" label="收到日期" type="date" required value={today} flaws={flaws} />
      <Area name="text" label="正文" rows={6} flaws={flaws} />
      <EntryEnd scan="纸质件扫描件" back={filingsPath(year.year)} flaws={flaws} />
    </form>
  </section>
)
