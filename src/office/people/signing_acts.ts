import { actOfAnybody, nothingThere } from "#src/door/act.ts"
import { Unfit } from "#src/refusal.ts"
import { signIn } from "./commands.ts"
import { SigningIn } from "./input.ts"

/** 登录, by whoever comes; made is the token of the session, which the door keeps for them. */
export const SIGN_IN = actOfAnybody({
  find: nothingThere,
  may: () => {},
  input: SigningIn,
  does: async ({ database, settings, place, agent, token, runtime }, _found, { username, password }) => {
    const options = { previousToken: token, parameters: runtime.scrypt, spare: runtime.spare }
    const result = await signIn(database, { username, password, ...place, agent }, settings, options)
    if (result.ok) return { said: null, made: result.token }
    const { lockAfterFailures, lockMinutes } = settings
    const words = {
      lapsed: "初始口令已超过24小时，不能再用。请系统管理员重新办理。",
      locked: `登录失败次数过多，请${result.minutes}分钟后再试，或请系统管理员在「登录锁定」中解除。`,
      wrong: `用户名或口令错误。连续 ${lockAfterFailures} 次失败，账号在本机地址将锁定${lockMinutes}分钟。`,
    }
    throw new Unfit({ password: [words[result.reason]] }, result.reason)
  },
})
