import { useTranslation } from 'react-i18next'
import { Page } from '@/layouts/Page'
import { BottomPanels } from './desk/BottomPanels'
import { KillSwitch } from './desk/KillSwitch'
import { Ticket } from './desk/Ticket'
import { useTradingFeeds } from './stores'
import styles from './Trade.module.css'
import { usePlace } from './place'

export default function TradePage() {
  const { t } = useTranslation(['trade', 'common'])
  const { venue, symbol, account } = usePlace()
  useTradingFeeds(account)
  return (
    <Page title={t('title')} full>
      <div className={styles.desk}>
        <header className={styles.market}>
          <KillSwitch account={account} />
        </header>
        <div className={styles.chart} />
        <div className={styles.book} />
        <aside className={styles.ticket}>
          <Ticket venue={venue} symbol={symbol} account={account} />
        </aside>
        <div className={styles.bottom}>
          <BottomPanels account={account} venue={venue} symbol={symbol} />
        </div>
      </div>
    </Page>
  )
}
