import type { account as english } from '../en/account'
import type { Words } from '../words'

export const account: Words<typeof english> = {
  title: '账户',
  tabs: {
    inbox: '收件箱',
    keys: '交易所密钥',
    sessions: '会话',
    preferences: '偏好设置',
    about: '关于',
  },
}
