/** ISO durations as the API writes them: PT4H, PT168H, PT1H30M, P7D. */
const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** How many seconds a duration has; 0 where the text is none. */
export function secondsOf(duration: string): number {
  const found = ISO.exec(duration)
  if (!found) return 0
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = found
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

export interface SpanWords {
  day: string
  hour: string
  minute: string
  second: string
}

const SHORT: Record<string, SpanWords> = {
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
  zh: { day: '天', hour: '小时', minute: '分', second: '秒' },
}

/** A span in its two greatest units: 7 d, 5 h 12 min, 47 min, 12 s. */
export function writtenSpan(seconds: number, language: string): string {
  const unit = SHORT[language] ?? (SHORT['en'] as SpanWords)
  const gap = language === 'zh' ? '' : ' '
  const whole = Math.max(0, Math.floor(seconds))
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), unit.day],
    [Math.floor((whole % 86_400) / 3_600), unit.hour],
    [Math.floor((whole % 3_600) / 60), unit.minute],
    [whole % 60, unit.second],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return `0${gap}${unit.second}`
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count}${gap}${name}`)
    .join(gap || '')
}
