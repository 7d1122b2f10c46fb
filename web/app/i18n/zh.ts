import { account } from './zh/account'
import { common } from './zh/common'
import { cover } from './zh/cover'
import { desk } from './zh/desk'
import { fund } from './zh/fund'
import { problems } from './zh/problems'
import { session } from './zh/session'
import { system } from './zh/system'
import { ticket } from './zh/ticket'
import { trade } from './zh/trade'

export const zh = { account, common, cover, desk, fund, problems, session, system, ticket, trade }
