/** The moves of something that has states: in which states each is possible. */
type Moves = Readonly<Record<string, { readonly from: readonly string[] }>>

/** Whether a move is possible in a state, as the table of the moves has it. */
export const possibleBy =
  <M extends Moves>(moves: M) =>
  (state: string, move: keyof M): boolean =>
    moves[move]?.from.includes(state) ?? false
