import type { Actor } from "#src/office/people/actor.ts"
import { resourcePath, yearResourcesPath } from "#src/paths.ts"
import { FIELDS } from "#src/year/resources/fields.ts"
import { maintains } from "#src/year/resources/policy.ts"
import type { FoundResource } from "#src/year/resources/queries.ts"
import { canMove } from "#src/year/resources/workflow.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { HeldThere, ResourceFields } from "./list.tsx"
import { RESOURCE_KIND_LABEL, RESOURCE_STATE_LABEL } from "./words.ts"

type Props = { found: FoundResource; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

const flawsOf = (flawed: Props["flawed"], act: string) => (flawed?.act === act ? flawed : null)

/** One of them: what it is, how often it was used, and what whoever keeps it may do. */
export const ResourcePage = (props: Props) => {
  const { found, actor, today } = props
  const { resource, unit, year, held } = found
  const words = FIELDS[resource.kind]
  const keeps = maintains(actor, year, resource.unitId)
  const facts = [
    [words.form, resource.form],
    [words.place, resource.place],
    [words.offers, resource.offers],
    ["办公电话", resource.contact],
    [words.size, resource.size],
  ] as const
  return (
    <article>
      <p class="crumbs small">
        <a href={yearResourcesPath(year.year, { kind: resource.kind })}>{year.year}年普法资源</a>
      </p>
      <div class="title">
        <div>
          <h1>{resource.name}</h1>
          <p>
            {RESOURCE_KIND_LABEL[resource.kind]} · {unit}{" "}
            <span class="tag">{RESOURCE_STATE_LABEL[resource.state]}</span>
          </p>
        </div>
      </div>
      {resource.endWhy && <p class="note">已停用：{resource.endWhy}</p>}
      <dl class="facts sheet padded">
        {facts.map(
          ([term, value]) =>
            term && (
              <>
                <dt>{term}</dt>
                <dd class="preserve">{value || "未填"}</dd>
              </>
            ),
        )}
        {resource.kind === "venue" && (
          <>
            <dt>{year.year}年已开展活动</dt>
            <dd>
              <HeldThere resource={resource} held={held} year={year.year} />次
            </dd>
          </>
        )}
      </dl>
      {keeps && resource.state === "in_use" && <Revise {...props} />}
      {keeps && canMove(resource.state, "end") && <End {...props} />}
      {keeps && canMove(resource.state, "resume") && (
        <form method="post" action={resourcePath(resource.id, "resuming")} class="acts no-print">
          <Version found={found} />
          <button type="submit">恢复使用</button>
        </form>
      )}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

const Version = ({ found }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={found.resource.version} />
)

const Revise = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "revision")
  return (
    <details class="block no-print" open={flaws !== null} id="revision">
      <summary>修改</summary>
      <form method="post" action={resourcePath(found.resource.id, "revision")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <ResourceFields kind={found.resource.kind} one={found.resource} flaws={flaws} />
        <p class="acts">
          <button type="submit">保存</button>
        </p>
      </form>
    </details>
  )
}

const End = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "ending")
  return (
    <details class="block no-print" open={flaws !== null} id="ending">
      <summary>不再使用</summary>
      <form method="post" action={resourcePath(found.resource.id, "ending")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <Area id="end-why" name="remark" label="停用原因" rows={2} longest={2000} required flaws={flaws} />
        <p class="acts">
          <button type="submit" class="danger">
            停用
          </button>
        </p>
      </form>
    </details>
  )
}
