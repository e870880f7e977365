/* Base64 as a Worker has it: bytes to letters and back, which is all that the client of a libSQL server asks for. */

/** So many bytes are given to one call as arguments. */
const PIECE = 0x8000

export const Base64 = {
  fromUint8Array(bytes: Uint8Array): string {
    let text = ""
    for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE))
    return btoa(text)
  },
  /** With or without the padding, which a server leaves out. */
  toUint8Array: (letters: string): Uint8Array =>
    Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0)),
}
