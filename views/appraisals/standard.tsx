import type { Standard } from "#db/schema.ts"
import { appraisalPath, standardPath, yearStandardsPath } from "#src/paths.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import type { StandardRead } from "#src/year/appraisals/sheet_reading.ts"
import {
  bestOf,
  type Doubt,
  doubtsOf,
  EVIDENCE_WORD,
  lacksOf,
  MEASURES,
  MODE_WORD,
  resolved,
  standardText,
} from "#src/year/appraisals/standard.ts"
import type { FoundStandard } from "#src/year/appraisals/standard_queries.ts"
import { Area, Field, Flawed, type Flaws, firstTyped, flawsOf } from "../parts/fields.tsx"
import { TableSource } from "../parts/read_table.tsx"
import { STANDARD_STATE_LABEL, standardWords } from "./words.ts"

const Crumbs = ({ year }: { year: number }) => (
  <p class="crumbs small">
    <a href={appraisalPath(year)}>{year}年履职评议</a>
  </p>
)

type Reading = { year: number; endings: readonly string[]; flaws?: Flaws | undefined }

/** 导入: the table is looked over before anything of it is stored. */
export const ReadingStandard = ({ year, endings, flaws }: Reading) => (
  <section class="narrow">
    <Crumbs year={year} />
    <div class="title">
      <h1>导入评估标准</h1>
    </div>
    <form
      method="post"
      action={yearStandardsPath(year, "reading")}
      enctype="multipart/form-data"
      class="sheet padded boxes"
      id="read-standard"
    >
      <Flawed flaws={flaws} text="没有读到标准：请按红字处理后再试。" />
      <TableSource label="评估标准文件" endings={endings} flaws={flaws} />
      <p class="hint">表格的列依次为：项目分值、评估内容、评估依据。评分点写明分值，如「确定联络员（2分）」。</p>
      <p class="acts">
        <button type="submit" class="primary">
          读取
        </button>
        <a href={yearStandardsPath(year, "new")}>没有表格，直接录入</a>
      </p>
    </form>
  </section>
)

const SAMPLE = "【普法责任制建设】15分 扣分\n1. 7分 单位举证：提供相关文件通知\n- 确定具体负责人和联络员（2分）"

const Lines = ({ text, flaws }: { text: string; flaws?: Flaws | null | undefined }) => (
  <Area
    name="text"
    label="标准内容"
    rows={20}
    longest={60_000}
    required
    value={text}
    flaws={flaws}
    placeholder={SAMPLE}
    hint={`一行一个板块【】、项目「1.」或评分点「-」。评分点后面的〔〕说明自评时从本年记录取什么数，可以没有；可取：${Object.values(MEASURES).join("、")}`}
  />
)

type Entering = { year: number; read: StandardRead; flaws?: Flaws | undefined }

/** What was read, line by line, with what the paper says twice or not at all; saved it is a draft. */
export const EnteringStandard = ({ year, read, flaws }: Entering) => {
  const findings = firstTyped(flaws, "findings") ?? read.findings.join("\n")
  return (
    <section>
      <Crumbs year={year} />
      <div class="title">
        <h1>核对评估标准</h1>
      </div>
      <form method="post" action={yearStandardsPath(year)} class="sheet padded boxes" id="enter-standard">
        <Flawed flaws={flaws} />
        {findings !== "" && (
          <p class="returned preserve" id="findings">
            {findings}
          </p>
        )}
        <input type="hidden" name="findings" value={findings} />
        <div class="fields">
          <Field name="title" label="标准名称" required flaws={flaws} />
          <Field name="docNumber" label="文号" flaws={flaws} />
        </div>
        <Lines text={read.text} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            保存为草稿
          </button>
          <small>分值有矛盾的，启用时再说明以哪个为准。</small>
        </p>
      </form>
    </section>
  )
}

type Props = { found: FoundStandard; flawed: (Flaws & { act: string }) | null }

/** A standard with its sums; as long as it is a draft it is put right and opened here. */
export const StandardPage = ({ found, flawed }: Props) => {
  const { standard, year, office, keeps } = found
  const isDraft = standard.state === "draft"
  return (
    <article>
      <Crumbs year={year.year} />
      <div class="title">
        <div>
          <h1>{standard.title}</h1>
          <p>
            {standardWords(standard)} · {STANDARD_STATE_LABEL[standard.state]} · {office}
          </p>
        </div>
        {keeps && !isDraft && (
          <form method="post" action={standardPath(standard.id, "edition")} class="acts no-print">
            <button type="submit">修订为新版</button>
          </form>
        )}
      </div>
      {keeps && isDraft ? (
        <OpeningForm standard={standard} flaws={flawsOf(flawed, "opening")} />
      ) : (
        <ReadAs standard={standard} />
      )}
      <StandardTable standard={standard} />
      {keeps && isDraft && (
        <details class="block no-print" open={flawsOf(flawed, "change") !== null} id="change">
          <summary>修改标准</summary>
          <form method="post" action={standardPath(standard.id)} class="sheet padded boxes">
            <Flawed flaws={flawsOf(flawed, "change")} />
            <input type="hidden" name="version" value={standard.version} />
            <div class="fields">
              <Field name="title" label="标准名称" required value={standard.title} flaws={flawsOf(flawed, "change")} />
              <Field name="docNumber" label="文号" value={standard.docNumber} flaws={flawsOf(flawed, "change")} />
            </div>
            <Lines text={standardText(standard.blocks)} flaws={flawsOf(flawed, "change")} />
            <p class="acts">
              <button type="submit">保存</button>
            </p>
          </form>
        </details>
      )}
    </article>
  )
}

