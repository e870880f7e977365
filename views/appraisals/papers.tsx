type Props = {
  papers: Readonly<Record<string, string>>
  shown: (kind: string) => boolean
  path: (kind: string) => string
}

/** Papers to be taken as Word, a button each. */
export const Papers = ({ papers, shown, path }: Props) => (
  <div class="acts no-print" id="papers">
    {Object.entries(papers).map(
      ([kind, name]) =>
        shown(kind) && (
          <form method="post" action={path(kind)} hx-boost="false">
            <button type="submit">{name}（Word）</button>
          </form>
        ),
    )}
  </div>
)
