import { colour } from '@/util/theme'
import type { Line } from './lines'

/** The chart's colours as the tokens are now. */
export interface Look {
  panel: string
  raised: string
  grid: string
  text: string
  faint: string
  strong: string
  up: string
  down: string
  upSoft: string
  downSoft: string
  kinds: Record<Line['kind'], string>
  font: string
}

export function lookNow(): Look {
  return {
    panel: colour('panel'),
    raised: colour('hover'),
    grid: translucent(colour('line'), '99'),
    text: colour('text-muted'),
    faint: colour('text-faint'),
    strong: colour('line-strong'),
    up: colour('up'),
    down: colour('down'),
    upSoft: translucent(colour('up'), '55'),
    downSoft: translucent(colour('down'), '55'),
    kinds: {
      mark: colour('text-faint'),
      entry: colour('entry'),
      liquidation: colour('liquidation'),
      barrier: colour('barrier'),
      buy: colour('up'),
      sell: colour('down'),
    },
    font: colour('font'),
  }
}

/** A colour #rrggbb of the tokens with how much of it shows. */
function translucent(hex: string, alpha: string): string {
  return /^#[\da-f]{6}$/i.test(hex) ? `${hex}${alpha}` : hex
}
