import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { accountsQuery, venueKeysQuery } from '@/api/queries'
import { Chevron, Key } from '@/ui/icons'
import { Menu } from '@/ui/Menu'
import { MenuItem } from '@/ui/MenuItem'
import { paths } from '@/util/path-builder'
import { venueName } from './market/search'
import type { Place } from './place'
import styles from './AccountPicker.module.css'

/** Which account is traded with; the address keeps it. */
export function AccountPicker({ place }: { place: Place }) {
  const { t } = useTranslation('trade')
  const keys = useQuery(venueKeysQuery).data?.keys
  const isKnown = useQuery(accountsQuery).isSuccess
  const { account, accounts, venue, chooseAccount } = place
  const name = (each: Place['accounts'][number]) =>
    keys?.find((key) => key.id === each.venueKey)?.label ?? each.accountUid
  const chosen = accounts.find((each) => each.account === account)
  if (!chosen) {
    return isKnown ? (
      <Link to={paths.account('keys')} className={styles.none}>
        <Key size={14} /> {t('account.none', { venue: venueName(venue) })}
      </Link>
    ) : null
  }
  return (
    <Menu
      label={t('account.choose', { name: name(chosen) })}
      buttonClass={styles.button}
      face={
        <>
          <span className={styles.word}>{t('account.label')}</span>
          <span className={styles.name}>{name(chosen)}</span>
          <Chevron size={14} />
        </>
      }
    >
      {(close) => (
        <div className={styles.list}>
          {accounts.map((each) => (
            <MenuItem
              key={each.account}
              chosen={each.account === account}
              onClick={() => {
                chooseAccount(each.account)
                close()
              }}
            >
              {name(each)} <span className={styles.word}>{each.accountUid}</span>
            </MenuItem>
          ))}
        </div>
      )}
    </Menu>
  )
}
