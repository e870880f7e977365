/*
 * Browsers that print a page with fonts of Noto or Source Han write for many common characters the radical that looks the
 * same: ⼀ for 一, ⺠ for 民. Whoever copies from such a file has words that nothing finds.
 */

/** Kangxi radicals, of which Unicode itself says which character each is. */
const KANGXI = /[\u2f00-\u2fd5]/g
/** From U+2E80 on, one after the other; a blank where there is no character that people would write. */
const MORE =
  " 厂 乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罓网 羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
const FROM = 0x2e80
const ANY = /[\u2e80-\u2fd5]/

/** The same words in common characters, each in its place. */
export function withoutRadicals(text: string): string {
  if (!ANY.test(text)) return text
  return text
    .replace(KANGXI, (radical) => radical.normalize("NFKC"))
    .replace(/[\u2e80-\u2eff]/g, (radical) => MORE[radical.charCodeAt(0) - FROM]?.trim() || radical)
}
