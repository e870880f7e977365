/** How anybody repeats a 随机抽取 (src/supervision/inspections/draw.ts). */
export const drawWords = (n: number): string =>
  `对范围内每个编号计算 SHA-256("随机数:编号")，按十六进制结果由小到大排列，取前 ${n} 个`
