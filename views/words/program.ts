import type { about } from "#src/door/about.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { stateWords } from "../events/values.ts"

type Words = WordsOf<typeof about>

export const BANNER = "本系统为非涉密系统，严禁存储、处理、传输涉及国家秘密的信息"

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  not_found: () => "未找到该页面，或该内容不在您的权限范围内。",
  not_yours: () => "您的岗位不能进行这项操作。如确有需要，请联系安全管理员核对岗位。",
  wrong_state: ({ state, noun }) =>
    state
      ? `这一项现在是「${stateWords(state, noun)}」状态，不能这样操作。请刷新查看最新情况。`
      : "这一项的状态已经变化，不能这样操作。请刷新查看最新情况。",
}
