import { account } from './zh/account'
import { common } from './zh/common'
import { cover } from './zh/cover'
import { fund } from './zh/fund'
import { problems } from './zh/problems'
import { session } from './zh/session'
import { system } from './zh/system'
import { trade } from './zh/trade'

export const zh = { account, common, cover, fund, problems, session, system, trade }
