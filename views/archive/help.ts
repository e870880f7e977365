import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 79,
    title: "立卷归档",
    text: "方案办完后在「设置」中归档，再从「设置」或「文件与通报」进入「立卷归档」，制作一个 .zip 归档包：原文、文书、台账、各期进展、佐证材料、操作记录和卷内目录都在里面，解压后打开 index.html 选择文件夹即可核对有无缺少或改动。每次制作都有记录，校验值登记在该页。普法年度的归档包由普法办从「公开」页进入「立卷归档」制作，内有各类台账和登记册、报备文件、附件和操作记录。",
  },
]
