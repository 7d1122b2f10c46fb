import type { cover as english } from '../en/cover'
import type { Words } from '../words'

export const cover: Words<typeof english> = {
  title: '保障',
}
