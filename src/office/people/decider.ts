import { type Actor, isAdministrator, isLeader, unitsOf } from "./actor.ts"

/**
 * Who decides, as conditions ask it: for which units (lists in JSON) somebody supervises, heads and speaks, and whether
 * they lead.
 */
export type Decider = { me: number; leads: 0 | 1; supervised: string; headed: string; spokenFor: string }

/** The same as values of a query, or as their places in one that is put together once. */
export type Deciding = Record<keyof Decider, unknown>

export const deciderOf = (actor: Actor): Decider =>
  isAdministrator(actor)
    ? { ...LEADERSHIP, me: actor.id, leads: 0 }
    : {
        me: actor.id,
        leads: isLeader(actor) ? 1 : 0,
        supervised: JSON.stringify(unitsOf(actor, "supervisor")),
        headed: JSON.stringify(unitsOf(actor, "head")),
        spokenFor: JSON.stringify(unitsOf(actor, "liaison", "head")),
      }

/** Any leader: what waits for this one waits for leadership. No person has the id 0. */
export const LEADERSHIP: Decider = { me: 0, leads: 1, supervised: "[]", headed: "[]", spokenFor: "[]" }
