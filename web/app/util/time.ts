/** What a moment looks like, in the reader's time zone; a time without its zone is a defect. */
export type Look = 'time' | 'date' | 'both' | 'exact'

const SHAPES: Record<Look, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  date: { year: 'numeric', month: 'short', day: '2-digit' },
  both: {
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  exact: {
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
}

const writers = new Map<string, Intl.DateTimeFormat>()

export function writtenTime(at: string | number | Date, look: Look, language: string): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return '–'
  const key = `${language} ${look}`
  let writer = writers.get(key)
  if (writer === undefined) {
    writer = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', SHAPES[look])
    writers.set(key, writer)
  }
  return writer.format(moment)
}

/** "3 minutes ago", "in 2 days". */
export function writtenDistance(at: string | number | Date, now: number, language: string): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ]
  const [size, unit] = steps.find(([step]) => Math.abs(seconds) >= step) ?? [1, 'second']
  const writer = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
    numeric: 'auto',
    style: 'short',
  })
  return writer.format(Math.trunc(seconds / size), unit)
}

/** What is left until a moment, as a clock: 2d 03:14:09, and 00:00 when it is over. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3_600)
  const rest = `${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`
  if (days > 0) return `${days}d ${two(hours)}:${rest}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
