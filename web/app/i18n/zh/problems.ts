import type { problems as english } from '../en/problems'
import type { Words } from '../words'

export const problems: Words<typeof english> = {
  unreachable: '服务器没有响应。请检查网络后重试。',
  internal_error: '服务器内部出错。请求编号 {{requestId}}。',
  not_logged_in: '请先登录。',
  token_expired: '会话已结束，请重新登录。',
  not_permitted: '你的角色不允许此操作。',
  rate_limit: '请求过多，请稍候再试。',
  too_busy: '服务器繁忙，请稍后再试。',
  wrong_credentials: '用户名或密码错误。',
  login_taken: '该用户名已被占用，请换一个。',
  no_session: '请先登录。',
  session_over: '会话已结束，请重新登录。',
  key_can_withdraw: '此密钥可以提币。请在交易所创建一个仅能读取和交易的密钥。',
  key_not_accepted: '交易所不接受此密钥。请检查密钥、私钥和口令。',
  key_in_use: '此密钥对应的交易所账户已属于本平台的另一位用户。',
  account_not_ready: '账户正在与交易所核对，请稍后再试。',
  peer_unavailable: '平台的部分服务暂时没有响应，请重试。',
  database_unavailable: '数据库暂时没有响应，请重试。',
}
