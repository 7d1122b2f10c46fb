/** From values to places on the screen and back: nothing here knows React. */
export interface Scale {
  (value: number): number
  back: (place: number) => number
}

export function scale(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [low, high] = from
  const [start, end] = to
  const span = high - low || 1
  const there = (value: number) => start + ((value - low) / span) * (end - start)
  return Object.assign(there, {
    back: (place: number) => low + ((place - start) / (end - start || 1)) * span,
  })
}

/** Round numbers between two values: about so many, always of 1, 2, 2.5 or 5 times a power of ten. */
export function ticks(low: number, high: number, about: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / Math.max(1, about)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toFixed(10)),
  )
}

const TIME_STEPS = [
  60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800,
  604_800, 2_592_000, 7_776_000,
]

/** Round spans of time from nothing to the end, in seconds: about so many. */
export function timeTicks(seconds: number, about: number): number[] {
  const rough = seconds / Math.max(1, about)
  const step = TIME_STEPS.find((each) => each >= rough) ?? seconds
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, at) => at * step)
}

/** Round moments of the reader's clock between two moments, in milliseconds. */
export function clockTicks(from: number, to: number, about: number): number[] {
  const rough = (to - from) / 1000 / Math.max(1, about)
  const step = (TIME_STEPS.find((each) => each >= rough) ?? rough) * 1000
  const zone = new Date(from).getTimezoneOffset() * 60_000
  const first = Math.ceil((from - zone) / step) * step + zone
  const moments: number[] = []
  for (let at = first; at <= to; at += step) moments.push(at)
  return moments
}

/** The line through some places, as an SVG path. */
export function line(places: readonly (readonly [number, number])[]): string {
  return places
    .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
}

/** A line that stays as it is until the next value. */
export function steps(places: readonly (readonly [number, number])[]): string {
  return places
    .map(([x, y], at) =>
      at === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`,
    )
    .join('')
}

/** The ground between two lines. */
export function band(
  upper: readonly (readonly [number, number])[],
  lower: readonly (readonly [number, number])[],
): string {
  return upper.length === 0 ? '' : `${line([...upper, ...lower.toReversed()])}Z`
}
