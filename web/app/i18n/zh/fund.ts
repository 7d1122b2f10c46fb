import type { fund as english } from '../en/fund'
import type { Words } from '../words'

export const fund: Words<typeof english> = {
  title: '资金池',
}
