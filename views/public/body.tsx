import type { ReleaseBlock, ReleaseBody, ReleaseTable } from "#src/outward/public/body.ts"

/** What a version says, as everybody will read it: the same before it is released and after. */
export const ReleaseWords = ({ body }: { body: ReleaseBody }) => (
  <section class="sheet paper-text" id="release-words">
    {body.opening && <p class="preserve">{body.opening}</p>}
    {body.blocks.map((block) => (
      <Block block={block} />
    ))}
    <p class="muted small">由{body.office}公布。</p>
  </section>
)

const Block = ({ block }: { block: ReleaseBlock }) =>
  block.is === "table" ? (
    <Lines table={block} />
  ) : (
    <>
      {block.heading && <h2 class="paper-heading">{block.heading}</h2>}
      {block.text.split("\n").map((line) => line.trim() !== "" && <p>{line}</p>)}
    </>
  )

/** A table of lines. */
export const Lines = ({ table: { caption, columns, rows } }: { table: ReleaseTable }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr data-row="line">
            <th scope="row">{first}</th>
            {cells.map((cell, i) => (
              <td data-label={columns[i + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
