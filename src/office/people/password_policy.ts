/** What a password must be (domain.md 4.3): the 等保 profile by default, both profiles with the block-list. */

export type PasswordRules = { passwordLength: number; passwordClasses: number }
export type PasswordProblem = "short" | "long" | "classes" | "login" | "common" | "same" | "former"

/** Longest password that is taken; at least 64 must be (ASVS 6.2.9). */
export const LONGEST_PASSWORD = 200

/**
 * The passwords tried first everywhere, here and abroad, in small letters; a tail of digits or signs does not save them
 * (`Admin@123` is `admin`), so the list holds the stems.
 */
const COMMON = new Set(
  `123456 1234567 12345678 123456789 1234567890 0123456789 111111 11111111 000000 00000000 88888888 66666666 123123 112233
  123321 654321 987654321 147258369 159357 5201314 1314520 1314521 520520 7758521 7758258 woaini woaini1314 woaiwojia
  aini1314 qwerty qwertyuiop qwer asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r
  1q2w3e4r5t zaq1 zaq12wsx q1w2e3r4 abc abcd abcdef abcdefg abc123 abcd1234 a123456 a1b2c3d4 aa123456 aa123456789
  password passw0rd pass passwd p@ssword p@ssw0rd mima kouling admin administrator root system sysadmin manager test
  guest user welcome letmein changeme default login master secret iloveyou dragon monkey football baseball sunshine
  princess shadow superman batman hello huawei lenovo windows server zhongguo china beijing shanghai zhengfu bangong
  bangongshi xinxi wangluo fengong duban administrator1 qq123456 wang1234 li123456 asd123 asdf1234 qwe123 zxc123`.split(
    /\s+/,
  ),
)

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

/** How many of the four: small letters, capitals, digits, all else. */
export const classesOf = (password: string): number => CLASSES.filter((one) => one.test(password)).length

/** True for a password that stands on everybody's list, also with a tail of digits and signs, or one key pressed on. */
export function isCommon(password: string): boolean {
  const small = password.toLowerCase()
  const stem = small.replace(/[^\p{L}]+$/u, "")
  return (
    COMMON.has(small) ||
    COMMON.has(small.replace(/[^\p{L}\p{N}]+/gu, "")) ||
    COMMON.has(stem) ||
    /^(.)\1*$/u.test(small)
  )
}

/** Everything that is wrong with it; empty: it may be used. `current` tells whether it is the one in use now. */
export function passwordProblems(
  password: string,
  { login, isCurrent = false }: { login: string; isCurrent?: boolean },
  rules: PasswordRules,
): PasswordProblem[] {
  const length = [...password].length
  const name = login.toLowerCase()
  const problems: [PasswordProblem, boolean][] = [
    ["short", length < rules.passwordLength],
    ["long", password.length > LONGEST_PASSWORD],
    ["classes", classesOf(password) < rules.passwordClasses],
    [
      "login",
      name.length > 0 && (password.toLowerCase() === name || [...name].reverse().join("") === password.toLowerCase()),
    ],
    ["common", isCommon(password)],
    ["same", isCurrent],
  ]
  return problems.filter(([, applies]) => applies).map(([problem]) => problem)
}

type Aged = { mustChangePassword: boolean; passwordSetAt: number }

/** A first password, which somebody else has seen, is good for so long. */
const FIRST_PASSWORD_LIFE = 86_400_000

/** It was given to somebody and never changed, and its day is over. */
export const hasOutlivedDay = ({ mustChangePassword, passwordSetAt }: Aged, now: number): boolean =>
  mustChangePassword && now - passwordSetAt > FIRST_PASSWORD_LIFE

/** Before anything else: it is a first one, or older than the rules let one become. */
export const isToBeChanged = (
  { mustChangePassword, passwordSetAt }: Aged,
  passwordDays: number,
  now: number,
): boolean => mustChangePassword || (passwordDays > 0 && now - passwordSetAt > passwordDays * 86_400_000)

const LETTERS = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"] as const

/**
 * A password for one use, given to somebody on paper or by telephone: no letters that look alike, all four classes.
 *
 * @param random Uniform bytes, more than enough of them.
 */
export function initialPassword(random: Uint8Array): string {
  const all = LETTERS.join("")
  const picks = [...random].filter((byte) => byte < Math.floor(256 / all.length) * all.length)
  const letters = picks.slice(0, 13).map((byte) => all.charAt(byte % all.length))
  const sure = LETTERS.map((set, i) => set.charAt((random[i] ?? 0) % set.length))
  return [[...sure, ...letters.slice(0, 1)], letters.slice(1, 5), letters.slice(5, 9), letters.slice(9, 13)]
    .map((group) => group.join(""))
    .join("-")
}
