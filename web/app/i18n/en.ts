import { account } from './en/account'
import { common } from './en/common'
import { cover } from './en/cover'
import { desk } from './en/desk'
import { fund } from './en/fund'
import { problems } from './en/problems'
import { session } from './en/session'
import { system } from './en/system'
import { ticket } from './en/ticket'
import { trade } from './en/trade'

export const en = { account, common, cover, desk, fund, problems, session, system, ticket, trade }
