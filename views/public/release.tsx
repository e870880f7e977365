import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { doubtKey, doubtsIn, numbersIn } from "#src/outward/public/body.ts"
import { mayCheck, publishes } from "#src/outward/public/policy.ts"
import type { FoundRelease } from "#src/outward/public/queries.ts"
import { canMove, type ReleaseMove } from "#src/outward/public/workflow.ts"
import { publicationPath, publicPath, releasePath, releasesPath } from "#src/paths.ts"
import { Area, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { ReleaseWords } from "./body.tsx"
import { Sightings } from "./prepare.tsx"
import { OUTDATED, RELEASE_KIND_LABEL, RELEASE_MOVE_LABEL, RELEASE_STATE_LABEL, sightingWords } from "./words.ts"

/** The form that came back, with the act it belongs to. */
type FlawedAct = Flaws & { act: string }
type Props = { found: FoundRelease; actor: Actor; today: string; flawed: FlawedAct | null | "" }

/** One version as everybody reads it or would, with what the office does with it. */
export const ReleasePage = (props: Props) => {
  const { found, actor, today } = props
  return (
    <article class="paper-page">
      <Heading {...props} />
      <Notes {...props} />
      <div class="paper-with-figures">
        <ReleaseWords body={found.body} />
        <aside class="paper-figures no-print" aria-label="办理">
          <Hands {...props} />
          {publishes(actor, found) && <Acts {...props} />}
        </aside>
      </div>
      <Versions {...props} />
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

const Heading = ({ found: { release, version, shown } }: Props) => (
  <>
    <p class="crumbs small no-print">
      <a href={releasesPath()}>公开内容</a>
      {release.year !== null && (
        <>
          {" · "}
          <a href={publicationPath({ year: release.year })}>{release.year}年度</a>
        </>
      )}
      {release.planId !== null && (
        <>
          {" · "}
          <a href={publicationPath({ plan: release.planId })}>方案</a>
        </>
      )}
    </p>
    <div class="title">
      <div>
        <h1>{version.title}</h1>
        <p>
          <span class="tag">{RELEASE_STATE_LABEL[version.state]}</span>{" "}
          <span class="muted">
            {RELEASE_KIND_LABEL[release.kind]}，第{version.number}版
          </span>
        </p>
      </div>
      {version.state === "released" && shown && (
        <div class="acts no-print">
          <a class="button" href={publicPath(release.id)} id="open-release">
            查看公开页面
          </a>
        </div>
      )}
    </div>
  </>
)

const Notes = ({ found: { version, shown, isOutdated, endedBy }, today }: Props) => (
  <>
    {isOutdated && (
      <p class="returned" role="note" id="outdated">
        {OUTDATED}。
      </p>
    )}
    {version.state === "released" && !shown && (
      <p class="returned" role="note">
        所公布的方案已不是公开处理，或责任清单已撤下、案例已撤回：公开页面已停止显示。请撤下，或恢复后另拟新版。
      </p>
    )}
    {version.note && (
      <p class="returned" role="note">
        <b>{RELEASE_STATE_LABEL[version.state]}：</b>
        {version.note}
        {version.endedAt !== null && (
          <small>
            {" "}
            {endedBy} {momentWords(version.endedAt, today)}
          </small>
        )}
      </p>
    )}
  </>
)

/** Whose hands it has gone through. */
const Hands = ({ found, today }: Props) => {
  const { version } = found
  const hands = [
    ["拟公布", found.preparedBy, version.preparedAt],
    ["核对", found.checkedBy, version.checkedAt],
    ["公布", found.releasedBy, version.releasedAt],
  ] as const
  return (
    <section id="hands">
      <h2>经手</h2>
      <ul class="small">
        {hands.map(
          ([what, who, at]) =>
            at !== null && (
              <li>
                {what}：{who}，{momentWords(at, today)}
              </li>
            ),
        )}
      </ul>
      <p class="muted hash small">
        校验值（SHA-256）<code>{version.sha256}</code>
      </p>
    </section>
  )
}

const Acts = (props: Props) => {
  const { found, flawed } = props
  const { version, shown } = found
  const can = (move: ReleaseMove) => canMove(version.state, move)
  return (
    <div class="paper-acts">
      {can("check") && <Check {...props} />}
      {can("release") && shown && (
        <section class="sheet padded" id="release">
          <h2>公布</h2>
          <form method="post" action={releasePath(found.release.id, version.number, "release")} class="acts">
            <Version found={found} />
            <button type="submit" class="primary">
              {RELEASE_MOVE_LABEL.release}
            </button>
          </form>
        </section>
      )}
      {can("drop") && (
        <Reasoned {...props} act="dropping" move="drop" label="原因" flaws={flawsOf(flawed, "dropping")} />
      )}
      {can("withdraw") && (
        <Reasoned
          {...props}
          act="withdrawal"
          move="withdraw"
          label="说明"
          hint="这段说明会留在原网址上，社会公众都能看到。"
          flaws={flawsOf(flawed, "withdrawal")}
        />
      )}
    </div>
  )
}

const Version = ({ found: { version } }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={version.version} />
)

/** 核对: every doubt is looked at by somebody who did not prepare it. */
const Check = ({ found, actor, flawed }: Props) => {
  const { release, version, body } = found
  const flaws = flawsOf(flawed, "check")
  const doubts = doubtsIn(body)
  const ticked = [flaws?.typed.cleared ?? []].flat()
  return (
    <section class="sheet padded" id="check">
      <h2>核对</h2>
      {!mayCheck(actor, found, version) ? (
        <>
          <p class="muted">
            <RefusalWord code="own_release" />
          </p>
          <Sightings numbers={numbersIn(body)} doubts={doubts} />
        </>
      ) : (
        <form method="post" action={releasePath(release.id, version.number, "check")} class="boxes">
          <Version found={found} />
          <p class="hint">请通读全文：内容属实，可以公开，没有个人信息和工作秘密。</p>
          {doubts.map((doubt) => (
            <label class="tick">
              <input
                type="checkbox"
                name="cleared"
                value={doubtKey(doubt)}
                checked={ticked.includes(doubtKey(doubt))}
              />{" "}
              {sightingWords(doubt)}，可以公开
            </label>
          ))}
          {flaws?.problems.cleared && <p class="problem">{flaws.problems.cleared.join("；")}</p>}
          <p class="acts">
            <button type="submit" class="primary" id="check-release">
              {RELEASE_MOVE_LABEL.check}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}

type ReasonedProps = Props & { act: string; move: ReleaseMove; label: string; hint?: string; flaws: Flaws | null }

/** An act that needs its reason. */
const Reasoned = ({ found, act, move, label, hint, flaws }: ReasonedProps) => (
  <details open={flaws !== null} id={`act-${act}`}>
    <summary>{RELEASE_MOVE_LABEL[move]}</summary>
    <form method="post" action={releasePath(found.release.id, found.version.number, act)} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <Version found={found} />
      <Area name="remark" label={label} rows={3} required longest={500} hint={hint} flaws={flaws} />
      <p class="acts">
        <button type="submit" class="danger">
          {RELEASE_MOVE_LABEL[move]}
        </button>
      </p>
    </form>
  </details>
)

/** Those of the same address, newest first. */
const Versions = ({ found: { others, release, version }, today }: Props) =>
  others.length < 2 ? null : (
    <details class="block no-print" id="versions">
      <summary>各版（{others.length}）</summary>
      <ul class="plain">
        {others.map(({ number, state, preparedAt }) => (
          <li>
            {number === version.number ? `第${number}版` : <a href={releasePath(release.id, number)}>第{number}版</a>}{" "}
            {RELEASE_STATE_LABEL[state]} <small>{dayWords(dateOf(preparedAt), today)}拟</small>
          </li>
        ))}
      </ul>
    </details>
  )
