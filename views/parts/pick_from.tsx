type Props = {
  name: string
  id: string
  label: string
  /** What nothing picked means. */
  all: string
  value: string | number | null
  /** Each with its word. */
  options: readonly (readonly (string | number)[])[]
}

/** One of a few, above a list: the list shows what is picked. */
export const PickFrom = ({ name, id, label, all, value, options }: Props) => (
  <select name={name} id={id} aria-label={label}>
    <option value="">{all}</option>
    {options.map(([key, word]) => (
      <option value={key} selected={key === value}>
        {word}
      </option>
    ))}
  </select>
)
