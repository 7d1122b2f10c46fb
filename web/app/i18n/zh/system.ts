import type { system as english } from '../en/system'
import type { Words } from '../words'

export const system: Words<typeof english> = {
  title: '系统',
}
