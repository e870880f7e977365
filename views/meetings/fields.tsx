import { MEETING_KINDS, type MeetingKind } from "#db/schema.ts"
import { Area, Choice, Field, type Flaws, firstTyped } from "../parts/fields.tsx"
import { UnitTicks } from "../years/units.tsx"
import { MEETING_KIND_LABEL } from "./words.ts"

type Words = {
  kind: MeetingKind | null
  title: string
  meetsOn: string
  hour: string
  place: string
  agenda: string
  guests: string
  replyBy: string | null
  units: readonly number[]
}

type Props = { words: Words; units: readonly { id: number; name: string }[]; flaws?: Flaws | null }

/** What is said of a meeting before it takes place. */
export const MeetingFields = ({ words, units, flaws }: Props) => (
  <>
    <div class="fields">
      <Choice
        name="kind"
        label="类型"
        required
        empty="请选择"
        value={words.kind}
        options={MEETING_KINDS.map((kind) => [kind, MEETING_KIND_LABEL[kind]] as const)}
        flaws={flaws}
      />
      <Field name="title" label="名称" required value={words.title} flaws={flaws} />
      <Field name="meetsOn" label="日期" type="date" required value={words.meetsOn} flaws={flaws} />
      <Field name="hour" label="时间" value={words.hour} placeholder="14:30" flaws={flaws} />
      <Field name="place" label="地点" value={words.place} flaws={flaws} />
      <Field name="replyBy" label="回执期限" type="date" value={words.replyBy} flaws={flaws} />
      <Field
        name="guests"
        label="会同单位、受邀人员"
        full
        value={words.guests}
        hint="视察、跟踪调查必填，如：市人大监察司法委、市政协委员3人、市电视台"
        flaws={flaws}
      />
    </div>
    <Area name="agenda" label="议程" rows={5} longest={5000} value={words.agenda} flaws={flaws} />
    <UnitTicks legend="参加单位" units={units} proposed={words.units} flaws={ofThisForm(flaws)} />
  </>
)

/** Another form's flaws tell nothing of what was ticked here. */
const ofThisForm = (flaws: Flaws | null | undefined): Flaws | null | undefined =>
  flaws && firstTyped(flaws, "title") === undefined ? null : flaws
