import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Dialog } from '@/ui/Dialog'
import { Numeric, Time } from '@/ui/Figures'
import { Facts } from '@/ui/Panel'
import styles from './Claim.module.css'
import { fromBase64 } from './merkle'

/** One document as it was received, with its hashes; whatever is in it is shown as text. */
export function EvidenceDialog(props: {
  claim: string
  document: string | null
  onClose: () => void
}) {
  const { t } = useTranslation(['cover', 'common'])
  const { claim, document, onClose } = props
  const query = useQuery({
    queryKey: ['evidence-document', claim, document],
    queryFn: () =>
      ask(
        api.GET('/api/v1/claims/{claim}/evidence/{document}', {
          params: { path: { claim, document: document ?? '' } },
        }),
      ),
    enabled: document !== null,
    staleTime: Infinity,
  })
  return (
    <Dialog
      open={document !== null}
      onClose={onClose}
      title={query.data ? `${query.data.place} · ${query.data.source}` : t('evidence.title')}
      closeLabel={t('common:close')}
      size="lg"
    >
      <Loaded query={query} lines={6}>
        {(data) => (
          <div className={styles.document}>
            <Facts
              rows={[
                [t('evidence.request'), data.request || '–'],
                [t('evidence.at'), <Time key="at" at={data.at} look="exact" />],
                [t('evidence.venueTime'), data.venueTime || '–'],
                [t('evidence.bytes'), <Numeric key="bytes" value={data.bytes} />],
                [t('evidence.sha256'), <code key="sha">{data.sha256}</code>],
                [t('evidence.leafLong'), <code key="leaf">{data.leaf}</code>],
              ]}
            />
            <h3>{t('evidence.raw')}</h3>
            <pre tabIndex={0}>{readable(data.base64)}</pre>
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}

function readable(base64: string): string {
  const text = new TextDecoder().decode(fromBase64(base64))
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
