import { type Child, createContext, useContext } from "hono/jsx"
import type { Actor } from "#src/office/people/actor.ts"

/** Who reads the help. */
export const Reader = createContext<Actor | null>(null)

type Props = { to: string; whom: (actor: Actor) => boolean; children?: Child }

/** A link for those whom the page lets in (`whom`, as its routes say), else its name. */
export const Go = ({ to, whom, children }: Props) => {
  const reader = useContext(Reader)
  return reader && whom(reader) ? <a href={to}>{children}</a> : children
}
