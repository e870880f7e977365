import { createHash } from "node:crypto"

/*
 * 随机抽取 that anybody can repeat (domain.md S2.6): the numbers of the frame are put in the order of
 * SHA-256("seed:number") written in hexadecimal, and the first so many are drawn. The seed is made by the program after
 * the frame is fixed, so nobody can choose the result.
 */

export type Draw = { frame: readonly number[]; size: number; seed: string }

const rankOf = (seed: string, id: number): string => createHash("sha256").update(`${seed}:${id}`).digest("hex")

/** The ids drawn, in the order of the draw; all of them when the frame is no larger than the size. */
export function drawn({ frame, size, seed }: Draw): number[] {
  const ranked = [...new Set(frame)].map((id) => ({ id, rank: rankOf(seed, id) }))
  return ranked
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id))
    .slice(0, size)
    .map(({ id }) => id)
}

/** 80 random bits: short enough to be read to somebody. */
export const newSeed = (): string =>
  [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
