import type { Child } from "hono/jsx"

type Props = {
  title: string
  /** What stands in the box, to be copied. */
  text: string
  id: string
  label: string
  rows: number
  /** What has to be known of it: that it is shown this once. */
  note: Child
  back: { href: string; word: string }
  children?: Child
}

/** What is shown this once, an address or a key, with a button that copies it. */
export const ShownOnce = ({ title, text, id, label, rows, note, back, children }: Props) => (
  <section class="narrow sheet padded boxes">
    <h1>{title}</h1>
    {children}
    <div class="field full">
      <label for={id}>{label}</label>
      <textarea id={id} rows={rows} readonly>
        {`\n${text}`}
      </textarea>
    </div>
    <p class="note">{note}</p>
    <p class="acts">
      <button type="button" class="primary" data-copy={id} hidden>
        复制
      </button>
      <a class="button" href={back.href}>
        {back.word}
      </a>
      <span id={`${id}-copied`} role="status"></span>
    </p>
  </section>
)
