import type { Schema } from '@/api/client'

type Policy = Schema<'Policy'>
type ClaimState = Schema<'ClaimState'>

export function isRunning({ state }: Pick<Policy, 'state'>): boolean {
  return state === 'WAITING' || state === 'ACTIVE'
}

/**
 * Where a policy's clock stands: the share of the whole that is waiting, how much of the waiting
 * and how much of the cover has passed.
 */
export function progress(
  policy: Pick<Policy, 'boundAt' | 'coverFrom' | 'coverUntil'>,
  now: number,
): { waiting: number; waited: number; passed: number } {
  const bound = Date.parse(policy.boundAt)
  const from = Date.parse(policy.coverFrom)
  const until = Date.parse(policy.coverUntil)
  const share = (part: number, whole: number) =>
    whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 1
  return {
    waiting: share(from - bound, until - bound),
    waited: share(now - bound, from - bound),
    passed: share(now - from, until - from),
  }
}

/** Of the five stages of a claim, how many are done, and whether it ended without money. */
export function stages(state: ClaimState): { done: number; failed: boolean } {
  switch (state) {
    case 'NOTIFIED':
    case 'EVIDENCE_PENDING':
      return { done: 1, failed: false }
    case 'VERIFYING':
    case 'INCONCLUSIVE':
      return { done: 2, failed: false }
    case 'VERIFICATION_FAILED':
      return { done: 2, failed: true }
    case 'VERIFIED':
    case 'SCORED':
    case 'REFERRED':
    case 'IN_REVIEW':
    case 'HOLD':
      return { done: 3, failed: false }
    case 'DECLINED':
    case 'WITHDRAWN':
      return { done: 3, failed: true }
    case 'AUTO_APPROVED':
    case 'APPROVED':
    case 'PAYABLE':
      return { done: 4, failed: false }
    case 'PAID':
    case 'CLOSED':
      return { done: 5, failed: false }
  }
}

export const STAGES = 5
