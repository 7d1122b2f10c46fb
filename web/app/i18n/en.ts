import { account } from './en/account'
import { common } from './en/common'
import { cover } from './en/cover'
import { fund } from './en/fund'
import { problems } from './en/problems'
import { session } from './en/session'
import { system } from './en/system'
import { trade } from './en/trade'

export const en = { account, common, cover, fund, problems, session, system, trade }
