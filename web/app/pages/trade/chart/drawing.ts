import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  CrosshairMode,
  HistogramSeries,
  LineStyle,
  TickMarkType,
  type AutoscaleInfo,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type MouseEventParams,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts'
import { written } from '@/util/decimal'
import { changedFrom, type Bar } from './bars'
import type { Line } from './lines'
import type { Look } from './look'
import type { FillMark } from './marks'

export interface TitledLine extends Line {
  title: string
}

/** A line above or below what is shown. */
export interface Offstage {
  line: TitledLine
  above: boolean
}

export interface DrawingListener {
  /** The bar under the cross; null: the pointer is elsewhere. */
  pointed: (bar: Bar | null) => void
  offstage: (lines: Offstage[]) => void
  /** The first bars come into sight: older ones are wanted. */
  early: () => void
}

const BARS_SHOWN = 130
const EARLY_BARS = 30
const SOON_MS = 100
const LABEL_PX = 12
/** Lines are brought into sight as long as the candles keep this part of the height. */
const CANDLES_SHARE = 0.5
/** Which lines are brought into sight before which. */
const RANK: Record<Line['kind'], number> = {
  mark: 0,
  entry: 1,
  liquidation: 1,
  barrier: 1,
  buy: 2,
  sell: 2,
}

/** The canvas: told what to draw, it draws only what changed. It knows neither React nor stores. */
export class Drawing {
  private readonly chart: IChartApi
  private readonly candles: ISeriesApi<'Candlestick'>
  private readonly volume: ISeriesApi<'Histogram'>
  private readonly marks: ISeriesMarkersPluginApi<Time>
  private readonly drawn = new Map<string, { line: TitledLine; shape: IPriceLine }>()
  private bars: readonly Bar[] = []
  private places = 2
  private told = ''
  private telling: ReturnType<typeof setTimeout> | null = null

