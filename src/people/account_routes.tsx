import { factory } from "#src/http/env.ts"

/** 账户. */
export const account = factory.createApp()
