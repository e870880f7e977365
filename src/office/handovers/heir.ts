/** Who is to take a post over: somebody with an account, somebody without, or nobody. */
export type Heir = { person: { id: number; name: string } | null; name: string }

/** In the list of colleagues: somebody who is not in it. */
export const NO_ACCOUNT = "new"
