import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '@/util/classes'
import { clockTicks, scale, steps, ticks } from '@/util/scale'
import { writtenTime } from '@/util/time'
import { useWidth } from '@/util/useWidth'
import styles from './TimeChart.module.css'

export interface TimePoint {
  at: number
  value: number
}

export interface TimeChartProps {
  label: string
  points: readonly TimePoint[]
  /** How a value is written. */
  write: (value: number) => string
  /** Lines that mean something: a limit that must not be crossed. */
  limits?: readonly { value: number; label: string; tone: 'warn' | 'bad' | 'plain' }[]
  height?: number
  /** Only the line, without axes: beside a number. */
  small?: boolean
  tone?: 'info' | 'good' | 'cover' | 'bad' | 'plain'
}

/** A value over time, that stays as it is until it changes. */
export function TimeChart(props: TimeChartProps) {
  const { label, points, write, limits = [], height = 200, small, tone = 'info' } = props
  const { i18n } = useTranslation()
  const [measure, width] = useWidth(small ? 160 : 600)
  const [over, setOver] = useState<number | null>(null)
  const clip = useId()
  const right = small ? 0 : 62
  const bottom = small ? 2 : 22
  const drawn = useMemo(() => {
    const first = points[0]
    const last = points.at(-1)
    if (!first || !last) return null
    const values = [...points.map(({ value }) => value), ...limits.map(({ value }) => value)]
    const low = Math.min(...values)
    const high = Math.max(...values)
    const free = (high - low || Math.abs(high) || 1) * 0.12
    const x = scale([first.at, Math.max(last.at, first.at + 1)], [0, width - right])
    const y = scale([low - free, high + free], [height - bottom, small ? 2 : 8])
    const places = points.map(({ at, value }) => [x(at), y(value)] as const)
    const line = steps(places)
    return {
      x,
      y,
      line,
      area: `${line}V${height - bottom}H0Z`,
      values: ticks(low - free, high + free, Math.max(2, Math.round(height / 54))),
      times: clockTicks(first.at, last.at, Math.max(2, Math.round(width / 130))),
      days: last.at - first.at > 2 * 86_400_000,
    }
  }, [points, limits, width, height, right, bottom, small])
  if (!drawn) return <div className={styles.chart} ref={measure} />
  const { x, y } = drawn
  // The words of the lower of two lines that nearly meet go below it.
  const isCrowded = (value: number) =>
    limits.some((other) => other.value > value && y(value) - y(other.value) < 18)
  const here = over === null ? null : pointAt(points, x.back(over))
  return (
    <div className={classes(styles.chart, styles[tone])} ref={measure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        role="img"
        aria-label={label}
        onPointerMove={(event) => {
          const at = event.clientX - event.currentTarget.getBoundingClientRect().left
          if (!small) setOver(at >= 0 && at <= width - right ? at : null)
        }}
        onPointerLeave={() => setOver(null)}
      >
        <clipPath id={clip}>
          <rect x={0} y={0} width={width - right} height={height - bottom} />
        </clipPath>
        {!small && (
          <g className={styles.grid}>
            {drawn.values.map((value) => (
              <g key={value}>
                <line x1={0} x2={width - right} y1={y(value)} y2={y(value)} />
                {y(value) > 8 && (
                  <text x={width - right + 8} y={y(value) + 4}>
                    {write(value)}
                  </text>
                )}
              </g>
            ))}
            {drawn.times.map((at) => (
              <text key={at} x={x(at)} y={height - 5} textAnchor="middle">
                {writtenTime(at, drawn.days ? 'date' : 'time', i18n.language)
                  .replace(/:00$/, '')
                  .replace(/ \d{4}$/, '')}
              </text>
            ))}
          </g>
        )}
        <g clipPath={`url(#${clip})`}>
          <path d={drawn.area} className={styles.area} />
          <path d={drawn.line} className={styles.line} />
        </g>
        {limits.map((limit) => (
          <g key={limit.label} className={styles.limit} data-tone={limit.tone}>
            <line x1={0} x2={width - right} y1={y(limit.value)} y2={y(limit.value)} />
            <text x={6} y={y(limit.value) + (isCrowded(limit.value) ? 13 : -5)}>
              {limit.label}
            </text>
          </g>
        ))}
        {here && (
          <g className={styles.here}>
            <line x1={x(here.at)} x2={x(here.at)} y1={0} y2={height - bottom} />
            <circle cx={x(here.at)} cy={y(here.value)} r={3.5} />
          </g>
        )}
      </svg>
      {here && (
        <p className={styles.reading}>
          <b>{write(here.value)}</b> {writtenTime(here.at, 'both', i18n.language)}
        </p>
      )}
    </div>
  )
}

function pointAt(points: readonly TimePoint[], at: number): TimePoint | null {
  return points.findLast((point) => point.at <= at) ?? points[0] ?? null
}
