import { type Asked, act } from "#src/door/act.ts"
import { answerComment, dismissComment, ensureAnswers, ensureShows, hideComment, showComment } from "./commands.ts"
import { Answering, Deciding, Dismissing } from "./input.ts"
import { type FoundComment, findComment } from "./queries.ts"

/* 公众意见, as the office deals with them. */

const theComment = ({ database, actor, number }: Asked) => findComment(database, actor, number("comment"))

const version = ({ comment }: FoundComment) => comment.version

export const ANSWER = act({
  find: theComment,
  may: ensureAnswers,
  input: Answering,
  version,
  does: async ({ database, by }, found, { answer }) => {
    await answerComment(database, found, answer, by)
    return "comment_answered"
  },
})

export const DISMISS = act({
  find: theComment,
  may: ensureAnswers,
  input: Dismissing,
  version,
  does: async ({ database, by }, found, { answer }) => {
    await dismissComment(database, found, answer, by)
    return "comment_dismissed"
  },
})

export const SHOW = act({
  find: theComment,
  may: ensureShows,
  input: Deciding,
  version,
  does: async ({ database, by }, found) => {
    await showComment(database, found, by)
    return "comment_shown"
  },
})

export const HIDE = act({
  find: theComment,
  may: ensureAnswers,
  input: Deciding,
  version,
  does: async ({ database, by }, found) => {
    await hideComment(database, found, by)
    return "comment_hidden"
  },
})
