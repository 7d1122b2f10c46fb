import { useMemo } from 'react'
import styles from './PathsPicture.module.css'

const WIDTH = 900
const HEIGHT = 560
const BARRIER = 500
const PATHS = 30
const STEPS = 90

/** A picture for the front page: prices that wander, some into the barrier. It means nothing else. */
export function PathsPicture() {
  const drawn = useMemo(() => wander(), [])
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {drawn.map(({ line, touched }) => (
        <polyline key={line} points={line} className={touched ? styles.touched : styles.free} />
      ))}
      <line x1="0" x2={WIDTH} y1={BARRIER} y2={BARRIER} className={styles.barrier} />
    </svg>
  )
}

function wander() {
  const random = seeded(20_251_010)
  return Array.from({ length: PATHS }, () => {
    let height = 270
    let touched = false
    const points: string[] = []
    for (let step = 0; step <= STEPS && !touched; step++) {
      points.push(`${((step / STEPS) * WIDTH).toFixed(1)},${height.toFixed(1)}`)
      const sum = random() + random() + random() - 1.5
      height += sum * 30 + 0.6
      touched = height >= BARRIER
      if (touched) points.push(`${(((step + 1) / STEPS) * WIDTH).toFixed(1)},${BARRIER}`)
    }
    return { line: points.join(' '), touched }
  })
}

/** mulberry32: always the same picture. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
