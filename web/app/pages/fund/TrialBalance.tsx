import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/components/Loaded'
import { Badge } from '@/ui/Badge'
import { EmptyState } from '@/ui/EmptyState'
import { Money } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import { sign } from '@/util/decimal'
import { lines, totals } from './books'
import styles from './Fund.module.css'
import { trialBalanceQuery } from './queries'

type Kind = 'ASSET' | 'LIABILITY' | 'EQUITY' | 'INCOME' | 'EXPENSE'

/** Every account in its column; both sums, and that nothing is between them. */
export function TrialBalance() {
  const { t } = useTranslation('fund')
  const balance = useQuery(trialBalanceQuery)
  return (
    <Panel
      title={t('books.title')}
      about={t('books.about')}
      flush
      end={
        balance.data && (
          <Badge tone={balance.data.balanced ? 'good' : 'bad'} dot>
            {t(balance.data.balanced ? 'books.balanced' : 'books.broken')}
          </Badge>
        )
      }
    >
      <Loaded query={balance} lines={8}>
        {(data) => {
          const shown = lines(data.accounts)
          if (shown.length === 0) return <EmptyState small title={t('books.empty')} />
          const sums = totals(shown)
          return (
            <div className={styles.trial} tabIndex={0} role="region" aria-label={t('books.title')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('books.account')}</th>
                    <th scope="col">{t('books.debit')}</th>
                    <th scope="col">{t('books.credit')}</th>
                    <th scope="col">{t('books.pending')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((line, at) => (
                    <tr
                      key={line.account}
                      data-first={shown[at - 1]?.kind === line.kind ? undefined : true}
                    >
                      <th scope="row">
                        <span>{line.account}</span>
                        <small>{t(`books.${line.kind as Kind}`)}</small>
                      </th>
                      <td>{line.debit && <Money amount={line.debit} exact />}</td>
                      <td>{line.credit && <Money amount={line.credit} exact />}</td>
                      <td className={styles.pending}>
                        {line.pending && <Money amount={line.pending} exact />}
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">{t('books.total')}</th>
                    <td>
                      <Money amount={sums.debit} exact />
                    </td>
                    <td>
                      <Money amount={sums.credit} exact />
                    </td>
                    <td className={styles.pending}>
                      <Money amount={sums.pending} exact />
                    </td>
                  </tr>
                  <tr data-zero={sign(sums.difference) === 0}>
                    <th scope="row">{t('books.difference')}</th>
                    <td colSpan={3}>
                      <Money amount={sums.difference} exact />
                    </td>
                  </tr>
                </tfoot>
              </table>
            </div>
          )
        }}
      </Loaded>
    </Panel>
  )
}
