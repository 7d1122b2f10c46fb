import type { trade as english } from '../en/trade'
import type { Words } from '../words'

export const trade: Words<typeof english> = {
  title: '交易',
}
