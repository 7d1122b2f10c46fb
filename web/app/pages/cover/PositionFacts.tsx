import { useTranslation } from 'react-i18next'
import { Percent, Price } from '@/ui/Figures'
import { Facts } from '@/ui/Panel'
import { DistanceBar } from './DistanceBar'
import type { Held } from './queries'
import styles from './Cover.module.css'

/** Where the position stands, as the server computes it. */
export function PositionFacts({ position }: { position: Held }) {
  const { t } = useTranslation('cover')
  return (
    <div className={styles.facts}>
      <Facts
        rows={[
          [t('form.mark'), <Price key="mark" value={position.markPrice} />],
          [t('form.liquidation'), <Price key="liquidation" value={position.liquidationPrice} />],
          [
            t('form.distance'),
            <span key="distance" className={styles.distance}>
              <DistanceBar share={Number(position.distance ?? 1)} />
              <Percent share={position.distance} />
            </span>,
          ],
        ]}
      />
    </div>
  )
}
