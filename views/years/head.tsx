import type { Child } from "hono/jsx"
import { lawsPath, yearPath } from "#src/paths.ts"
import type { FoundYear } from "#src/year/years/queries.ts"
import { yearTitle } from "./words.ts"

/** The pages of a year, a tab each: what stands below the year's address. Each capability has its line. */
const YEAR_TABS = [
  { below: "", label: "责任单位" },
  { below: "filings", label: "文件报备" },
  { below: "duties", label: "责任清单" },
  { below: "activities", label: "活动台账" },
  { below: "resources", label: "普法资源" },
  { below: "offers", label: "菜单点单" },
  { below: "results", label: "学法述法" },
  { below: "days", label: "普法节点" },
  { below: "cases", label: "案例" },
  { below: "rules", label: "草案" },
  { below: "meetings", label: "会议" },
  { below: "suggestions", label: "意见建议" },
  { below: "surveys", label: "测评" },
  { below: "outcomes", label: "表彰经验" },
  { below: "verification", label: "督查核实" },
  { below: "appraisal", label: "履职评议" },
  { below: "liaisons", label: "联络员" },
  { below: "publication", label: "公开" },
] as const

export type YearTab = (typeof YEAR_TABS)[number]["below"]

type Props = {
  found: { year: Pick<FoundYear["year"], "year">; office: string }
  tab: YearTab
  /** What is done from the page. */
  acts?: Child
}

/** The head of a year's pages: which year, who keeps it, and its tabs. */
export const YearHead = ({ found: { year, office }, tab, acts }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>{yearTitle(year.year)}</h1>
        <p>由{office}负责（普法办）。</p>
      </div>
      {acts && <div class="acts">{acts}</div>}
    </div>
    <nav class="tabs" aria-label={yearTitle(year.year)}>
      {YEAR_TABS.map(({ below, label }) => (
        <a
          href={yearPath(year.year, below)}
          aria-current={below === tab ? "page" : undefined}
          id={`tab-${below || "bodies"}`}
        >
          {label}
        </a>
      ))}
      <a href={lawsPath()} class="spring" id="tab-laws">
        法律法规
      </a>
    </nav>
  </>
)
