import type { Schema } from '@/api/client'

const LATE_SECONDS = 5
const VERY_LATE_SECONDS = 60

/** How far a reader is behind, in a word; `silent` where the owner of the feed does not answer. */
export function queueOf(
  line: Pick<Schema<'FeedLine'>, 'head' | 'lagSeconds'>,
): 'good' | 'warn' | 'bad' | 'silent' {
  if (line.head == null || line.lagSeconds == null) return 'silent'
  if (line.lagSeconds < LATE_SECONDS) return 'good'
  return line.lagSeconds < VERY_LATE_SECONDS ? 'warn' : 'bad'
}
