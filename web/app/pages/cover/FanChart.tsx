import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { written } from '@/util/decimal'
import { writtenSpan } from '@/util/duration'
import { useWidth } from '@/util/useWidth'
import { draw, fanAt, type Frame } from './fan'
import styles from './FanChart.module.css'

/** Where the price may go, as the model that priced the quote sees it, against the barrier. */
export function FanChart({ paths, places }: { paths: Schema<'QuotePaths'>; places: number }) {
  const { t, i18n } = useTranslation('cover')
  const [measure, width] = useWidth(640)
  const [over, setOver] = useState<number | null>(null)
  const frame = useMemo<Frame>(
    () => ({
      width,
      height: width < 480 ? 260 : 320,
      left: 0,
      right: width < 480 ? 62 : 74,
      top: 10,
      bottom: 24,
    }),
    [width],
  )
  const drawn = useMemo(() => draw(paths, frame), [paths, frame])
  const { x, y } = drawn
  const right = frame.width - frame.right
  const floor = frame.height - frame.bottom
  const barrier = y(Number(paths.barrier))
  const price = (value: number) => written(value, { places })
  const share = (value: number) => `${(value * 100).toFixed(value < 0.1 ? 2 : 1)}%`
  const facts = {
    touched: share(paths.touched),
    early: share(paths.touchedWaiting),
    count: written(paths.simulated),
    barrier: written(paths.barrier, { places }),
  }
  const here = over === null ? null : fanAt(paths.fan, x.back(over))
  return (
    <figure className={styles.figure} ref={measure}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        height={frame.height}
        role="img"
        aria-label={t('fan.label', facts)}
        onPointerMove={(event) => {
          const at = event.clientX - event.currentTarget.getBoundingClientRect().left
          setOver(at >= frame.left && at <= right ? at : null)
        }}
        onPointerLeave={() => setOver(null)}
      >
        <defs>
          <clipPath id="fan-clip">
            <rect x={frame.left} y={0} width={right - frame.left} height={floor} />
          </clipPath>
          <pattern id="fan-waiting" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 6 6 0" className={styles.hatch} />
          </pattern>
        </defs>
        <Grid drawn={drawn} frame={frame} price={price} hidden={[barrier, y(Number(paths.mark))]} />
        <rect
          x={frame.left}
          y={0}
          width={x(Math.min(paths.waitingSeconds, paths.termSeconds)) - frame.left}
          height={floor}
          fill="url(#fan-waiting)"
        />
        <g clipPath="url(#fan-clip)">
          <path d={drawn.outer} className={styles.outer} />
          <path d={drawn.inner} className={styles.inner} />
          {drawn.samples.map((sample) => (
            <g key={sample.free}>
              <path d={sample.free} className={sample.touch ? styles.touching : styles.free} />
              {sample.after !== '' && <path d={sample.after} className={styles.after} />}
            </g>
          ))}
          <path d={drawn.middle} className={styles.middle} />
        </g>
        <line x1={frame.left} x2={right} y1={barrier} y2={barrier} className={styles.barrier} />
        {drawn.samples.map(
          ({ touch, early, free }) =>
            touch && (
              <circle
                key={free}
                cx={touch[0]}
                cy={touch[1]}
                r={3.5}
                className={early ? styles.early : styles.touch}
              />
            ),
        )}
        <Tag
          y={barrier}
          x={right}
          width={frame.right}
          words={price(Number(paths.barrier))}
          barrier
        />
        <Tag
          y={y(Number(paths.mark))}
          x={right}
          width={frame.right}
          words={price(Number(paths.mark))}
        />
        {here && over !== null && (
          <>
            <line x1={over} x2={over} y1={0} y2={floor} className={styles.cross} />
            {(['p5', 'p50', 'p95'] as const).map((which) => (
              <circle key={which} cx={over} cy={y(here[which])} r={2.5} className={styles.spot} />
            ))}
          </>
        )}
      </svg>
      <figcaption className={styles.caption}>
        {here ? (
          <span className={styles.reading}>
            <b>{t('fan.at', { span: writtenSpan(here.seconds, i18n.language) })}</b>
            <span>5 % {price(here.p5)}</span>
            <span>50 % {price(here.p50)}</span>
            <span>95 % {price(here.p95)}</span>
          </span>
        ) : (
          <span className={styles.reading}>
            <b>{t('fan.caption', facts)}</b>
            <span>{t('fan.captionEarly', facts)}</span>
          </span>
        )}
        <span className={styles.legend} aria-hidden>
          <i className={styles.keyOuter} /> {t('fan.band90')}
          <i className={styles.keyInner} /> {t('fan.band50')}
          <i className={styles.keyTouch} /> {t('fan.touches')}
        </span>
      </figcaption>
    </figure>
  )
}

function Grid(props: {
  drawn: ReturnType<typeof draw>
  frame: Frame
  price: (value: number) => string
  hidden: readonly number[]
}) {
  const { drawn, frame, price, hidden } = props
  const { t, i18n } = useTranslation('cover')
  const right = frame.width - frame.right
  return (
    <g className={styles.grid}>
      {drawn.priceTicks.map((value) => (
        <g key={value}>
          <line x1={frame.left} x2={right} y1={drawn.y(value)} y2={drawn.y(value)} />
          {hidden.every((place) => Math.abs(place - drawn.y(value)) > 16) && (
            <text x={right + 8} y={drawn.y(value) + 4}>
              {price(value)}
            </text>
          )}
        </g>
      ))}
      {drawn.timeTicks.map((seconds, at) => (
        <text
          key={seconds}
          x={drawn.x(seconds)}
          y={frame.height - 6}
          textAnchor={at === 0 ? 'start' : 'middle'}
        >
          {at === 0 ? t('fan.now') : writtenSpan(seconds, i18n.language)}
        </text>
      ))}
    </g>
  )
}

function Tag(props: { x: number; y: number; width: number; words: string; barrier?: boolean }) {
  const { x, y, width, words, barrier } = props
  return (
    <g className={barrier ? styles.tagBarrier : styles.tag}>
      <rect x={x + 2} y={y - 9} width={width - 2} height={18} rx={3} />
      <text x={x + 8} y={y + 4}>
        {words}
      </text>
    </g>
  )
}
