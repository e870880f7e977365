/** What a list is kept to. On the screen the form says it, and forms are not printed. */
export const KeptTo = ({ facts }: { facts: (string | false | null)[] }) => {
  const said = facts.filter(Boolean)
  return said.length === 0 ? null : <p class="print-only">筛选：{said.join("；")}</p>
}

/** A sheet of paper does not tell that there is more: the list says it. */
export const NotPrinted = ({ what }: { what: string }) => <span class="print-only">{what}未打印。</span>
