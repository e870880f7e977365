import type { Actor } from "#src/office/people/actor.ts"
import { resourcePath, yearResourcesPath } from "#src/paths.ts"
import { FIELDS } from "#src/year/resources/fields.ts"
import { maintains } from "#src/year/resources/policy.ts"
import type { FoundResource } from "#src/year/resources/queries.ts"
import { canMove } from "#src/year/resources/workflow.ts"
import { ActForm, Why } from "../parts/act_form.tsx"
import { type Flaws, flawsOf } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { HeldThere, ResourceFields } from "./list.tsx"
import { RESOURCE_KIND_LABEL, RESOURCE_STATE_LABEL } from "./words.ts"

type Props = { found: FoundResource; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

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
          <input type="hidden" name="version" value={resource.version} />
          <button type="submit">恢复使用</button>
        </form>
      )}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

const Revise = ({ found: { resource }, flawed }: Props) => {
  const flaws = flawsOf(flawed, "revision")
  return (
    <ActForm
      id="revision"
      title="修改"
      button="保存"
      action={resourcePath(resource.id, "revision")}
      version={resource.version}
      flaws={flaws}
    >
      <ResourceFields kind={resource.kind} one={resource} flaws={flaws} />
    </ActForm>
  )
}

const End = ({ found: { resource }, flawed }: Props) => {
  const flaws = flawsOf(flawed, "ending")
  return (
    <ActForm
      id="ending"
      title="不再使用"
      button="停用"
      kind="danger"
      action={resourcePath(resource.id, "ending")}
      version={resource.version}
      flaws={flaws}
    >
      <Why id="end-why" label="停用原因" flaws={flaws} />
    </ActForm>
  )
}
