/*
 * The faces and styles of 公文 (GB/T 9704-2012 7.3): A4, 22 lines of 28 characters; 二号小标宋 for the title, 三号仿宋 for
 * the text, 黑体 for its first level. Sizes are half points, distances twips. The office may change a style in Word.
 */

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/**
 * Faces by the names that offices have; where one is missing Word and WPS take the next. None is carried along: they are
 * sold under licences of their own.
 */
const FACES = [
  ["方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC,宋体", "roman"],
  ["仿宋_GB2312", "仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong,Zhuque Fangsong (technical preview)", "modern"],
  ["黑体", "SimHei,Noto Sans CJK SC,微软雅黑", "modern"],
  ["宋体", "SimSun,Noto Serif CJK SC", "roman"],
  ["楷体_GB2312", "楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti,LXGW WenKai,AR PL KaitiM GB", "modern"],
] as const

const [[TITLE_FACE], [TEXT_FACE], [HEAD_FACE], [NUMBER_FACE], [SECOND_FACE]] = FACES

/** 黑体 of the first level, 楷体 of the second. */
export const HEITI = HEAD_FACE
export const KAITI = SECOND_FACE

export const fontTable = (): string =>
  `<w:fonts xmlns:w="${MAIN}">${FACES.map(
    ([name, others, family]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  ).join(
    "",
  )}<w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif,Tinos"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`

const INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
const exactly = (line: number, before = 0, after = 0) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="exact"/>`
const atLeast = (line: number) => `<w:spacing w:before="0" w:after="0" w:line="${line}" w:lineRule="atLeast"/>`
const align = (to: "left" | "center" | "right" | "both") => `<w:jc w:val="${to}"/>`
const face = (name: string) => `<w:rFonts w:eastAsia="${name}"/>`
const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`
/** 28 characters of 16 pt are a little wider than the type area; at another size the distance is the face's own. */
const CLOSE = '<w:spacing w:val="-5"/>'
const LOOSE = '<w:spacing w:val="0"/>'
const rule = (space: number, size: number, colour: string) =>
  `<w:pBdr><w:bottom w:val="single" w:sz="${size}" w:space="${space}" w:color="${colour}"/></w:pBdr>`
const RED = "FF0000"
/** The signature of whoever issues it starts there. */
const TAB = '<w:tabs><w:tab w:val="left" w:pos="5600"/></w:tabs>'

/** Id, name in Word's list, format of the paragraph, format of its characters. */
const STYLES: [id: string, name: string, paragraph: string, characters: string][] = [
  ["Title", "Title", `<w:keepNext/>${exactly(720)}${align("center")}`, face(TITLE_FACE) + LOOSE + size(44)],
  ["NumberLine", "公文编号", `<w:keepNext/>${rule(4, 8, "000000")}${TAB}${exactly(579, 300)}${align("left")}`, ""],
  ["Addressee", "公文主送", `<w:keepNext/>${exactly(579, 260)}${align("left")}`, ""],
  [
    "Letterhead",
    "公文发文机关标志",
    `<w:keepNext/>${align("center")}`,
    `${face(TITLE_FACE)}<w:color w:val="${RED}"/>${LOOSE}${size(96)}`,
  ],
  ["Urgency", "公文紧急程度", `<w:keepNext/>${exactly(579)}${align("left")}`, face(HEAD_FACE)],
  // 4 mm to the rule, of which the line itself brings the larger part.
  ["RedLine", "公文发文字号", `<w:keepNext/>${rule(5, 12, RED)}${exactly(579)}${align("left")}`, ""],
  ["SignerLine", "公文签发人", `<w:keepNext/>${exactly(579)}${align("left")}`, ""],
  ["SeriesIssue", "公文期号", `<w:keepNext/>${exactly(579, 120)}${align("center")}`, ""],
  ["Body", "公文正文", INDENT, ""],
  ["Heading1", "heading 1", `<w:keepNext/>${INDENT}<w:outlineLvl w:val="0"/>`, face(HEAD_FACE)],
  ["Heading2", "heading 2", `<w:keepNext/>${INDENT}<w:outlineLvl w:val="1"/>`, face(SECOND_FACE)],
  ["Signature", "公文署名", align("right"), ""],
  ["Note", "公文附注", INDENT, ""],
  ["AnnexNote", "公文附件说明", align("left"), ""],
  ["AnnexLabel", "公文附件", `<w:keepNext/>${align("left")}<w:outlineLvl w:val="0"/>`, face(HEAD_FACE)],
  ["AnnexTitle", "公文附件标题", `<w:keepNext/>${exactly(720)}${align("center")}`, face(TITLE_FACE) + LOOSE + size(44)],
  ["Imprint", "公文版记", exactly(480) + align("left"), LOOSE + size(28)],
  // Carries a break or an anchor and is not seen: a full page has room for it still.
  ["SectionEnd", "公文分节", exactly(20), LOOSE + size(2)],
  ["Gap", "公文表前", `<w:keepNext/>${exactly(100)}`, ""],
  ["Caption", "caption", `<w:keepNext/>${exactly(520, 120, 60)}${align("center")}`, face(HEAD_FACE) + LOOSE + size(28)],
  ["Cell", "公文表格", atLeast(380) + align("left"), LOOSE + size(24)],
  ["CellHead", "公文表头", atLeast(380) + align("center"), face(HEAD_FACE) + LOOSE + size(24)],
  [
    "ReceiptTitle",
    "公文回执标题",
    `<w:keepNext/><w:pageBreakBefore/>${exactly(640, 0, 220)}${align("center")}`,
    face(TITLE_FACE) + LOOSE + size(36),
  ],
  ["ReceiptLine", "公文回执编号", `<w:keepNext/>${exactly(500)}${align("left")}`, LOOSE + size(28)],
  ["FormHead", "公文回执栏目", atLeast(440) + align("center"), face(HEAD_FACE) + LOOSE + size(28)],
  ["Form", "公文回执内容", atLeast(440) + align("left"), LOOSE + size(28)],
  ["FormHand", "公文回执签字", atLeast(440) + align("right"), LOOSE + size(28)],
  ["ReceiptNote", "公文回执说明", exactly(440, 120) + align("left"), LOOSE + size(24)],
  ["Header", "header", exactly(480) + align("right"), face(HEAD_FACE) + LOOSE],
  [
    "Footer",
    "footer",
    exactly(320),
    `<w:rFonts w:ascii="${NUMBER_FACE}" w:hAnsi="${NUMBER_FACE}" w:eastAsia="${NUMBER_FACE}"/>${LOOSE}${size(28)}`,
  ],
]

export function styles(): string {
  const faces = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${TEXT_FACE}" w:cs="Times New Roman"/>`
  const language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
  // Latin words break anywhere and get no space before Chinese ones: lines keep their 28 characters.
  const grid =
    '<w:widowControl w:val="0"/><w:wordWrap w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${faces}${CLOSE}<w:kern w:val="0"/>${size(32)}${language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${exactly(579)}${align("both")}</w:pPr></w:pPrDefault></w:docDefaults>`
  const normal = `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>${grid}</w:pPr></w:style>`
  const own = STYLES.map(
    ([id, name, paragraph, characters]) =>
      `<w:style w:type="paragraph" w:styleId="${id}"${/^[a-zA-Z]/.test(name) ? "" : ' w:customStyle="1"'}><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${characters}</w:rPr></w:style>`,
  )
  return `<w:styles xmlns:w="${MAIN}">${defaults}${normal}${own.join("")}</w:styles>`
}
