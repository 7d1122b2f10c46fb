import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '@/api/queries'
import { Loaded } from '@/components/Loaded'
import { Badge } from '@/ui/Badge'
import { Time } from '@/ui/Figures'
import { Facts, Panel } from '@/ui/Panel'
import styles from './Account.module.css'

/** Who is signed in, and whose work this page is made of. */
export function About() {
  const { t } = useTranslation('account')
  const me = useQuery(meQuery)
  return (
    <div className={styles.columns}>
      <Panel title={t('about.person')}>
        <Loaded query={me}>
          {(person) => (
            <Facts
              rows={[
                [t('about.login'), person.login],
                [
                  t('about.roles'),
                  <span className={styles.badges} key="roles">
                    {person.roles.map((role) => (
                      <Badge key={role}>{role.toLowerCase().replace('_', ' ')}</Badge>
                    ))}
                  </span>,
                ],
                [t('about.since'), <Time at={person.since} look="date" key="since" />],
                [t('about.id'), <code key="id">{person.user}</code>],
              ]}
            />
          )}
        </Loaded>
      </Panel>
      <Panel title={t('about.software')}>
        <div className={styles.prose}>
          <p>{t('about.licence')}</p>
          <p>
            <a href="/api/docs">{t('about.api')}</a>. {t('about.apiText')}
          </p>
          <p>
            <a href="https://www.tradingview.com/" rel="noreferrer">
              {t('about.charts')}
            </a>
          </p>
          <p>{t('about.font')}</p>
          <p>{t('about.law')}</p>
        </div>
      </Panel>
    </div>
  )
}
