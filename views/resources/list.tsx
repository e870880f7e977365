import { RESOURCE_KINDS, type Resource, type ResourceKind } from "#db/schema.ts"
import { activitiesPath, resourcePath, yearResourcesFilePath, yearResourcesPath } from "#src/paths.ts"
import { FIELDS } from "#src/year/resources/fields.ts"
import type { Picked, ResourceRegister, ResourceRow } from "#src/year/resources/queries.ts"
import { Area, Choice, Field, Flawed, type Flaws, firstTyped } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { brief } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { pickedWords, RESOURCE_KIND_LABEL, RESOURCE_KIND_UNIT, RESOURCE_STATE_LABEL } from "./words.ts"

type Props = { found: ResourceRegister; picked: Picked; enters: boolean; page: number; flaws?: Flaws | undefined }

/** 阵地, 宣传渠道, 讲师团 and 志愿者 of a year's units. */
export const ResourceRegisterPage = ({ found, picked, enters, page, flaws }: Props) => {
  const { year, resources, counts, hasMore, units, own } = found
  const path = (over: Partial<Record<"kind" | "page" | "enter", string | number | null>>) =>
    yearResourcesPath(year.year, { ...picked, ended: picked.ended ? 1 : null, ...over })
  const typed =
    RESOURCE_KINDS.find((kind) => kind === firstTyped(flaws, "kind")) ?? picked.kind ?? (flaws ? "venue" : null)
  return (
    <>
      <YearHead found={found} tab="resources" acts={<PrintButton />} />
      {own.length > 0 && typed && (
        <EnterForm found={found} kind={typed} open={enters || flaws !== undefined} flaws={flaws} />
      )}
      <section class="block" id="resources">
        <h2>
          {picked.kind === null ? "阵地、渠道和队伍" : RESOURCE_KIND_LABEL[picked.kind]}
          <small>
            {counts.map(([kind, n], i) => (
              <>
                {i > 0 && "，"}
                <a href={path({ kind, page: null })}>
                  {RESOURCE_KIND_LABEL[kind]}
                  {n}
                  {RESOURCE_KIND_UNIT[kind]}
                </a>
              </>
            ))}
            {picked.kind !== null && (
              <>
                ，<a href={path({ kind: null, page: null })}>全部</a>
              </>
            )}
          </small>
        </h2>
        {own.length > 0 && picked.kind === null && (
          <p class="acts no-print">
            登记：
            {RESOURCE_KINDS.map((kind) => (
              <a href={path({ kind, page: null, enter: 1 })} id={`enter-${kind}`}>
                {RESOURCE_KIND_LABEL[kind]}
              </a>
            ))}
          </p>
        )}
        <form method="get" class="filters no-print" action={yearResourcesPath(year.year)} data-at-once>
          {picked.kind && <input type="hidden" name="kind" value={picked.kind} />}
          <PickFrom
            name="unit"
            id="resource-unit"
            label="单位"
            all="全部单位"
            value={picked.unit}
            options={units.map(({ id, shortName }) => [id, shortName])}
          />
          <select name="ended" id="resource-ended" aria-label="状态">
            <option value="">在用</option>
            <option value="1" selected={picked.ended}>
              已停用
            </option>
          </select>
          <button type="submit">筛选</button>
        </form>
        <KeptTo facts={[pickedWords(picked), units.find(({ id }) => id === picked.unit)?.shortName ?? null]} />
        {resources.length === 0 ? (
          <p class="empty sheet">没有登记。</p>
        ) : (
          <Table rows={resources} kind={picked.kind} year={year.year} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => path({ page })} />
        <Taking
          path={(file) => yearResourcesFilePath(year.year, file, { ...picked, ended: picked.ended ? 1 : null })}
        />
      </section>
    </>
  )
}

type FormProps = { found: ResourceRegister; kind: ResourceKind; open: boolean; flaws: Flaws | undefined }

const EnterForm = ({ found: { year, own }, kind, open, flaws }: FormProps) => (
  <details class="sheet padded no-print" id="new-resource" open={open}>
    <summary>登记{RESOURCE_KIND_LABEL[kind]}</summary>
    <form method="post" action={yearResourcesPath(year.year, { kind })}>
      <Flawed flaws={flaws} text={flaws?.problems.kind?.[0]} />
      <input type="hidden" name="kind" value={kind} />
      <Choice
        name="unit"
        label="单位"
        required
        value={own[0]?.id}
        options={own.map(({ id, name }) => [String(id), name] as const)}
        flaws={flaws}
      />
      <ResourceFields kind={kind} flaws={flaws} />
      <p class="acts">
        <button type="submit" class="primary" id="enter-resource">
          登记
        </button>
      </p>
    </form>
  </details>
)

type FieldsProps = { kind: ResourceKind; one?: Resource; flaws?: Flaws | null | undefined }

/** What is asked of one of that kind. */
export const ResourceFields = ({ kind, one, flaws }: FieldsProps) => {
  const { name, form, place, offers, size } = FIELDS[kind]
  return (
    <>
      <div class="fields">
        <Field name="name" label={name} required value={one?.name} flaws={flaws} />
        {form && <Field name="form" label={form} value={one?.form} flaws={flaws} />}
        {place && <Field name="place" label={place} value={one?.place} flaws={flaws} />}
        <Field name="contact" label="办公电话" value={one?.contact} flaws={flaws} hint="不填手机号等个人号码" />
        {size && <Field name="size" label={size} inputmode="numeric" value={one?.size ?? ""} flaws={flaws} />}
      </div>
      {offers && (
        <Area
          id="resource-offers"
          name="offers"
          label={offers}
          rows={3}
          longest={2000}
          value={one?.offers}
          flaws={flaws}
        />
      )}
    </>
  )
}

const Table = ({ rows, kind, year }: { rows: readonly ResourceRow[]; kind: ResourceKind | null; year: number }) => {
  const words = kind && FIELDS[kind]
  const place = words ? words.place : "地址、账号、团队、范围"
  const size = words ? words.size : "人数"
  const offers = words ? words.offers : "内容"
  const counts = kind === null || kind === "venue"
  return (
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">{words ? words.name : "名称"}</th>
            <th scope="col">单位</th>
            {place && <th scope="col">{place}</th>}
            {offers && <th scope="col">{offers}</th>}
            <th scope="col">办公电话</th>
            {size && (
              <th scope="col" class="number">
                {size}
              </th>
            )}
            {counts && (
              <th scope="col" class="number">
                已开展活动
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ resource, unit, held }) => (
            <tr data-row="resource">
              <th scope="row">
                <a href={resourcePath(resource.id)} id={`resource-${resource.id}`}>
                  {resource.name}
                </a>{" "}
                {resource.state === "ended" && <span class="tag">{RESOURCE_STATE_LABEL.ended}</span>}
                <br />
                <small>
                  {[kind === null && RESOURCE_KIND_LABEL[resource.kind], resource.form].filter(Boolean).join(" · ")}
                </small>
              </th>
              <td class="nowrap" data-label="单位">
                {unit}
              </td>
              {place && <td data-label={place}>{resource.place || "–"}</td>}
              {offers && <td data-label={offers}>{brief(resource.offers, 60) || "–"}</td>}
              <td class="nowrap" data-label="办公电话">
                {resource.contact || "–"}
              </td>
              {size && (
                <td class="number" data-label={size}>
                  {resource.size ?? "–"}
                </td>
              )}
              {counts && (
                <td class="number" data-label="已开展活动">
                  <HeldThere resource={resource} held={held} year={year} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** How often it was used in a year: the activities themselves. */
export const HeldThere = ({ resource, held, year }: { resource: Resource; held: number; year: number }) =>
  resource.kind === "venue" ? (
    <a href={activitiesPath(year, { venue: resource.id, state: "held" })} data-of="activities">
      {held}
    </a>
  ) : (
    <>–</>
  )
