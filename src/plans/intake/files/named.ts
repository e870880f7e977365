/*
 * The signs that a page may call by their names, as HTML 4 has them: Office and browsers write no others. `amp`, `lt`, `gt`
 * and `quot` are left to the parser, for they would end or begin something.
 */

/** From U+00A0 on, one after the other. */
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"
/** Each with its sign behind it. */
const OTHERS =
  "ensp\u2002emsp\u2003thinsp\u2009zwnj\u200czwj\u200dlrm\u200erlm\u200fndash–mdash—lsquo‘rsquo’sbquo‚ldquo“rdquo”bdquo„dagger†Dagger‡bull•hellip…permil‰prime′Prime″lsaquo‹rsaquo›oline‾euro€trade™larr←uarr↑rarr→darr↓harr↔rArr⇒hArr⇔forall∀part∂exist∃empty∅isin∈ni∋prod∏sum∑minus−radic√prop∝infin∞ang∠and∧or∨cap∩cup∪int∫there4∴sim∼cong≅asymp≈ne≠equiv≡le≤ge≥sub⊂sup⊃sube⊆supe⊇oplus⊕otimes⊗perp⊥sdot⋅loz◊spades♠clubs♣hearts♥diams♦fnofƒOEligŒoeligœScaronŠscaronšYumlŸcircˆtilde˜frasl⁄weierp℘imageℑrealℜalefsymℵcrarr↵lArr⇐uArr⇑dArr⇓nabla∇notin∉lowast∗nsub⊄lceil⌈rceil⌉lfloor⌊rfloor⌋lang\u27e8rang\u27e9thetasym\u03d1upsih\u03d2piv\u03d6"

/** From U+0391 on; `-`: there is none. The small letters stand 32 further, with `sigmaf` in that gap. */
const GREEK =
  "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega"

export const SIGNS: ReadonlyMap<string, string> = new Map([
  ...LATIN.split(" ").map((name, i): [string, string] => [name, String.fromCharCode(0xa0 + i)]),
  ...GREEK.split(" ").flatMap((name, i): [string, string][] => [
    [name, String.fromCharCode(0x391 + i)],
    [name === "-" ? "sigmaf" : name.toLowerCase(), String.fromCharCode(0x3b1 + i)],
  ]),
  ...[...OTHERS.matchAll(/([A-Za-z]+\d?)([^A-Za-z\d])/g)].map(([, name = "", sign = ""]): [string, string] => [
    name,
    sign,
  ]),
])

/** The text of a page with those signs in place of their names. */
export const withSigns = (html: string): string =>
  html.replace(/&([A-Za-z]{2,8}\d{0,2});/g, (written, name: string) => SIGNS.get(name) ?? written)
