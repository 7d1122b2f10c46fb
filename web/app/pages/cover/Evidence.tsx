import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import { Loaded } from '@/components/Loaded'
import { Button } from '@/ui/Button'
import { EmptyState, Notice } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { Check, Cross, Shield } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import styles from './Claim.module.css'
import { EvidenceDialog } from './EvidenceDialog'
import { prove, type Proof } from './merkle'
import type { Claim } from './queries'

type Document = Schema<'EvidenceDocument'>

/** What both found: the server from its stored bytes, the browser from the documents it fetched. */
interface Verified {
  server: Schema<'EvidenceVerification'>
  browser: Proof
}

async function verify(
  claim: string,
  documents: readonly string[],
  root: string,
): Promise<Verified> {
  const fetched = documents.map((document) =>
    ask(
      api.GET('/api/v1/claims/{claim}/evidence/{document}', {
        params: { path: { claim, document } },
      }),
    ),
  )
  const [server, raw] = await Promise.all([
    ask(
      api.POST('/api/v1/claims/{claim}/evidence/verification', {
        params: { path: { claim } },
        body: {},
      }),
    ),
    Promise.all<Document>(fetched),
  ])
  return { server, browser: await prove(raw, root) }
}

/** The documents with their hashes, and a button that verifies them twice. */
export function Evidence({ claim }: { claim: Claim }) {
  const { t } = useTranslation('cover')
  const [shown, setShown] = useState<string | null>(null)
  const evidence = useQuery({
    queryKey: ['claim-evidence', claim.claim, claim.evidenceRoot],
    queryFn: () =>
      ask(api.GET('/api/v1/claims/{claim}/evidence', { params: { path: { claim: claim.claim } } })),
  })
  const items = evidence.data?.items ?? []
  const verifying = useMutation({
    mutationFn: () =>
      verify(
        claim.claim,
        items.map(({ id }) => id),
        claim.evidenceRoot,
      ),
  })
  const { data: verified } = verifying
  return (
    <Panel
      title={t('evidence.title')}
      about={t('evidence.about')}
      flush
      end={
        items.length > 0 && (
          <Button
            kind={verified ? 'normal' : 'primary'}
            icon={<Shield />}
            busy={verifying.isPending}
            onClick={() => verifying.mutate()}
          >
            {t(verified ? 'evidence.again' : 'evidence.verify')}
          </Button>
        )
      }
    >
      <Loaded query={evidence} lines={4}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState small title={t('evidence.empty')} text={t('evidence.emptyText')} />
          ) : (
            <>
              <Root root={claim.evidenceRoot} verified={verified} />
              {verifying.error !== null && (
                <div className={styles.told}>
                  <Notice tone="bad" title={t('evidence.failed')}>
                    {words(verifying.error, t)}
                  </Notice>
                </div>
              )}
              <ol className={styles.documents}>
                {data.items.map((item, at) => (
                  <li key={item.id}>
                    <button type="button" onClick={() => setShown(item.id)}>
                      <span className={styles.place}>{at + 1}</span>
                      <span className={styles.source}>
                        <strong>{item.source}</strong>
                        <small>{item.request}</small>
                      </span>
                      <code className={styles.leaf}>{item.sha256}</code>
                      <Time at={item.at} look="time" />
                      <Both item={item} verified={verified} />
                    </button>
                  </li>
                ))}
              </ol>
            </>
          )
        }
      </Loaded>
      <EvidenceDialog claim={claim.claim} document={shown} onClose={() => setShown(null)} />
    </Panel>
  )
}

function Root({ root, verified }: { root: string; verified: Verified | undefined }) {
  const { t } = useTranslation('cover')
  const holds = verified && verified.server.holds && verified.browser.holds
  return (
    <div className={styles.root} data-holds={holds}>
      <div className={styles.rootHash}>
        <small>{t('evidence.root')}</small>
        <code>{root}</code>
        {verified && <p>{t(holds ? 'evidence.rootHolds' : 'evidence.rootBroken')}</p>}
      </div>
      <Verdict
        name={t('evidence.browser')}
        how={t('evidence.browserText')}
        holds={verified?.browser.holds}
      />
      <Verdict
        name={t('evidence.server')}
        how={t('evidence.serverText')}
        holds={verified?.server.holds}
      />
    </div>
  )
}

function Verdict(props: { name: string; how: string; holds: boolean | undefined }) {
  const { t } = useTranslation('cover')
  const { name, how, holds } = props
  return (
    <div className={styles.verdict} data-holds={holds}>
      <small>{name}</small>
      <strong>
        {holds === undefined ? null : holds ? <Check /> : <Cross />}
        {t(holds === undefined ? 'evidence.notYet' : holds ? 'evidence.holds' : 'evidence.broken')}
      </strong>
      <p>{how}</p>
    </div>
  )
}

function Both(props: { item: Schema<'Evidence'>; verified: Verified | undefined }) {
  const { t } = useTranslation('cover')
  const { item, verified } = props
  const server = verified?.server.documents.find((each) => each.document === item.id)
  const browser = verified?.browser.leaves.get(item.id)
  return (
    <span className={styles.both}>
      <Mark
        name={t('evidence.browser')}
        holds={browser === undefined ? undefined : browser === item.sha256}
      />
      <Mark name={t('evidence.server')} holds={server?.holds} />
    </span>
  )
}

function Mark({ name, holds }: { name: string; holds: boolean | undefined }) {
  const { t } = useTranslation('cover')
  const word = t(
    holds === undefined ? 'evidence.notYet' : holds ? 'evidence.holds' : 'evidence.broken',
  )
  return (
    <i data-holds={holds} title={`${name}: ${word}`}>
      {holds === undefined ? null : holds ? <Check size={12} /> : <Cross size={12} />}
      <span className="hidden-visually">{`${name}: ${word}`}</span>
    </i>
  )
}