const seenWords = ({ blocks, findings }: Standard) => [...findings, ...lacksOf(blocks)]

/** What was decided of its contradictions, for whoever scores by it. */
const ReadAs = ({ standard }: { standard: Standard }) => {
  const lines = [
    ...Object.entries(standard.readings).map(
      ([key, reading]) => `${placeWords(standard, key)}以${reading === "sum" ? "各部分合计" : "标明的分值"}为准`,
    ),
    ...seenWords(standard),
  ]
  return (
    <p class="sheet padded" id="sums">
      最高可得{pointsWords(bestOf(standard.blocks))}分。{lines.join("；")}
    </p>
  )
}

const placeWords = ({ blocks }: Standard, key: string) =>
  key.startsWith("item") ? `第${key.slice(4)}项` : `「${blocks[Number(key.slice(5)) - 1]?.name ?? ""}」`

/** 启用: each contradiction with both readings and what comes of them. */
const OpeningForm = ({ standard, flaws }: { standard: Standard; flaws: Flaws | null }) => {
  const { blocks } = standard
  const seen = seenWords(standard)
  const best = (key: string, reading: "printed" | "sum") =>
    pointsWords(bestOf(resolved(allSums(blocks, key), { [key]: reading })))
  return (
    <form method="post" action={standardPath(standard.id, "opening")} class="sheet padded no-print" id="opening">
      <Flawed flaws={flaws} text="还没有启用：请按红字处理后再提交。" />
      <input type="hidden" name="version" value={standard.version} />
      <p id="sums">
        各板块标明的分值合计{pointsWords(blocks.reduce((sum, { max }) => sum + max, 0))}分，按标明的分值最高可得
        {pointsWords(bestOf(blocks))}分。
      </p>
      {doubtsOf(blocks).map((doubt) => (
        <DoubtChoice doubt={doubt} best={(reading) => best(doubt.key, reading)} flaws={flaws} />
      ))}
      {seen.length > 0 && (
        <>
          <ul class="small">
            {seen.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
          <label class="tick">
            <input type="checkbox" name="seen" value="yes" checked={firstTyped(flaws, "seen") !== undefined} />{" "}
            以上已核对
          </label>
          {flaws?.problems.seen && <p class="problem">{flaws.problems.seen.join("；")}</p>}
        </>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          启用
        </button>
        <small>启用后不能再改；要改的修订为新版，已经按本版评分的不变。</small>
      </p>
    </form>
  )
}

/** What else is read by its sum, so that what comes of one choice shows. */
const allSums = (blocks: Standard["blocks"], but: string) =>
  resolved(
    blocks,
    Object.fromEntries(
      doubtsOf(blocks)
        .filter(({ key }) => key !== but && key.startsWith("item") && but.startsWith("block"))
        .map(({ key }) => [key, "sum" as const]),
    ),
  )

type ChoiceProps = { doubt: Doubt; best: (reading: "printed" | "sum") => string; flaws: Flaws | null }

const DoubtChoice = ({ doubt: { key, where, printed, sum }, best, flaws }: ChoiceProps) => {
  const name = `reading-${key}`
  const isItem = key.startsWith("item")
  const current = firstTyped(flaws, name) ?? (isItem ? "sum" : undefined)
  const problems = flaws?.problems[name]
  return (
    <fieldset data-row="doubt">
      <legend>
        {where}标明{pointsWords(printed)}分，各部分合计{pointsWords(sum)}分
      </legend>
      {(["sum", "printed"] as const).map((reading) => (
        <label class="tick">
          <input type="radio" name={name} value={reading} checked={current === reading} />{" "}
          {reading === "sum" ? `以合计${pointsWords(sum)}分为准` : `以标明的${pointsWords(printed)}分为准`}
          <small>（全部标准最高可得{best(reading)}分）</small>
        </label>
      ))}
      {!isItem && <p class="hint">各项定下来后这里合计一致的，不必选择</p>}
      {problems && <p class="problem">{problems.join("；")}</p>}
    </fieldset>
  )
}

/** The standard as it is printed. */
export const StandardTable = ({ standard: { blocks } }: { standard: Pick<Standard, "blocks"> }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">评估标准</caption>
      <thead>
        <tr>
          <th scope="col">项目分值</th>
          <th scope="col">评估内容</th>
          <th scope="col">评估依据</th>
          <th scope="col">自评取数</th>
        </tr>
      </thead>
      <tbody>
        {blocks.flatMap((block) =>
          block.items.map((item) => (
            <tr data-row="item">
              <th scope="row">
                {block.name}
                <br />
                <small>
                  {pointsWords(block.max)}分，{MODE_WORD[block.mode]}
                </small>
              </th>
              <td data-label="评估内容">
                {item.number}.（{pointsWords(item.max)}分）
                {item.criteria.map(({ text, max }) => (
                  <>
                    {text}（{pointsWords(max)}分）
                  </>
                ))}
              </td>
              <td data-label="评估依据">
                <small>{EVIDENCE_WORD[item.by]}举证：</small>
                {item.evidence || "–"}
              </td>
              <td data-label="自评取数">
                {item.criteria
                  .flatMap(({ measure, least }) =>
                    measure ? `${MEASURES[measure]}${least > 1 ? `≥${least}` : ""}` : [],
                  )
                  .join("、") || "–"}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  </div>
)
