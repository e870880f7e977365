import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 80,
    title: "佐证材料",
    text: "只有填报期注明需要时才必须上传。选择、拖入或粘贴后即上传，也随「报送」一并送出；可用 pdf、ofd、jpg、png、docx、xlsx，单个不超过 10 MB。已在网上公开的，可以不传文件，填网址（http、https，名称选填），点「添加网址」或随「报送」一并送出。系统只登记网址，不访问、不保存网页内容；网页可能改动或删除的，请同时上传截图或 pdf。文件后缀与内容不符的，按内容改正后缀并说明；粘贴文字带来的不可见字符自动去除。",
  },
]
