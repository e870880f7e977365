import { yearMeetingsPath } from "#src/paths.ts"
import type { YearToPlan } from "#src/year/meetings/queries.ts"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { MeetingFields } from "./fields.tsx"

/** 安排会议: kept by the office until it is called, or called at once. */
export const NewMeetingPage = ({ found: { year, units }, flaws }: { found: YearToPlan; flaws?: Flaws | undefined }) => (
  <>
    <p class="crumbs small">
      <a href={yearMeetingsPath(year.year)}>{year.year}年会议</a>
    </p>
    <div class="title">
      <h1>安排会议</h1>
    </div>
    <form method="post" action={yearMeetingsPath(year.year)} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <MeetingFields words={EMPTY} units={units} flaws={flaws} />
      <p class="acts">
        <button type="submit" class="primary" name="call" value="yes" id="call">
          发出通知
        </button>
        <button type="submit" id="keep">
          存为拟召开
        </button>
        <span class="muted small">发出通知后，参加单位在我的待办和日历中看到，并回执参加或请假。</span>
      </p>
    </form>
  </>
)

const EMPTY = {
  kind: null,
  title: "",
  meetsOn: "",
  hour: "",
  place: "",
  agenda: "",
  guests: "",
  replyBy: null,
  units: [],
}
