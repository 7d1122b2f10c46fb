import { useTranslation } from 'react-i18next'
import { Badge, type Tone } from '@/ui/Badge'
import type { Claim } from './queries'

const TONES: Partial<Record<Claim['state'], Tone>> = {
  VERIFICATION_FAILED: 'bad',
  DECLINED: 'bad',
  INCONCLUSIVE: 'warn',
  REFERRED: 'warn',
  IN_REVIEW: 'warn',
  HOLD: 'warn',
  AUTO_APPROVED: 'good',
  APPROVED: 'good',
  PAYABLE: 'good',
  PAID: 'good',
  CLOSED: 'good',
  WITHDRAWN: 'plain',
}

export function ClaimBadge({ state }: { state: Claim['state'] }) {
  const { t } = useTranslation('cover')
  return <Badge tone={TONES[state] ?? 'info'}>{t(`state.${state}`)}</Badge>
}
