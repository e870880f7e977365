import { NotPrinted } from "./on_paper.tsx"

/** Newer and older pages of a list that the database pages. */
export const Pages = ({ page, hasMore, path }: { page: number; hasMore: boolean; path: (page: number) => string }) =>
  page === 1 && !hasMore ? null : (
    <nav class="pages" aria-label="翻页">
      {page > 1 && (
        <a class="button" id="page-newer" href={path(page - 1)} rel="prev">
          ‹ 上一页
        </a>
      )}
      <span>第 {page} 页</span>
      <NotPrinted what={`${[page > 1 && "前面", hasMore && "后面"].filter(Boolean).join("和")}的记录`} />
      {hasMore && (
        <a class="button" id="page-older" href={path(page + 1)} rel="next">
          下一页 ›
        </a>
      )}
    </nav>
  )
