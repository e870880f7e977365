import { scalePoint } from "d3-scale"
import { arc, line } from "d3-shape"

/*
 * Drawings of figures that stand in words beside them: nobody who cannot see them misses anything, so they are hidden from
 * whoever hears the page. Measures are SVG attributes: CSP lets no inline style in.
 */

const [WIDTH_OF_ONE, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [66, 130, 44, 34, 22, 40]
/** Signs that fit under a point. */
const LONGEST_LABEL = 6

/** A share from 0 to 1; null: there was none. */
export type Share = number | null
export type Point = { id: string; label: string; shares: readonly [Share, Share] }

export const percent = (share: number): string => `${Math.round(share * 100)}%`

/** 「2026年第三季度」 under its point: the year in a line of its own. */
function labelLines(label: string): string[] {
  const [, year, rest] = label.match(/^(\d{4}年度?)(.+)$/) ?? []
  const words = rest ?? label
  const short = words.length > LONGEST_LABEL ? `${words.slice(0, LONGEST_LABEL - 1)}…` : words
  return year ? [short, year] : [short]
}

const NAMES = ["a", "b"] as const

/** Two shares over the rounds: a whole line with discs, and a broken one with squares; each point says its figure. */
export const ShareLines = ({ points }: { points: readonly Point[] }) => {
  const inner = WIDTH_OF_ONE * Math.max(1, points.length - 1)
  const [width, height] = [LEFT + inner + RIGHT, TOP + HEIGHT + FOOT]
  const x = scalePoint(
    points.map(({ id }) => id),
    [LEFT, LEFT + inner],
  )
  const across = ({ id }: Point) => x(id) ?? LEFT
  const down = (share: number) => TOP + (1 - share) * HEIGHT
  return (
    <svg
      class="share-lines"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
      focusable="false"
    >
      {[0, 0.5, 1].map((share) => (
        <>
          <line class="rule" x1={LEFT - 8} x2={width - RIGHT + 8} y1={down(share)} y2={down(share)} />
          <text class="mark" x={LEFT - 12} y={down(share) + 4} text-anchor="end">
            {percent(share)}
          </text>
        </>
      ))}
      {points.map((point) =>
        labelLines(point.label).map((words, i) => (
          <text class="mark" x={across(point)} y={TOP + HEIGHT + 18 + i * 15} text-anchor="middle">
            {words}
          </text>
        )),
      )}
      {NAMES.map((name, i) => {
        const drawn = line<Point>()
          .defined(({ shares }) => shares[i] !== null)
          .x(across)
          .y(({ shares }) => down(shares[i] ?? 0))
        return (
          <g class={`of-${name}`}>
            <path d={drawn([...points]) ?? ""} />
            {points.map((point) => {
              const [share, other] = [point.shares[i] ?? null, point.shares[1 - i] ?? null]
              if (share === null) return null
              const y = down(share)
              // Where the two come close, the higher figure stands above its point and the lower one below.
              const isLower = other !== null && (share < other || (share === other && i === 1))
              return (
                <>
                  {name === "a" ? (
                    <circle cx={across(point)} cy={y} r="4" />
                  ) : (
                    <rect x={across(point) - 4} y={y - 4} width="8" height="8" />
                  )}
                  <text x={across(point)} y={isLower && share > 0.1 ? y + 18 : y - 9} text-anchor="middle">
                    {percent(share)}
                  </text>
                </>
              )
            })}
          </g>
        )
      })}
    </svg>
  )
}

const RADIUS = 7
const slice = arc<number>()
  .innerRadius(0)
  .outerRadius(RADIUS - 1)
  .startAngle(0)
  .endAngle((share) => share * 2 * Math.PI)

/** A share as a disc that is filled so far. */
export const ShareDisc = ({ share }: { share: number }) => (
  <svg class="disc" viewBox={`${-RADIUS} ${-RADIUS} ${2 * RADIUS} ${2 * RADIUS}`} aria-hidden="true" focusable="false">
    <circle r={RADIUS - 1} />
    {share > 0 && <path d={slice(share) ?? ""} />}
  </svg>
)
