import type { SignedSheet } from "#db/schema.ts"
import { dayWords } from "../words.ts"

type Came = Pick<SignedSheet, "receivedOn" | "takenBy" | "isSigned" | "isSealed">

/** 「11月20日收到（陈督查收），已签字，未盖章」 */
export const arrivalWords = ({ receivedOn, takenBy, isSigned, isSealed }: Came, today: string): string =>
  receivedOn === null
    ? "未收到"
    : `${dayWords(receivedOn, today)}收到（${takenBy}收），${isSigned ? "已" : "未"}签字，${isSealed ? "已" : "未"}盖章`
