import { dateOf } from "#src/clock.ts"
import type { Found, Hit, NamedPlan, NamedUnit } from "#src/pages/search/queries.ts"
import {
  asking,
  asksFor,
  HITS_A_PAGE,
  MOST_HITS,
  type Proposal,
  proposed,
  type Question,
} from "#src/pages/search/question.ts"
import type { Searched } from "#src/pages/search/source.ts"
import { excerptOf, finderOf, LONGEST_QUESTION, marked, type Piece, questionOf } from "#src/pages/search/words.ts"
import { Choice, Field } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { shortNameThen } from "../units/words.ts"
import { brief, cited, dayWords } from "../words.ts"

type Props = {
  question: Question
  kinds: readonly Searched[]
  found: Found | null
  units: NamedUnit[]
  plans: NamedPlan[]
  today: string
}

/** 搜索: one box, what narrows it, and the sentences in which the words stand, the newest first. */
export const SearchPage = (props: Props) => {
  const { question, found, units, today } = props
  const proposal = proposed(question, units, today)
  const isEmpty = found !== null && found.counts.size === 0
  return (
    <>
      <div class="title">
        <div>
          <h1>搜索</h1>
          <p>在您能看到的内容里查找，新的在前。几个词用空格隔开，须同时出现；连在一起的话可加引号。</p>
        </div>
      </div>
      <Box {...props} />
      {proposal && !isEmpty && <Proposed proposal={proposal} isListed={found !== null} />}
      {isEmpty && <Nothing {...props} proposal={proposal} />}
      {found && !isEmpty && <Results {...props} found={found} />}
      {!found && !question.flaws && !asksFor(question) && (
        <p class="sheet empty">请写出要找的词，或者选定单位、方案。</p>
      )}
    </>
  )
}

const Box = ({ question, units, plans }: Props) => (
  <form method="get" action="/search" class="sheet padded seeking" id="search">
    <input type="hidden" name="kind" value={question.kind ?? ""} />
    <div class="field full">
      <label for="q">要找的词</label>
      <div class="ask">
        <input type="search" name="q" id="q" value={question.text} maxlength={LONGEST_QUESTION} autocomplete="off" />
        <button type="submit" class="primary">
          搜索
        </button>
      </div>
    </div>
    <Choice
      name="unit"
      label="单位"
      value={question.unit}
      empty="全部单位"
      options={units.map(({ id, name }) => [String(id), name] as const)}
    />
    <Choice
      name="plan"
      label="方案"
      value={question.plan}
      empty="全部方案"
      options={plans.map(({ id, title }) => [String(id), brief(title, 30)] as const)}
    />
    <Field name="from" label="自" type="date" value={question.from} flaws={question.flaws} bare />
    <Field name="to" label="至" type="date" value={question.to} flaws={question.flaws} bare />
  </form>
)

const Proposed = ({ proposal, isListed }: { proposal: Proposal; isListed: boolean }) => (
  <p class="note" id="proposal">
    {proposal.isTerm && isListed && `「${proposal.unit}」是单位名，也列出了该单位的内容。`}
    <a href={proposal.href}>{proposalWords(proposal)}</a>
  </p>
)

const proposalWords = ({ unit, from, rest }: Proposal): string =>
  [
    rest ? "只在" : "只看",
    unit && `${unit}的`,
    from && `${dayWords(from)}以来的`,
    rest ? `内容里找「${rest}」` : "内容",
  ]
    .filter(Boolean)
    .join("")

const Results = (props: Props & { found: Found }) => {
  const { question, found, kinds } = props
  const total = totalOf(found, question)
  return (
    <>
      <Kinds {...props} />
      <KeptTo facts={[question.text !== "" && `「${question.text}」`, ...narrowed(props), countWords(total)]} />
      {found.hits.length === 0 ? (
        <p class="sheet empty">
          {total > 0 ? "这一页没有内容了。" : `没有找到这样的${labelOf(kinds, question.kind ?? "")}。`}
          <a href={asking(question, total > 0 ? {} : { kind: null })}>{total > 0 ? "回到第一页" : "看全部类别"}</a>
        </p>
      ) : (
        <ol class="hits sheet" start={(question.page - 1) * HITS_A_PAGE + 1}>
          {found.hits.map((hit) => (
            <Result {...props} hit={hit} />
          ))}
        </ol>
      )}
      {total > MOST_HITS && question.page === MOST_HITS / HITS_A_PAGE && (
        <p class="note">只列出最新的{MOST_HITS}条，请加词或按单位、方案、日期筛选。</p>
      )}
      <Pages
        page={question.page}
        hasMore={Math.min(total, MOST_HITS) > question.page * HITS_A_PAGE}
        path={(page) => asking(question, { page: page > 1 ? page : null })}
      />
    </>
  )
}

/** Files have several owners and are one kind. */
const once = (kinds: readonly Searched[]): Searched[] => [...new Map(kinds.map((one) => [one.kind, one])).values()]

/** One more than MOST_HITS stands for more. */
const totalOf = ({ counts }: Found, { kind }: Question): number =>
  kind === null ? [...counts.values()].reduce((sum, n) => sum + n, 0) : (counts.get(kind) ?? 0)

const countWords = (n: number): string => (n > MOST_HITS ? `多于${MOST_HITS}条` : `${n}条`)

