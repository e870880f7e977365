// What the Worker has for `entities/decode` (`[alias]` of wrangler.toml): without the 2,000 names of HTML 5, which take
// thirteen kilobytes of it packed. Those of HTML 4 are read before (src/plans/intake/files/named.ts).
export { DecodingMode, EntityDecoder } from "entities"

/** The five names of XML, as entities 8 packs them; a test holds it against theirs. */
export const xmlDecodeTree = new Uint16Array([
  512, 26_465, 29_036, 7, 0, 2, 4, 116, 24_638, 116, 24_636, 8693, 29_807, 24_610, 621, 1, 0, 0, 3, 112, 24_614, 111,
  115, 24_615,
])
export const htmlDecodeTree = xmlDecodeTree
