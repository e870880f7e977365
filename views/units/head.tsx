import { dateOf } from "#src/clock.ts"
import type { Contact } from "#src/office/people/contact_queries.ts"
import { formerIn, formerNamesOf } from "#src/office/units/names.ts"
import type { UnitHead as Unit } from "#src/pages/unit/queries.ts"
import type { RecordView } from "#src/pages/unit/record_queries.ts"
import { unitPath } from "#src/paths.ts"
import { contactWords } from "../people/contacts.ts"
import { POST_LABEL } from "../words/roles.ts"
import { dayWords } from "../words.ts"

type Props = {
  unit: Unit
  contacts: readonly Contact[]
  tab: RecordView | "parts" | "asked"
  /** May read more than what the plans show everybody. */
  hasRecord: boolean
  today: string
}

const TAB_LABEL = {
  parts: "承担分工",
  reports: "历次进展",
  rounds: "历期报送",
  supervision: "督办催办",
  asked: "报送任务",
} as const
const TABS = ["parts", "reports", "rounds", "supervision", "asked"] as const

/** The head of a unit's pages: what it is called, whom to ring, and the parts of its record. */
export const UnitHead = ({ unit, contacts, tab, hasRecord, today }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>
          {unit.name} {!unit.active && <span class="tag">已停用{unit.successor && `，由${unit.successor}承接`}</span>}
        </h1>
        <FormerNames unit={unit} today={today} />
        {hasRecord && <Contacts unit={unit} contacts={contacts} />}
      </div>
    </div>
    {tab !== "parts" && <p class="print-only">{TAB_LABEL[tab]}</p>}
    {hasRecord && (
      <nav class="tabs" aria-label="单位记录">
        {TABS.map((name) => (
          <a
            href={unitPath(unit.id, { view: name === "parts" ? null : name })}
            aria-current={name === tab ? "page" : undefined}
            id={`tab-${name}`}
          >
            {TAB_LABEL[name]}
          </a>
        ))}
      </nav>
    )}
  </>
)

const FormerNames = ({ unit, today }: { unit: Unit; today: string }) => {
  const names = formerNamesOf({ former: formerIn(unit.former) })
  return names.length === 0 ? null : (
    <p class="muted">
      曾用名：{names.map(({ name, until }) => `${name}（至${dayWords(dateOf(until), today)}）`).join("、")}
    </p>
  )
}

/** Whom to ring; where nobody is, that. */
const Contacts = ({ unit, contacts }: { unit: Unit; contacts: readonly Contact[] }) => {
  const said = (kind: Contact["kind"]) => contacts.filter((one) => one.kind === kind).map(contactWords)
  const [liaisons, heads] = [said("liaison"), said("head")]
  return (
    <dl class="contacts">
      <div>
        <dt>{POST_LABEL.liaison}</dt>
        <dd>{liaisons.join("、") || (unit.active ? "没有联络员，请安全管理员授权" : "无")}</dd>
      </div>
      <div>
        <dt>{POST_LABEL.head}</dt>
        <dd>{heads.join("、") || "未登记"}</dd>
      </div>
      <div>
        <dt>分管领导</dt>
        <dd>{unit.leader ?? "未设"}</dd>
      </div>
    </dl>
  )
}
