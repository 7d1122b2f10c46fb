import type { session as english } from '../en/session'
import type { Words } from '../words'

export const session: Words<typeof english> = {
  signIn: '登录',
  signInLead: '进入你的交易台。',
  register: '创建账户',
  registerLead: '账户保存在这台属于你自己的服务器上。',
  login: '用户名',
  loginHint: '3 至 40 个字符：a–z、0–9、点、横线、下划线',
  password: '密码',
  passwordHint: '至少 12 个字符，一句话就很好。',
  show: '显示',
  hide: '隐藏',
  noAccount: '还没有账户？',
  haveAccount: '已有账户？',
  over: '会话已结束。登录后可回到刚才的页面。',
  missing: '不能为空',
  claim: {
    title: '杠杆交易，守住本金。',
    text: '一个连接 Binance、OKX 和 Bybit 的交易台：预见强平，提前行动，若仍然发生则赔付。',
    one: '密钥只存在这里，能提币的一律拒绝。',
    two: '每笔订单发出之前都经过全部限额。',
    three: '理赔以交易所自己的证据为准。',
  },
}
