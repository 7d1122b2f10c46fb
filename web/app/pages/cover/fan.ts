import type { Schema } from '@/api/client'
import { band, line, scale, ticks, timeTicks, type Scale } from '@/util/scale'

type Paths = Schema<'QuotePaths'>

export interface Frame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export interface Drawn {
  x: Scale
  y: Scale
  outer: string
  inner: string
  middle: string
  /** Each sample: what it was until it touched, and what it would have been afterwards. */
  samples: { free: string; after: string; touch: [number, number] | null; early: boolean }[]
  priceTicks: number[]
  timeTicks: number[]
}

/** The share of the height that stays free above and below. */
const ROOM = 0.06

/** The lowest and the highest price that the picture shows: fan, barrier, and nearly every sample. */
export function priceRange(paths: Paths): [number, number] {
  const barrier = Number(paths.barrier)
  const mark = Number(paths.mark)
  const all = [
    barrier,
    mark,
    ...paths.fan.flatMap(({ p5, p95 }) => [p5, p95]),
    ...paths.paths.flatMap(({ prices }) => [Math.min(...prices), Math.max(...prices)]),
  ]
  // Samples that wander off would press the rest flat: they are cut at twice the way to the barrier.
  const farthest = 2 * Math.max(Math.abs(mark - barrier), spread(paths))
  const low = Math.max(Math.min(...all), mark - farthest)
  const high = Math.min(Math.max(...all), mark + farthest)
  const free = (high - low) * ROOM
  return [low - free, high + free]
}

function spread(paths: Paths): number {
  const last = paths.fan.at(-1)
  return last ? (last.p95 - last.p5) / 2 : 0
}

export function draw(paths: Paths, frame: Frame): Drawn {
  const [low, high] = priceRange(paths)
  const x = scale([0, paths.termSeconds], [frame.left, frame.width - frame.right])
  const y = scale([low, high], [frame.height - frame.bottom, frame.top])
  const along = (which: 'p5' | 'p25' | 'p50' | 'p75' | 'p95') =>
    paths.fan.map((point) => [x(point.seconds), y(point[which])] as const)
  return {
    x,
    y,
    outer: band(along('p95'), along('p5')),
    inner: band(along('p75'), along('p25')),
    middle: line(along('p50')),
    samples: paths.paths.map((sample) => drawSample(sample, paths, x, y)),
    priceTicks: ticks(low, high, Math.max(2, Math.round(frame.height / 56))),
    timeTicks: timeTicks(paths.termSeconds, Math.max(2, Math.round(frame.width / 110))),
  }
}

function drawSample(sample: Schema<'SamplePath'>, paths: Paths, x: Scale, y: Scale) {
  const at = sample.touchedAtSeconds ?? null
  const barrier = y(Number(paths.barrier))
  const places = sample.prices.map(
    (price, index) => [x(paths.fan[index]?.seconds ?? 0), y(price)] as const,
  )
  if (at === null) return { free: line(places), after: '', touch: null, early: false }
  const before = places.filter(([place]) => place < x(at))
  const after = places.filter(([place]) => place >= x(at))
  const touch: [number, number] = [x(at), barrier]
  return {
    free: line([...before, touch]),
    after: after.length > 0 ? line([touch, ...after]) : '',
    touch,
    early: at <= paths.waitingSeconds,
  }
}

/** The fan at a time, between the points that are given. */
export function fanAt(fan: Paths['fan'], seconds: number): Schema<'FanPoint'> | null {
  const after = fan.findIndex((point) => point.seconds >= seconds)
  const next = fan[after < 0 ? fan.length - 1 : after]
  if (!next) return null
  const before = fan[Math.max(0, (after < 0 ? fan.length : after) - 1)] ?? next
  const width = next.seconds - before.seconds
  const share = width > 0 ? Math.min(1, Math.max(0, (seconds - before.seconds) / width)) : 1
  const mix = (which: 'p5' | 'p25' | 'p50' | 'p75' | 'p95') =>
    before[which] + (next[which] - before[which]) * share
  return {
    seconds,
    p5: mix('p5'),
    p25: mix('p25'),
    p50: mix('p50'),
    p75: mix('p75'),
    p95: mix('p95'),
  }
}