  constructor(
    host: HTMLElement,
    private look: Look,
    private readonly language: string,
    private readonly listener: DrawingListener,
  ) {
    this.chart = createChart(host, {
      autoSize: true,
      layout: { attributionLogo: false, fontSize: 11, panes: { enableResize: false } },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.09, bottom: 0.2 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        secondsVisible: false,
        rightOffset: 6,
        minBarSpacing: 1.5,
        tickMarkFormatter: (time: Time, type: TickMarkType) => this.tick(Number(time), type),
      },
      localization: {
        timeFormatter: (time: Time) => this.moment(Number(time)),
        priceFormatter: (price: number) => written(price, { places: this.places }),
      },
    })
    this.volume = this.chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    })
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } })
    this.candles = this.chart.addSeries(CandlestickSeries, {
      autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => this.scaled(original()),
    })
    this.marks = createSeriesMarkers(this.candles, [])
    this.chart.subscribeCrosshairMove((event) => this.point(event))
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < EARLY_BARS && this.bars.length > 0) listener.early()
      this.tellOffstage()
    })
    this.wear(look)
  }

  remove(): void {
    if (this.telling !== null) clearTimeout(this.telling)
    this.chart.remove()
  }

  /** Draws in other colours. */
  wear(look: Look): void {
    this.look = look
    this.chart.applyOptions({
      layout: {
        background: { color: look.panel },
        textColor: look.text,
        fontFamily: look.font,
      },
      grid: { vertLines: { color: look.grid }, horzLines: { color: look.grid } },
      crosshair: {
        vertLine: { color: look.strong, labelBackgroundColor: look.strong },
        horzLine: { color: look.strong, labelBackgroundColor: look.strong },
      },
    })
    this.candles.applyOptions({
      upColor: look.up,
      downColor: look.down,
      wickUpColor: look.up,
      wickDownColor: look.down,
      borderVisible: false,
    })
    if (this.bars.length > 0) this.volume.setData(this.bars.map((bar) => this.column(bar)))
    for (const { line, shape } of this.drawn.values()) shape.applyOptions(this.shapeOf(line))
  }

  /** How many places a price has. */
  step(places: number): void {
    this.places = places
    const minMove = 10 ** -places
    this.candles.applyOptions({ priceFormat: { type: 'price', precision: places, minMove } })
  }

  /** All bars, oldest first; an end that changed is drawn without the rest. */
  show(bars: readonly Bar[]): void {
    const from = changedFrom(this.bars, bars)
    const isFirst = this.bars.length === 0
    const added = bars.length - this.bars.length
    const isOlder = !isFirst && added > 0 && bars.at(-1)?.time === this.bars.at(-1)?.time
    const range = this.chart.timeScale().getVisibleLogicalRange()
    this.bars = bars
    if (from === null) {
      this.candles.setData(bars.map(candle))
      this.volume.setData(bars.map((bar) => this.column(bar)))
      if (isFirst) this.home()
      else if (isOlder && range) {
        // What is in sight stays where it is when older bars come before it.
        this.chart
          .timeScale()
          .setVisibleLogicalRange({ from: range.from + added, to: range.to + added })
      }
    } else {
      for (const bar of bars.slice(from)) {
        this.candles.update(candle(bar))
        this.volume.update(this.column(bar))
      }
    }
    this.tellOffstage()
  }

  /** Another list of bars follows: the newest of it is shown. */
  clear(): void {
    this.bars = []
    this.candles.setData([])
    this.volume.setData([])
    this.marks.setMarkers([])
  }

  /** To the newest bars, in the usual size. */
  home(): void {
    const count = this.bars.length
    const shown = Math.min(BARS_SHOWN, Math.max(40, this.chart.timeScale().width() / 6))
    this.chart.timeScale().setVisibleLogicalRange({ from: count - shown, to: count + 5 })
    this.candles.priceScale().applyOptions({ autoScale: true })
  }

  lines(lines: readonly TitledLine[]): void {
    const left = new Set(this.drawn.keys())
    // The barrier is often the liquidation price itself: its dashes have to lie over that line.
    const isNew = lines.some(({ id }) => !this.drawn.has(id))
    for (const line of lines) {
      left.delete(line.id)
      const known = this.drawn.get(line.id)
      if (!known || (isNew && line.kind === 'barrier')) {
        if (known) this.candles.removePriceLine(known.shape)
        this.drawn.set(line.id, { line, shape: this.candles.createPriceLine(this.shapeOf(line)) })
      } else if (known.line.price !== line.price || known.line.title !== line.title) {
        known.shape.applyOptions(this.shapeOf(line))
        known.line = line
      }
    }
    for (const id of left) {
      const gone = this.drawn.get(id)
      if (gone) this.candles.removePriceLine(gone.shape)
      this.drawn.delete(id)
    }
    this.tellOffstage()
  }

  fills(fills: readonly FillMark[]): void {
    this.marks.setMarkers(
      fills.map(({ time, side, quantity }) => ({
        time: time as UTCTimestamp,
        position: side === 'BUY' ? 'belowBar' : 'aboveBar',
        shape: side === 'BUY' ? 'arrowUp' : 'arrowDown',
        color: side === 'BUY' ? this.look.up : this.look.down,
        text: written(quantity),
      })),
    )
  }

  private shapeOf(line: TitledLine) {
    const color = this.look.kinds[line.kind]
    const isOrder = line.kind === 'buy' || line.kind === 'sell'
    return {
      price: Number(line.price),
      title: line.title,
      color,
      lineWidth:
        line.kind === 'liquidation' || line.kind === 'barrier' ? (2 as const) : (1 as const),
      lineStyle:
        line.kind === 'mark'
          ? LineStyle.SparseDotted
          : line.kind === 'barrier'
            ? LineStyle.LargeDashed
            : isOrder
              ? LineStyle.Dashed
              : LineStyle.Solid,
      axisLabelVisible: true,
      // What is at risk stands out; orders and the mark are only named.
      axisLabelColor: isOrder || line.kind === 'mark' ? this.look.raised : color,
      axisLabelTextColor: isOrder || line.kind === 'mark' ? color : this.look.panel,
    }
  }

  private column({ time, open, close, volume }: Bar) {
    return {
      time: time as UTCTimestamp,
      value: volume,
      color: close >= open ? this.look.upSoft : this.look.downSoft,
    }
  }

  /** The candles' range, widened for lines that are not too far away. */
  private scaled(own: AutoscaleInfo | null): AutoscaleInfo | null {
    if (own?.priceRange == null) return own
    const { minValue, maxValue } = own.priceRange
    const widest = (maxValue - minValue) / CANDLES_SHARE
    let low = minValue
    let high = maxValue
    const distance = (line: Line) =>
      Math.max(minValue - Number(line.price), Number(line.price) - maxValue)
    const inOrder = [...this.drawn.values()]
      .map(({ line }) => line)
      .toSorted((a, b) => RANK[a.kind] - RANK[b.kind] || distance(a) - distance(b))
    for (const line of inOrder) {
      const price = Number(line.price)
      const next = [Math.min(low, price), Math.max(high, price)] as const
      if (next[1] - next[0] <= widest) [low, high] = next
    }
    return { ...own, priceRange: { minValue: low, maxValue: high } }
  }

  /** Soon, when the chart has found its scale. */
  private tellOffstage(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null
      this.tell()
    }, SOON_MS)
  }

  private tell(): void {
    const height = this.chart.panes()[0]?.getHeight() ?? 0
    if (height === 0 || this.bars.length === 0) return
    const out: Offstage[] = []
    for (const { line } of this.drawn.values()) {
      const y = this.candles.priceToCoordinate(Number(line.price))
      // As far as that beyond the edge its label is still moved into sight.
      if (y !== null && (y < -LABEL_PX || y > height + LABEL_PX)) out.push({ line, above: y < 0 })
    }
    const told = out.map(({ line, above }) => `${line.id} ${line.price} ${above}`).join()
    if (told === this.told) return
    this.told = told
    this.listener.offstage(out)
  }

  private point(event: MouseEventParams): void {
    const at = event.time === undefined ? -1 : Number(event.time)
    const place = event.logical === undefined ? -1 : Math.round(event.logical)
    const bar = this.bars[place]
    this.listener.pointed(bar?.time === at ? bar : null)
  }

  private tick(seconds: number, type: TickMarkType): string {
    const shape: Intl.DateTimeFormatOptions =
      type === TickMarkType.Year
        ? { year: 'numeric' }
        : type === TickMarkType.Month
          ? { month: 'short' }
          : type === TickMarkType.DayOfMonth
            ? { day: 'numeric', month: 'short' }
            : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
    return this.writer(shape).format(seconds * 1000)
  }

  private moment(seconds: number): string {
    return this.writer({
      day: '2-digit',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(seconds * 1000)
  }

  private readonly writers = new Map<string, Intl.DateTimeFormat>()

  /** Times are the reader's, as everywhere on the desk. */
  private writer(shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = Object.keys(shape).join()
    const known = this.writers.get(key)
    if (known) return known
    const made = new Intl.DateTimeFormat(this.language === 'zh' ? 'zh-CN' : 'en-GB', shape)
    this.writers.set(key, made)
    return made
  }
}

function candle({ time, open, high, low, close }: Bar) {
  return { time: time as UTCTimestamp, open, high, low, close }
}