const labelOf = (kinds: readonly Searched[], kind: string): string =>
  kinds.find((one) => one.kind === kind)?.label ?? ""

const Kinds = ({ question, kinds, found }: Props & { found: Found }) => (
  <nav class="tabs" aria-label="类别">
    <a href={asking(question, { kind: null })} aria-current={question.kind === null ? "page" : undefined} id="kind-all">
      全部 <small>{countWords(totalOf(found, { ...question, kind: null }))}</small>
    </a>
    {once(kinds)
      .filter(({ kind }) => found.counts.has(kind) || kind === question.kind)
      .map(({ kind, label }) => (
        <a
          href={asking(question, { kind })}
          aria-current={kind === question.kind ? "page" : undefined}
          id={`kind-${kind}`}
        >
          {label} <small>{countWords(found.counts.get(kind) ?? 0)}</small>
        </a>
      ))}
  </nav>
)

const Result = ({ question, kinds, hit, today }: Props & { hit: Hit }) => {
  const kind = kinds.find((one) => one.kind === hit.kind)
  const finder = finderOf(question.terms)
  const about = [
    hit.at !== null && dayWords(dateOf(hit.at), today),
    hit.unit && hit.kind !== "unit" && shortNameThen(hit.unit, hit.at ?? Number.MAX_SAFE_INTEGER),
    hit.author,
    hit.kind !== "plan" && hit.planTitle && citedTitle(hit.planTitle),
  ]
  return (
    <li class="hit">
      <p>
        <small class="tag">{kind?.label}</small>{" "}
        <a href={kind?.href(hit) ?? "/"}>
          {hit.taskLabel && `任务${hit.taskLabel} `}
          <Marked pieces={marked(hit.title, finder)} />
        </a>
      </p>
      {excerpts(hit, kind, question.terms, finder).map(({ name, pieces }) => (
        <p class="excerpt">
          {name && <small>{name}：</small>}
          <Marked pieces={pieces} />
        </p>
      ))}
      <p class="muted small">{about.filter(Boolean).join(" · ")}</p>
    </li>
  )
}

const citedTitle = (title: string) => cited({ title, docNumber: null })

/** The texts that have a word, each with its name; where none has one, the beginning of the first. */
function excerpts(hit: Hit, kind: Searched | undefined, terms: readonly string[], finder: RegExp | null) {
  const texts = hit.words.map((text, i) => ({ name: kind?.parts?.[i] ?? "", text })).filter(({ text }) => text !== "")
  const own = texts.filter(({ text }) => text !== hit.title)
  const found = own.filter(({ text }) => finder !== null && text.search(finder) >= 0)
  const shown = found.length > 0 ? found : own.slice(0, 1)
  return shown.map(({ name, text }) => ({ name, pieces: excerptOf(text, terms) }))
}

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map(({ text, isMarked }) => (isMarked ? <mark>{text}</mark> : text))}</>
)

/** By what the question is narrowed, in words. */
function narrowed({ question, units, plans, kinds, today }: Props): string[] {
  const { unit, plan, from, to, kind } = question
  return [
    kind !== null && labelOf(kinds, kind),
    unit !== null && (units.find(({ id }) => id === unit)?.name ?? "其他单位"),
    plan !== null && citedTitle(plans.find(({ id }) => id === plan)?.title ?? "其他方案"),
    from !== null && `${dayWords(from, today)}以来`,
    to !== null && `${dayWords(to, today)}以前`,
  ].filter((fact) => fact !== false)
}

/** What was looked through, what may have been meant, and how to ask for more. */
const Nothing = (props: Props & { proposal: Proposal | null }) => {
  const { question, kinds, proposal } = props
  const { terms, unit, plan, from, to } = question
  const wider = [
    ...(terms.length > 1
      ? terms.map((term) => ({
          href: asking(question, { q: questionOf(terms.filter((one) => one !== term)) }),
          words: `去掉「${term}」`,
        }))
      : []),
    unit !== null && { href: asking(question, { unit: null }), words: "不限单位" },
    plan !== null && { href: asking(question, { plan: null }), words: "不限方案" },
    (from !== null || to !== null) && { href: asking(question, { from: null, to: null }), words: "不限日期" },
  ].filter((one) => one !== false)
  const limits = narrowed({ ...props, question: { ...question, kind: null } })
  return (
    <div class="sheet padded" id="nothing">
      {proposal && (
        <p id="proposal">
          您要找的可能是：
          <a class="button primary" href={proposal.href}>
            {proposalWords(proposal)}
          </a>
        </p>
      )}
      <p>
        在您能看到的
        {once(kinds)
          .map(({ label }) => label)
          .join("、")}
        中{limits.length > 0 && `（${limits.join("，")}）`}
        ，没有找到
        {terms.length > 0 &&
          `${terms.length > 1 ? "同时含有" : "含有"}${terms.map((term) => `「${term}」`).join("")}的`}
        内容。
      </p>
      {wider.length > 0 && (
        <p>
          可以放宽：
          {wider.map(({ href, words }) => (
            <>
              <a href={href}>{words}</a>{" "}
            </>
          ))}
        </p>
      )}
      {terms.length > 0 && <p class="muted small">也可以换一个更短的词，例如用「信访」代替「信访工作」。</p>}
    </div>
  )
}
